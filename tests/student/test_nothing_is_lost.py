"""Whatever a student does in whatever order, and whichever step fails: each text of theirs is still somewhere."""

from __future__ import annotations

import contextlib
import errno
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.errors import CourseError
from course_utils.student.backup import backups, restore
from course_utils.student.reset import reset
from course_utils.student.update import update

_VERSIONS = ("0.1.0", "0.2.0", "0.3.0")
_PLACE = st.integers(0, 9)
# (what, where, at which change of a file it fails; 0: it does not)
_ACTIONS = st.tuples(
    st.sampled_from(["write", "add", "delete", "drop ids", "rename", "update", "update", "reset", "reset one", "restore"]),
    _PLACE,
    st.one_of(st.just(0), st.just(0), st.integers(1, 45)),
)


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory, toy: Any) -> list[Path]:
    """Three versions of a course; the last one loses a cell and gives up a notebook."""
    folder = tmp_path_factory.mktemp("versions")
    texts = []
    for number, version in enumerate(_VERSIONS):
        text = toy.small("!" * number)
        if number == 2:
            del text["cells"][1]
            text["cells"][1] = toy.graded("double", '"""Twice x."""\n    raise NotImplementedError')
        others = {} if number == 2 else {"week1__2_b": toy.small("?" * number, "week1/2_b")}
        texts.append(toy.bundle(folder / version, version, week1__1_a=text, **others))
    return texts


@pytest.mark.slow
@settings(deadline=None, derandomize=True, max_examples=60)
@given(actions=st.lists(_ACTIONS, min_size=2, max_size=9))
def test_no_path_loses_a_students_text(toy, versions, actions):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(versions[0], Path(folder) / "course"))
        written = set[str]()
        for number, (what, place, fails) in enumerate(actions):
            text = f"# my text {number}"
            if what in {"write", "add", "delete", "drop ids", "rename"}:
                _edit(toy, root, what, place, text, written)
                continue
            error = OSError(errno.ENOSPC, "full")
            with toy.failing(fails, lambda error=error: error), contextlib.suppress(CourseError):
                _command(root, versions, what, place)
            texts = toy.everything(root)
            assert [text for text in sorted(written) if text not in texts] == [], (what, place, fails)
            assert not (root / ".course-changes").exists()


def _edit(toy: Any, root: Path, what: str, place: int, text: str, written: set[str]) -> None:
    """One thing that a student does in Jupyter; what they delete themselves is theirs to lose."""
    paths = sorted((root / "workbook").glob("*/*.ipynb"))
    if not paths:
        return
    path = paths[place % len(paths)]
    name = path.relative_to(root / "workbook").with_suffix("").as_posix()
    notebook = toy.read(root, name)
    cells = notebook["cells"]
    index = place % len(cells) if cells else 0
    if what == "add" or not cells:
        cells.insert(index, toy.cell(f"own-{len(written)}", text))
        written.add(text)
    elif what == "rename":
        path.rename(path.with_name(f"renamed {place}.ipynb"))
        return
    elif what == "drop ids":
        notebook = toy.without_ids(notebook)
    else:
        written -= {change for change in written if change in "".join(cells[index]["source"])}
        if what == "delete":
            del cells[index]
        else:
            title = "# GRADED FUNCTION: double\n" if "GRADED" in "".join(cells[index]["source"]) else ""
            cells[index]["source"] = title + text
            written.add(text)
    toy.write(root, notebook, name)


def _command(root: Path, versions: list[Path], what: str, place: int) -> None:
    if what == "update":
        update(root, versions[place % len(versions)])
    elif what == "restore":
        known = backups(root)
        if known:
            restore(root, known[place % len(known)].name)
    else:
        reset(root, "week1/1_a", "double" if what == "reset one" else None)
