"""A half-solved notebook of an edition that students had, updated to today's: nothing is lost.

`stored/` holds the student notebook week2/1 of commit d250741, as it was handed out, compressed.
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

from course_utils.student.update import update

NAME = "week2/1_keras_tutorial"
TODAY = Path(__file__).parents[2] / "workbook" / f"{NAME}.ipynb"
STORED = Path(__file__).parent / "stored" / "week2_1_keras_tutorial.json.gz"
GRADED = re.compile(r"# GRADED FUNCTION: (\w+)")


def half_solved(notebook, toy):
    """The notebook with an answer in the first half of its graded cells and two cells of the student's own."""
    answers = {}
    graded = [cell for cell in notebook["cells"] if GRADED.search("".join(cell["source"]))]
    for cell in graded[: (len(graded) + 1) // 2]:
        text = "".join(cell["source"]).rstrip() + f"\n\n# my answer to {cell['id']}\nmine = {len(answers)}"
        cell["source"] = text.splitlines(True)
        answers[cell["id"]] = text
    own = [toy.cell("my-notes", "My notes: batch norm has two modes.", "markdown"), toy.cell("my-try", "print('tried')")]
    notebook["cells"][5:5] = own
    return answers, ["".join(cell["source"]) for cell in own]


def test_a_half_solved_notebook_of_a_stored_edition_becomes_todays(toy, tmp_path):
    old, today = json.loads(gzip.decompress(STORED.read_bytes())), json.loads(TODAY.read_text("utf-8"))
    root = toy.bundle(tmp_path / "course", "0.1.0", week2__1_keras_tutorial=old)
    newer = toy.bundle(tmp_path / "newer", "0.2.0", week2__1_keras_tutorial=today)
    mine = toy.read(root, NAME)
    answers, own = half_solved(mine, toy)
    assert len(answers) >= 2
    toy.write(root, mine, NAME)
    done = update(root, newer)
    outcome = toy.read(root, NAME)
    toy.validate(outcome)
    texts = toy.texts(outcome)
    by_id = {cell["id"]: "".join(cell["source"]) for cell in outcome["cells"]}
    assert {id: by_id[id] for id in answers} == answers
    assert all(text in texts for text in own)
    missing = [cell["id"] for cell in today["cells"] if cell["id"] not in by_id]
    assert missing == []
    unchanged = [cell["id"] for cell in today["cells"] if cell["id"] not in answers]
    assert [by_id[id] for id in unchanged] == ["".join(c["source"]) for c in today["cells"] if c["id"] not in answers]
    new_functions = {"skip_network", "two_input_network", "early_stop", "best_threshold", "momentum_step", "adam_step"}
    assert new_functions <= set(GRADED.findall("\n".join(texts)))
    assert done.backup.path.is_file()
