"""A report as the student reads it: whole texts, and the HTML that says the same."""

import re
import sys
from dataclasses import replace
from html.parser import HTMLParser
from types import SimpleNamespace

import numpy as np
import pytest

from course_utils.checks.feedback import render
from course_utils.checks.feedback.render import as_html, as_text, headline, hint_text
from course_utils.checks.feedback.statuses import STATUSES
from course_utils.checks.report import CaseOutcome, Difference, Report
from course_utils.exercises import registry

WRONG = Difference("value", "Z[0, 1]", "1", "2", np.array([[False, True], [False, False]]))
PASSED = Report("zero_pad", "passed", (CaseOutcome("pads", "passed"), CaseOutcome("keeps", "passed")))
FAILED = Report(
    "zero_pad",
    "failed",
    (CaseOutcome("pads", "passed"), CaseOutcome("keeps <b>", "failed", WRONG.sentence(), WRONG)),
    "You padded with 1 & not 0.",
    "pads with one",
    ("If zero_pad calls your pad, check it first.",),
)
STOPPED = Report("pad", "error", (CaseOutcome("pads", "error", "pad stopped with KeyError: 'f'."),), "pad stopped.")
MISSING = Report("zero_pad", "missing", (CaseOutcome("pads", "missing", "zero_pad is not finished yet."),))

FAILED_TEXT = """\
✗ zero_pad: 1 of 2 cases pass.
  ✓ pads
  ✗ keeps <b>

Z[0, 1] differs: got 1, expected 2.
Z[:, :]: 1 of 4 values differ (×)
· ×
· ·

You padded with 1 & not 0.
If zero_pad calls your pad, check it first.
Stuck? hint(zero_pad) helps in three steps."""

TEXTS = {
    "passed": (PASSED, "✓ zero_pad: all 2 cases pass.\n  ✓ pads\n  ✓ keeps"),
    "failed": (FAILED, FAILED_TEXT),
    "error": (STOPPED, "✗ pad: 0 of 1 cases pass.\n  ✗ pads\n\npad stopped with KeyError: 'f'.\n"
                       "explain() says more about this error.\nStuck? hint(pad) helps in three steps."),
    "missing": (MISSING, "… zero_pad is not finished yet. Write it above, then run this cell again."),
}  # fmt: skip


class Reader(HTMLParser):
    """The text of some HTML by blocks, and its pictures' alt texts."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.blocks, self.alts, self.open = [""], [], []
        self.feed(markup)

    def handle_startendtag(self, tag, attrs):
        self.alts.append(dict(attrs)["alt"])

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        if tag in ("p", "li", "ul"):
            self.blocks.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.blocks[-1] += data


@pytest.mark.parametrize("name", TEXTS)
def test_the_text_is_what_it_has_always_been(name):
    report, text = TEXTS[name]
    assert as_text(report) == text


@pytest.mark.parametrize("name", TEXTS)
def test_the_html_says_the_same_in_the_same_order(name):
    report, text = TEXTS[name]
    page = Reader(as_html(report))
    assert page.open == []
    said = [re.sub(r"^What happened: |:$", "", block) for block in page.blocks if block]
    lines = [re.sub(r" \(×\)$", "", line.strip()) for line in text.splitlines() if line and line[0] not in "·×"]
    assert said == lines


def test_a_picture_has_its_sentence_as_alt_text_and_a_right_answer_has_none():
    assert Reader(as_html(FAILED)).alts == ["Z[:, :]: 1 of 4 values differ"]
    assert Reader(as_html(PASSED)).alts == Reader(as_html(STOPPED)).alts == []


@pytest.mark.parametrize(
    ("report", "colour"), [(PASSED, "#009E73"), (MISSING, "#3391CC"), (FAILED, "#D55E00"), (STOPPED, "#D55E00")]
)
def test_the_block_is_announced_and_its_edge_has_the_colour_of_the_outcome(report, colour):
    assert as_html(report).startswith(f'<div role="status" style="border-left:5px solid {colour};padding:.5em')


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_can_be_shown(status):
    report = Report("f", status, (CaseOutcome("a case", status, "It is so."),))
    assert as_text(report).startswith(STATUSES[status].mark)
    assert f"<strong>{STATUSES[status].mark} f" in as_html(report)


def test_only_the_first_case_that_fails_is_explained():
    outcomes = (CaseOutcome("a", "failed", "First."), CaseOutcome("b", "failed", "Second."))
    report = Report("f", "failed", outcomes, "First.")
    assert "First." in as_text(report)
    assert "Second." not in as_text(report) + as_html(report)


@pytest.mark.parametrize(
    ("passed", "total", "line"),
    [(1, 1, "f: the case passes."), (3, 3, "f: all 3 cases pass."), (1, 3, "f: 1 of 3 cases pass.")],
)
def test_the_headline_counts_the_cases(passed, total, line):
    outcomes = tuple(CaseOutcome("t", "passed" if i < passed else "failed", "It is so.") for i in range(total))
    assert headline(Report("f", "passed" if passed == total else "failed", outcomes)) == line


def test_a_hint_says_where_it_stands_on_the_ladder():
    exercise = registry.find("zero_pad")[1]
    assert hint_text(exercise, 1) == f"Hint 1 of 3: {exercise.hints[0]} (hint(zero_pad) again for more)"
    assert hint_text(exercise, 3) == f"Hint 3 of 3: {exercise.hints[2]}"


def test_in_a_terminal_the_text_is_printed(capsys):
    render.Showing().last(PASSED)
    assert capsys.readouterr().out == TEXTS["passed"][1] + "\n"


UNNAMED = replace(FAILED, message=WRONG.sentence(), mistake="", notes=())


def test_in_a_terminal_the_name_comes_below_the_difference_that_was_printed_first(capsys):
    showing = render.Showing()
    showing.early(UNNAMED)
    opening, difference, rest = FAILED_TEXT.partition(WRONG.sentence())
    assert capsys.readouterr().out == opening + difference + "\n"
    showing.last(FAILED)
    assert capsys.readouterr().out == rest.lstrip("\n") + "\n"


def test_in_a_terminal_a_verdict_that_changed_is_printed_whole(capsys):
    showing = render.Showing()
    showing.early(UNNAMED)
    capsys.readouterr()
    showing.last(PASSED)
    assert capsys.readouterr().out == TEXTS["passed"][1] + "\n"


def test_in_a_notebook_the_name_takes_the_place_of_the_search(monkeypatch, capsys):
    import IPython.display

    shown = []
    page = SimpleNamespace(update=lambda data, raw=False: shown.append(data["text/plain"]))
    monkeypatch.setattr(render, "in_notebook", lambda: True)
    monkeypatch.setattr(
        IPython.display, "display", lambda data, raw, display_id: shown.append(data["text/plain"]) or page
    )
    showing = render.Showing()
    showing.early(UNNAMED)
    assert "Looking for the mistake" in shown[0]
    showing.last(FAILED)
    assert shown[1:] == [FAILED_TEXT]
    assert capsys.readouterr().out == ""


def test_in_a_notebook_both_are_shown_and_a_note_keeps_its_lines(monkeypatch, capsys):
    import IPython.display

    shown = []
    monkeypatch.setattr(render, "in_notebook", lambda: True)
    monkeypatch.setattr(IPython.display, "display", lambda data, raw=False: raw and shown.append(data))
    render.show_note("one < two\nthree")
    ((text, markup),) = [(data["text/plain"], data["text/html"]) for data in shown]
    assert text == "one < two\nthree"
    assert markup.endswith('white-space:pre-line">one &lt; two\nthree</div>')
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("shell", "inside"), [(None, False), (SimpleNamespace(), False), (SimpleNamespace(kernel=1), True)]
)
def test_a_notebook_is_known_by_its_kernel(monkeypatch, shell, inside):
    monkeypatch.setitem(sys.modules, "IPython.core.getipython", SimpleNamespace(get_ipython=lambda: shell))
    assert render.in_notebook() is inside


def test_without_ipython_there_is_no_notebook(monkeypatch):
    monkeypatch.delitem(sys.modules, "IPython.core.getipython", raising=False)
    assert render.in_notebook() is False
