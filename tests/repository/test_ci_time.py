"""The table of CI's time: sums, order, and what is said of the budget."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("ci_time.py")
REPORT = """<testsuites><testsuite><testcase classname="workbook.week1.a.ipynb" name="Cell 0" time="2.5"/>
<testcase classname="workbook.week1.a.ipynb" name="Cell 1" time="1.5"/>
<testcase classname="workbook.week1.b" name="Cell 0" time="9"/></testsuite></testsuites>"""


def run(total: int, report: Path, steps: str = "  12 lint\n 300 tests (pytest)\n") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), str(total), str(report)]
    return subprocess.run(command, input=steps, capture_output=True, text=True, check=False)


def test_steps_and_notebooks_are_listed_slowest_first(tmp_path: Path) -> None:
    (tmp_path / "nbval.xml").write_text(REPORT)
    done = run(1500, tmp_path / "nbval.xml")
    assert done.stdout == (
        "Steps, slowest first\n   300 s  tests (pytest)\n    12 s  lint\n\n"
        "Notebooks, slowest first\n     9 s  workbook/week1/b\n     4 s  workbook/week1/a\n\n"
        "The whole run took 25.0 minutes; the budget is 30.\n"
    )


@pytest.mark.parametrize(("minutes", "code", "words"), [(29, 0, "The whole"), (31, 0, "WARNING: "), (91, 1, "The whole")])
def test_more_than_the_budget_is_said_and_three_times_as_much_fails(
    minutes: int, code: int, words: str, tmp_path: Path
) -> None:
    (tmp_path / "nbval.xml").write_text(REPORT)
    done = run(60 * minutes, tmp_path / "nbval.xml")
    assert done.returncode == code
    assert done.stdout.splitlines()[-1].startswith(words)
    assert done.stdout.endswith("is a failure.\n") is bool(code)
