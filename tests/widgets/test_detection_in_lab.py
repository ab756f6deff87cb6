"""The explorers of detection in a real JupyterLab: what keyboard and mouse do, seen in the page and in the kernel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Any]


def cell(call: str) -> str:
    name = call.split("(")[0]
    return f"from course_utils.week3 import {name}\nw = {call}\nw"


def test_the_iou_explorer_follows_pointer_keyboard_and_typing(open_widget: Open, output_dir: Path) -> None:
    from playwright.sync_api import expect

    w = open_widget(cell("IoUExplorer((2, 1, 4, 3), (1, 2, 3, 4))"))
    lines = w.page.locator(".cu-steps p")
    assert lines.all_inner_texts() == w.python("w.formula")
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "iou_light.png")

    w.page.locator(".cu-movable").first.focus()
    w.page.keyboard.press("ArrowRight")
    w.page.keyboard.press("Shift+ArrowDown")
    assert w.settled("w.box1", [2.1, 1, 4.1, 3.1]) == [2.1, 1, 4.1, 3.1]
    assert lines.all_inner_texts() == w.python("w.formula")

    plane = w.page.locator(".cu-plane").bounding_box()
    spot = {axis: plane[axis] + plane["width"] * share for axis, share in (("x", 2.2 / 5), ("y", 3.7 / 5))}
    w.page.mouse.move(spot["x"], spot["y"])  # inside box 2
    w.page.mouse.down()
    w.page.mouse.move(spot["x"] + plane["width"] / 5, spot["y"] + 30, steps=4)
    w.page.mouse.up()
    assert w.settled("w.box2[[0, 2]]", [2, 4]) == [2, 4]
    assert lines.all_inner_texts() == w.python("w.formula")

    w.page.get_by_label("box 2 x2", exact=True).fill("1")
    expect(w.page.locator("[role=alert]")).to_contain_text("x2 = 1 is not used")
    w.page.get_by_label("box 2 x2", exact=True).fill("3.5")
    assert w.settled("w.box2[2]", 3.5) == 3.5
    assert not w.page.locator("[role=alert]").is_visible()


def test_the_iou_explorer_shows_the_false_intersection(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(cell("IoUExplorer((20, 30, 180, 140), (210, 190, 390, 330))"), dark=True)
    assert not w.page.locator(".cu-false").count()
    w.page.locator("[data-name=clamped][value=false]").check()
    assert w.settled("w.clamped", False) is False
    assert w.page.locator(".cu-false").count() == 1
    assert w.page.locator(".cu-warning:visible").inner_text() == w.python("w.warning")
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "iou_dark.png")
    w.run("w.box1 = (0, 0, 300, 300)")
    w.page.wait_for_function("!document.querySelector('.cu-false')")


def test_the_nms_explorer_steps_undoes_and_says_what_dropped_what(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(cell("NMSExplorer()"))
    live, detail = w.page.locator(".cu-result"), w.page.locator(".cu-detail")
    from playwright.sync_api import expect

    options = w.page.locator("[role=option]")
    assert options.count() == 15
    assert w.page.locator(".cu-found.cu-low").first.is_hidden()

    w.slider("step").click()
    assert w.settled("w.step", 1) == 1
    assert "Round 1: box 1 (dog 0.76) is the best one left and stays" in live.inner_text()
    box, iou = w.python("w.rounds[0].dropped[0]")
    assert f"4 (IoU {iou:.3f})" in live.inner_text()
    assert box == 3

    options.nth(3).click()
    expect(detail).to_contain_text("Box 4 (dog 0.41) was dropped by box 1 (dog 0.76): IoU =")
    expect(detail).to_contain_text(f"= {iou:.3f} > 0.5.")
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "nms_light.png")

    w.page.keyboard.press("ArrowDown")
    expect(w.page.locator("[role=option]:focus")).to_contain_text("5 bicycle 0.33")
    w.page.keyboard.press("ArrowRight")
    assert w.settled("w.step", 2) == 2
    w.page.keyboard.press("ArrowLeft")
    w.page.keyboard.press("ArrowLeft")
    assert w.settled("w.step", 0) == 0
    w.slider("last").click()
    assert w.settled("w.step", 6) == 6
    marks = [text for text in w.page.locator(".cu-list-mark").all_inner_texts() if text == "✓"]
    assert len(marks) == w.python("len(w.kept)")


def test_the_nms_explorer_answers_thresholds_at_its_end_and_plays(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(cell("NMSExplorer(step=6)"), dark=True)
    w.page.locator("[data-name=mode][value=class-agnostic]").check()
    assert w.settled("[w.mode, w.step == len(w.rounds)]", ["class-agnostic", True]) == ["class-agnostic", True]
    assert w.page.locator(".cu-tag.cu-kept").count() == w.python("len(w.kept)")
    w.slider("iou_threshold").focus()
    w.page.keyboard.press("Home")
    assert w.settled("w.iou_threshold", 0) == 0
    assert w.page.locator(".cu-tag.cu-kept").count() == w.python("len(w.kept)")
    w.page.keyboard.press("End")
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "nms_dark.png")
    w.slider("play").click()
    assert w.settled("w.step >= 2", True)  # it plays on while we look
    w.slider("play").click()
    w.run("w.step = 0; w.image = None")
    w.page.wait_for_function("document.querySelector('[name=undo]').disabled")
    w.page.wait_for_function("!document.querySelector('.cu-photo image').getAttribute('href')")


def test_the_anchor_explorer_makes_anchors_and_places_boxes(open_widget: Open, output_dir: Path) -> None:
    from playwright.sync_api import expect

    w = open_widget(cell("AnchorExplorer()"))
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "anchors_light.png")
    w.slider("k").focus()
    w.page.keyboard.press("ArrowRight")
    assert w.settled("[w.source, w.k]", ["k-means", 5]) == ["k-means", 5]
    expect(w.page.locator(".cu-anchors tbody tr")).to_have_count(5)
    expect(w.page.locator(".cu-note").nth(2)).to_have_text(f"k = 5: {round(w.python('w.mean_iou'), 3)}")
    w.slider("selected").focus()
    for _ in range(3):
        w.page.keyboard.press("ArrowRight")
    assert w.settled("w.selected", 3) == 3
    row, column, anchor = w.python("w.assignments[3]")
    spoken = w.page.locator(".cu-result")
    expect(spoken).to_contain_text(f"mid-point in row {row + 1}, column {column + 1}. Anchor {anchor + 1} (")
    expect(spoken).to_contain_text(f"= {round(w.python('w.ious[3]'), 3)}.")
    w.slider("grid").focus()
    w.page.keyboard.press("Home")
    assert w.settled("w.grid", 1) == 1
    expect(w.page.locator(".cu-warning")).to_contain_text(f"⚠ {w.python('len(w.lost)')} boxes share cell and anchor")
    w.page.locator(".cu-square").nth(1).click(position={"x": 250, "y": 250})
    assert w.settled("w.selected > 40", True)  # the largest shapes are the buses at the end of the list


@pytest.mark.nightly  # the colours of the dark theme are measured in tests/accessibility
def test_the_anchor_explorer_shows_in_the_dark(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(cell("AnchorExplorer(source='k-means', selected=20)"), dark=True)
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "anchors_dark.png")
    w.run("w.source = 'given'")
    w.page.wait_for_function("document.querySelectorAll('.cu-anchors tbody tr').length === 6")


def test_the_threshold_explorer_moves_its_point_by_key_and_pointer(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(cell("ThresholdExplorer()"))
    lines, counts = w.page.locator(".cu-steps p"), w.page.locator(".cu-tile strong")
    assert lines.all_inner_texts() == w.python("w.formula")
    w.slider("threshold").focus()
    for wanted in (0.49, 0.48, 0.47, 0.46, 0.45):  # one after another: a busy machine lost one of five in a burst
        w.page.keyboard.press("ArrowLeft")
        assert w.settled("w.threshold", wanted) == wanted
    assert counts.all_inner_texts() == [str(count) for count in w.python("w.counts")]
    assert lines.all_inner_texts() == w.python("w.formula")
    w.page.locator("[data-name=view][value=area]").check()
    assert w.settled("w.view", "area") == "area"
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "threshold_light.png")

    w.page.locator(".cu-plot.cu-square").click(position={"x": 60, "y": 20})  # high precision, low recall
    assert w.settled("w.precision", 1) == 1
    assert w.python("w.threshold in w.scores.tolist()")
    w.slider("threshold").focus()
    w.page.keyboard.press("End")
    assert w.settled("w.counts", [0, 0, 25]) == [0, 0, 25]
    assert lines.first.inner_text() == "precision = TP / (TP + FP) = nothing is detected"
    assert not w.page.locator(".cu-point").is_visible()


@pytest.mark.nightly  # the colours of the dark theme are measured in tests/accessibility
def test_the_threshold_explorer_shows_eleven_points_in_the_dark(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(cell("ThresholdExplorer(view='11 points', threshold=0.3)"), dark=True)
    assert w.page.locator(".cu-sample").count() == 11
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "threshold_dark.png")
    w.run("w.view = 'curve'")
    w.page.wait_for_function("!document.querySelector('.cu-sample')")


def test_every_control_has_a_name(open_widget: Open) -> None:
    calls = ("IoUExplorer()", "NMSExplorer()", "AnchorExplorer()", "ThresholdExplorer()")
    w = open_widget(*map(cell, calls))
    w.page.wait_for_function("document.querySelectorAll('.cu-explorer').length === 4")
    unnamed = w.page.evaluate("""() => [...document.querySelectorAll(
        '.cu-explorer :is(input, select, button, [role=listbox], [role=option], [role=application])')]
        .filter(node => !(node.ariaLabel || node.labels?.length || node.textContent.trim())).length""")
    assert unnamed == 0
    assert w.page.locator(".cu-explorer [role=status]").count() == 4
