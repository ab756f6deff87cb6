"""A notebook that was saved with live widgets shows their pictures when it is opened without its kernel."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import nbformat
from jupyter_server.services.contents.filemanager import FileContentsManager

from course_utils import environment
from course_utils.notebooks.saving import LIVE


def output(**data: str) -> Any:
    bundle = {kind.replace("_", "/"): text for kind, text in data.items()} | {LIVE: {"model_id": "gone"}}
    return nbformat.v4.new_output("display_data", bundle)


def test_the_lab_saves_pictures_without_their_live_views(tmp_path: Path) -> None:
    settings = Path(environment.lab_environment(tmp_path)["JUPYTER_CONFIG_PATH"].split(os.pathsep)[0])
    config = json.loads((settings / "jupyter_server_config.json").read_text("utf-8"))
    hook = config["FileContentsManager"]["pre_save_hook"]
    cell = nbformat.v4.new_code_cell("IoUExplorer()")
    cell.outputs = [output(text_html="<img>", text_plain="two boxes"), output(text_plain="VBox(children=…)")]
    notebook = nbformat.v4.new_notebook(cells=[cell, nbformat.v4.new_markdown_cell("words")])
    manager: Any = FileContentsManager(root_dir=str(tmp_path), pre_save_hook=hook)
    manager.save({"type": "notebook", "format": "json", "content": notebook}, "a.ipynb")
    saved = json.loads((tmp_path / "a.ipynb").read_text("utf-8"))["cells"][0]["outputs"]
    assert saved[0]["data"] == {"text/html": ["<img>"], "text/plain": ["two boxes"]}
    assert LIVE in saved[1]["data"], "what has nothing beside it stays"


def test_other_files_are_saved_as_they_are(tmp_path: Path) -> None:
    manager: Any = FileContentsManager(root_dir=str(tmp_path), pre_save_hook="course_utils.notebooks.saving.keep_stills")
    manager.save({"type": "file", "format": "text", "content": "words"}, "a.txt")
    assert (tmp_path / "a.txt").read_text("utf-8") == "words"
