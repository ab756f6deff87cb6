"""The rows of the gallery by the course's code that Python finds first, for `make pictures`.

    PYTHONPATH=CODE python tests/pictures/photographs.py FOLDER

Writes rows.json with what a notebook would store, and a PNG of every widget, light and dark, at two widths. A row that
this code cannot make is left out and named.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT))  # for the rows; the course's code is found before it

from playwright.sync_api import sync_playwright  # noqa: E402

from course_utils.environment import chromium  # noqa: E402
from course_utils.widgets.base import ExplorerWidget  # noqa: E402
from tests.accessibility.conftest import draw_widget  # noqa: E402
from tests.pictures import shown  # noqa: E402

SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDTHS = {"1400": 960, "1024": 592}  # of a window of JupyterLab: what its list of files leaves a notebook


def main() -> None:
    folder, space = Path(sys.argv[1]), shown.names(older=True)
    values: dict[str, Any] = {}
    views: Counter[str] = Counter()  # a view keeps its name when rows of other widgets join
    for name, code in [*shown.widget_rows(), *shown.DRAWINGS.items()]:
        views[name] += 1
        try:
            values[f"{name} {views[name]}"] = shown.run(code, space)
        except Exception as problem:  # older code may lack what a row shows
            print(f"{name} is left out: {problem}")
    widgets = {title: value for title, value in values.items() if isinstance(value, ExplorerWidget)}
    rows = [(title, value._repr_html_()) for title, value in values.items() if title not in widgets]
    (folder / "rows.json").write_text(json.dumps(rows), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        for wide, width in WIDTHS.items():
            page = browser.new_page(viewport={"width": width, "height": 900})
            for title, widget in widgets.items():
                for theme in ("light", "dark"):
                    draw_widget(page, widget, theme)
                    page.locator(".cu-explorer").screenshot(path=folder / f"{title} {theme} {wide}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
