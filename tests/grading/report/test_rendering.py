"""Students' pages by several processes: the same as by one, and what ends a process is said."""

from __future__ import annotations

import json
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from term import fill

from course_utils.errors import CourseError, UsageError
from course_utils.exercises import registry
from course_utils.grading.course.values import Course, Curve
from course_utils.grading.faults import LOG, Faults
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.classroom import Classroom
from course_utils.grading.report import rendering
from course_utils.grading.report.figures.member import members
from course_utils.grading.report.pages import write_reports
from course_utils.grading.report.transfer import Packer, Unpacker

RULES = Course(curve=Curve("linear", 0.9))  # every total hangs on the whole class


@pytest.fixture
def book(tmp_path: Path) -> Any:
    with Gradebook.open(tmp_path / "gradebook.sqlite") as opened:
        fill(opened, 7, registry.notebooks()[1:3])
        yield opened


def pages(folder: Path) -> dict[str, bytes]:
    return {f"{path.relative_to(folder)}": path.read_bytes() for path in folder.rglob("*.html") if path.parent != folder}


def test_a_student_handed_over_has_the_same_pages(book: Gradebook, tmp_path: Path) -> None:
    pack, unpack, faults = Packer(most=9), Unpacker(), Faults(tmp_path / LOG)
    for member in members(Classroom(book, RULES)):
        rendering.write_member(tmp_path / "whole", RULES, faults, member)
        rendering.write_member(tmp_path / "handed", RULES, faults, unpack(pack(member)))
    assert faults.count == 0
    assert 0 < len(unpack.held) <= 9
    assert pages(tmp_path / "handed") == pages(tmp_path / "whole") != {}


def test_results_that_students_share_travel_once(book: Gradebook) -> None:
    pack, classroom = Packer(), Classroom(book, RULES)
    first, again = ([len(pack(member)) for member in members(classroom)] for _ in range(2))
    assert sum(again) < sum(first) / 3


@pytest.mark.nightly
def test_processes_write_the_pages_of_the_whole(book: Gradebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_reports(book, tmp_path / "whole", RULES)
    monkeypatch.setattr(rendering, "_FEW", 2)
    write_reports(book, tmp_path / "processes", RULES, workers=2)
    assert pages(tmp_path / "processes") == pages(tmp_path / "whole") != {}
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be written"):
        write_reports(book, tmp_path / "file", RULES, workers=2)


@pytest.mark.parametrize(
    ("answer", "error", "says"),
    [({"error": ["x cannot be written.", "Make room."]}, UsageError, "Make room"), (None, CourseError, r"exit code 9.*grades are safe")],
)
def test_what_ends_a_process_is_said(answer: dict[str, Any] | None, error: type[CourseError], says: str) -> None:
    writer = object.__new__(rendering.Writer)
    members, writer._members = get_context("spawn").Pipe(duplex=False)
    writer._answer, there = get_context("spawn").Pipe(duplex=False)
    writer._process = SimpleNamespace(exitcode=9, join=lambda: None)  # type: ignore[assignment]
    if answer is not None:
        there.send_bytes(json.dumps(answer).encode())
    there.close()
    members.close()
    with pytest.raises(error, match=says):
        writer.end()
