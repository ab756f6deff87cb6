"""Every explorer on a page of its own, in JupyterLab's light and dark colours, under axe-core."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import course_utils.widgets
from course_utils.widgets.base import ExplorerWidget
from tests.widgets.explorers.network_models import built, drawn

pytestmark = [pytest.mark.browser]

HERE = Path(course_utils.widgets.__file__).parent / "explorers"
for path in sorted(HERE.glob("[!_]*.py")):
    import_module(f"course_utils.widgets.explorers.{path.stem}")

# Where the first view hides what could be wrong: other views, refusals, small cells.
_VOLUME = np.linspace(0, 1, 6 * 7 * 8).reshape(6, 7, 8)
VIEWS: dict[str, list[dict[str, Any]]] = {
    "ConvolutionExplorer": [{"pad": 1, "stride": 2}],
    "IoUExplorer": [{}, {"box1": (20, 30, 180, 140), "box2": (210, 190, 390, 330)}],
    "NMSExplorer": [{"step": 6}],
    "NetworkExplorer": [{"model": "signs"}, {"model": "happy", "view": "backward"}, {"model": "branches", "layer": 8}],
    "PoolingExplorer": [{}, {"view": "backward"}],
    "ResidualExplorer": [{}, {"shortcut": True, "batch_norm": True}],
    "SliceExplorer": [{"volume": _VOLUME}, {"volume": _VOLUME, "prediction": _VOLUME > 0.7}],
    "ThresholdExplorer": [{}, {"view": "11 points", "threshold": 0.3}],
}
WIDGETS = {kind.__name__: kind for kind in ExplorerWidget.__subclasses__()}
SHOWN = [(name, number) for name in sorted(WIDGETS) for number in range(len(VIEWS.get(name, [{}])))]


def shown(name: str, number: int) -> ExplorerWidget:
    """A widget in one of its views; networks are built here, since Keras takes seconds to load."""
    values = dict(VIEWS.get(name, [{}])[number])
    if "model" in values:
        values["model"] = built(values["model"])
        values["pictures"] = drawn(values["model"], 3)
    return WIDGETS[name](**values)


def test_every_explorer_of_the_package_is_looked_at() -> None:
    files = [path.stem for path in HERE.glob("*.py") if "(ExplorerWidget)" in path.read_text(encoding="utf-8")]
    assert len(WIDGETS) == len(files) >= 14


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("name", "number"), SHOWN)
def test_an_explorer_breaks_no_rule(
    name: str, number: int, theme: str, show_widget: Callable[..., Any], audit: Callable[..., list[str]], output_dir: Path
) -> None:
    widget = shown(name, number)
    page = show_widget(widget, theme)
    assert page.locator(".cu-explorer").count() == 1
    page.locator(".cu-explorer").screenshot(path=output_dir / f"axe_{name}_{number}_{theme}.png")
    assert "\n".join(audit(page, "#place")) == ""


@pytest.mark.parametrize("name", sorted(WIDGETS))
def test_the_tab_key_reaches_every_control_and_leaves_again(name: str, show_widget: Callable[..., Any]) -> None:
    page = show_widget(shown(name, 0), "light")
    controls = "button, select, input:not([type=radio]), input:checked, [tabindex='0']"
    wanted = set(page.evaluate(f"""() => [...document.querySelectorAll("#place *")].flatMap((one, i) =>
        one.matches("{controls}") && !one.disabled && one.checkVisibility({{visibilityProperty: true}}) ? [i] : [])"""))
    reached: list[int] = []
    while -1 not in reached and len(reached) < 100:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("[...document.querySelectorAll('#place *')].indexOf(document.activeElement)"))
    assert reached[-1] == -1, "the Tab key never leaves the widget"
    assert wanted
    assert wanted <= set(reached)
