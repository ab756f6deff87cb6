"""A time limit on a student's own code: what it stops, and what it leaves alone."""

import signal
import threading
import time

import pytest

from course_utils.checks.session.clock import Clock, OutOfTime

pytestmark = pytest.mark.slow

SHORT, LONG = 0.2, 600.0  # seconds


def student(body):
    """A function as a student's cell would define it."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    namespace = {"time": time}
    exec(compile(f"def run():\n{lines}", "<cell 1>", "exec"), namespace)
    return namespace["run"]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("while True:\n    pass", (2, 3)),
        ("time.sleep(10_000)", (2,)),
        ("while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        continue", range(2, 8)),
        ("try:\n    while True:\n        pass\nexcept KeyboardInterrupt:\n    return 7", (3, 4)),
    ],
    ids=["loop", "sleep", "swallowed again and again", "answered all the same"],
)
def test_what_never_ends_is_stopped_and_its_line_known(body, line):
    clock = Clock(SHORT, "<cell")
    with pytest.raises(OutOfTime), clock:
        student(body)()
    assert clock.line in line
    assert not clock.stuck


def test_a_long_call_into_c_is_told_once_it_returns():
    clock = Clock(SHORT, "<cell")
    with pytest.raises(OutOfTime), clock:
        student("sum(range(40_000_000))")()
    assert clock.stuck


def test_the_time_counts_over_all_cases():
    clock = Clock(0.5, "<cell")

    def a_thousand_cases():
        for _ in range(1000):
            with clock:
                time.sleep(0.02)

    with pytest.raises(OutOfTime):
        a_thousand_cases()


def test_what_ends_in_time_is_left_alone_and_the_handler_put_back():
    before = signal.getsignal(signal.SIGINT)
    clock = Clock(LONG, "<cell")
    with clock:
        answer = 7
    assert answer == 7
    assert signal.getsignal(signal.SIGINT) is before


def test_a_limit_that_is_over_before_the_block_begins_leaves_nothing_behind(monkeypatch):
    start, before = threading.Thread.start, signal.getsignal(signal.SIGINT)

    def slowly(thread):
        start(thread)
        time.sleep(0.3)

    monkeypatch.setattr(threading.Thread, "start", slowly)
    with pytest.raises(OutOfTime), Clock(0.01, "<cell"):
        student("while True:\n    pass")()
    assert signal.getsignal(signal.SIGINT) is before


def test_an_error_of_the_student_s_own_comes_through():
    with pytest.raises(ZeroDivisionError), Clock(LONG, "<cell"):
        student("1 / 0")()


def test_an_interrupt_by_hand_is_the_student_s_own():
    with pytest.raises(KeyboardInterrupt) as caught, Clock(LONG, "<cell"):
        signal.raise_signal(signal.SIGINT)
    assert not isinstance(caught.value, OutOfTime)


def test_off_the_main_thread_nothing_is_stopped():
    answers = []

    def work():
        with Clock(SHORT, "<cell"):
            time.sleep(2 * SHORT)
            answers.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert answers == ["done"]


def test_a_library_is_imported_to_its_end(tmp_path, monkeypatch):
    """An import that stops half-way leaves a library that no later import mends."""
    (tmp_path / "slow_to_import.py").write_text("import time\nend = time.monotonic() + 1\nwhile time.monotonic() < end: pass\nwhole = True\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(OutOfTime), Clock(SHORT, "<cell"):
        student("import slow_to_import\nwhile True:\n    pass")()
    import slow_to_import

    assert slow_to_import.whole
