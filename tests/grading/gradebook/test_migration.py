"""A class's folder as an earlier version left it: opened, backed up, and worth the same points."""

from __future__ import annotations

import csv
import gzip
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from course_utils.errors import GradebookError
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.migration import LAYOUT

sys.path.insert(0, str(Path(__file__).parents[1]))

from terminal import course

EARLIER = Path(__file__).parents[2] / "submissions" / "earlier"  # gradebook, seed and policy of the sample class


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("policy.toml", "seed.txt"):
        shutil.copy(EARLIER / name, tmp_path)
    with closing(sqlite3.connect(tmp_path / "gradebook.sqlite")) as database:
        database.executescript(gzip.decompress((EARLIER / "gradebook.sql.gz").read_bytes()).decode())
    return tmp_path


def totals(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


def report(folder: Path) -> str:
    return course("report", folder)


@pytest.mark.slow
def test_an_earlier_gradebook_is_copied_and_gives_the_same_points(folder: Path) -> None:
    before = dump(folder / "gradebook.sqlite")
    assert "a copy as it was is gradebook.layout-1.sqlite" in report(folder)
    assert dump(folder / "gradebook.layout-1.sqlite") == before
    old, new = totals(EARLIER / "totals.csv"), totals(folder / "totals.csv")
    assert old.keys() == new.keys()
    for student, row in old.items():
        # To a hundredth, as points are counted now.
        assert float(new[student]["points"] or 0) == pytest.approx(float(row["points"] or 0), abs=0.0101), student
        same = ("state", "late_days", "attempt", "attempts", "submitted_at")
        assert [new[student][name] for name in same] == [row[name] for name in same]
    with Gradebook.open(folder / "gradebook.sqlite") as book:
        assert [override.points for override in book.overrides()] == [7.5]
        assert book.kept("layout") == LAYOUT
    assert "earlier version" not in report(folder)
    assert sorted(path.name for path in folder.glob("*.sqlite")) == ["gradebook.layout-1.sqlite", "gradebook.sqlite"]


def test_a_copy_that_is_there_already_is_not_replaced(folder: Path) -> None:
    (folder / "gradebook.layout-1.sqlite").write_bytes(b"the first copy")
    Gradebook.open(folder / "gradebook.sqlite").close()
    assert (folder / "gradebook.layout-1.sqlite").read_bytes() == b"the first copy"


def test_a_later_version_is_refused_and_untouched(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "gradebook.sqlite")) as database:
        database.execute("UPDATE setting SET value = '99' WHERE key = 'layout'")
        database.commit()
    before = dump(folder / "gradebook.sqlite")
    with pytest.raises(GradebookError, match="was written by another version"):
        Gradebook.open(folder / "gradebook.sqlite")
    assert dump(folder / "gradebook.sqlite") == before
