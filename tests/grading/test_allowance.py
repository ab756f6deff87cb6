"""What one submission may take, and how a sleeping process is told from one that waits for the processor."""

import os
import subprocess
import sys

import pytest

from course_utils.grading.allowance import Allowance, number_outside, own_seconds, waited

linux = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells it")


def test_what_takes_time_is_summed_and_said_longest_first():
    allowance = Allowance(60.0)
    for what, seconds in [("definitions", 7.0), ("zero_pad", 0.2), ("conv_forward", 20.0), ("definitions", 7.0)]:
        allowance.add(what, seconds)
    assert allowance.left == pytest.approx(25.8)
    assert allowance.spent_on("definitions") == 14.0
    assert allowance.spent_on("pool_forward") == 0.0
    assert allowance.sentence() == "60 s in all: 20 s of conv_forward, 14 s of definitions"


def test_processor_seconds_of_many_threads_use_it_up_too():
    allowance = Allowance(60.0)
    allowance.add("f", 1.0)
    allowance.processor = 61.0
    assert allowance.is_used_up
    assert allowance.sentence() == "60 s in all: 1 s of f"
    assert Allowance(60.0).sentence() == "60 s in all"


@pytest.mark.parametrize(
    ("elapsed", "without", "own"),
    [(9.0, 0.0, 9.0), (9.0, 4.0, 5.0), (9.0, 8.0, 3.0), (9.0, float("inf"), 3.0)],
    ids=["slept or computed", "waited", "never less than a third", "nobody knows"],
)
def test_seconds_without_the_processor_are_not_its_own(elapsed, without, own):
    assert own_seconds(elapsed, without) == own


@pytest.mark.slow
@linux
def test_linux_tells_how_long_a_process_waited_for_the_processor():
    """Two processes that compute share one core: each waits about as long as the other computes; a sleeper does not."""
    core = min(os.sched_getaffinity(0))
    code = f"import os, time\nos.sched_setaffinity(0, {{{core}}})\nprint(1, flush=True)\nWORK\nprint(2, flush=True)\ninput()"
    busy, sleepy = "while time.process_time() < 1.0: pass", "time.sleep(1.0)"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    started = [subprocess.Popen([sys.executable, "-c", code.replace("WORK", each)], **pipes) for each in (busy, busy, sleepy)]
    try:
        for process in started:
            assert (process.stdout.readline(), process.stdout.readline()) == ("1\n", "2\n")
        first, second, sleeper = (waited(process.pid) for process in started)
    finally:
        for process in started:
            process.kill()
            process.communicate()
    assert max(first, second) > 0.3
    assert sleeper < max(first, second)


def test_of_a_process_that_is_gone_nobody_knows():
    assert waited(2**22 + 1) == float("inf")


@linux
def test_a_descriptor_leads_to_its_process():
    assert number_outside(os.pidfd_open(os.getpid())) == os.getpid()
    assert number_outside(os.open(os.devnull, os.O_RDONLY)) == -1
