"""The grader's end of the channel, with a scripted child at the other: no answer is trusted, no wait is endless."""

import itertools
import socket
import threading
from contextlib import suppress

import numpy as np
import pytest

from course_utils.grading.sandbox import channel as module
from course_utils.grading.sandbox import wire
from course_utils.grading.sandbox.channel import Child, ChildLost, Ended
from course_utils.notebooks.cell import Cell

CASES = [wire.pack({"x": float(number)}) for number in range(3)]
CELLS = [Cell(3, "x = 1")]


def frame(end):
    """The next message; {"op": "end"} when nothing more is asked."""
    header = end.recv(4, socket.MSG_WAITALL)
    return wire.unpack(end.recv(wire.length(header), socket.MSG_WAITALL)) if header else {"op": "end"}


def case(end):
    """The next case's token and inputs."""
    return end.recv(wire.TOKEN_LETTERS, socket.MSG_WAITALL).decode(), frame(end)


class Script:
    """A child that reads one frame after another and answers as it was told."""

    def __init__(self, *answers, end=False, most=module.MAX_BYTES):
        ours, self.theirs = socket.socketpair()
        self.child = Child(ours, lambda: Ended(-9, 0.5), most=most)
        self.read, self._answers, self._end = [], list(answers), end
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        with suppress(BrokenPipeError):  # the test has seen enough
            self._play()

    def _play(self):
        for number, answer in enumerate(self._answers or [b""]):
            if number == 0:
                self.read.append(frame(self.theirs))
            if self.read[0]["op"] == "run":
                token, inputs = case(self.theirs)
                self.read.append(inputs)
            if isinstance(answer, dict) and str(answer.get("token")) == "right":
                answer = {**answer, "token": token}
            self.theirs.sendall(answer if isinstance(answer, bytes) else wire.pack(answer))
        if self._end:
            self.theirs.close()

    def ask(self, seconds=300.0):
        return self.child.ask(["f", "g"], "plain", CASES, seconds)

    def lost(self, seconds=300.0):
        with pytest.raises(ChildLost) as lost:
            self.ask(seconds)
        return lost.value


def good(value):
    return {"token": "right", "status": "passed", "value": value}


def bad(status, text="shown"):
    return {"token": "right", "status": status, "text": text}


def test_answers_come_back_in_order_and_the_child_hears_names_call_and_inputs():
    script = Script(good(1.5), good((np.eye(2), None)), bad("error"))
    first, second, third = script.ask()
    assert (first.status, first.value) == ("passed", 1.5)
    assert np.array_equal(second.value[0], np.eye(2))
    assert (third.status, third.message) == ("error", "shown")
    assert {name: script.read[0][name] for name in ("op", "names", "call")} == {"op": "run", "names": ["f", "g"], "call": "plain"}
    assert (script.read[0]["at_once"], script.read[0]["after"]) == (0, 3)
    assert script.read[1:] == [{"x": 0.0}, {"x": 1.0}, {"x": 2.0}]


def test_the_next_inputs_are_sent_only_after_the_answer_to_the_last():
    """The child holds its first answer back until it has looked for more: there is nothing."""
    ours, theirs = socket.socketpair()
    child, waiting = Child(ours, lambda: Ended(0, 0.0)), []

    def play():
        frame(theirs)
        for _ in CASES:
            token, _ = case(theirs)
            theirs.setblocking(False)
            try:
                waiting.append(theirs.recv(1, socket.MSG_PEEK))
            except BlockingIOError:
                waiting.append(None)
            theirs.setblocking(True)
            theirs.sendall(wire.pack({"token": token, "status": "passed", "value": 1.0}))

    player = threading.Thread(target=play, daemon=True)
    player.start()
    assert len(child.ask(["f"], "plain", CASES, 300.0)) == 3
    player.join(300)
    assert waiting == [None] * 3


def test_an_answer_sent_ahead_lacks_the_next_token():
    ours, theirs = socket.socketpair()
    child = Child(ours, lambda: Ended(0, 0.0))

    def play():
        _, (token, _) = frame(theirs), case(theirs)
        theirs.sendall(wire.pack({**good(1.0), "token": token}) * 3)

    threading.Thread(target=play, daemon=True).start()
    with pytest.raises(ChildLost) as lost:
        child.ask(["f"], "plain", CASES, 300.0)
    assert (lost.value.status, len(lost.value.replies)) == ("crashed", 1)


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
        bad("error", ["no", "text"]),
        {"token": "right", "status": "error"},
        [1, 2],
        b"\xff\xff\xff\xff",
        b"\x04\x00\x00\x00\xc1\xc1\xc1\xc1",
        {"token": np.zeros(2), "status": "passed"},
        {"token": "right", "status": np.zeros(2)},
        {"token": "right", "status": {"a": 1}},
        {"token": "right", "status": ["passed"]},
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
    script, moments = Script(good(1.0), good(1.0), good(1.0)), itertools.count()
    monkeypatch.setattr(module.time, "monotonic", lambda: float(next(moments)))
    lost = script.lost(seconds=1.5)  # it looks at the clock once a wait
    assert lost.status == "timeout"
    assert [reply.status for reply in lost.replies] == ["passed", "timeout"]


class Late:
    """A child that answers when somebody looks for the second time how long it waited for the processor."""

    def __init__(self, waited):
        ours, self._theirs = socket.socketpair()
        self.looks, self._waited = 0, waited
        self.child = Child(ours, lambda: Ended(0, 0.0), self._look)

    def _look(self):
        self.looks += 1
        if self.looks == 2:
            self._theirs.sendall(wire.pack({"loaded": True, "notes": []}))
        return self._waited


def test_seconds_without_the_processor_do_not_count(monkeypatch):
    """It was ready all the time, but never had the processor: what it waited is given back."""
    monkeypatch.setattr(module, "BRIEF", 0.0)
    assert Late(1e6).child.load(CELLS, [], 0.3) == ([], True)


def test_a_child_that_sleeps_is_late_at_once(monkeypatch):
    monkeypatch.setattr(module, "BRIEF", 0.0)
    late = Late(0.0)
    assert late.child.load(CELLS, [], 0.3) == ([], False)
    assert late.looks == 1


def test_what_was_credited_once_is_not_credited_again(monkeypatch):
    waited, moments = iter([50.0, 50.0]), iter([0.0, 60.0, 60.0, 60.0, 120.0, 120.0])
    ours, _theirs = socket.socketpair()
    monkeypatch.setattr(module.time, "monotonic", lambda: 0.0)
    child = Child(ours, lambda: Ended(0, 0.0), lambda: next(waited))
    monkeypatch.setattr(module.time, "monotonic", lambda: next(moments))
    child._allow(9.0)
    assert child.spent() == 20.0, "a third counts, whatever it waited"
    child._allow(9.0)
    assert child.spent() == 60.0


def test_a_child_may_say_so_much_and_no_more():
    large = good(np.zeros(1_000))
    assert len(Script(large, good(1.0), good(1.0), most=20_000).ask()) == 3
    lost = Script(large, large, large, most=20_000).lost()
    assert (lost.status, lost.message) == ("crashed", "f disturbed the channel that carries its answers.")


def test_long_texts_are_cut():
    (reply, *_) = Script(*[bad("error", "x" * 9000)] * 3).ask()
    assert len(reply.message) == 2000


def test_loading_gives_the_notes_or_says_that_it_did_not_end():
    script = Script({"loaded": True, "notes": ["f is defined twice."] * 99})
    assert script.child.load(CELLS, [4]) == (["f is defined twice."] * 50, True)
    assert script.read[0] == {"op": "load", "cells": [[3, "x = 1"]], "skip": [4], "helpers": []}
    assert Script(b"", end=True).child.load(CELLS, []) == ([], False)
    assert Script({"loading": True}).child.load(CELLS, []) == ([], False)


def test_bytes_that_nobody_asked_for_are_noticed():
    script = Script(good(1.0), good(1.0), good(1.0))
    script.ask()
    assert script.child.is_quiet()
    script.theirs.sendall(b"x")
    assert not script.child.is_quiet()
    script.theirs.close()
    assert not script.child.is_quiet()


def test_closing_tells_how_the_child_ended():
    script = Script()
    assert script.child.close() == Ended(-9, 0.5)
    assert script.theirs.recv(4) == b""


def test_the_same_bytes_beside_the_token_are_one_reply_for_all_children():
    first, second, other = (Script(*[good(np.eye(2) * number)] * 3).ask() for number in (1, 1, 2))
    assert [reply is first[0] for reply in (*first, *second, *other)] == [True] * 6 + [False] * 3


@pytest.mark.parametrize("token", ["0" * wire.TOKEN_LETTERS, "f" * wire.TOKEN_LETTERS, ["right"], None])
def test_a_token_that_was_not_given_earns_nothing_although_the_rest_is_known(token):
    assert Script(*[good("known")] * 3).ask()[0].value == "known"
    assert Script(good("known") | {"token": token}).lost().status == "crashed"


def test_a_large_reply_is_kept_for_nobody():
    large = np.zeros(module._SMALL)
    first, second = (Script(*[good(large)] * 3).ask() for _ in range(2))
    assert first[0] is not second[0]
