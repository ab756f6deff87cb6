"""A toy course: folders and bundles small enough to be updated hundreds of times."""

from __future__ import annotations

import copy
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

Cell = dict[str, Any]


class Toy:
    """Makes notebooks, course folders and bundles; lets the n-th change of a file fail."""

    @staticmethod
    def cell(id: str, source: str, kind: str = "code", **more: Any) -> Cell:
        fields: Cell = {"outputs": [], "execution_count": None} if kind == "code" else {}
        return {"cell_type": kind, "id": id, "metadata": {}, "source": source.splitlines(True), **fields, **more}

    @staticmethod
    def graded(name: str, body: str = "raise NotImplementedError") -> Cell:
        return Toy.cell(name.replace("_", "-"), f"# GRADED FUNCTION: {name}\ndef {name}(x):\n    {body}")

    @staticmethod
    def notebook(*cells: Cell, name: str = "week1/1_a", minor: int = 5) -> dict[str, Any]:
        facts = {"course": {"notebook": name}, "kernelspec": {"name": "python3", "display_name": "Python 3"}}
        return {"cells": list(copy.deepcopy(cells)), "metadata": facts, "nbformat": 4, "nbformat_minor": minor}

    @staticmethod
    def small(extra: str = "", name: str = "week1/1_a") -> dict[str, Any]:
        """A notebook of five cells; `extra` makes another version of two of them."""
        return Toy.notebook(
            Toy.cell("title", f"# Title{extra}", "markdown"),
            Toy.cell("imports", "import numpy as np"),
            Toy.graded("double"),
            Toy.cell("check-double", "check(double)"),
            Toy.cell("end", f"The end{extra}.", "markdown"),
            name=name,
        )

    @staticmethod
    def without_ids(notebook: dict[str, Any]) -> dict[str, Any]:
        """As an old editor saves it: format 4.4."""
        cells = [{key: value for key, value in cell.items() if key != "id"} for cell in notebook["cells"]]
        return {**notebook, "cells": cells, "nbformat_minor": 4}

    @staticmethod
    def texts(notebook: dict[str, Any]) -> list[str]:
        return ["".join(cell["source"]) for cell in notebook["cells"]]

    @staticmethod
    def validate(notebook: dict[str, Any]) -> None:
        import nbformat  # its schemas take a second, which only these tests shall wait for

        nbformat.validate(nbformat.from_dict(notebook))
        ids = [cell["id"] for cell in notebook["cells"]]
        assert len(set(ids)) == len(ids)

    @staticmethod
    def data(notebook: dict[str, Any]) -> bytes:
        return (json.dumps(notebook, indent=1, sort_keys=True) + "\n").encode()

    @staticmethod
    def read(folder: Path, name: str = "week1/1_a") -> dict[str, Any]:
        notebooks: dict[str, Any] = json.loads((folder / "workbook" / f"{name}.ipynb").read_text("utf-8"))
        return notebooks

    @staticmethod
    def write(folder: Path, notebook: dict[str, Any], name: str = "week1/1_a") -> None:
        path = folder / "workbook" / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(Toy.data(notebook))

    @staticmethod
    def bundle(folder: Path, version: str = "0.1.0", **notebooks: dict[str, Any]) -> Path:
        """A student bundle; `week1__1_a=notebook` is its notebook week1/1_a."""
        for path, text in {
            "pyproject.toml": '[project]\nname = "cnn-workbook"\n',
            "README.md": f"Version {version}\n",
            "course_utils/__init__.py": f'"""The course."""\n\n__version__ = "{version}"\n',
            f"course_utils/new_in_{version.replace('.', '_')}.py": "pass\n",
            "datasets/manifest.json": f'{{"version": "{version}"}}\n',
        }.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        for key, notebook in notebooks.items():
            Toy.write(folder, notebook, key.replace("__", "/"))
        originals = folder / "workbook" / ".originals"
        shutil.copytree(folder / "workbook", folder / "copied", dirs_exist_ok=True)
        (folder / "copied").rename(originals)
        return folder

    @staticmethod
    def files(folder: Path) -> dict[str, bytes]:
        """Every file of a course folder but the backups."""
        paths = (path for path in folder.rglob("*") if path.is_file())
        notebooks = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        return {name: content for name, content in notebooks.items() if not name.startswith("backups/")}

    @staticmethod
    def everything(folder: Path) -> str:
        """All texts of a student's notebooks, wherever they now are: in the workbook or in a backup."""
        notebooks = [path.read_bytes() for path in (folder / "workbook").rglob("*.ipynb") if ".originals" not in path.parts]
        for path in (folder / "backups").glob("*.zip"):
            with zipfile.ZipFile(path) as archive:
                notebooks += [archive.read(name) for name in archive.namelist() if name.endswith(".ipynb")]
        return "\n\x00\n".join("\n\x00\n".join(Toy.texts(json.loads(content))) for content in notebooks)

    @staticmethod
    @contextmanager
    def failing(at: int, error: Callable[[], BaseException], after: bool = False) -> Iterator[list[str]]:
        """Let the `at`-th change of a file raise, before it happens or `after`; gives the names of the changes."""
        calls: list[str] = []

        def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*args: Any, **more: Any) -> Any:
                calls.append(name)
                if len(calls) != at:
                    return real(*args, **more)
                if after:
                    real(*args, **more)
                raise error()

            return call

        with mock.patch.multiple(os, **{name: counted(name, getattr(os, name)) for name in ("rename", "replace", "mkdir", "fsync")}), \
             mock.patch.object(shutil, "copy2", counted("copy2", shutil.copy2)), \
             mock.patch.object(zipfile.ZipFile, "writestr", counted("writestr", zipfile.ZipFile.writestr)):  # fmt: skip
            yield calls


@pytest.fixture(scope="session")
def toy() -> type[Toy]:
    return Toy
