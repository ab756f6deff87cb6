"""A root of read-only views, made in a process of its own: what is in it, and that nothing outside changes."""

import errno
import json
import os
import sys
from pathlib import Path

import pytest

from course_utils.grading.sandbox.grants import namespaces
from course_utils.grading.sandbox.layers import granted

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
    pytest.mark.skipif(not granted().namespaces, reason="this machine grants no namespaces"),
]


def in_the_root(base, parts, look):
    """What `look` returns in the new root, as JSON."""
    ours, theirs = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            namespaces.start(apart=True)
            namespaces.close_files(base, parts)
            answer = look()
        except BaseException as error:
            answer = repr(error)
        os.write(theirs, json.dumps(answer).encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        answer = json.load(pipe)
    os.waitpid(process, 0)
    return answer


def outcome(action):
    try:
        return action()
    except OSError as error:
        return errno.errorcode[error.errno]


@pytest.fixture
def parts(tmp_path):
    """A folder to show, with one below it that is named on its own, and a secret beside it."""
    shown = tmp_path / "old" / "shown"
    (shown / "inner").mkdir(parents=True)
    (shown / "inner" / "file").write_text("seen")
    (shown.parent / "secret").write_text("hidden")
    os.utime(shown.parent, ns=(5, 7))
    base = tmp_path / "base"
    base.mkdir()
    return base, shown


def test_what_is_shown_can_be_read_and_not_changed(parts):
    base, shown = parts
    before = (shown / "inner").stat()

    def look():
        file = shown / "inner" / "file"
        return [
            file.read_text(),
            outcome(lambda: file.write_text("x")),
            outcome(lambda: (shown / "new").touch()),
            outcome(lambda: file.chmod(0o777)),
            outcome(lambda: os.utime(file)),
            outcome(file.unlink),
        ]

    assert in_the_root(base, [shown, shown / "inner"], look) == ["seen", *["EROFS"] * 5]
    after = (shown / "inner").stat()
    assert before == after, "nothing was made or touched inside what is shown already"


def test_what_is_not_shown_is_there_by_name_only(parts):
    base, shown = parts

    def look():
        secret = shown.parent / "secret"
        return [
            secret.stat().st_size,
            secret.stat().st_mode & 0o777,
            [path.name for path in Path("/room").iterdir()],
            outcome(lambda: list(map(str, Path("/root").iterdir()))),
        ]

    size, mode, room, listing = in_the_root(base, [shown], look)
    assert (size, mode) == (0, 0)
    assert room == ["own"]
    assert listing in ([], "EACCES"), "root in its own namespace may look into an empty folder"


def test_folders_above_keep_their_times_and_show_no_list(parts):
    base, shown = parts
    look = lambda: [shown.parent.stat().st_mtime_ns, shown.parent.stat().st_mode & 0o777]  # noqa: E731
    assert in_the_root(base, [shown], look) == [7, 0o111]


def test_devices_and_the_few_files_of_proc_answer(parts):
    base, shown = parts

    program = os.path.realpath("/proc/self/exe")

    def look():
        with Path("/dev/null").open("wb") as null:
            null.write(b"x")
        return [
            len(Path("/dev/urandom").open("rb").read(8)),
            "\0" in namespaces.COMMAND_LINE.read_text(),
            bool(Path("/proc/cpuinfo").read_text()),
            str(Path("/proc/self/exe").readlink()) == program,
            Path("/proc/self/maps").stat().st_size,
        ]

    assert in_the_root(base, [shown], look) == [8, True, True, True, 0]


def test_process_one_has_no_network_and_a_room_of_bounded_size(parts):
    base, shown = parts

    def look():
        room = namespaces.Room(os.geteuid(), os.getegid())
        (room.fresh() / "file").write_bytes(b"x")
        space = os.statvfs("/room/own")
        room.clear()
        again = [path.name for path in room.fresh().iterdir()]
        flags = [bool(space.f_flag & flag) for flag in (os.ST_NOSUID, os.ST_NODEV, os.ST_NOEXEC)]
        return [os.getpid(), space.f_blocks * space.f_frsize, space.f_files, flags, again]

    assert in_the_root(base, [shown], look) == [1, 64 * 2**20, 4096, [True] * 3, []]


def test_nothing_is_mounted_here(parts):
    base, shown = parts
    before = Path("/proc/self/mountinfo").read_text()
    assert in_the_root(base, [shown], lambda: "made") == "made"
    assert Path("/proc/self/mountinfo").read_text() == before
    assert list(base.iterdir()) == []
