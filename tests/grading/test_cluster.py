"""With real worker processes: every test here starts a cluster."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course_utils.checks.report import CaseOutcome, Difference, Report, Result
from course_utils.errors import CourseError, UsageError
from course_utils.grading import cluster
from course_utils.grading.cluster import DaskExecutor, Station, without_arrays
from course_utils.grading.executors import Done, Oracles, Serial
from course_utils.grading.intake.reading import Task
from course_utils.notebooks.file import read_cells

SUBMISSIONS = Path(__file__).parents[1] / "submissions"
sys.path.insert(0, str(SUBMISSIONS))

from golden import difference  # noqa: E402

distributed = pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
SAMPLE = SUBMISSIONS / "sample"
STEP = "week1/2_step_by_step"


def sample_tasks(copies: int = 1, students: str = "ada bo emil gus hana") -> Iterator[Task]:
    for copy in range(copies):
        for student in students.split():
            data = (SAMPLE / student / "2_step_by_step.ipynb").read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            yield Task(f"{student} {copy}", STEP, f"{student}.ipynb", digest, read_cells(data))


def facts(done: list[Done]) -> dict[str, tuple[Any, ...]]:
    """Everything but the times."""
    assert len({graded.task.student for graded in done}) == len(done), "every task comes once"
    return {
        graded.task.student: (
            graded.task, graded.notes, [(replace(result, seconds=0.0), result.report) for result in graded.results]
        )
        for graded in done
    }  # fmt: skip


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Two worker processes, for all tests of this file that need no cluster of their own."""
    folder = tmp_path_factory.mktemp("cluster")
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": ":0", "local_directory": str(folder)}
    with distributed.LocalCluster(host="127.0.0.1", memory_limit=0, silence_logs=50, **options) as cluster:
        yield cluster


@pytest.mark.slow
def test_the_work_is_taken_up_little_by_little(running: Any) -> None:
    taken = 0

    def watched() -> Iterator[Task]:
        nonlocal taken
        for task in sample_tasks(copies=12, students="ada"):
            taken += 1
            yield task

    run = DaskExecutor(running.scheduler_address, 7).run(watched())
    next(run)
    assert taken <= 2 * cluster.TASKS_AHEAD + 1 < 12
    run.close()  # type: ignore[attr-defined]


@pytest.mark.slow
def test_a_worker_killed_midway_loses_nothing_and_every_grade_is_this_processs(running: Any) -> None:
    expected = facts(list(Serial(Oracles(7)).run(sample_tasks())))
    with distributed.Client(running.scheduler_address, set_as_default=False) as client:
        pids = sorted(client.run(os.getpid).values())
    done: list[Done] = []
    for graded in DaskExecutor(running.scheduler_address, 7).run(sample_tasks(copies=3)):
        done.append(graded)
        if len(done) == 3:
            os.kill(pids[0], signal.SIGKILL)
    assert len(done) == 15
    for student, (_, notes, results) in facts(done).items():
        assert (notes, results) == expected[student.split()[0] + " 0"][1:]


def test_an_address_that_nobody_answers_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with pytest.raises(UsageError, match=r"No dask scheduler answers at tcp://127\.0\.0\.1:9"):
        list(DaskExecutor("tcp://127.0.0.1:9", 7).run(sample_tasks()))


@pytest.mark.parametrize("address", ["local:", "local:0", "local:many", "local:-1"])
def test_a_local_cluster_needs_a_number(address: str) -> None:
    with pytest.raises(UsageError, match="names no number of processes"):
        list(DaskExecutor(address, 7).run(sample_tasks()))


def test_without_the_package_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"cnn-workbook\[cluster\]"):
        list(DaskExecutor("local:1", 7).run(sample_tasks()))


def test_a_worker_with_other_exercises_refuses() -> None:
    task = next(sample_tasks())
    with pytest.raises(CourseError, match="another version of the exercises"):
        Station(7, True).grade(task, "an older one")


def test_arrays_stay_on_the_worker_and_texts_travel() -> None:
    array = np.zeros(3)
    outcome = CaseOutcome("t", "failed", "It differs.", Difference("value", "Z[0]", "1", "2", array > 0))
    report = Report("zero_pad", "failed", (outcome, CaseOutcome("u", "passed")), "It differs.")
    result = Result("zero_pad", "failed", 0.0, 5.0, report=report)
    sent = without_arrays(result)
    assert sent.report == report
    assert sent.report is not None
    assert sent.report.outcomes[0].difference is not None
    assert sent.report.outcomes[0].difference.wrong is None


@pytest.mark.slow
def test_the_command_grades_on_a_cluster_of_its_own_as_without_one(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "course_utils", "grade", str(SAMPLE), "--out", str(tmp_path), "--seed", "1"]
    done = subprocess.run([*command, "--dask", "local:2"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert difference("sample", tmp_path) == ""
