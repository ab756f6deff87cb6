"""Run the mutants apart: a fresh process that never used TensorFlow forks a child per exercise.

The parent asks by lines of JSON. A child that hangs or is killed has met a mutant that is dead; the next child goes on with the next mutant.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
import warnings
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import mutants as source
import solved
from equivalent import EQUIVALENT, entry

from course_utils.checks.compare import first_difference
from course_utils.checks.judge import answer, answered, questions
from course_utils.exercises import registry
from course_utils.exercises.base import Exercise
from course_utils.grading.sandbox import ready

HERE = Path(__file__)
MEMORY = 3 * 2**30  # what a mutant may take beyond what the process has
ALLOWED = 1  # survivors, of a reference or a solution, that no reason excuses
GATE = 0.95  # of all mutants that are not listed, so many die
AT_ONCE = "error at once"
# Mutants of an exercise, by its libraries, that the gate tries: the first of the seeded order. `make mutants` tries all.
SAMPLE = {"numpy": 6, "tensorflow": 2}
PATIENCE = 120.0  # seconds without a word after which a child is killed from outside


@dataclass(frozen=True)
class Outcome:
    """What became of one mutant: "answer", "error", "error at once", "time" or, for a survivor, nothing."""

    text: str
    death: str
    entry: str = ""  # of `equivalent.txt`
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """All mutants of one exercise's reference or solution (`of`), and how long they took."""

    exercise: str
    outcomes: tuple[Outcome, ...]
    seconds: float
    of: str = "reference"

    @property
    def survivors(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if not outcome.death]

    @property
    def unexplained(self) -> list[str]:
        """Survivors that no entry of `EQUIVALENT` explains."""
        return [outcome.text for outcome in self.survivors if not outcome.entry]

    @property
    def counted(self) -> int:
        """Mutants that are known to give other answers."""
        return len(self.outcomes) - len(self.survivors) + len(self.unexplained)


def outdated(*results: Result) -> list[str]:
    """Entries of `EQUIVALENT` that name no survivor among all results of one exercise."""
    alive = {outcome.entry for result in results for outcome in result.survivors}
    return [key for key in EQUIVALENT.get(results[0].exercise, {}) if key not in alive]


def killed(*results: Result) -> list[str]:
    """Entries of `EQUIVALENT` that name mutants which died, and no survivor: of a sample, no more can be said."""
    tried = {outcome.entry for result in results for outcome in result.outcomes}
    return [key for key in outdated(*results) if key in tried]


class Bench:
    """Asks the process that forks; it starts at the first question. `sampled`: as the gate does, see `SAMPLE`."""

    def __init__(self, sampled: bool = False) -> None:
        self.sampled = sampled
        self._known: dict[tuple[str, str], Result] = {}

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        if "_process" in vars(self):
            self._process.stdin.close()
            self._process.wait()
            self._process.stdout.close()

    @cached_property
    def _process(self) -> Any:
        quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "CUDA_VISIBLE_DEVICES": "-1",
                 "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}  # fmt: skip
        return subprocess.Popen([sys.executable, str(HERE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                env={**os.environ, **quiet}, text=True)  # fmt: skip

    def result(self, name: str, of: str = "reference") -> Result:
        """The mutants of one exercise's "reference" or "solution"; asked again, the same answer at once."""
        if (name, of) not in self._known:
            begin = time.perf_counter()
            count = SAMPLE[registry.find(name)[0].profile] if self.sampled else source.COUNT
            self._process.stdin.write(f"{name} {of} {count}\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
            if not line:
                raise RuntimeError(f"the process that runs mutants ended at {name}: see what it printed")
            outcomes = tuple(Outcome(text, death, entry(name, keys), tuple(keys)) for text, death, keys in json.loads(line))
            self._known[name, of] = Result(name, outcomes, time.perf_counter() - begin, of)
        return self._known[name, of]


def table(bench: Bench, exercises: list[tuple[str, Exercise]], verbose: bool = False) -> int:
    """Print two lines per exercise and the survivors; return 1 where the gate does not hold."""
    print(f"{'exercise':38}{'mutants':>8}{'dead':>6}{'by error':>9}{'equal':>6}{'alive':>6}{'seconds':>9}")
    results, stale = list[Result](), list[str]()
    for _, exercise in exercises:
        pair = [bench.result(exercise.name, of) for of in ("reference", "solution")]
        for result in pair:
            _print(result, verbose)
        for key in outdated(*pair):
            print(f"    no survivor, take it out of equivalent.txt: {key}")
            stale.append(key)
        results += pair
    counted, alive = sum(each.counted for each in results), sum(len(each.unexplained) for each in results)
    equal = sum(len(each.survivors) for each in results) - alive
    dead = 1 - alive / max(counted, 1)
    print(f"{counted + equal} mutants, {equal} equal, {alive} alive: {dead:.1%} die; "
          f"{sum(each.seconds for each in results):.0f} s")  # fmt: skip
    return int(dead < GATE or bool(stale) or any(len(result.unexplained) > ALLOWED for result in results))


def _print(result: Result, verbose: bool) -> None:
    errors = sum(outcome.death in (AT_ONCE, "error", "time") for outcome in result.outcomes)
    title = result.exercise if result.of == "reference" else f"    {result.of}"
    print(f"{title:38}{len(result.outcomes):8}{len(result.outcomes) - len(result.survivors):6}{errors:9}"
          f"{len(result.survivors) - len(result.unexplained):6}{len(result.unexplained):6}{result.seconds:9.1f}", flush=True)  # fmt: skip
    for outcome in result.outcomes if verbose else ():
        print(f"    {outcome.death or 'ALIVE':13} {outcome.text}")
    for outcome in result.survivors if not verbose else ():
        if not outcome.entry:
            print(f"    alive: {outcome.text}", *outcome.keys, sep="\n        ")


@cache
def _ready() -> None:
    """What else each child would do anew."""
    ready.tensorflow()


def serve() -> None:
    """Answer every line with the outcomes of the exercise it names. TensorFlow is loaded here, and used in children."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a mutant prints must not look like an answer
    for line in sys.stdin:
        name, of, count = line.split()
        group, exercise = registry.find(name)
        if group.profile == "tensorflow" or of == "solution":  # a notebook in numpy may show Keras beside it
            import keras  # noqa: F401
            import tensorflow  # noqa: F401

            _ready()
            gc.freeze()  # a child searches only its own objects for cycles
        registry.hidden_cases(group.notebook)  # imported before the fork
        if of == "solution":
            importlib.import_module(f"course_utils.{group.notebook[:5]}")  # the façade that notebooks import
        answers.write(json.dumps(_outcomes(group.notebook, exercise, of, int(count))) + "\n")
        answers.flush()


def _outcomes(notebook: str, exercise: Exercise, of: str, count: int) -> list[tuple[str, str, tuple[str, ...]]]:
    """Mutants and their deaths until `count` of them tell something; listed survivors and errors at once do not."""
    todo = source.mutants(exercise) if of == "reference" else source.solution_mutants(notebook, exercise)
    deaths: list[str] = []
    while len(deaths) < len(todo):
        telling = [death != AT_ONCE and not entry(exercise.name, mutant.keys) for mutant, death in zip(todo, deaths)]
        if sum(telling) >= count:
            break
        before = len(deaths)
        deaths += _in_a_child(notebook, exercise, todo[before:], count - sum(telling))
        if len(deaths) == before:
            deaths.append("time")  # the child ended at this one, or was ended
    # The listed ones, and `count` others, of which those that raise at once come last.
    tried = [(mutant.text, death, mutant.keys) for mutant, death in zip(todo, deaths)]
    listed = [bool(entry(exercise.name, keys)) for _, _, keys in tried]
    others = sorted((each for each, known in zip(tried, listed) if not known), key=lambda each: each[1] == AT_ONCE)
    return others[:count] + [each for each, known in zip(tried, listed) if known]


def _in_a_child(notebook: str, exercise: Exercise, todo: list[source.Mutant], wanted: int) -> list[str]:
    """How the mutants died as far as one child came."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with contextlib.suppress(BaseException), os.fdopen(writing, "w") as out:
            _report(notebook, exercise, todo, wanted, out)
        os._exit(0)
    os.close(writing)
    replies = []
    with os.fdopen(reading) as lines:
        while select.select([lines], [], [], PATIENCE)[0]:
            line = lines.readline()
            if not line:
                break
            replies.append(line.strip())
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    if replies[:1] != ["asked"]:
        raise RuntimeError(f"{exercise.name}: an unchanged copy does not answer the hidden cases as the reference does")
    return replies[1:]  # the first line says that an unchanged copy was asked


class _Late(BaseException):
    pass


def _late(*_: object) -> None:
    raise _Late


def _report(notebook: str, exercise: Exercise, todo: list[source.Mutant], wanted: int, out: Any) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGPROF, _late)  # by processor time: a busy machine kills no mutant
    cases = registry.hidden_cases(notebook)[exercise.name]
    if any(mutant.where == "solution" for mutant in todo):
        solved.needed(notebook, exercise.name)  # up to half a second, which is no mutant's
    begin = time.process_time()
    drawn = (questions(exercise, cases, secret, hidden=True) for secret in source.SECRETS)
    posed = [question for each in drawn for question in answered(each)]  # this tells how long an answer takes
    seconds = 0.5 + 5 * (time.process_time() - begin)
    memory = _used_memory() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (memory, resource.RLIM_INFINITY))
    for mutant in todo[:1]:
        if _death(source.unchanged(mutant, exercise), exercise, posed, seconds):
            return
    out.write("asked\n")
    out.flush()
    for mutant in todo:
        death = _death(mutant, exercise, posed, seconds)
        out.write(death + "\n")
        out.flush()
        wanted -= death != AT_ONCE and not entry(exercise.name, mutant.keys)
        if wanted == 0:
            break


def _used_memory() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _death(mutant: source.Mutant, exercise: Exercise, posed: list[Any], seconds: float) -> str:
    """Empty for a survivor."""
    question = None
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        function = source.loaded(mutant, exercise)
        for question in posed:
            got = answer(exercise, function, question.inputs)
            if first_difference(got, question.expected, question.case, exercise.outputs) is not None:
                return "answer"
        return ""
    except _Late:
        return "time"
    except Exception:
        return AT_ONCE if question in (None, posed[0]) else "error"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


if __name__ == "__main__":
    serve()
