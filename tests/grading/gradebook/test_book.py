"""The gradebook keeps everything, once, and says clearly what stands in its way."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from course_utils.checks.report import CaseOutcome, Difference, Report, Result
from course_utils.errors import GradebookError, UsageError
from course_utils.grading.course.values import Course, Late
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.decisions import Decisions
from course_utils.grading.gradebook.hand_ins import HandIn
from course_utils.grading.gradebook.records import Graded

STEP = "week1/2_step_by_step"
Make = Callable[..., Graded]


def key(graded: Graded) -> tuple[str, str, str, str, int]:
    return graded.student, graded.notebook, graded.sha256, graded.version, graded.seed


def is_graded(book: Gradebook, graded: Graded, **other: Any) -> bool:
    of = {"student": graded.student, "version": graded.version, "seed": graded.seed} | other
    return book.hand_in(HandIn(of["student"], STEP, graded.sha256, graded.file), of["version"], of["seed"])


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Gradebook]:
    if request.param == "sqlite":
        target = str(tmp_path / "gradebook.sqlite")
    else:
        target = request.getfixturevalue("postgresql")
        _empty(target)
    with Gradebook.open(target, who="prof") as opened:
        yield opened


def _empty(url: str) -> None:
    from sqlalchemy import create_engine

    from course_utils.grading.gradebook.tables import Base

    engine = create_engine(url)
    Base.metadata.drop_all(engine)
    engine.dispose()


def test_what_was_recorded_comes_back_whole(book: Gradebook, fake_class: list[Graded]) -> None:
    assert all(book.record(graded) for graded in fake_class)
    back = {key(entry): entry for entry in book.attempts()}
    assert back == {key(entry): entry for entry in fake_class}
    assert {name: [spent for _, spent in entry.timed] for name, entry in back.items()} == {
        key(entry): [result.seconds for result in entry.results] for entry in fake_class
    }
    report = next(iter(back.values())).results[0].report
    assert report is not None
    assert report.outcomes


def test_the_same_bytes_exercises_and_seed_are_kept_once(book: Gradebook, make_graded: Make) -> None:
    graded = make_graded()
    assert not is_graded(book, graded)
    assert book.record(graded)
    assert is_graded(book, graded)
    assert not book.record(graded)
    assert not is_graded(book, graded, version="v2")
    assert not is_graded(book, graded, seed=8)
    assert not is_graded(book, graded, student="Bo")


def test_a_fault_of_ours_gets_a_second_try(book: Gradebook, make_graded: Make) -> None:
    assert book.record(make_graded(statuses={"zero_pad": "unchecked"}))
    assert not is_graded(book, make_graded())
    assert book.record(make_graded(statuses={"zero_pad": "passed"}))
    (standing,) = book.submissions()
    assert (standing.points, standing.attempts) == (5.0, 1)


def test_new_bytes_are_a_new_attempt_and_the_policy_chooses(book: Gradebook, make_graded: Make) -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    book.record(make_graded(content="late", statuses={"zero_pad": "failed"}, submitted_at=noon + timedelta(days=2)))
    book.record(make_graded(content="good", statuses={"zero_pad": "passed"}, submitted_at=noon))
    (best,) = book.submissions(Course(attempt="best"))
    (last,) = book.submissions(Course(attempt="last"))
    assert (best.points, best.attempt, best.attempts) == (5.0, 1, 2)
    assert (last.points, last.attempt, last.attempts) == (0.0, 2, 2)


def test_grading_again_with_new_exercises_is_no_new_attempt(book: Gradebook, make_graded: Make) -> None:
    book.record(make_graded(version="v1", statuses={"zero_pad": "passed"}))
    book.record(make_graded(version="v2", statuses={"zero_pad": "failed"}))
    (standing,) = book.submissions()
    assert (standing.points, standing.attempts) == (0.0, 1)


def test_a_file_recognised_later_leaves_the_unrecognised(book: Gradebook, make_graded: Make) -> None:
    book.record(make_graded(notebook="", results=(), version=""))
    book.record(make_graded())
    assert [entry.graded.notebook for entry in book.submissions()] == [STEP]


def test_lateness_costs_points_of_the_attempt_that_was_late(book: Gradebook, make_graded: Make) -> None:
    end = datetime(2026, 3, 1, 12, tzinfo=UTC)
    policy = Course(due={"default": end}, late=Late(penalty_per_day=0.2))
    book.record(make_graded(content="a", statuses={"conv_forward": "passed"}, submitted_at=end + timedelta(days=3)))
    book.record(make_graded(content="b", statuses={"zero_pad": "passed"}, submitted_at=end))
    (standing,) = book.submissions(policy)
    assert (standing.points, standing.late_days, standing.penalty) == (6.0, 3, 9.0)


def test_an_override_counts_and_says_who_and_why(book: Gradebook, make_graded: Make) -> None:
    book.record(make_graded(statuses={"zero_pad": "failed", "conv_forward": "passed"}))
    Decisions(book).override("Ada Lovelace", STEP, "zero_pad", 2, "Prof", "right idea")
    Decisions(book).override("Ada Lovelace", STEP, "zero_pad", 3.5, "Prof", "and the right shape")
    (standing,) = book.submissions()
    assert standing.points == 18.5
    assert [(entry.points, entry.reason) for entry in standing.overrides] == [(3.5, "and the right shape")]
    assert len(book.overrides()) == 2
    assert [(entry.who, entry.action) for entry in book.audit()] == [
        ("prof", "graded"),
        ("prof", "override"),
        ("prof", "override"),
    ]
    assert [entry.detail for entry in book.audit()][1] == "zero_pad: 0 → 2 points, by Prof: right idea"


def test_an_override_of_nothing_is_refused(book: Gradebook, make_graded: Make) -> None:
    book.record(make_graded())
    with pytest.raises(UsageError, match=r"The gradebook has no zero_pad of 'Bo' in 'week1/2_step_by_step'."):
        Decisions(book).override("Bo", STEP, "zero_pad", 1, "Prof", "why")
    with pytest.raises(UsageError, match=r"Points must be a number ≥ 0; received -1."):
        Decisions(book).override("Ada Lovelace", STEP, "zero_pad", -1, "Prof", "why")
    with pytest.raises(UsageError, match=r"An override needs an author and a reason."):
        Decisions(book).override("Ada Lovelace", STEP, "zero_pad", 1, "Prof", " ")
    assert book.overrides() == []


def test_texts_that_databases_refuse_are_kept_readable(book: Gradebook, make_graded: Make) -> None:
    odd = "\0 \udcff 王 " + "x" * 50_000
    cases = (CaseOutcome("title", "error", odd),)
    result = Result("zero_pad", "error", 0, 5, odd, report=Report("zero_pad", "error", cases, odd))
    graded = make_graded(student="a\udcffb", results=(result,), message=odd)
    assert book.record(graded)
    assert is_graded(book, graded)
    (back,) = book.attempts()
    assert back.student == "a\\udcffb"
    assert back.message.startswith("␀ \\udcff 王 xxx")
    assert len(back.message) < 21_000


def test_no_value_of_a_hidden_case_is_stored(book: Gradebook, make_graded: Make) -> None:
    secret = Difference("value", "Z[0]", "1.0", "SECRET")
    cases = (CaseOutcome("title", "failed", "A hidden case fails: title.", secret, hidden=True),)
    report = Report("zero_pad", "failed", cases, "A hidden case fails: title.")
    book.record(make_graded(results=(Result("zero_pad", "failed", 0, 5, "", report=report),)))
    (back,) = book.attempts()
    assert "SECRET" not in repr(back.results[0].report)


def test_students_are_ordered_by_code_point_everywhere(book: Gradebook, make_graded: Make) -> None:
    names = ["zoe", "Ada", "ada", "Éva", "王", "Zoe", "a b", "a-b"]
    for name in names:
        book.record(make_graded(name))
    assert [entry.graded.student for entry in book.submissions()] == sorted(names)


def test_a_killed_run_leaves_whole_submissions_only(tmp_path: Path) -> None:
    path = tmp_path / "gradebook.sqlite"
    script = """
import os, sys
from course_utils.checks.report import Result
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.decisions import Decisions
from course_utils.grading.gradebook.hand_ins import HandIn
from course_utils.grading.gradebook.records import Graded
book = Gradebook.open(sys.argv[1])
for n in range(1000):
    if n == 25:
        print("ready", flush=True)
    results = tuple(Result(f"e{i}", "passed", 1, 1) for i in range(8))
    book.record(Graded(f"s{n:04}", "week1/x", "f", str(n), "v", 1, results))
"""
    process = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.kill()
    process.wait()
    process.stdout.close()
    with Gradebook.open(path) as book:
        kept = [entry.graded for entry in book.submissions()]
        assert len(kept) >= 25
        assert {len(entry.results) for entry in kept} == {8}
        assert len(list(book.audit())) == len(kept)


def test_a_locked_gradebook_says_so_and_keeps_its_grades(tmp_path: Path, make_graded: Make) -> None:
    path = tmp_path / "gradebook.sqlite"
    with Gradebook.open(path, busy_seconds=0.1) as book:
        book.record(make_graded())
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(GradebookError, match=r"is locked by another program. .*the same command to go on"):
            book.record(make_graded("Bo"))
        other.rollback()
        other.close()
        assert book.record(make_graded("Bo"))
        assert len(list(book.submissions())) == 2


def test_a_full_disk_says_so_and_keeps_its_grades(tmp_path: Path, make_graded: Make) -> None:
    with Gradebook.open(tmp_path / "gradebook.sqlite") as book:
        book.record(make_graded())
        event.listen(book._engine, "connect", lambda c, _: c.execute("PRAGMA max_page_count=25"))
        book._engine.dispose()
        with pytest.raises(GradebookError, match=r"The disk is full: .*gradebook.sqlite cannot grow"):
            any(book.record(make_graded(f"s{number}", message="x" * 2000)) is None for number in range(1000))
        kept = [entry.graded for entry in book.submissions()]
        assert 1 < len(kept) < 1000
        assert {len(entry.results) for entry in kept} == {2}


def test_a_folder_that_cannot_be_written_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none/gradebook.sqlite cannot be written."):
        Gradebook.open(tmp_path / "none" / "gradebook.sqlite")


def test_a_gradebook_that_became_read_only_says_so(tmp_path: Path, make_graded: Make) -> None:
    path = tmp_path / "gradebook.sqlite"
    with Gradebook.open(path) as book:
        event.listen(book._engine, "connect", lambda c, _: c.execute("PRAGMA query_only=1"))
        book._engine.dispose()
        with pytest.raises(GradebookError, match=r"cannot be written"):
            book.record(make_graded())


def test_another_file_is_no_gradebook(tmp_path: Path) -> None:
    path = tmp_path / "gradebook.sqlite"
    path.write_text("Dear diary, " * 100)
    with pytest.raises(GradebookError, match=r"is not a gradebook, or it is damaged"):
        Gradebook.open(path)
    assert path.read_text().startswith("Dear diary")


def test_a_gradebook_of_another_layout_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "gradebook.sqlite"
    Gradebook.open(path).close()
    with sqlite3.connect(path) as other:
        other.execute("UPDATE setting SET value = '9'")
    with pytest.raises(GradebookError, match="was written by another version"):
        Gradebook.open(path)


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("mysql://me:secret@host/db", r"SQLite or PostgreSQL; received mysql://me:\*\*\*@host/db"),
        ("://", "The database URL cannot be read"),
        ("postgresql+nodriver://host/db", "The driver of postgresql.nodriver://host/db is missing"),
    ],
)
def test_an_address_that_cannot_be_used_is_a_usage_error(target: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Gradebook.open(target)


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(GradebookError, match="cannot be opened") as caught:
        Gradebook.open("postgresql+psycopg://me:secret@127.0.0.1:1/db")
    assert "secret" not in str(caught.value)


@pytest.mark.slow
def test_reading_streams_while_another_run_writes(tmp_path: Path, make_graded: Make) -> None:
    path = tmp_path / "gradebook.sqlite"
    with Gradebook.open(path) as book, Gradebook.open(path, busy_seconds=0.5) as writer:
        for number in range(250):
            book.record(make_graded(f"s{number:03}"))
        reading = book.submissions()
        first = next(reading)
        assert writer.record(make_graded("zzz"))
        assert first.graded.student == "s000"
        assert sum(1 for _ in reading) >= 249
