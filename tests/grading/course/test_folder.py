"""A class's folder knows its rules and its gradebook, whichever command asks."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from course_utils.errors import UsageError
from course_utils.grading.course.folder import (
    database,
    existing,
    keep_rules,
    load_rules,
    open_book,
    rules_file,
)


def test_the_course_file_counts_before_what_was_kept(tmp_path: Path) -> None:
    assert load_rules(tmp_path).attempt == "best"
    given = tmp_path / "given.toml"
    given.write_text('attempt = "last"\n')
    keep_rules(tmp_path, given)
    given.unlink()
    assert load_rules(tmp_path).attempt == "last"
    (tmp_path / "course.toml").write_text('attempts = "best"\n')
    assert load_rules(tmp_path).attempt == "best"
    keep_rules(tmp_path)
    assert (tmp_path / "policy.toml").read_text() == 'attempts = "best"\n', "a preview compares with these"


def test_rules_beside_a_course_file_are_refused(tmp_path: Path) -> None:
    own = tmp_path / "course.toml"
    own.write_text("")
    with pytest.raises(UsageError, match="would be a second one"):
        rules_file(tmp_path, Path("best"))
    assert rules_file(tmp_path, own) == own


def test_a_gradebook_elsewhere_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, elsewhere = tmp_path / "class", tmp_path / "books"
    folder.mkdir()
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    open_book(folder, "spring.sqlite").close()
    monkeypatch.chdir(tmp_path)
    assert database(folder) == elsewhere / "spring.sqlite"
    with existing(folder) as book:
        assert book.name == str(elsewhere / "spring.sqlite")
    assert not (folder / "gradebook.sqlite").exists()
    assert stat.S_IMODE((folder / "database.txt").stat().st_mode) == 0o600, "an address can hold a password"
    (elsewhere / "spring.sqlite").unlink()
    with pytest.raises(UsageError, match="has no gradebook"):
        existing(folder)


@pytest.mark.parametrize("wrong", ["{}/typo.sqlite", "sqlite:///{}/typo.sqlite"])
def test_a_place_without_a_gradebook_is_not_taken_for_an_empty_class(tmp_path: Path, wrong: str) -> None:
    open_book(tmp_path).close()
    with pytest.raises(UsageError, match=r"typo\.sqlite has no gradebook"):
        existing(tmp_path, wrong.format(tmp_path))
    assert not (tmp_path / "typo.sqlite").exists()
    assert database(tmp_path) == tmp_path / "gradebook.sqlite"


def test_an_address_is_remembered_only_once_it_was_opened(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        open_book(tmp_path, "mysql://host/grades")
    assert database(tmp_path) == tmp_path / "gradebook.sqlite"


@pytest.mark.slow
def test_a_server_is_remembered(tmp_path: Path, postgresql: str) -> None:
    open_book(tmp_path, postgresql).close()
    assert database(tmp_path) == postgresql
    with existing(tmp_path) as book:
        book.keep("word", "kept")
        assert book.kept("word") == "kept"
