"""Two layers, as texts, that should be one: which option differs first."""

from __future__ import annotations

import re

from course_utils.checks.report import Difference

LAYERS = "layers"  # what answers call the list of a network's layers
CONNECTED = "connections\n"  # begins the last part of a network whose layers say all: it need not be run
MISSING = "Add it, and call it: a layer that is made and not called does nothing."
EXTRA = "Take it out."
_STATES = ("frozen", "always training", "always inference")  # what a layer is, not a setting that it has
_OPTION = re.compile(r"(.*?) ?(\S*)")  # `filters 8`: what it sets, and to what

AT_EACH_PLACE = "Dense at each place"  # of a map: what a 1×1 convolution does


def as_convolution(text: str) -> str:
    """A Dense layer on a map as the 1×1 convolution that it is; any other layer as it is.

    >>> as_convolution("Dense at each place, units 8")
    'Conv2D, filters 8, kernel 1×1, strides 1×1'
    """
    return re.sub(rf"{AT_EACH_PLACE}, units (\d+)", r"Conv2D, filters \1, kernel 1×1, strides 1×1", text)


BORDERED = "same by ZeroPadding2D"  # of a convolution behind the border of zeros that "same" lays
_SAME = re.compile(r"same(?: by ZeroPadding2D (\S+ \S+ \S+))?(?=,|$)")


def spelt_alike(expected: list[str], got: list[str]) -> list[str]:
    """The `expected` layers as `got` spells them in the same place.

    A Dense layer on a map is a 1×1 convolution, and "same" is a border of zeros before a valid convolution.
    """
    spelt: list[str] = []
    for text in expected:
        given = got[len(spelt)] if len(spelt) < len(got) else ""
        own, border = _SAME.search(given), _SAME.search(text)
        if as_convolution(given) == text:
            spelt.append(given)
        elif own and border:
            spelt.append(_SAME.sub(own[0], text))
        elif apart := border_apart(text):
            spelt += apart
        else:
            spelt.append(text)
    return spelt


def border_apart(text: str) -> tuple[str, str] | None:
    """The border of zeros and the valid convolution of which a text makes one layer; None where it does not."""
    border = _SAME.search(text)
    return (f"ZeroPadding2D, padding {border[1]}", _SAME.sub("valid", text)) if border and border[1] else None


def difference(place: str, got: str, expected: str) -> Difference:
    """Where the layer `got` departs from `expected`: `main path: Conv2D, filters 8, kernel 3×3, same`."""
    here, name, options = _parsed(got)
    there, other, wanted = _parsed(expected)
    if name != other:
        if not place.startswith(LAYERS) or name.startswith("Input "):
            return Difference("value", place, got, expected)
        return Difference("state", f"{place}: the next layer", name, other)
    if options == wanted:
        return Difference("value", f"{place}, the place of {name}", here or "no branch", there or "no branch")
    is_one, should_be = _first(options, wanted)
    is_one, should_be = (f"padding {text}" if text in ("same", "valid") else text for text in (is_one, should_be))
    states = any(text in _STATES or text.removeprefix("not ") in _STATES for text in (is_one, should_be))
    return Difference("state" if states else "option", f"{place}: {name}", is_one, should_be)


def connection(got: str, expected: str) -> Difference | None:
    """The first layer of two networks of equal layers that reads another one; None of texts that are no connections.

    A line of each text is `Add 2: ReLU 1, Conv2D 3`, a layer and what it reads.
    """
    if not got.startswith(CONNECTED) or not expected.startswith(CONNECTED):
        return None
    pairs = zip(got.splitlines(), expected.splitlines(), strict=False)
    came, wanted = next((pair for pair in pairs if pair[0] != pair[1]), (got, expected))
    layer, _, reads = came.partition(": ")
    right = wanted.partition(": ")[2]
    place = f"{LAYERS}, what {layer} reads"
    return Difference("state", place, reads, right, advice="Follow each name that you hand on.")


def _parsed(text: str) -> tuple[str, str, list[str]]:
    branch, _, layer = text.rpartition(": ")
    name, *options = split(layer)
    return branch, name, options


def split(layer: str) -> list[str]:
    """The class of a layer's text, and its options.

    >>> split("Input (8, 8, 3)"), split("Dense, units 8")
    (['Input (8, 8, 3)'], ['Dense', 'units 8'])
    """
    return re.split(r", (?![^(]*\))", layer)


def out_of_place(place: str, got: str, expected: str) -> Difference:
    """Where two networks have the same layers in another order: which came, and which should."""
    came, wanted = (text.rpartition(": ")[2] for text in (got, expected))
    if came.startswith("Input ") and wanted.startswith("Input "):
        advice, place = "Look at the order in the list that is joined.", f"{place}, the first of what is joined"
        return Difference("state", place, f"from {came}", f"from {wanted}", advice=advice)
    if split(came)[0] == split(wanted)[0]:
        return difference(place, got, expected)
    return Difference("state", f"{place}: the next layer", split(came)[0], split(wanted)[0])


def _first(options: list[str], wanted: list[str]) -> tuple[str, str]:
    """The first option that differs, as it is and as it should be."""
    missing = [option for option in wanted if option not in options]
    extra = [option for option in options if option not in wanted]
    if not missing:
        return extra[0], "one that is not" if extra[0] in _STATES else "one without"
    if missing[0] in _STATES:
        states = (option for option in extra if option in _STATES and _key(option) == _key(missing[0]))
        return next(states, f"not {missing[0]}"), missing[0]
    missing, extra = ([option for option in each if option not in _STATES] for each in (missing, extra))
    same = (option for option in extra if _key(option) == _key(missing[0]))
    return next(same, extra[0] if len(extra) == len(missing) else f"no “{missing[0]}”"), missing[0]


def _key(option: str) -> str:
    match = _OPTION.fullmatch(option)
    return match[1] if match else option
