"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from course_utils.data.files import OWNER, drafted, part_path, replace_file


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.mark.parametrize(("content", "expected"), [(b"a\r\nb", b"a\r\nb"), ("gr\u00fcn\n", "gr\u00fcn\n".encode())])
def test_a_file_is_replaced_whole_and_leaves_no_draft(tmp_path: Path, content: bytes | str, expected: bytes) -> None:
    target = tmp_path / "new" / "a.bin"
    replace_file(target, b"before")
    replace_file(target, content)
    assert target.read_bytes() == expected
    assert names(target.parent) == ["a.bin"]


@pytest.mark.parametrize("durable", [False, True])
def test_a_draft_lies_beside_its_target_and_fails_without_a_trace(tmp_path: Path, durable: bool) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def fail(draft: Path) -> None:
        draft.write_text("half")
        assert draft.parent == tmp_path
        assert target.read_text() == "old"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), drafted(target, durable=durable) as draft:
        fail(draft)
    assert target.read_text() == "old"
    assert names(tmp_path) == ["a.txt"]


def test_a_durable_file_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.append((tmp_path / "a.txt").exists()))
    with drafted(tmp_path / "a.txt", durable=True) as draft:
        draft.write_text("new")
    assert seen == [False]
    assert (tmp_path / "a.txt").read_text() == "new"


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")
def test_a_secret_is_never_readable_by_others(tmp_path: Path) -> None:
    target = tmp_path / "seed.txt"
    part_path(target).write_text("left by a run that was cut off")
    with drafted(target, OWNER) as draft:
        assert stat.S_IMODE(draft.stat().st_mode) == OWNER
        draft.write_text("1")
    assert stat.S_IMODE(target.stat().st_mode) == OWNER
