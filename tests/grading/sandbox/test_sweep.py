"""Every system call and the hostile notebooks, with each layer of the sandbox masked in turn, as root and ordinary.

`COURSE_SWEEP=whole` (as in `make sweep`) tries all masks and all attacks; otherwise a slice of both.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
HERE = Path(__file__).parent
SUBMISSIONS = HERE.parents[1] / "submissions"
WHOLE = os.environ.get("COURSE_SWEEP") == "whole"
GUARD = 3600.0
ALONE = "a foreign user alone"
# What is masked, by what is left. Seccomp, limits and, for root, the drop of all capabilities are on under each.
MASKS = {
    "everything": "",
    "Landlock 1 alone": "landlock>1,namespaces,uid",
    "Landlock 3 alone": "landlock>3,namespaces,uid",
    "Landlock 6 alone": "landlock>6,namespaces,uid",
    "no namespaces": "namespaces",
    "namespaces alone": "landlock,uid",
    "no Landlock": "landlock",
    ALONE: "landlock,namespaces",
}
USERS = ("root", "ordinary user")
SLICE = {
    ("everything", "root"),
    ("Landlock 1 alone", "root"),
    ("namespaces alone", "root"),
    ("everything", "ordinary user"),
    (ALONE, "root"),
}
# Of attacks; every system call is tried in each row, and each attack meets one of the rows that stay.
BY_NIGHT = () if WHOLE else (("Landlock 1 alone", "root"), ("everything", "ordinary user"))
ROWS = [(left, user) for left in MASKS for user in USERS if WHOLE or (left, user) in SLICE]
# A few attacks of each family that end soon.
ATTACKS = (
    "chmod_file chmod_by_number chmod_by_descriptor chmod_places chown_others utime_deadline utime_by_descriptor "
    "setxattr_file getxattr_file xattr_others hard_link rename_over unlink_everything mode_zero_folder long_names_deep "
    "three_thousand_folders_deep immutable_file shared_memory_left own_folder_replaced_by_a_link kills_the_group "
    "signals_the_parent signal_by_owner renices_the_parent limits_the_parent reads_the_parent_s_memory "
    "steals_descriptors new_namespaces ring_of_requests machine_code_chmod x32_calls double_fork extensions_250_deep "
    "lone_surrogates big_endian_is_right forges_lists_without_end forges_surrogates_as_text speaks_with_surrogates "
    "worksheets_with_a_number lone_surrogate_in_a_cell "
    "forty_thousand_blank_lines nested_parentheses step_without_sense step_in_memory_that_grew databases_of_the_library "
    "servers_of_the_library empty_in_a_huge_shape"
).split()

# What the control's calls must show in what is compared, before and after.
SIGNS = (
    "file.txt: mode=600 → mode=777", "folder: owner=", "seed.txt: changed=", "user.mark", "bytes=86bf5b1f89382750 → ",
    "inner.txt: gone", "new.txt: new", "link: gone", "made: new", "read=0 → ", "('file', 0) opens a canary",
    "('file', 'attribute', 'room', 4096) reads a canary", "('grader', 'vector', 1, 'remote', 1, 0) reads a canary",
    "makes a socket", "tables of the kernel", "message queue", "sibling nice", "sibling policy", "sibling limits",
    "sibling state",
)  # fmt: skip


def run(user, script, mask, *arguments):
    """What the script prints as JSON, run as root or as an ordinary user.

    For a foreign user alone the installation is shown to all, without the course's own package.
    """
    command = [sys.executable, str(script), *arguments]
    if user != "root" and os.geteuid() == 0:
        command.insert(1, str(HERE / "ordinary.py"))
    elif mask == MASKS[ALONE]:
        command[1:1] = [str(HERE / "ordinary.py"), "--root"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=GUARD, check=False)
    if "IsolationError" in done.stderr:
        pytest.skip(f"this machine has no such layer: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)
    if "Nothing here keeps student code" in " ".join(results.get("output", "").split()):
        pytest.skip("this machine has no such layer")
    return results


def skip_what_is_not_here(left, user):
    if user == "root" and os.geteuid() != 0:
        pytest.skip("the tests do not run as root")
    if user != "root" and left == ALONE:
        pytest.skip("only root can become a foreign user")


@pytest.mark.parametrize(("left", "user"), ROWS)
def test_no_system_call_reaches_out(left, user):
    skip_what_is_not_here(left, user)
    results = run(user, SUBMISSIONS / "sweep" / "drive.py", MASKS[left], MASKS[left], *[] if WHOLE else ["brief"])
    assert (results["changed"], results["breaches"], results["lost"]) == ([], [], [])
    assert results["numbers"] > 1100
    assert results["answers"]["EACCES"] > 100 * results["numbers"]


@pytest.mark.parametrize(("left", "user"), [pytest.param(*row, marks=[pytest.mark.nightly] * (row in BY_NIGHT)) for row in ROWS])
def test_attacks_end_fairly_and_harm_nothing(left, user):
    skip_what_is_not_here(left, user)
    chosen = ATTACKS[ROWS.index((left, user)) % 2 :: 2]  # in a slice each attack meets at least two of the masks
    words = ["--json", f"--mask={MASKS[left]}", *(() if WHOLE else chosen)]
    results = run(user, SUBMISSIONS / "arena.py", MASKS[left], *words)
    assert (results["unfair"], results["shared"]) == ({}, []), results["output"]
    assert results["attacks"] >= len(chosen)


def test_the_sweep_notices_what_a_child_without_locks_does():
    """Each of the control's calls shows in what is compared, so that a sweep that finds nothing says something."""
    results = run("root", SUBMISSIONS / "sweep" / "drive.py", "", "off")
    text = "\n".join((*results["changed"], *results["breaches"]))
    missing = [sign for sign in SIGNS if sign not in text]
    assert not missing, text
