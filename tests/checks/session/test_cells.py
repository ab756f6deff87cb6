"""A check judges the cell that was last run, in a real kernel: no green for what is no longer there."""

import json
import os
import time

import pytest
from jupyter_client.manager import start_new_kernel

pytestmark = pytest.mark.slow

START = "from course_utils.week1 import check, graded\nimport numpy as np\n"
RIGHT = """# GRADED FUNCTION: zero_pad
def zero_pad(X, pad):
    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
"""
GREEN = "✓ zero_pad: all 3 cases pass."


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    home = tmp_path_factory.mktemp("kernel")
    notebook = home / "2_step_by_step.ipynb"
    environment = {**os.environ, "JPY_SESSION_NAME": str(notebook)}
    manager, client = start_new_kernel(env=environment, startup_timeout=300)
    yield client, notebook
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.fixture
def run(kernel):
    """Run cells one after another; what the last one showed as text."""
    client, _ = kernel

    def run_cells(*sources):
        shown = []

        def collect(message):
            content = message["content"]
            if message["msg_type"] == "display_data":
                shown.append(content["data"]["text/plain"])
            elif message["msg_type"] == "stream":
                shown.append(content["text"])
            elif message["msg_type"] == "error":
                shown.append(f"{content['ename']}: {content['evalue']}")

        for source in sources:
            shown.clear()
            client.execute_interactive(source, output_hook=collect, timeout=600, store_history=True)
        return "\n".join(shown)

    run_cells(START, RIGHT)
    return run_cells


def test_a_cell_that_ran_is_judged(run):
    assert GREEN in run(RIGHT, "check(zero_pad)")


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (RIGHT.replace("pad):", "pad)"), "The cell of zero_pad did not run: SyntaxError in line 2, expected ':'."),
        (RIGHT.replace("    return", "return"), "The cell of zero_pad did not run: IndentationError in line 3, "),
        (RIGHT.replace("    return", "        X = X\n    return"),
         "The cell of zero_pad did not run: IndentationError in line 4, unindent does not match any"),
        (RIGHT.replace("def zero_pad", "def zero_padding"),
         "The cell of zero_pad does not define zero_pad any more. It defines zero_padding now: name it zero_pad,"),
        ("# GRADED FUNCTION: zero_pad\n", "The cell of zero_pad does not define zero_pad any more. It defines no function"),
        (RIGHT.replace("def", "unknown_name\ndef"), "The cell of zero_pad stopped before it came to zero_pad."),
        (f"%%time\n{RIGHT}".replace("pad):", "pad)"), "The cell of zero_pad did not run: SyntaxError in line 3"),
    ],
    ids=["syntax", "indentation", "unindented", "renamed", "removed", "stopped before", "under a magic"],
)  # fmt: skip
def test_a_function_that_only_memory_holds_is_never_green(run, cell, sentence):
    text = run(cell, "check(zero_pad)")
    assert sentence in text
    assert "✓" not in text
    assert GREEN in run(RIGHT, "check(zero_pad)")


@pytest.mark.parametrize(
    "cells",
    [
        [RIGHT.replace("pad):", "pad)"), RIGHT],
        [RIGHT + "undefined_afterwards"],
        [f"%%time\n{RIGHT}"],
        ["@graded\n" + RIGHT],
        [RIGHT.replace("# GRADED FUNCTION: zero_pad\n", "")],
        ["# GRADED FUNCTION: zero_pad\n", RIGHT.replace("# GRADED FUNCTION: zero_pad\n", "x = 1\n"),
         "# GRADED FUNCTION: zero_pad\n"],
        ["def made():\n    def zero_pad(X, pad):\n        return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))\n"
         "    return zero_pad", "# GRADED FUNCTION: zero_pad\nzero_pad = made()"],
        ["# GRADED FUNCTION: zero_pad\nif True:\n" + "".join(f"    {line}\n" for line in RIGHT.splitlines())],
    ],
    ids=["mended", "stopped after", "magic", "decorated", "no mark", "mark elsewhere", "closure", "below an if"],
)  # fmt: skip
def test_what_the_cells_define_stays_green(run, cells):
    assert GREEN in run(*cells, "check(zero_pad)")


def saved(notebook, source):
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}
    notebook.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))


def test_a_cell_edited_and_saved_but_not_run_is_told(run, kernel):
    notebook = kernel[1]
    saved(notebook, RIGHT.replace("(pad, pad)", "(pad, 0)"))
    assert "was edited after it ran" not in run(RIGHT, "check(zero_pad)"), "saved before it ran"
    os.utime(notebook, (time.time() + 60, time.time() + 60))
    assert "The cell of zero_pad was edited after it ran: run it, then check again." in run("check(zero_pad)")
    saved(notebook, RIGHT + "\n")
    os.utime(notebook, (time.time() + 60, time.time() + 60))
    assert "was edited" not in run("check(zero_pad)")
    notebook.write_text("damaged")
    assert GREEN in run("check(zero_pad)")


def test_vs_code_says_which_file_by_a_name_of_its_own(run, tmp_path):
    notebook = tmp_path / "in_vs_code.ipynb"
    run(RIGHT)
    saved(notebook, RIGHT.replace("(pad, pad)", "(pad, 0)"))
    os.utime(notebook, (time.time() + 60, time.time() + 60))
    try:
        text = run(f"__vsc_ipynb_file__ = {str(notebook)!r}", "check(zero_pad)")
    finally:
        run("del __vsc_ipynb_file__")
    assert "The cell of zero_pad was edited after it ran: run it, then check again." in text


def run_as(client, place, source):
    """Run a cell as editors do, with its id."""
    content = {"code": source, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
    message = client.session.msg("execute_request", content, metadata={"cellId": place})
    client.shell_channel.send(message)
    while client.get_shell_msg(timeout=600)["parent_header"].get("msg_id") != message["header"]["msg_id"]:
        pass


@pytest.mark.parametrize("now", [RIGHT.replace("zero_pad", "padded"), "x = 1", "# GRADED FUNCTION: padded\n"])
def test_a_cell_that_names_the_function_no_more_is_known_by_its_id(run, kernel, now):
    run_as(kernel[0], "one", RIGHT + "# in a cell of its own\n")
    run_as(kernel[0], "one", now)
    text = run("check(zero_pad)")
    assert "The cell of zero_pad does not define zero_pad any more." in text
    assert "✓" not in text
    run_as(kernel[0], "two", RIGHT)
    assert GREEN in run("check(zero_pad)")


def test_exit_in_a_function_ends_neither_the_check_nor_the_session(run):
    text = run(RIGHT.replace("    return", "    exit()\n    return"), "check(zero_pad)")
    assert "zero_pad tried to end the program in line 3" in text
    assert "False" in run("print(get_ipython().exit_now)"), "a kernel that is asked to end does so a moment later"
    assert GREEN in run(RIGHT, "check(zero_pad)")


def test_what_has_no_name_of_its_own_is_known_by_the_notebook_s(run):
    shape = "((0, 0), (pad, pad), (pad, pad), (0, 0))"
    cell = f"class Padding:\n    def __call__(self, X, pad):\n        return np.pad(X, {shape})\nzero_pad = Padding()"
    assert GREEN in run(f"# GRADED FUNCTION: zero_pad\n{cell}", "check(zero_pad)")
    assert "received str" in run("check('zero_pad')")


def test_an_endless_loop_is_stopped_and_its_line_named(run):
    loop = RIGHT.replace("    return", "    while True:\n        pass\n    return")
    text = run("from course_utils.checks import run as _run\nfrom course_utils.checks.session import asking\nasking.SHORTEST = 0.5", "import course_utils.week1", loop,
               "import dataclasses\nfrom course_utils.exercises import registry\n"
               "_run.exercise_of = lambda function, known=_run.exercise_of: dataclasses.replace(known(function), seconds=0.5)",
               "check(zero_pad)")  # fmt: skip
    assert "zero_pad did not finish in 0.5 seconds and was stopped in line" in text
    assert "Look for a loop that never ends" in text
