"""The same class graded by this course, by nbgrader and by otter-grader: seconds a submission, one after the other.

The other two are installed in environments of their own, with ipykernel, numpy, matplotlib; their Python is given:

    python tests/benchmarks/bench_compare.py --nbgrader A/bin/python --otter B/bin/python [--copies 8]

Everybody grades the same right notebook (the eight functions of week1/2) on the visible cases; this course adds
its hidden cases, names mistakes, isolates student code and writes all reports, which the others do not do here.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import pickle
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "submissions"))

from corpus import Behaviour

from course_utils.checks.session.asking import visible_questions
from course_utils.exercises import registry

NOTEBOOK = "week1/2_step_by_step"
Seconds = list[float]


def test_code(name: str) -> str:
    """Assertions over the visible cases of one function, as an instructor would write them."""
    cases = [(list(case.inputs.values()), case.expected) for case in visible_questions(name)]
    text = base64.b64encode(pickle.dumps(cases)).decode()
    return (
        "import base64, pickle\nimport numpy as np\n"
        f"for given, wanted in pickle.loads(base64.b64decode('{text}')):\n"
        f"    got = {name}(*given)\n"
        "    pairs = zip(got, wanted) if isinstance(wanted, tuple) else [(got, wanted)]\n"
        "    for one, other in pairs:\n"
        "        if isinstance(other, np.ndarray):\n"
        "            assert np.allclose(one, other)"
    )


def names() -> list[str]:
    """The functions that the corpus's notebook has: those that each generation of the course shares."""
    text = json.dumps(solved(0))
    return [name for name in registry.exercise_set(NOTEBOOK).by_name if f"def {name}(" in text]


def solved(number: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Behaviour("x", after=f"# student {number}").content())
    return found


def timed(command: list[str], folder: Path) -> float:
    """Wall seconds of one command; its failure ends the comparison."""
    place = str(Path(command[0]).parent)
    environment = {**os.environ, "PATH": f"{place}{os.pathsep}{os.environ['PATH']}"}
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - started


def ours(copies: int, folder: Path, workers: int) -> float:
    source = folder / "ours"
    source.mkdir(exist_ok=True)
    for number in range(copies):
        (source / f"student{number:05}.ipynb").write_text(json.dumps(solved(number)))
    command = [sys.executable, "-m", "course_utils", "grade", str(source), "--seed", "1", "--workers", str(workers)]
    return timed([*command, "--out", str(folder / f"out{workers}")], folder)


def nbgrader(python: Path, copies: int, folder: Path) -> float:
    """`nbgrader autograde` of one assignment; making it and handing it in are not counted."""
    course = folder / "nbgrader"
    _write(course / "source/ps1/x.ipynb", _with_nbgrader_tests(solved(-1)))
    tool = str(python.parent / "nbgrader")
    timed([tool, "generate_assignment", "ps1", "--create"], course)
    for number in range(copies):
        _write(course / f"submitted/student{number:05}/ps1/x.ipynb", _with_nbgrader_tests(solved(number)))
    seconds = timed([tool, "autograde", "ps1", "--create"], course)
    with sqlite3.connect(course / "gradebook.db") as book:
        (points,) = book.execute("select sum(auto_score) from grade").fetchone()
    if points != 10 * len(names()) * copies:
        raise SystemExit(f"nbgrader took points from right notebooks: {points}")
    return seconds


def _with_nbgrader_tests(notebook: dict[str, Any]) -> dict[str, Any]:
    for name in names():
        about = {"grade": True, "grade_id": name, "locked": True, "points": 10, "schema_version": 3, "solution": False}
        notebook["cells"].append(_code(test_code(name), f"t-{name}"[:60], {"nbgrader": {**about, "task": False}}))
    return notebook


def otter(python: Path, copies: int, folder: Path) -> float:
    """`otter run`, which uses no container, once for each submission; making the zip is not counted."""
    course, tool = folder / "otter", str(python.parent / "otter")
    for name in names():
        lines = test_code(name).split("\n")
        doctest = "\n".join(("... " if line[0] == " " else ">>> ") + line for line in lines)
        suites = [{"cases": [{"code": doctest}], "scored": True, "setup": "", "teardown": "", "type": "doctest"}]
        text = f"test = {{'name': {name!r}, 'points': 10, 'suites': {suites!r}}}\n"
        (course / "tests").mkdir(parents=True, exist_ok=True)
        (course / "tests" / f"{name}.py").write_text(text)
    timed([tool, "generate", "-t", "tests", "-o", "autograder.zip", "--no-environment"], course)
    total = 0.0
    for number in range(copies):
        _write(course / f"student{number:05}.ipynb", solved(number))
        (course / f"out{number}").mkdir()
        total += timed([tool, "run", "-a", "autograder.zip", "-o", f"out{number}", f"student{number:05}.ipynb"], course)
    _expect_full_marks(course / "out0" / "results.json")
    return total


def _expect_full_marks(results: Path) -> None:
    found = json.loads(results.read_text())["tests"]
    lost = [one["name"] for one in found if one.get("score") != one.get("max_score")]
    if lost:
        raise SystemExit(f"otter-grader took points from a right notebook: {lost}")


def _code(source: str, id: str, metadata: dict[str, Any]) -> dict[str, Any]:
    return {"cell_type": "code", "id": id.replace("_", "-"), "metadata": metadata, "source": source,
            "outputs": [], "execution_count": None}  # fmt: skip


def _write(path: Path, notebook: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook["metadata"]["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path.write_text(json.dumps(notebook))


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parse.add_argument("--nbgrader", type=Path, help="Python of an environment with nbgrader")
    parse.add_argument("--otter", type=Path, help="Python of an environment with otter-grader")
    parse.add_argument("--copies", type=int, default=8)
    given = parse.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        times = {"this course, serial": ours(given.copies, folder, 0)}
        times["this course, 100 copies, 2 workers"] = ours(100, folder, 2) * given.copies / 100
        if given.nbgrader:
            times["nbgrader autograde"] = nbgrader(given.nbgrader.absolute(), given.copies, folder)
        if given.otter:
            times["otter run"] = otter(given.otter.absolute(), given.copies, folder)
    base = times["this course, 100 copies, 2 workers"]
    print(f"{'':36}{'s each':>8}{'ratio':>8}")
    for title, seconds in times.items():
        print(f"{title:36}{seconds / given.copies:8.3f}{seconds / base:8.1f}")


if __name__ == "__main__":
    main()
