"""Which layers are on, how each is switched off, and what is said where they are too few."""

import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import ordinary

from course_utils.errors import IsolationError
from course_utils.grading.sandbox import layers
from course_utils.grading.sandbox.layers import Layers

ALL = Layers(landlock=7, namespaces=True, uid=True, uid_alone=True, cgroup="/group", seccomp=True)
BARE = Layers(
    seccomp=True,
    why={
        "landlock": "too old",
        "namespaces": "refused",
        "uid": "only root",
        "uid_alone": "only root",
        "cgroup": "none",
    },
)


@pytest.fixture
def machine(monkeypatch):
    def grant(granted):
        monkeypatch.setattr(layers, "granted", lambda: granted)

    monkeypatch.setattr(sys, "platform", "linux")
    return grant


@pytest.mark.parametrize(
    ("mask", "names", "version"),
    [
        ((), ("landlock", "namespaces", "uid", "cgroup"), 7),
        (("landlock",), ("namespaces", "uid", "cgroup"), 0),
        (("landlock>1",), ("landlock", "namespaces", "uid", "cgroup"), 1),
        (("landlock>3", "cgroup"), ("landlock", "namespaces", "uid"), 3),
        (("landlock>6", "uid"), ("landlock", "namespaces", "cgroup"), 6),
        (("namespaces",), ("landlock", "uid", "cgroup"), 7),
        (("namespaces", "uid", "cgroup"), ("landlock",), 7),
    ],
)
def test_a_mask_switches_layers_off_one_by_one(mask, names, version):
    kept = ALL.without(mask)
    assert kept.names() == names
    assert kept.landlock == version
    assert {name for name in layers.NAMES if name not in names} <= set(kept.why)


def test_a_user_that_cannot_read_the_installation_is_off_without_namespaces():
    closed = replace(ALL, uid_alone=False, why={"uid_alone": "another user cannot read /root"})
    assert "uid" in closed.without(()).names()
    masked = closed.without({"namespaces"})
    assert "uid" not in masked.names()
    assert masked.why["uid"] == "another user cannot read /root"
    assert "uid" not in replace(closed, namespaces=False).without(()).names()


def test_everything_that_is_there_is_on(machine):
    machine(ALL)
    everything = layers.require()
    assert everything.on() == (
        "seccomp, limits, Landlock 7, namespaces, foreign user, control group (unproved: no machine of ours has one)"
    )
    assert everything.off() == ""


@pytest.mark.parametrize("kept", [{"landlock": 1}, {"namespaces": True}])
def test_either_way_to_close_the_file_system_suffices(machine, kept):
    machine(replace(BARE, **kept))
    assert layers.require().names() == tuple(kept)


def test_without_any_way_to_close_the_file_system_it_refuses_with_the_reasons(machine):
    machine(BARE)
    with pytest.raises(IsolationError) as refused:
        layers.require()
    assert refused.value.message == (
        "Nothing here keeps student code from your files (landlock: too old; namespaces: refused; uid: only root)."
    )
    assert "Linux 5.13" in refused.value.help


def test_without_filters_of_calls_it_refuses(machine):
    machine(replace(ALL, seccomp=False, why={"seccomp": "no libseccomp"}))
    with pytest.raises(IsolationError, match=r"needs filters of system calls: no libseccomp\."):
        layers.require()


def test_a_layer_that_is_asked_for_must_be_there(machine):
    machine(replace(BARE, landlock=7))
    assert layers.require(["landlock"]).landlock == 7
    with pytest.raises(IsolationError, match=r"does not grant cgroup: none\. Start the command with `systemd-run"):
        layers.require(["landlock", "cgroup"])
    with pytest.raises(IsolationError, match=r"'moat' is no layer of the sandbox\. Choose from landlock, namespaces"):
        layers.require(["moat"])


def test_students_are_isolated_on_linux_only(machine, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(IsolationError, match="on Linux only"):
        layers.require()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can change to another user")
def test_where_only_a_foreign_user_closes_the_files_they_must_be_closed_to_it(machine, request):
    lonely = replace(BARE, uid=True, uid_alone=True)
    machine(lonely)
    with pytest.raises(IsolationError, match=r"that one can read .*course_utils.*chmod -R go-rwx"):
        layers.require()
    secret = Path(tempfile.mkdtemp(dir="/tmp"))  # pytest's own folders are closed anyway
    request.addfinalizer(secret.rmdir)
    secret.chmod(0o755)
    with pytest.raises(IsolationError, match="can read"):
        layers.require_closed(lonely, [secret])
    secret.chmod(0o700)
    layers.require_closed(lonely, [secret])
    layers.require_closed(ALL, [Path("/")])


ALONE = """
from course_utils.grading.sandbox import layers, wire
from course_utils.grading.sandbox.client import Sandbox
from course_utils.notebooks.cell import Cell

tries = {
    "answer": "sum(x)",
    "package": f"open({layers.__file__!r}).read()",
    "list": f"os.listdir({layers.__file__!r}.rpartition('/')[0])",
    "own folder": "open('new', 'w')",
    "shared folder": "open('/tmp/new', 'w')",
    "user": "os.getuid() > 50_000",
}
with Sandbox("numpy", mask={"landlock", "namespaces"}) as sandbox:
    for name, action in tries.items():
        child = sandbox.fork()
        child.load([Cell(1, f"import os\\ndef f(x):\\n    return {action}")], [])
        reply = child.ask(["f"], "plain", [wire.pack({"x": [1.0, 2.0]})], 300)[0]
        child.close()
        print(name, reply.status, reply.value)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can change to another user")
def test_a_foreign_user_alone_closes_the_files_and_writes_nothing():
    done = ordinary.run("-c", ALONE, user="root")
    assert done.stdout.splitlines() == [
        "answer passed 3.0", "package blocked None", "list blocked None", "own folder blocked None",
        "shared folder blocked None", "user passed True",
    ], done.stderr  # fmt: skip


@pytest.mark.skipif(os.geteuid() != 0, reason="starts as root to become an ordinary user")
def test_an_ordinary_user_has_no_foreign_one_and_is_told():
    code = "from course_utils.grading.sandbox.layers import granted\nprint(granted().uid, granted().why['uid'])"
    done = ordinary.run("-c", code)
    assert done.stdout == "False only root can change to another user\n", done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only")
def test_each_trial_leaves_this_process_as_it_was():
    before = [Path("/proc/self", name).read_text() for name in ("mountinfo", "cgroup", "uid_map")]
    known = layers.granted()
    layers.granted.cache_clear()
    assert layers.granted() == known
    layers.granted.cache_clear()
    layers.begin()  # and taken later
    assert layers.granted() == known
    assert before == [Path("/proc/self", name).read_text() for name in ("mountinfo", "cgroup", "uid_map")]
