"""Every hand-in counts in its order, also of bytes that came before; the same one seen again is none."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from course_utils.grading.course.values import Course, Late
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.hand_ins import HandIn
from course_utils.grading.gradebook.records import Graded

STEP, NOON = "week1/2_step_by_step", datetime(2026, 3, 1, 12, tzinfo=UTC)
Make = Callable[..., Graded]


def sha(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def hand_in(content: str, hours: float | None = None, file: str = "ada/nb.ipynb", listed: bool = False) -> HandIn:
    at = None if hours is None else NOON + timedelta(hours=hours)
    return HandIn("Ada Lovelace", STEP, sha(content), file, at, listed)


@pytest.fixture
def book(tmp_path: Path, make_graded: Make) -> Iterator[Gradebook]:
    """A is right, B is not, C is half right; all are graded."""
    with Gradebook.open(tmp_path / "gradebook.sqlite") as opened:
        for content, status in (("A", "passed"), ("B", "failed"), ("C", "error")):
            statuses = {"zero_pad": status, "conv_forward": "passed" if content != "B" else "failed"}
            opened.record(make_graded(content=content, statuses=statuses, submitted_at=None))
        yield opened


def fresh(folder: Path) -> Gradebook:
    return Gradebook.open(folder / "fresh.sqlite")


def order(book: Gradebook) -> list[str]:
    names = {sha(letter): letter for letter in "ABC"}
    return [names[graded.sha256] for graded in book.attempts()]


@pytest.mark.parametrize("timed", [True, False])
def test_bytes_that_come_back_are_an_attempt_of_their_own(tmp_path: Path, make_graded: Make, timed: bool) -> None:
    with Gradebook.open(tmp_path / "g.sqlite") as book:
        for hour, content in enumerate("ABA"):
            book.hand_in(hand_in(content, hour if timed else None), "v1", 7)
            book.record(make_graded(content=content, statuses={"zero_pad": "passed" if content == "A" else "failed"}))
        assert order(book) == ["A", "B", "A"]
        (last,) = book.submissions(Course(attempt="last"))
        assert (last.attempt, last.attempts, last.points) == (3, 3, 5.0)
        (best,) = book.submissions()
        assert (best.attempt, best.points) == (1, 5.0)


def test_the_time_of_each_hand_in_is_its_own(tmp_path: Path, make_graded: Make) -> None:
    with Gradebook.open(tmp_path / "g.sqlite") as book:
        for hours, content in ((-1, "A"), (1, "B"), (30, "A")):
            book.hand_in(hand_in(content, hours), "v1", 7)
            book.record(make_graded(content=content, statuses={"zero_pad": "passed" if content == "A" else "failed"}))
        rules = Course(attempt="last", due={"default": NOON}, late=Late(penalty_per_day=0.5))
        (last,) = book.submissions(rules)
        assert (last.late_days, last.points) == (2, 0.0)
        (best,) = book.submissions(Course(due={"default": NOON}, late=Late(penalty_per_day=0.5)))
        assert (best.attempt, best.late_days, best.points) == (1, 0, 5.0)


def test_a_run_again_over_the_same_files_adds_nothing(tmp_path: Path, make_graded: Make) -> None:
    with fresh(tmp_path) as book:
        folder = [hand_in("A", None, "a.ipynb"), hand_in("B", None, "b.ipynb"), hand_in("A", None, "c.ipynb")]
        for _ in range(3):
            for each in folder:
                book.hand_in(each, "v1", 7)
                book.record(make_graded(content="A" if each.sha256 == sha("A") else "B"))
        assert order(book) == ["A", "B", "A"]


def test_the_same_bytes_twice_in_a_row_are_one_attempt_at_its_first_time(tmp_path: Path, make_graded: Make) -> None:
    with Gradebook.open(tmp_path / "g.sqlite") as book:
        book.record(make_graded(content="A", submitted_at=NOON))
        for hours in (3, 1, 5):
            book.hand_in(hand_in("A", hours, f"download{hours}/nb.ipynb"), "v1", 7)
        (graded,) = book.attempts()
        assert graded.submitted_at == NOON


def test_a_time_by_a_list_takes_the_place_of_the_files_own(tmp_path: Path, make_graded: Make) -> None:
    with Gradebook.open(tmp_path / "g.sqlite") as book:
        book.hand_in(hand_in("A", 1), "v1", 7)
        book.record(make_graded(content="A"))
        book.hand_in(hand_in("A", 7, listed=True), "v1", 7)
        book.hand_in(hand_in("A"), "v1", 7)
        (graded,) = book.attempts()
        assert graded.submitted_at == NOON + timedelta(hours=7)


def test_what_an_earlier_version_graded_keeps_its_order_and_time(tmp_path: Path, make_graded: Make) -> None:
    with Gradebook.open(tmp_path / "g.sqlite") as book:
        book.record(make_graded(content="B", submitted_at=NOON + timedelta(hours=2)))
        book.record(make_graded(content="A", submitted_at=NOON))
        assert order(book) == ["A", "B"]
        book.hand_in(hand_in("A", 9), "v1", 7)
        assert order(book) == ["A", "B", "A"]


def test_a_file_that_is_not_graded_yet_is_no_attempt(book: Gradebook) -> None:
    book.hand_in(hand_in("D", 5), "v1", 7)
    assert sorted(order(book)) == ["A", "B", "C"]


def test_files_that_are_no_notebooks_stand_each_for_itself(tmp_path: Path, make_graded: Make) -> None:
    with fresh(tmp_path) as book:
        for file, digest in (("a.txt", sha("A")), ("b.txt", sha("A")), ("c.ipynb", "")):
            book.hand_in(HandIn("Ada Lovelace", "", digest, file), "v1", 7)
            book.record(make_graded(notebook="", file=file, sha256=digest, results=(), submitted_at=None))
        assert [graded.file for graded in book.attempts()] == ["a.txt", "b.txt", "c.ipynb"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_any_order_of_known_times_gives_the_order_of_times(tmp_path: Path, make_graded: Make, seed: int) -> None:
    """Files come in any order and run; the attempts stand as the clock says, whatever was read first."""
    dice = random.Random(seed)
    contents = [dice.choice("ABC") for _ in range(6)]
    expected = [each for place, each in enumerate(contents) if place == 0 or contents[place - 1] != each]
    events = [hand_in(each, place, f"{place}.ipynb") for place, each in enumerate(contents)]
    dice.shuffle(events)
    with fresh(tmp_path) as book:
        for each in [*events, *events]:
            book.hand_in(each, "v1", 7)
        for content in "ABC":
            book.record(make_graded(content=content, submitted_at=None))
        kept = order(book)
        assert [each for each in kept if each in contents] == expected
        assert len(kept) == len(expected) + len(set("ABC") - set(contents))
