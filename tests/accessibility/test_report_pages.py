"""The pages of `course grade` and `course similar` under axe-core, in the light and in the dark."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest

from course_utils.checks.report import CaseOutcome, Difference, Report, Result, Status
from course_utils.grading.course.values import Course, Late
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.decisions import Decisions
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.report.names import feedback_path
from course_utils.grading.report.pages import write_reports
from course_utils.grading.similar.command import similar

pytestmark = [pytest.mark.browser]

STEP = "week1/2_step_by_step"
STATUSES = get_args(Status)
PAGES = {
    "overview": "index.html",
    "all statuses": "feedback/Ada Lovelace/week1/2_step_by_step.html",
    "all right": "feedback/王小明/week1/2_step_by_step.html",
    "no notebook": str(feedback_path("Vera Lost", "", "Vera Lost/poem.txt")),
    "student": "feedback/Ada Lovelace/index.html",
    "similar": "similar.html",
    "similar pair": "similar/pair-1.html",
}


def result(status: Status) -> Result:
    names = ("zero_pad", "conv_single_step", "conv_forward", "pool_forward", "conv_backward", "create_mask_from_window",
             "distribute_value", "pool_backward", "zero_pad_2")  # fmt: skip
    name = names[STATUSES.index(status)]
    difference = Difference("value", "Z[3, 2, 1, 0]", "-0.6149", "1.7570")
    good = CaseOutcome("gives the right shape", "passed")
    bad = CaseOutcome("gives the published figures", status, difference.sentence(), difference)
    hidden = CaseOutcome("works when the stride does not divide", status, "A hidden case fails.", hidden=True)
    message = "The window moved by one pixel: stride was not used." if status == "failed" else f"It ended: {status}."
    cases = (good,) if status == "passed" else (good, bad, hidden)
    mistake = "stride ignored" if status == "failed" else ""
    return Result(name, status, 5.0 * (status == "passed"), 5.0, message, mistake, 0.01, Report(name, status, cases, message, mistake))


def graded(student: str, results: tuple[Result, ...], **more: Any) -> Graded:
    usual: dict[str, Any] = {"notebook": STEP, "file": f"{student}/notebook.ipynb", "version": "v1", "seed": 7,
                             "sha256": student, "seconds": 0.1, "submitted_at": datetime(2026, 3, 9, tzinfo=UTC)}  # fmt: skip
    return Graded(student=student, results=results, **(usual | more))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    """A class in which every status, a late one, an override and a file that is no notebook occur."""
    out = tmp_path_factory.mktemp("report")
    with Gradebook.open(out / "gradebook.sqlite") as book:
        book.record(graded("Ada Lovelace", tuple(map(result, STATUSES)), message="zero_pad is defined twice."))
        book.record(graded("王小明", (result("passed"),)))
        book.record(graded("Vera Lost", (), notebook="", file="Vera Lost/poem.txt", message="This is a text file."))
        Decisions(book).override("Ada Lovelace", STEP, "conv_single_step", 2, "Prof. Ek", "The idea is right.")
        write_reports(book, out, Course(due={"default": datetime(2026, 3, 8, tzinfo=UTC)}, late=Late(penalty_per_day=0.1)))
    for student in ("ada", "dora", "jo"):
        shutil.copytree(project_root / "tests" / "submissions" / "sample" / student, out / "handed in" / student)
    similar(out / "handed in", out)
    return out


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_a_report_breaks_no_rule(
    name: str, scheme: str, pages: Path, offline_page: Any, audit: Callable[..., list[str]], output_dir: Path
) -> None:
    page = offline_page
    page.emulate_media(color_scheme=scheme)
    page.goto((pages / PAGES[name]).as_uri())
    page.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true; })")
    page.screenshot(path=output_dir / f"axe_{name.replace(' ', '_')}_{scheme}.png", full_page=True)
    assert "\n".join(audit(page, recoloured=scheme == "dark")) == ""
