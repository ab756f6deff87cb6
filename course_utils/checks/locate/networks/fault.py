"""The line at fault of a function that builds a network: its layers are compared with those asked for."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from course_utils.checks.calls.keras_graph import Graph, Vertex
from course_utils.checks.calls.keras_models import built
from course_utils.checks.calls.layers.likeness import Node
from course_utils.checks.calls.table import CALLS
from course_utils.checks.calls.views import Answer
from course_utils.checks.failures import WrongAnswer
from course_utils.checks.judge import Question
from course_utils.checks.locate.bounds import quietly
from course_utils.checks.locate.diagnosis import Fault
from course_utils.checks.locate.networks.arguments import aliases, deciding, feeding, last_return, loops_around, states
from course_utils.checks.locate.networks.departure import Comparison, Departure, short
from course_utils.checks.locate.networks.origin import Origins, noted
from course_utils.checks.locate.networks.wiring import Numbers, Part, Wiring, spelt_out, wiring, without_borders
from course_utils.checks.locate.source import Text, cached_text, definition_of
from course_utils.checks.locate.trials import copied
from course_utils.exercises.base import Inputs
from course_utils.types import Function, Symbolic

_MOST = 3  # lines of one kind that are said
# Calls whose answers are networks.
NETWORKS = ("keras_model", "keras_block", "keras_parts", "keras_network", "transfer_model")


@dataclass(frozen=True)
class NetworkTask:
    """What an exercise asks of a function that builds a network: of each visible case the inputs and the layers."""

    call: str
    cases: tuple[tuple[Inputs, Wiring], ...]


def network_task(question: Sequence[Question]) -> NetworkTask:
    """The task of an exercise; the reference builds its networks here."""
    call = question[0].exercise.call
    cases = ((each.inputs, _expected(each)) for each in question)
    return NetworkTask(call, tuple(cases))


def _expected(question: Question) -> Wiring:
    exercise = question.exercise
    answer = CALLS[exercise.call].give(exercise.reference, copied(question.inputs))
    return wiring(_vertices(answer, question.inputs, exercise.name), exercise.call)


def network_fault(function: Function, task: NetworkTask, text: Text = cached_text, cell: int = 0) -> Fault | None:
    """Where the network that a function builds departs first; None where it does not, or where no line can be told."""
    source = definition_of(function, text)
    if source is None:
        return None
    with quietly():
        for inputs, expected in task.cases:
            departure = _departure(function, task.call, inputs, expected)
            if departure is not None:
                return _fault(departure, source.tree, source.function.__globals__, cell)
    return None


def _departure(function: Function, call: str, inputs: Inputs, expected: Wiring) -> Departure | None:
    try:
        with noted(function) as origins:
            answer, error = _answer(function, call, inputs)
            own = _vertices(answer, inputs, "") if error is None else []
        every = Graph(tensor for node in origins.nodes for tensor in node.outputs).vertices
    except WrongAnswer:
        return Departure("returns", (), "")
    except (Exception, SystemExit):  # not a network that can be read
        return None
    numbers, made = Numbers(), wiring(every, call)
    wanted = numbers.parts(spelt_out(expected, made if error is not None else wiring(own, call)))
    parts = numbers.parts(made, _origins(every, origins))
    if error is not None:
        counting = [parts[place] for place in sorted(without_borders(made))]
        return _of_a_stop(error, origins, Comparison(counting, (), wanted).first())
    used = numbers.parts(wiring(own, call), _origins(own, origins))
    known = {(part.number, part.made, part.called) for part in used}
    aside = [part for part in parts if (part.number, part.made, part.called) not in known]
    departure = Comparison(used, aside, wanted, origins.made.get(id(answer), 0)).first()
    if departure is not None and departure.way == "missing" and departure.part is not None:
        counts = [sum(part.kind == departure.part.kind for part in each) for each in (used, wanted)]
        if counts[0] >= counts[1]:  # as many as there should be: one of them is another
            return None
    return _uncalled(departure, origins) or _read_past(departure, used, aside) or departure


def _read_past(departure: Departure | None, used: Sequence[Part], aside: Sequence[Part]) -> Departure | None:
    """Of a layer that is missing, where its like was called on the same tensor as the next one, and then left."""
    if departure is None or departure.way != "missing" or departure.part is None:
        return None
    left = [part for part in aside if part.text == departure.part.text]
    again = [part.called or part.made for part in used if left and part.number == left[0].number]
    if not len(left) == 1 == len(again):
        return None
    return Departure("unused", (left[0].made, again[0]), short(left[0]), left[0])


def _uncalled(departure: Departure | None, origins: Origins) -> Departure | None:
    """Of a layer that is missing, where the only one of its kind is made that nothing calls."""
    if departure is None or departure.way != "missing" or departure.part is None:
        return None
    kind = departure.part.kind.lower()
    lines = {line for names, line in origins.uncalled() if kind in names}
    return Departure("uncalled", tuple(lines), short(departure.part), departure.part) if len(lines) == 1 else None


def _answer(function: Function, call: str, inputs: Inputs) -> tuple[Any, BaseException | None]:
    try:
        return CALLS[call].give(function, copied(inputs)), None
    except (Exception, SystemExit) as error:
        return None, error


def _of_a_stop(error: BaseException, origins: Origins, departure: Departure | None) -> Departure | None:
    """Of a function that stopped, all that it built counts, and what is missing is no fault; else the layer itself."""
    import keras

    uncalled, at = _uncalled(departure, origins), origins.stopped(error)
    if uncalled and at not in uncalled.lines:  # else it could not be made
        return uncalled
    if departure is not None and departure.part is not None and hasattr(keras.layers, departure.part.maker):
        return departure
    if isinstance(error, WrongAnswer):
        deaf = [node for node in origins.nodes if _is_deaf(node)]
        lines = (origins.called[id(node)] for node in deaf)
        return Departure("deaf", tuple(dict.fromkeys(lines)), "") if deaf else Departure("returns", (), "")
    return Departure("stops", (at,), "") if at else None


def _is_deaf(node: Node) -> bool:
    return type(node.operation).__name__ == "BatchNormalization" and "training" not in node.arguments.kwargs


def _vertices(answer: Any, inputs: Inputs, name: str) -> list[Vertex]:
    model = built(answer, Answer(answer, inputs, name).inputs["X"], name)
    outputs: list[Symbolic] = model.outputs
    return Graph(outputs).vertices


def _origins(vertices: Sequence[Vertex], origins: Origins) -> list[tuple[int, int, str]]:
    return [
        (origins.maker(vertex), origins.caller(vertex), type(vertex.node.operation).__name__ if vertex.node else "")
        for vertex in vertices
    ]


def _fault(departure: Departure, tree: ast.FunctionDef, space: Mapping[str, Any], cell: int) -> Fault | None:
    way, part = departure.way, departure.part
    lines = (last_return(tree),) if way == "returns" else tuple(dict.fromkeys(filter(None, departure.lines)))[:_MOST]
    if not lines:
        return None
    more: tuple[int, ...] = ()
    if way in ("option", "kind") and part is not None:
        option = departure.what.partition(" has ")[2].partition(";")[0] if way == "option" else ""
        option = option if part.kind == part.maker else "activation"
        if "frozen" in departure.what:
            lines = states(tree)[:1] or lines
        else:
            around = loops_around(tree, *lines) if way == "option" else ()  # a turn too many departs
            more = tuple(dict.fromkeys((*around, *deciding(tree, part.made, part.maker, option, space))))[:_MOST]
    elif way in ("extra", "missing"):
        around = loops_around(tree, *lines)
        more = (*around, *(line for loop in around for line in feeding(tree, loop) if line not in around))[:_MOST + 1]
    elif way in ("input", "stops") and len(lines) == 1:
        branches = feeding(tree, lines[0]) if way == "stops" else ()
        more = branches if len(branches) > 1 else aliases(tree, lines[0])  # two that do not fit, say
    return Fault(lines, cell=cell, kind=way, what=departure.what, sources=more)
