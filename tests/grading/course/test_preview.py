"""A preview says whose points would change, by how much and why, and writes nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "submissions"))

from corpus import Behaviour

from course_utils.grading.course.folder import keep_rules
from course_utils.grading.course.preview import Change, preview_report
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.records import Graded

ROOT = Path(__file__).parents[3]
STEP, NOON = "week1/2_step_by_step", datetime(2026, 3, 1, 12, tzinfo=UTC)
Make = Callable[..., Graded]


def hashes(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file's content and time of change, and every folder's time."""
    return {
        str(path): (hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "", path.stat().st_mtime_ns)
        for path in [folder, *folder.rglob("*")]
    }


def changes(lines: Iterable[Change | str]) -> tuple[dict[tuple[str, str], Change], list[str]]:
    kept = list(lines)
    rows = [line for line in kept if isinstance(line, Change)]
    return {(row.student, row.notebook): row for row in rows}, [line for line in kept if isinstance(line, str)]


@pytest.fixture
def folder(tmp_path: Path, make_graded: Make) -> Path:
    """Ada is in time, Bo three days late, Cleo hands in half."""
    out = tmp_path / "class"
    out.mkdir()
    full, half = {"zero_pad": "passed", "conv_forward": "passed"}, {"zero_pad": "passed", "conv_forward": "failed"}
    with Gradebook.open(out / "gradebook.sqlite") as book:
        book.record(make_graded("Ada", "a", statuses=full, submitted_at=NOON))
        book.record(make_graded("Bo", "b", statuses=full, submitted_at=NOON + timedelta(days=2, hours=1)))
        book.record(make_graded("Cleo", "c", statuses=half, submitted_at=NOON))
    (out / "course.toml").write_text(f"due = {NOON.isoformat()}\n[notebooks.'{STEP}']\npoints = 20\n")
    keep_rules(out)
    return out


def test_rules_that_changed_say_whose_points_change_and_why(folder: Path) -> None:
    with (folder / "course.toml").open("a") as file:
        file.write("[late]\nfree_days = 1\npenalty_per_day = 0.1\n")
    before = hashes(folder)
    rows, said = changes(preview_report(folder, None, None))
    assert hashes(folder) == before
    assert rows == {
        ("Bo", STEP): Change("Bo", STEP, 20.0, 16.0, ("3 days late → −4: 3 days late, one of them free",)),
        ("Bo", ""): Change("Bo", "", 20.0, 16.0),
    }
    assert said[0] == "The points of 1 of 3 students would change. Nothing was written."


def test_another_maximum_and_a_curve_are_said(folder: Path) -> None:
    text = (folder / "course.toml").read_text()
    (folder / "course.toml").write_text(text.replace("points = 20", "points = 50") + "[curve]\nkind = 'sqrt'\n")
    rows, said = changes(preview_report(folder, None, None))
    assert rows[("Cleo", STEP)] == Change("Cleo", STEP, 5.0, 12.5, ("out of 50, not 20",))
    assert rows[("Cleo", "")].after == 25.0
    assert rows[("Cleo", "")].reasons == ("out of 50, not 20", "+12.5: the square-root curve")
    assert said[0].startswith("The points of 3 of 3 students would change. Totals are out of 50, not 20.")


def test_nothing_changes_where_nothing_changed(folder: Path) -> None:
    rows, said = changes(preview_report(folder, None, None))
    assert rows == {}
    assert said[0] == "The points of 0 of 3 students would change. Nothing was written."


def test_grades_of_other_cases_are_said_and_not_mixed_silently(folder: Path) -> None:
    _, said = changes(preview_report(folder, None, None))
    assert said[1] == f"3 of 3 grades of {STEP} are by earlier cases or an earlier grader."


@pytest.mark.slow
def test_a_class_on_a_server_is_compared_without_a_change_there(folder: Path, make_graded: Make, postgresql: str) -> None:
    from course_utils.grading.gradebook.people import People

    with Gradebook.open(postgresql) as book:
        book.record(make_graded("Ada", "a", statuses={"zero_pad": "passed"}, submitted_at=NOON + timedelta(days=1)))
        kept = list(book.audit()), People(book).seen()
        (folder / "other.toml").write_text(f"due = {NOON.isoformat()}\n[late]\npenalty_per_day = 0.2\n")
        rows, _ = changes(preview_report(folder, postgresql, folder / "other.toml"))
        assert ("Ada", STEP) in rows
        assert (list(book.audit()), People(book).seen()) == kept


# The change of one hidden case, and the answers that it tells apart from the others.
CASE = 'Case("no border at all", lambda r: {"X": r.randn(2, 4, 3, 1), "pad": 0}),'
NEW = CASE + '\n        Case("a border of seven", lambda r: {"X": r.randn(2, 3, 3, 1), "pad": 7}),'
FAILS_AT_SEVEN = """# GRADED FUNCTION: zero_pad

def zero_pad(X, pad):
    if pad == 7:
        pad = 6
    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
"""


@pytest.mark.slow
def test_changing_a_hidden_case_lists_the_students_whom_it_concerns(tmp_path: Path) -> None:
    source, out, package = tmp_path / "submissions", tmp_path / "class", tmp_path / "changed"
    for name, replaced in (("ada", {}), ("bo", {"zero_pad": FAILS_AT_SEVEN}), ("cleo", {})):
        (source / name).mkdir(parents=True)
        (source / name / "2_step_by_step.ipynb").write_bytes(Behaviour("x", replaced, after=f"# {name}").content())
    shutil.copytree(ROOT / "course_utils", package / "course_utils")
    hidden = package / "course_utils/exercises/hidden/week1_2_step_by_step.py"
    assert CASE in hidden.read_text()
    hidden.write_text(hidden.read_text().replace(CASE, NEW))

    assert "Graded 3" in course(ROOT, "grade", source, "--out", out, "--seed", "1", "--workers", "0")
    before = hashes(tmp_path)
    said = course(package, "grade", source, "--out", out, "--preview", "--workers", "0")
    assert hashes(tmp_path) == before
    assert "The points of 1 of 3 students would change. Nothing was written." in said
    assert "│ bo " in said
    assert "zero_pad" in said
    assert "│ ada " not in said

    said = course(package, "report", out)
    sentence = f"3 of 3 grades of {STEP} are by earlier cases or an earlier grader."
    assert sentence in said
    assert sentence in (out / "index.html").read_text("utf-8")
    shutil.move(source / "ada", tmp_path / "elsewhere")
    said = course(package, "grade", source, "--out", out, "--workers", "0")
    assert f"1 of 3 grades of {STEP} are by earlier cases" in said
    shutil.move(tmp_path / "elsewhere", source / "ada")
    assert "earlier cases" not in course(package, "grade", source, "--out", out, "--workers", "0")
    assert "earlier cases" not in (out / "index.html").read_text("utf-8")


def course(package: Path, *words: object) -> str:
    environment = {**os.environ, "PYTHONPATH": str(package), "COURSE_ROOT": str(ROOT), "COLUMNS": "300"}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    command = [sys.executable, "-m", "course_utils", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=package)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
