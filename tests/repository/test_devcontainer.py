"""The development container names what exists: no container engine is needed to notice a renamed target or option."""

from __future__ import annotations

import json
import re
import shlex
from typing import Any

import pytest
from tracked import ROOT
from typer.main import get_command

from course_utils.cli import app

FOLDER = ROOT / ".devcontainer"
SETTINGS: dict[str, Any] = json.loads((FOLDER / "devcontainer.json").read_text("utf-8"))
DOCKERFILE = (FOLDER / SETTINGS["build"]["dockerfile"]).read_text("utf-8")


def test_the_container_is_used_by_an_ordinary_user() -> None:
    assert SETTINGS["remoteUser"] == re.findall(r"^USER (\w+)$", DOCKERFILE, re.MULTILINE)[-1] != "root"


def test_the_container_has_a_python_that_the_makefile_looks_for() -> None:
    known = re.search(r"foreach version,([\d. ]+),", (ROOT / "course_utils/authoring/bundle/install.mk").read_text("utf-8"))
    assert known
    assert set(re.findall(r"python(3\.\d+)\b(?!-)", DOCKERFILE)) & set(known[1].split())
    assert "python3.11-venv" in DOCKERFILE


def test_what_runs_after_the_container_is_made_is_a_target() -> None:
    program, target = shlex.split(SETTINGS["postCreateCommand"])
    assert program == "make"
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_what_starts_jupyterlab_is_a_command_with_these_options() -> None:
    program, name, *words = shlex.split(SETTINGS["postAttachCommand"])
    assert program == ".venv/bin/course"
    command = getattr(get_command(app), "commands")[name]  # noqa: B009
    options = {text for parameter in command.params for text in (*parameter.opts, *parameter.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= options
    assert SETTINGS["forwardPorts"] == [int(words[words.index("--port") + 1])]


@pytest.mark.parametrize("path", re.findall(r"\$\{containerWorkspaceFolder\}/([\w./]+)", json.dumps(SETTINGS)))
def test_paths_lie_in_the_environment_that_make_makes(path: str) -> None:
    assert path == ".venv/bin/python"
