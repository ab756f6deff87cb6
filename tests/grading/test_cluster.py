"""With real worker processes: a cluster that every test here shares, and the command's own."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import socket
import ssl
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
from course_utils.grading.credentials import FILES, credentials, made_for_the_run
from course_utils.grading.executors import Done, Oracles, Serial
from course_utils.grading.intake.reading import Task
from course_utils.notebooks.file import read_cells

SUBMISSIONS = Path(__file__).parents[1] / "submissions"
sys.path.insert(0, str(SUBMISSIONS))

from golden import difference  # noqa: E402

distributed = pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
SAMPLE = SUBMISSIONS / "sample"
GUIDE = Path(cluster.__file__).with_name("README.md")
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


def write_credentials(folder: Path, security: Any) -> Path:
    """The folder that `--dask-tls` names, of certificates that live in memory."""
    folder.mkdir()
    for field, name in FILES.items():
        (folder / name).write_text(getattr(security, field))
    return folder


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the guide's own command makes."""
    folder = tmp_path_factory.mktemp("credentials")
    (command,) = re.findall(r"^\(umask 077 .*?\)$", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    done = subprocess.run(["bash", "-euc", command], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (folder / "tls").iterdir()} == set(FILES.values())
    assert (folder / "tls" / "tls.key").stat().st_mode & 0o077 == 0
    return folder / "tls"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, tls: Path) -> Iterator[str]:
    """The address of a scheduler with two worker processes, for all tests that need no cluster of their own.

    Started as the guide says: every side with the same certificate.
    """
    folder = tmp_path_factory.mktemp("cluster")
    ca, cert, key = (str(tls / name) for name in FILES.values())
    sides = {
        f"tls_{side}_{kind}": path
        for side in ("scheduler", "worker", "client")
        for kind, path in (("cert", cert), ("key", key))
    }
    security = distributed.Security(require_encryption=True, tls_ca_file=ca, **sides)
    options = {
        "n_workers": 2,
        "threads_per_worker": 1,
        "dashboard_address": "127.0.0.1:0",
        "local_directory": str(folder),
    }
    with distributed.LocalCluster(
        host="127.0.0.1", protocol="tls://", security=security, memory_limit=0, silence_logs=50, **options
    ) as cluster:
        yield cluster.scheduler_address


@pytest.mark.slow
def test_the_work_is_taken_up_little_by_little(running: str, tls: Path) -> None:
    taken = 0

    def watched() -> Iterator[Task]:
        nonlocal taken
        for task in sample_tasks(copies=12, students="ada"):
            taken += 1
            yield task

    run = DaskExecutor(running, 7, tls=tls).run(watched())
    next(run)
    assert taken <= 2 * cluster.TASKS_AHEAD + 1 < 12
    run.close()  # type: ignore[attr-defined]


@pytest.mark.slow
def test_a_worker_killed_midway_loses_nothing_and_every_grade_is_this_processs(running: str, tls: Path) -> None:
    expected = facts(list(Serial(Oracles(7)).run(sample_tasks())))
    with distributed.Client(running, security=credentials(running, tls), set_as_default=False) as client:
        pids = sorted(client.run(os.getpid).values())
    done: list[Done] = []
    for graded in DaskExecutor(running, 7, tls=tls).run(sample_tasks(copies=3)):
        done.append(graded)
        if len(done) == 3:
            os.kill(pids[0], signal.SIGKILL)
    assert len(done) == 15
    for student, (_, notes, results) in facts(done).items():
        assert (notes, results) == expected[student.split()[0] + " 0"][1:]


@pytest.mark.slow
@pytest.mark.parametrize("shows", ["nothing", "a certificate of another authority"])
def test_a_client_without_the_clusters_certificate_is_refused(
    shows: str, running: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    others = None if shows == "nothing" else write_credentials(tmp_path / "others", made_for_the_run())
    with pytest.raises(UsageError, match="There is no certificate" if others is None else "No dask scheduler answers"):
        list(DaskExecutor(running, 7, tls=others).run(sample_tasks()))


@pytest.mark.slow
def test_a_scheduler_says_no_byte_to_whoever_shows_no_certificate_of_the_class(
    running: str, tls: Path, tmp_path: Path
) -> None:
    others = write_credentials(tmp_path / "others", made_for_the_run())
    bare = ssl.create_default_context(cafile=str(tls / "ca.crt"))
    bare.check_hostname = False
    known, stranger = (
        credentials(running, folder).get_connection_args("client")["ssl_context"] for folder in (tls, others)
    )  # type: ignore[union-attr]
    assert first_bytes(running, known), "it greets the class's own client"
    assert [first_bytes(running, context) for context in (None, bare, stranger)] == [b"", b"", b""]


def first_bytes(address: str, context: ssl.SSLContext | None) -> bytes:
    """What a machine of the cluster says to a client of this kind, or to a browser; b"" when it ends the connection."""
    host, _, port = address.removeprefix("tls://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=60) as plain:
        try:
            with context.wrap_socket(plain) if context else plain as connection:
                if context is None:
                    connection.sendall(b"GET /info/main/workers.html HTTP/1.0\r\n\r\n")
                return connection.recv(64)
        except (ssl.SSLError, ConnectionError):
            return b""


@pytest.mark.parametrize(
    "address", ["tcp://grades.example:8786", "tcp://10.0.0.7:8786", "tcp://[2001:db8::1]:8786", "tcp://127.0.0.1.example:1",
                "ws://127.0.0.1:8786", "ucx://host:1", "inproc://x", "host:8786", "tls://", "tcp://", ""],
)  # fmt: skip
def test_nothing_travels_unencrypted_to_another_machine(address: str) -> None:
    with pytest.raises(UsageError, match=r"is not encrypted: the class's secret") as caught:
        list(DaskExecutor(address, 7).run(sample_tasks()))
    assert "--dask-tls FOLDER" in caught.value.help


@pytest.mark.slow
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "tcp://localhost:8786", "tcp://[::1]:8786"])
def test_the_loopback_of_this_machine_needs_no_certificate_but_takes_none_in_vain(address: str, tls: Path) -> None:
    assert credentials(address, None) is None
    with pytest.raises(UsageError, match="is not encrypted"):
        credentials(address, tls)


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES.values())
def test_a_file_that_is_missing_or_of_another_certificate_is_said(name: str, tls: Path, tmp_path: Path) -> None:
    folder = write_credentials(tmp_path / "tls", made_for_the_run())
    (folder / name).unlink()
    with pytest.raises(UsageError, match=rf"{name} is missing"):
        credentials("tls://127.0.0.1:1", folder)
    (folder / name).write_bytes(b"no certificate")
    with pytest.raises(UsageError, match="cannot be used"):
        credentials("tls://127.0.0.1:1", folder)
    if name == "tls.key":
        (folder / name).write_bytes((tls / name).read_bytes())
        with pytest.raises(UsageError, match="cannot be used"):
            credentials("tls://127.0.0.1:1", folder)


@pytest.mark.slow
def test_every_option_that_the_guide_gives_dasks_commands_is_one_of_theirs() -> None:
    text = GUIDE.read_text("utf-8")
    shared = " ".join(re.findall(r'^(?:TLS|QUIET)="(.*)"$', text, re.MULTILINE))
    for program in ("scheduler", "worker"):
        (own,) = re.findall(rf"dask {program} \$TLS \$QUIET (.*?)(?:&|\"$)", text, re.MULTILINE | re.DOTALL)
        command = [sys.executable, "-m", "dask", program, "--help"]
        known = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        options = re.findall(r"--[a-z-]+", f"{shared} {own}")
        assert len(options) > 6
        assert [option for option in options if not re.search(rf"{option}\b", known)] == []


@pytest.mark.slow
def test_dasks_own_configuration_is_read_where_no_folder_is_given(tls: Path) -> None:
    import dask

    names = {"ca-file": "ca.crt", "client.cert": "tls.crt", "client.key": "tls.key"}
    with dask.config.set({f"distributed.comm.tls.{key}": str(tls / name) for key, name in names.items()}):
        security = credentials("tls://127.0.0.1:1", None)
    assert security is not None
    assert (security.require_encryption, security.tls_client_cert) == (True, str(tls / "tls.crt"))


def test_an_address_that_nobody_answers_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with pytest.raises(UsageError, match=r"No dask scheduler answers at tcp://127\.0\.0\.1:9"):
        list(DaskExecutor("tcp://127.0.0.1:9", 7).run(sample_tasks()))


@pytest.mark.parametrize("address", ["local:", "local:0", "local:many", "local:-1"])
def test_a_local_cluster_needs_a_number(address: str) -> None:
    with pytest.raises(UsageError, match="names no number of processes"):
        list(DaskExecutor(address, 7).run(sample_tasks()))


@pytest.mark.parametrize("package", ["distributed", "cryptography"])
def test_without_the_package_the_error_says_what_to_install(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
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
    students, out = ("ada", "bo", "ivan"), tmp_path / "out"  # all of the sample costs twenty seconds
    for student in students:
        shutil.copytree(SAMPLE / student, tmp_path / "class" / student)
    command = [sys.executable, "-m", "course_utils", "grade", str(tmp_path / "class"), "--out", str(out), "--seed", "1"]
    done = subprocess.run([*command, "--dask", "local:2"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert difference("sample", out, students) == ""


@pytest.mark.slow
def test_a_cluster_started_here_is_encrypted_and_shows_nothing_to_the_network() -> None:
    import psutil

    seen: dict[int, str] = {}
    said: list[bytes] = []

    def connections() -> Iterator[Any]:
        own = psutil.Process()
        for process in (own, *own.children(recursive=True)):
            yield from process.net_connections("inet")

    def looking() -> Iterator[Task]:
        for connection in connections():
            if connection.status == psutil.CONN_LISTEN and connection.laddr not in before:
                seen[connection.laddr.port] = connection.laddr.ip
        said.extend(first_bytes(f"tls://127.0.0.1:{port}", None) for port in seen)
        yield from sample_tasks(students="ada")

    before = {connection.laddr for connection in connections()}  # this process may also hold a JupyterLab
    assert len(list(DaskExecutor("local:1", 7).run(looking()))) == 1
    assert len(seen) >= 4, "scheduler, nanny, worker, and Dask's HTTP servers"
    assert set(seen.values()) == {"127.0.0.1"}
    assert {answer.partition(b"\r\n")[0] for answer in said} == {b"", b"HTTP/1.1 404 Not Found"}
