"""What reads a student's text takes time in proportion to it, whatever the text repeats.

The guard is processor time for all texts together: each has fifty thousand letters, at which one quadratic pattern
alone takes longer than that. `REPEATED` has a row for whatever the patterns of the package repeat.
"""

import json
import resource
import subprocess
import sys

import pytest

LETTERS = 50_000
CPU_SECONDS = 50
REPEATED = [
    " ", "\n", "\t", " \n", "\n ", "\r", "\r\n", "\f", "\u2028", "#", "# ", "#\t", "# GRADED FUNCTION ", "# GRADED FUNCTION: ",
    "# GRADED FUNCTIONS", "\n# GRADED", "def ", "def f", "def\t", "\ndef", "\n  def ", "check(", "%", "!", "?", "??", "a?", "a.", ".", "..",
    "a", "_", "_1", "1", "1_", "a_1_1_", "\\", "(", "[", "{", "(1, ", "[1, ", "shape (", "None, ", "\"", "'", "`", "**", "* ", ",", ":", "=",
    "Error", "Error: ", "\nError", "aError\n", "x.Error.", "{{function_node ", "{{function_node }", "[Op:", "[Op:a", "\x1b[", "\x1b[1;", "\x1b",
    '\n  File "', '  File "a", line 1', '\n File "a", line 1\n ', "Cell In[1], ", "\nCell In[", "Input In [1],\n", "--> 1 ", "-", "->", "/", "/.",
    "~$", "__MACOSX", "Exception encountered when calling", "in user code:", "got an unexpected keyword argument '", "module '", "has no attribute",
]  # fmt: skip
AROUND = [("", ""), ("# GRADED", "#"), ("ValueError: ", "\nx"), ("a", "?")]

SCRIPT = """
import contextlib, json, sys
from course_utils.checks.definitions import load
from course_utils.notebooks.magics import without_magics
from course_utils.checks.explain.eras import ERAS
from course_utils.checks.explain.known import find
from course_utils.checks.explain.messages import explanation
from course_utils.checks.recognise import recognise
from course_utils.errors import NotebookError
from course_utils.grading.gradebook.tables import clean
from course_utils.grading.intake.owner import owner_of
from course_utils.grading.report.names import safe_name
from course_utils.notebooks.cell import Cell, graded_name

def recognised(text):
    with contextlib.suppress(NotebookError):
        recognise(text, [Cell(1, text)])

def facts(text):
    cell = Cell(1, text)
    return cell.functions, cell.essence, cell.is_required, cell.name, cell.title

readers = {
    "graded name": graded_name, "facts of a cell": facts, "magics": without_magics, "recognised": recognised,
    "explained": explanation, "a known error": lambda text: explanation("ValueError: " + text),
    "an error of an era": lambda text: find("AttributeError: " + text[:500], ERAS),
    "the definitions of a broken cell": lambda text: load([(1, "def f(:\\n" + text)], {}),
    "a safe name": safe_name, "a kept text": clean, "the name of a student": lambda text: owner_of("x" + text),
}
for text in json.load(sys.stdin):
    for name, reader in readers.items():
        print(name, repr(text[:40]), file=sys.stderr, flush=True)
        reader(text)
print("done")
"""


def _bounded():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


@pytest.mark.slow
def test_no_text_of_a_student_is_run_through_again_and_again():
    texts = [before + part * (LETTERS // len(part)) + after for part in REPEATED for before, after in AROUND]
    run = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(
        run, input=json.dumps(texts), capture_output=True, text=True, timeout=3_600, preexec_fn=_bounded
    )
    last = done.stderr.strip().splitlines()[-8:]
    assert done.returncode == 0, f"signal or error at: {last}"
    assert done.stdout == "done\n"
