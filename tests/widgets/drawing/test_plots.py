"""Matplotlib's figures as the notebooks show them."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from matplotlib import pyplot as plt

from course_utils.errors import ArgumentError
from course_utils.widgets.drawing import plots
from course_utils.widgets.drawing.plots import STYLE, show


def drawn(figure: Any) -> str:
    return base64.b64decode(figure.html.split("base64,")[1].split('"')[0]).decode()


def line(title: str = "title") -> Any:
    with plt.style.context(STYLE):
        fig, ax = plt.subplots()
        ax.plot([1, 2, 4], label="a curve")
        ax.set(title=title, xlabel="epoch")
        ax.legend()
    return fig


def test_a_plot_becomes_a_picture_with_alt_text_and_is_closed() -> None:
    open_before = plt.get_fignums()
    figure = show(line(), alt='A curve, "a" < b.')
    assert plt.get_fignums() == open_before
    assert 'alt="A curve, &quot;a&quot; &lt; b."' in figure.html
    assert repr(figure) == '[figure: A curve, "a" < b.]'
    assert figure.html.startswith('<img class="cu-plot" alt='), "by its class nbval passes over the curve"
    for words in ("title", "epoch", "a curve"):
        assert f">{words}</text>" in drawn(figure)


def test_the_same_plot_is_the_same_picture_and_tells_neither_day_nor_version() -> None:
    first = drawn(show(line(), alt="x"))
    assert first == drawn(show(line(), alt="x"))
    assert "Matplotlib v" not in first
    assert "<dc:date>" not in first


def test_ink_grid_and_page_follow_a_dark_page() -> None:
    svg = drawn(show(line(), alt="x"))
    assert "prefers-color-scheme:dark" in svg
    assert svg.count('class="cu-page"') == 1
    for fixed in ("#1b1b1b;", "#d5d5d5", "fill: #ffffff"):
        assert fixed not in svg
    assert "stroke: #0072b2" in svg, "curves keep their colour"


def test_neighbouring_curves_differ_by_more_than_colour() -> None:
    with plt.style.context(STYLE):
        cycle = list(plt.rcParams["axes.prop_cycle"])
    assert len({(entry["linestyle"]) for entry in cycle[:4]}) == 4


@pytest.mark.parametrize("alt", ["", "  ", None])
def test_a_plot_without_alt_text_is_refused(alt: Any) -> None:
    with pytest.raises(ArgumentError, match=r'show\(fig, alt="…"\)'):
        show(line(), alt=alt)
    plt.close("all")


def test_what_is_no_plot_is_named() -> None:
    with pytest.raises(ArgumentError, match="received list"):
        show([1, 2], alt="x")  # type: ignore[arg-type]


def test_matplotlib_loads_on_use() -> None:
    code = "import sys, course_utils.widgets.training, course_utils.start; print('matplotlib' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_the_guides_example_makes_a_picture() -> None:
    guide = (Path(plots.__file__).parent / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    *lines, last = code.strip().split("\n")
    space: dict[str, Any] = {}
    with plt.rc_context():
        exec("\n".join(lines), space)
        assert eval(last, space).alt == "The cost falls from 0.9 to 0.4 in three epochs."
