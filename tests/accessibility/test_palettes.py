"""Our colours against what they stand on, computed: text 4.5 : 1, graphics 3 : 1, in light and dark themes."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest

from course_utils.checks.feedback import progress_bar, render
from course_utils.checks.feedback.statuses import STATUSES
from course_utils.widgets.drawing import svg
from course_utils.widgets.explorers import anchor_explorer, iou_explorer, nms_explorer, triplet_explorer

PACKAGE = Path(render.__file__).parents[2]
THEMES = Path(str(distribution("jupyterlab").locate_file(""))).parents[2] / "share" / "jupyter" / "lab" / "themes" / "@jupyterlab"
TEXT, GRAPHICS = 4.5, 3.0
HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
INK = "#101418"  # on a status's colour, unless the colour is dark


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, ground: str) -> float:
    """WCAG's ratio of two colours.

    >>> round(contrast("#000", "#ffffff"), 6), round(contrast("#767676", "#fff"), 2)
    (21.0, 4.54)
    """
    dark, light = sorted((luminance(ink), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


def surface(theme: str) -> str:
    """What an output stands on in JupyterLab."""
    css = (THEMES / f"theme-{theme}-extension" / "index.css").read_text(encoding="utf-8")
    colour = re.search(r"--jp-layout-color1:\s*([^;}]+)", css)
    assert colour
    value = colour[1].replace("white", "#ffffff")
    return HEX.findall(value)[-1]


def variables(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{3,6})\b", css))


def schemes() -> dict[str, dict[str, str]]:
    """The variables of the report pages, light and dark."""
    light, dark = (PACKAGE / "grading/report/templates/_style.html").read_text(encoding="utf-8").split("@media", 2)[:2]
    own = (PACKAGE / "grading/report/templates/feedback.html").read_text(encoding="utf-8")
    grey, pale = re.findall(r"--unchecked:(#\w+)", own)
    return {
        "light": variables(light) | {name: row.colour for name, row in STATUSES.items()} | {"ours": grey},
        "dark": variables(light) | variables(dark) | {name: row.dark for name, row in STATUSES.items()} | {"ours": pale},
    }


SCHEMES = schemes()
DRAWN = {
    "svg": svg.COLOURS,
    "anchor_explorer": anchor_explorer.COLOURS,
    "iou_explorer": (iou_explorer.FIRST, iou_explorer.SECOND, iou_explorer.SHARED, iou_explorer.FALSE),
    "nms_explorer": (nms_explorer.KEPT, nms_explorer.DROPPED, nms_explorer.WAITING),
    "plots": tuple(f"#{colour}" for colour in re.findall(r'"([0-9A-Fa-f]{6})"', (PACKAGE / "plots.mplstyle").read_text())),
    "triplet_explorer": tuple(triplet_explorer.INKS.values()),
}


def test_a_ratio_is_what_the_guideline_says() -> None:
    assert contrast("#fff", "#ffffff") == 1
    assert contrast("#777", "#fff") < TEXT < contrast("#767676", "#fff")


def test_jupyterlab_s_surfaces_are_found() -> None:
    assert luminance(surface("light")) > 0.9
    assert luminance(surface("dark")) < 0.1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_explorers_colours_stand_out(theme: str) -> None:
    colours = variables((PACKAGE / "widgets" / "drawing" / "explorer.css").read_text(encoding="utf-8"))
    assert len(colours) >= 8
    assert {name: value for name, value in colours.items() if contrast(value, surface(theme)) < GRAPHICS} == {}


@pytest.mark.parametrize("name", DRAWN)
def test_the_lines_of_still_pictures_stand_out_on_their_white_page(name: str) -> None:
    assert [colour for colour in DRAWN[name] if contrast(colour, "#fff") < GRAPHICS] == []


@pytest.mark.parametrize("name", ["plots", "svg"])
def test_the_lines_of_pictures_stand_out_on_a_dark_page_too(name: str) -> None:
    (page,) = re.findall(r"cu-page\{fill:(#\w+)\}", svg.ON_DARK)
    assert len(DRAWN[name]) >= 4
    assert [colour for colour in DRAWN[name] if contrast(colour, page) < GRAPHICS] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_bars_of_a_check_stand_out(theme: str) -> None:
    colours = [*(row.edge for row in STATUSES.values()), progress_bar._DONE, progress_bar._OPEN]
    assert [colour for colour in colours if contrast(colour, surface(theme)) < GRAPHICS] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_text_of_a_report_stands_out(scheme: str) -> None:
    colours = SCHEMES[scheme]
    pairs = [(ink, on) for ink in ("ink", "soft", "accent", "good", "unchecked") for on in ("bg", "card")]
    pairs += [("ink", "tint"), ("soft", "tint"), ("ours", "card")]
    assert [pair for pair in pairs if contrast(*(colours[name] for name in pair)) < TEXT] == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("status", [*STATUSES, "ours"])
def test_the_sign_of_a_status_stands_out_on_its_colour(status: str, scheme: str) -> None:
    white = scheme == "light" and status in ("crashed", "blocked", "unchecked", "ours")
    assert contrast("#fff" if white else INK, SCHEMES[scheme][status]) >= TEXT


def test_the_inks_of_the_signs_are_those_of_the_page() -> None:
    style = (PACKAGE / "grading/report/templates/_style.html").read_text(encoding="utf-8")
    assert f".dot,.chip{{color:{INK}}}" in style
    assert "{.bg-crashed,.bg-blocked,.bg-unchecked{color:#fff}}" in style


def test_no_meaning_by_colour_alone() -> None:
    assert len({word.sign for word in STATUSES.values()}) == len(STATUSES), "two statuses share a sign"
    assert len({row.mark for row in STATUSES.values()}) > len({row.edge for row in STATUSES.values()}) > 1
