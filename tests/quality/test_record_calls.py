"""The lists of allowed system calls have what honest work needs, and a recorder that would see a lack."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only")
RECORDER = Path(__file__).with_name("record_calls.py")


def sample(profile, *words, program=(str(RECORDER),)):
    command = [sys.executable, *program, profile, "--sample", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=RECORDER.parent)


@pytest.mark.parametrize("profile", [pytest.param("numpy", marks=pytest.mark.slow), pytest.param("tensorflow", marks=[pytest.mark.tf, pytest.mark.slow])])
def test_the_libraries_own_ways_make_no_call_that_the_list_refuses(profile):
    done = sample(profile)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert "lacks" not in done.stdout
    assert "numerics: 0 calls" in done.stdout


LACKING = """
import sys
import record_calls
from course_utils.grading.sandbox import calls
rows = calls.PROFILES["numpy"]
calls.PROFILES["numpy"] = tuple(row for row in rows if "getrandom" not in row.names and "madvise" not in row.names)
sys.exit(record_calls.main())
"""


@pytest.mark.slow
def test_a_row_taken_away_is_missed():
    done = sample("numpy", "numerics", program=("-c", LACKING))
    assert done.returncode == 1, done.stderr[-2000:]
    assert "lacks getrandom(" in done.stdout
    assert "lacks madvise(" in done.stdout


def test_work_is_recorded_without_any_setting_as_a_child_runs():
    import record_calls

    def work():
        assert dict(os.environ) == {}
        assert list(Path().iterdir()) == []

    assert record_calls.record(work, record_calls.everything(), "numpy")


def test_every_call_of_a_process_is_recorded_with_its_arguments():
    import record_calls

    def work():
        assert os.getppid() == here
        os.lseek(0, 17, os.SEEK_SET)

    here = os.getpid()
    counted = record_calls.record(work, record_calls.everything(), "numpy")
    described = [record_calls.described(call) for call in counted]
    assert any(line.startswith("getppid(") for line in described)
    assert any(line.startswith("lseek(0x0, 0x11, 0x0") for line in described)


def test_work_that_fails_is_not_taken_for_recorded():
    import record_calls

    with pytest.raises(RuntimeError, match="ended with 1"):
        record_calls.record(lambda: 1 / 0, record_calls.everything(), "numpy")


def test_a_row_that_nothing_calls_is_named_unless_it_is_margin():
    import record_calls

    from course_utils.grading.sandbox import calls

    rows = calls.PROFILES["numpy"]
    used = {(row, name) for row in rows for name in row.names.split() if name != "mkdir" and row not in calls.MARGIN}
    assert record_calls.superfluous("numpy", used) == ["mkdir (its own folder)"]


def test_the_list_itself_answers_for_a_call():
    import record_calls

    from course_utils.grading.sandbox import calls

    number = record_calls.number_of
    assert record_calls.matching("numpy", (number("getpid"), (0,) * 6)).answer == calls.ALLOW
    assert record_calls.matching("numpy", (number("clone3"), (0,) * 6)).answer == calls.ABSENT
    assert record_calls.matching("numpy", (number("chmod"), (0,) * 6)) is None
    assert record_calls.matching("numpy", (number("prlimit64"), (0, 7, 1, 0, 0, 0))) is None
    assert record_calls.matching("numpy", (number("prlimit64"), (0, 7, 0, 1, 0, 0))) is not None
