"""WindowExplorer: one pass equals the windows one by one; its numbers in the browser, keys and pointer, its picture."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_utils.widgets.base import WidgetError
from course_utils.widgets.explorers.window_explorer import WindowExplorer, run
from tests.accessibility.conftest import draw_widget


def drawn(seed: int) -> WindowExplorer:
    """A small network and a picture, both at random."""
    draw = np.random.default_rng(seed)
    f, k, pool = 2 * draw.integers(0, 3) + 1, draw.integers(1, 5), draw.integers(1, 4)
    padding = ["none", "same"][seed % 2]
    rows, columns = pool * k + f - 1 + draw.integers(0, 9, size=2)
    return WindowExplorer(
        image=draw.normal(size=(rows, columns)), kernel=draw.normal(size=(f, f)), head=draw.normal(size=(k, k)),
        pool=int(pool), padding=padding, row=int(draw.integers(0, 3)), col=int(draw.integers(0, 3)),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(0, 12, 2))
def test_every_answer_of_the_one_pass_is_that_of_its_window_alone(seed: int) -> None:
    w = drawn(seed)
    rows, columns = w.answers.shape
    alone = np.zeros((rows, columns))
    for w.row, w.col in np.ndindex(rows, columns):
        assert w.window.shape == (w.side, w.side)
        alone[w.row, w.col] = w.alone.answers.item()
    np.testing.assert_allclose(w.answers, alone, rtol=1e-12, atol=1e-12)


def test_the_head_on_one_window_is_a_dense_layer() -> None:
    w = drawn(4)
    pooled = run(w.window, w.kernel, w.head, int(w.pool), w.padded).pooled
    assert np.isclose(w.alone.answers.item(), pooled.ravel() @ w.head.ravel())


def test_with_padding_a_window_at_the_edge_of_another_differs_and_the_sentence_says_why() -> None:
    w = WindowExplorer(padding="same", row=1, col=1)
    assert not np.isclose(w.answers[1, 1], w.alone.answers.item())
    assert "They differ: alone, the window sees zeros where the picture goes on." in w.alt_text()
    w.padding = "none"
    assert "Equal." in w.alt_text()


def test_multiplications_are_counted_place_by_place() -> None:
    w = WindowExplorer(image=np.zeros((16, 16)), kernel=np.ones((5, 5)), head=np.ones((5, 5)))
    assert (w.side, w.answers.shape) == (14, (2, 2))
    assert w.costs.window.tolist() == [10 * 10 * 25, 25]
    assert w.costs.apart.tolist() == [4 * 10 * 10 * 25, 4 * 25]
    assert w.costs.together.tolist() == [12 * 12 * 25, 4 * 25]
    assert w.saving() == "4 windows one by one: 10,100 multiplications; one pass: 3,700, 2.7 times less."


def test_the_crosses_are_where_the_answers_are_largest() -> None:
    answers = WindowExplorer().answers
    best = np.argsort(answers.ravel())[::-1]
    assert {tuple(int(at) for at in np.unravel_index(i, answers.shape)) for i in best[:2]} == {(0, 0), (4, 3)}
    assert answers.ravel()[best[1]] > 2 * answers.ravel()[best[2]]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"image": np.zeros((11, 30))}, "The window, 12 pixels, must fit into the picture's smaller side; received 11."),
        ({"pool": 4}, "The window, 22 pixels, must fit into the picture's smaller side; received 20."),
        ({"kernel": np.ones((2, 2))}, r"kernel must be square, with an odd side; received shape \(2, 2\)."),
        ({"head": np.ones((2, 3))}, r"head must be square; received shape \(2, 3\)."),
    ],
)
def test_what_does_not_fit_is_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(WidgetError, match=message):
        WindowExplorer(**values)


def test_a_window_beyond_the_last_is_the_last() -> None:
    w = WindowExplorer(row=9, col=9)
    assert (w.row, w.col) == (4, 4)
    w.pool = 3
    assert (w.row, w.col) == (1, 1)


def test_the_still_picture_outlines_the_window_in_every_map() -> None:
    w = WindowExplorer(row=4, col=3)
    assert w.static_svg().count('stroke="#d55e00" stroke-width="3"') == 4
    assert w.verdict() in w._repr_mimebundle_()[0]["text/html"].replace("&#x27;", "'")  # type: ignore[index]


@pytest.mark.browser
@pytest.mark.parametrize("seed", range(8))
def test_the_pass_in_javascript_equals_pythons(maths: Any, seed: int) -> None:
    w = drawn(seed)
    whole, alone = (
        maths("windows", "runPass", image, w.kernel, w.head, int(w.pool), w.padded) for image in (w.image, w.window)
    )
    for theirs, ours in ((whole, w.whole), (alone, w.alone)):
        for name in ("features", "pooled", "answers"):
            np.testing.assert_allclose(theirs[name], getattr(ours, name), rtol=1e-12, atol=1e-12)
    costs = maths("windows", "costsOf", whole, alone, w.kernel, w.head)
    assert [costs[name] for name in ("window", "apart", "together")] == [counts.tolist() for counts in w.costs]
    assert maths("windows", "windowSide", len(w.kernel), int(w.pool), len(w.head), w.padded) == w.side
    top, left = w.row * int(w.pool), w.col * int(w.pool)
    assert maths("windows", "cutOut", w.image, top, left, w.side) == w.window.tolist()


@pytest.mark.browser
def test_pointer_and_keys_move_the_window_and_the_page_says_what_python_says(offline_page: Any) -> None:
    page = offline_page
    page.set_viewport_size({"width": 960, "height": 900})
    w = WindowExplorer()
    draw_widget(page, w, "light")
    said = page.locator(".cu-result")
    assert said.inner_text() == w.verdict()
    answers = page.get_by_role("grid", name="Answers of the one pass")
    answers.locator("[role=gridcell]").nth(4 * 5 + 3).click()
    w.row, w.col = 4, 3
    page.wait_for_function("words => document.querySelector('.cu-result').textContent === words", arg=w.verdict())
    page.keyboard.press("ArrowUp")
    w.row = 3
    page.wait_for_function("words => document.querySelector('.cu-result').textContent === words", arg=w.verdict())
    page.get_by_role("radio", name="same").check()
    w.padding = "same"
    page.wait_for_function("() => document.querySelector('.cu-result').textContent.includes('differ')")
    assert [cell.replace(",", "") for cell in page.locator(".cu-costs tr:last-child td").all_inner_texts()[1:]] == [
        str(int(counts.sum())) for counts in w.costs
    ]
    pixels = page.get_by_role("grid", name="Picture of the one pass")
    pixels.locator("[role=gridcell]").nth(11 * 20 + 8).hover()
    w.row, w.col = 3, 2  # the window of 10 pixels, moved by 2, whose middle is nearest
    page.wait_for_function("words => document.querySelector('.cu-result').textContent === words", arg=w.verdict())
    shapes = [f"{a.shape[0]}×{a.shape[1]}" for a in (w.window, *w.alone)]
    assert page.locator(".cu-alone .cu-note").all_inner_texts() == shapes
