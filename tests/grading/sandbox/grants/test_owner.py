"""Users for workers: nobody's, no two workers' the same, and without a way back."""

import os
import pwd
import sys

import pytest

from course_utils.grading.sandbox.grants import owner

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only")


def in_a_child(action):
    process = os.fork()
    if process == 0:
        try:
            os._exit(0 if action() else 1)
        except BaseException:
            os._exit(2)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def test_a_number_is_nobodys_and_taken_once(monkeypatch):
    monkeypatch.setattr(owner, "_RANGES", (range(1_900_000_000, 1_900_000_003),))
    monkeypatch.setattr(owner, "_TRIES", 3)
    held = [owner.reserve() for _ in range(3)]
    assert {each.number for each in held} == {1_900_000_000, 1_900_000_001, 1_900_000_002}
    with pytest.raises(OSError, match="no unused user was free"):
        owner.reserve()
    held.pop().reservation.close()
    assert owner.reserve().number not in {each.number for each in held}


def test_users_that_have_a_name_or_a_process_are_passed_over(monkeypatch):
    monkeypatch.setattr(owner, "_TRIES", 1)
    monkeypatch.setattr(owner, "_RANGES", (range(pwd.getpwuid(0).pw_uid, 1),))
    with pytest.raises(OSError, match="no unused user was free"):
        owner.reserve()
    monkeypatch.setattr(owner, "_RANGES", (range(1_900_000_000, 1_900_000_001),))
    monkeypatch.setattr(owner, "_owners_of_processes", lambda: [1_900_000_000])
    with pytest.raises(OSError, match="no unused user was free"):
        owner.reserve()


def test_a_container_that_maps_few_users_gives_from_the_second_range(monkeypatch):
    monkeypatch.setattr(owner, "_map", lambda name: [(0, 65536)])
    assert owner.reserve().number in owner._RANGES[1]
    monkeypatch.setattr(owner, "_map", lambda name: [(0, 1)])
    with pytest.raises(OSError, match="maps no unused users"):
        owner.reserve()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can change to another user")
def test_there_is_no_way_back_to_root():
    def become_and_try_back():
        own = owner.reserve()
        own.become()
        for back in (os.setuid, os.setgid, os.seteuid, os.setegid):
            try:
                back(0)
                return False
            except PermissionError:
                pass
        return os.getresuid() == os.getresgid() == (own.number,) * 3 and os.getgroups() == []

    assert in_a_child(become_and_try_back) == 0
