"""The grader's end of the channel, with a scripted child at the other: no answer is trusted, no wait is endless."""

import socket
import threading

import numpy as np
import pytest

from course_utils.grading.sandbox import channel as module
from course_utils.grading.sandbox import wire
from course_utils.grading.sandbox.channel import Child, ChildLost, Ended
from course_utils.notebooks.cell import Cell

CASES = wire.pack([{"x": 1.0}] * 3)
CELLS = [Cell(3, "x = 1")]


class Script:
    """A child that reads one frame after another and answers as it was told."""

    def __init__(self, *answers, end=False):
        ours, self.theirs = socket.socketpair()
        self.child = Child(ours, lambda: Ended(-9, 0.5))
        self.read, self._answers, self._end = [], list(answers), end
        self._thread = threading.Thread(target=self._play, daemon=True)
        self._thread.start()

    def _play(self):
        self.read.append(self._frame())
        token = self.read[0].get("token")
        if self.read[0]["op"] == "run":
            self.read.append(self._frame())
        for answer in self._answers:
            if isinstance(answer, dict) and answer.get("token") == "right":
                answer = {**answer, "token": token}
            self.theirs.sendall(answer if isinstance(answer, bytes) else wire.pack(answer))
        if self._end:
            self.theirs.close()

    def _frame(self):
        header = self.theirs.recv(4, socket.MSG_WAITALL)
        if not header:  # nothing more is asked
            return {"op": "end"}
        size = wire.length(header)
        return wire.unpack(self.theirs.recv(size, socket.MSG_WAITALL))

    def ask(self, seconds=300.0):
        return self.child.ask(["f", "g"], "plain", CASES, 3, seconds)

    def lost(self, seconds=300.0):
        with pytest.raises(ChildLost) as lost:
            self.ask(seconds)
        return lost.value


def good(value):
    return {"token": "right", "status": "passed", "value": value}


def bad(status, *texts):
    return {"token": "right", "status": status, "texts": list(texts or ("shown", "safe"))}


def test_answers_come_back_in_order_and_the_child_hears_names_call_and_inputs():
    script = Script(good(1.5), good((np.eye(2), None)), bad("error"))
    first, second, third = script.ask()
    assert (first.status, first.value) == ("passed", 1.5)
    assert np.array_equal(second.value[0], np.eye(2))
    assert (third.status, third.message, third.safe_message) == ("error", "shown", "safe")
    assert {name: script.read[0][name] for name in ("op", "names", "call")} == {"op": "run", "names": ["f", "g"], "call": "plain"}
    assert script.read[1] == [{"x": 1.0}] * 3


@pytest.mark.parametrize("status", ["missing", "memory"])
def test_what_would_be_said_of_every_case_is_said_once(status):
    (reply,) = Script(bad(status)).ask()
    assert reply.status == status


@pytest.mark.parametrize(
    "forged",
    [
        {"token": "guessed", "status": "passed", "value": 1.0},
        {"status": "passed", "value": 1.0},
        bad("unchecked"),
        bad("crashed"),
        bad("error", "one text only"),
        {"token": "right", "status": "error"},
        [1, 2],
        b"\xff\xff\xff\xff",
        b"\x04\x00\x00\x00\xc1\xc1\xc1\xc1",
    ],
    ids=str,
)
def test_a_forged_answer_proves_nothing_and_takes_the_good_ones_with_it(forged):
    lost = Script(good(1.0), forged).lost()
    assert (lost.status, [reply.status for reply in lost.replies]) == ("crashed", ["crashed"])
    assert lost.message == "f disturbed the channel that carries its answers."


def test_a_child_that_ends_keeps_the_answers_before_its_end():
    lost = Script(good(1.0), end=True).lost()
    assert [reply.status for reply in lost.replies] == ["passed", "crashed"]
    assert lost.message == "f ended the process that ran it."


def test_half_an_answer_is_an_end_too():
    assert Script(wire.pack(good(1.0))[:-3], end=True).lost().status == "crashed"


def test_a_child_that_says_nothing_is_late():
    lost = Script(good(1.0)).lost(seconds=0.5)
    assert lost.status == "timeout"
    assert lost.replies[-1].message == "f did not finish in time and was stopped."


def test_the_time_is_for_all_cases_together(monkeypatch):
    moments = iter([0.0, 1.0, 2.0, 3.0, 11.0])
    monkeypatch.setattr(module.time, "monotonic", lambda: next(moments, 99.0))
    assert Script(good(1.0), good(1.0), good(1.0)).lost(seconds=10.0).status == "timeout"


def test_long_texts_are_cut():
    (reply, *_) = Script(*[bad("error", "x" * 9000, "y" * 9000)] * 3).ask()
    assert (len(reply.message), len(reply.safe_message)) == (2000, 2000)


def test_loading_gives_the_notes_or_the_statement_that_hung():
    script = Script({"loading": 1}, {"loaded": True, "notes": ["f is defined twice."] * 99})
    notes, stuck = script.child.load(CELLS, [4])
    assert (notes, stuck) == (["f is defined twice."] * 50, None)
    assert script.read[0] == {"op": "load", "cells": [[3, "x = 1"]], "skip": [4]}
    assert Script({"loading": 1}, {"loading": 7}, end=True).child.load(CELLS, []) == ([], 7)
    assert Script({"loading": 2}, {"loading": True}).child.load(CELLS, []) == ([], 2)


def test_bytes_that_nobody_asked_for_are_noticed():
    script = Script(good(1.0), good(1.0), good(1.0), bad("error"))
    script.ask()
    script._thread.join(300)
    assert not script.child.is_quiet()
    ours, theirs = socket.socketpair()
    assert Child(ours, lambda: Ended(0, 0.0)).is_quiet()
    theirs.sendall(b"x")
    assert not Child(ours, lambda: Ended(0, 0.0)).is_quiet()


def test_closing_tells_how_the_child_ended():
    script = Script()
    assert script.child.close() == Ended(-9, 0.5)
    assert script.theirs.recv(4) == b""
