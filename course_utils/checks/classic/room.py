"""When an answer is run as of its era, and how: its notebook's definitions once more, in libraries as they were."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from course_utils.checks import failures
from course_utils.checks.classic import given
from course_utils.checks.classic.graph import in_graph
from course_utils.checks.classic.helpers import HELPERS, in_graphs_too
from course_utils.checks.classic.libraries.imports import Libraries
from course_utils.checks.classic.libraries.symbols import taken_by_tensorflow
from course_utils.checks.classic.old import Old
from course_utils.checks.classic.sources import OLD, rewritten
from course_utils.checks.definitions import Loaded, load
from course_utils.checks.explain.eras import ERAS
from course_utils.checks.explain.known import Known, find
from course_utils.checks.report import Report
from course_utils.checks.values import PlainValue
from course_utils.types import Function

_LIBRARIES = r"(?:numpy|scipy|tensorflow|keras|PIL|cv2)"
# Errors that today's libraries also raise for mistakes: a run as of its era decides.
_PERHAPS = (
    Known(
        rf"module '({_LIBRARIES}[\w.]*)' has no attribute '(\w+)'",
        "This is from an older library; the installed version no longer has it.",
        "",
        "Today's {0} has no {1}.",
    ),
    Known(
        rf"(?:No module named '|cannot import name '\w+' from ')({_LIBRARIES}[\w.]*)'",
        "This is from an older library; the installed version no longer has it.",
        "",
        "Today's libraries have no such part of {0}.",
    ),
    Known(
        r"'(?:int|NoneType)' object has no attribute 'value'",
        "This is from TensorFlow 1; the installed version no longer has it.",
        "",
        "Today the sizes of a tensor are plain numbers: leave .value out.",
    ),
    Known(
        rf"NameError: name '({'|'.join(HELPERS)})' is not defined",
        "This function was handed out with older notebooks.",
        "",
        "{0} came with the notebook: keep the cell, or the import, that brings it.",
    ),
    Known(
        r"NameError: name '(\w+)' is not defined",
        "This name comes from an older library or from Python 2.",
        "",
        "{0} is made by a call that today's libraries no longer have.",
    ),
    Known(
        "setting an array element with a sequence",
        "This is from an older numpy; the installed version no longer has it.",
        "",
        "Since numpy 2.4 an element takes single numbers only; write b.item() for an array that holds one.",
    ),
)


def today(error: BaseException) -> str:
    """What the call of an older library at which `error` stopped is today, as a sentence; empty for other errors."""
    known = failures.known_in(error, (*ERAS, *_PERHAPS))
    return known.do if known else ""


Cells = Callable[[], Iterable[tuple[int, str]]]  # a notebook's cells by their numbers, when they are needed
Call = Callable[[Function], PlainValue]


class ClassicRoom:
    """A notebook's definitions as of their era, loaded when an answer first needs them."""

    def __init__(
        self,
        cells: Cells,
        prelude: Mapping[str, object],
        skip: Iterable[int] = (),
        helpers: Mapping[str, Function] = MappingProxyType({}),
    ) -> None:
        """`helpers` take the place of functions that the notebook defines."""
        self._cells, self._prelude, self._skip, self._helpers = cells, prelude, tuple(skip), helpers

    def text_of(self, names: Iterable[str]) -> str:
        """The last cell that writes a function of these names; empty where none does."""
        pattern = re.compile(rf"^def (?:{'|'.join(map(re.escape, names))})\b", re.MULTILINE)
        return next((source for _, source in reversed(list(self._cells())) if pattern.search(source)), "")

    def sources(self) -> list[str]:
        """The texts of the notebook's cells."""
        return [source for _, source in self._cells()]

    def with_helpers(self, helpers: Mapping[str, Function]) -> ClassicRoom:
        """The same notebook where `helpers` take the place of functions that it defines."""
        return ClassicRoom(self._cells, self._prelude, self._skip, helpers)

    def answer(self, function: Function, names: Iterable[str], call: Call) -> tuple[PlainValue, str]:
        """What `call` gives for the function: as it runs today, or else as of its era, and then today's spelling.

        Raises what it raises today, where that is no call of an older library, or where its era does not help either.
        """
        try:
            return call(function), ""
        except Exception as error:
            spelling = today(error)
            then = self._function(names, error) if spelling else None
            if then is None:
                raise
            try:
                with _as_then():
                    return call(then), spelling
            except Exception:  # what it raises in its own era would say nothing to a student of today
                pass
            raise

    def _function(self, names: Iterable[str], error: BaseException) -> Function | None:
        function = self._loaded.function(names)
        return function if function is None else _in_some_way(function, failures.text_of(error))

    @functools.cached_property
    def _loaded(self) -> Loaded:
        libraries = Libraries()
        older = in_graphs_too(libraries.prelude(self._prelude))
        prelude = {**HELPERS, **older, OLD: Old, "__builtins__": libraries.builtins}
        with given.importable():
            loaded = load(self._cells(), prelude, self._skip, rewrite=rewritten)
        loaded.namespace.update(in_graphs_too(self._helpers))
        return loaded


@contextmanager
def _as_then() -> Iterator[None]:
    """What answers of an older era find while they run, and nobody else."""
    loaded = {"keras", "tensorflow"} <= sys.modules.keys()  # Keras may stand there and load later
    with given.importable(), taken_by_tensorflow() if loaded else nullcontext():
        yield


def say_era(report: Report, spellings: Iterable[str]) -> Report:
    """The report with a sentence for an answer that was run as of its era."""
    spelling = next((each for each in spellings if each), "")
    if not spelling:
        return report
    counts = ", and counts" if report.status == "passed" else ""
    note = f"{report.exercise} ran with the libraries of its time{counts}. {spelling}"
    return replace(report, notes=(*report.notes, note), era=spelling)


# What only a graph of TensorFlow 1 has: where no more than a name was missing, the error does not tell.
_OF_GRAPHS = {"Session", "contrib", "placeholder", "get_variable"}


def _in_some_way(function: Function, text: str) -> Function:
    """In a graph, or at once: what the library in which it stopped did comes first, the other where that raises."""
    if "tensorflow" not in sys.modules:
        return function
    known = find(text, ERAS)
    ways = [in_graph(function), function]
    in_its_text = not _OF_GRAPHS.isdisjoint(getattr(getattr(function, "__code__", None), "co_names", ()))
    if not in_its_text and (known is None or "TensorFlow 1" not in known.means):
        ways.reverse()

    @functools.wraps(function)
    def call(*args: Any, **named: Any) -> object:
        first: Exception | None = None
        for way in ways:
            try:
                return way(*args, **named)
            except failures.Blocked:
                raise
            except Exception as error:
                first = first or error
        assert first is not None
        raise first

    return call
