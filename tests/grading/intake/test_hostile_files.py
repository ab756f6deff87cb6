"""Hostile notebooks, folders and zips beside a right one: all are read in a process of bounded memory and time."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.grading.intake.collect import collect
from course_utils.grading.intake.reading import Unreadable, read

SUBMISSIONS = Path(__file__).parents[2] / "submissions"
sys.path.insert(0, str(SUBMISSIONS))

from hostile_archives import ARCHIVES  # noqa: E402
from hostile_files import FILES  # noqa: E402

MEMORY = 1_200 * 2**20  # of the reader of a class; libraries and threads have addresses too
CPU_SECONDS = 600  # for all rows together; a quadratic pattern or a bomb takes longer by itself

# What a row must come to, where that is not "read, or refused with a sentence".
UNCHECKED = {
    "damaged deflate", "damaged LZMA", "damaged BZ2", "damaged and stored", "an LZMA window of 4 GB", "version 9.9", "version 25.5",
    "an unknown method", "an encrypted entry", "a patch", "strong encryption", "a wrong checksum",
    "a BZ2 bomb", "an LZMA bomb", "a name that climbs to ada", "an absolute name", "a name with backslashes",
}  # fmt: skip

THEIRS = {"a FIFO", "a socket"}  # no notebook at all, which is no fault of ours

NOTHING = ("no name", "names of dots and slashes", "folders called as files")  # hidden files and empty folders

SCRIPT = """
import json, os, shutil, subprocess, sys, tempfile
from pathlib import Path

sys.path.insert(0, sys.argv[1])
from hostile_archives import ARCHIVES, RIGHT, notebook
from hostile_files import FILES  # noqa: E402
from course_utils.grading.intake.collect import collect
from course_utils.grading.intake.reading import Task, read

for name, build in {**FILES, **ARCHIVES}.items():
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder) / ("class.zip" if name in ARCHIVES else "class")
        if name in ARCHIVES:
            source.write_bytes(build())
        else:
            (source / "ada").mkdir(parents=True)
            (source / "ada" / "2_step_by_step.ipynb").write_bytes(notebook())
            (source / "cy").mkdir()
            build(source / "cy")
        outcomes = []
        for submission in collect(source):
            outcome = read(submission)
            words = "read" if isinstance(outcome, Task) else f"{outcome.status}: {outcome.message}"
            outcomes.append([ascii(submission.student), words])
        subprocess.run(["rm", "-rf", folder], check=True)  # a tree may be too deep for Python's own
    # The peak of this program alone: getrusage's also counts what the process held before it became this program.
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(json.dumps([name, outcomes, int(peak.split()[1]) // 1024]), flush=True)
"""


def _bounded():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


@pytest.fixture(scope="module")
def rows():
    run = [sys.executable, "-c", SCRIPT, str(SUBMISSIONS)]
    done = subprocess.run(run, capture_output=True, text=True, timeout=3_600, preexec_fn=_bounded)
    assert done.returncode == 0, done.stderr[-3_000:]
    assert "Traceback" not in done.stderr
    return {name: (outcomes, megabytes) for name, outcomes, megabytes in map(json.loads, done.stdout.splitlines())}


@pytest.mark.slow
@pytest.mark.parametrize("name", [*FILES, *ARCHIVES])
def test_nothing_handed_in_stops_the_reading_of_the_others(rows, name):
    outcomes, _ = rows[name]
    ada = [words for student, words in outcomes if student == "'ada'"]
    assert ada == ["read"]
    others = [words for student, words in outcomes if student != "'ada'"]
    assert others or name in NOTHING, "nobody is passed over in silence"
    for words in others:
        status, _, sentence = words.partition(": ")
        assert status in ("read", "error", "unchecked")
        assert status == "read" or sentence.endswith((".", "!"))
    if name in THEIRS:
        assert {words.partition(":")[0] for words in others} == {"error"}
    if name in UNCHECKED:
        assert {words.partition(":")[0] for words in others} == {"unchecked"}


def test_a_zip_with_a_password_says_so(tmp_path):
    path = tmp_path / "class.zip"
    path.write_bytes(ARCHIVES["an encrypted entry"]())
    (sentence,) = [outcome.message for outcome in map(read, collect(path)) if isinstance(outcome, Unreadable)]
    assert sentence.startswith("The file cannot be read from the zip: it is locked with a password.")


@pytest.mark.slow
def test_the_reader_of_a_class_stays_small(rows):
    """Files of up to 50 MB are held as bytes; what would be built of them is built elsewhere, and bounded."""
    assert max(megabytes for _, megabytes in rows.values()) < 700
