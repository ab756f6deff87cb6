"""Attacks on the reader: notebooks that are no notebooks, and texts that are hard to parse."""

from __future__ import annotations

import json

from corpus import EXERCISES, RIGHT, Behaviour, notebook, pad_with

_NONE = dict.fromkeys(EXERCISES, "error")
_RIGHT = json.loads(Behaviour("right").content())


def _raw(name: str, raw: bytes, statuses: dict[str, str] | None = None) -> Behaviour:
    return Behaviour(name, raw=raw, statuses=_NONE if statuses is None else statuses)


def _with(name: str, statuses: dict[str, str] | None = None, **changes: object) -> Behaviour:
    """A right notebook with other top-level values."""
    return _raw(name, json.dumps(_RIGHT | changes).encode(), statuses)


def _cell(name: str, statuses: dict[str, str] | None = None, **changes: object) -> Behaviour:
    """A right notebook with one more cell, which has other values."""
    return _with(name, statuses or {}, cells=[*_RIGHT["cells"], _RIGHT["cells"][0] | changes])


def _pad(name: str, source: str, status: str = "error") -> Behaviour:
    statuses = {"zero_pad": status} if status != "passed" else {}
    return Behaviour(name, {**pad_with(""), "zero_pad": source}, statuses=statuses)


_RETURN = "    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))\n"
_PAD = "def zero_pad(X, pad):\n"
FORMS = [
    _raw("empty_file", b""),
    _raw("list_of_nothing", b"[]"),
    _raw("a_number", b"7"),
    _raw("lists_without_end", b"[" * 100_000),
    _raw("maps_without_end", b'{"cells":' * 100_000),
    _raw("deep_but_valid", b'{"cells": ' + b"[" * 50_000 + b"]" * 50_000 + b', "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'),
    _raw("worksheets_with_a_number", b'{"worksheets":[{"cells":5}]}'),
    _raw("worksheets_of_lists", b'{"worksheets":[[[]], 5, null], "nbformat": 3}'),
    _raw("forty_five_megabytes_of_maps", b'{"cells":[' + b"{}," * 15_000_000 + b'{}], "metadata":{}, "nbformat":4, "nbformat_minor":5}'),
    _raw("forty_megabytes_of_zeros", b'{"cells":[' + b"0," * 20_000_000 + b'0], "nbformat":4}'),
    _raw("number_of_a_million_digits", b'{"cells":[], "nbformat": ' + b"9" * 1_000_000 + b"}"),
    _raw("number_beyond_all", json.dumps(_RIGHT).replace('"nbformat_minor": 5', '"nbformat_minor": 1e999').encode(), dict.fromkeys(EXERCISES, "passed|error")),
    _raw("not_a_number", json.dumps(_RIGHT).replace('"nbformat": 4', '"nbformat": NaN').encode(), dict.fromkeys(EXERCISES, "passed|error")),
    _raw("null_bytes", b"\0" * 10_000),
    _raw("two_bytes_per_letter", json.dumps(_RIGHT).encode("utf-16"), dict.fromkeys(EXERCISES, "passed|error")),
    _raw("byte_order_mark", b"\xef\xbb\xbf" + json.dumps(_RIGHT).encode(), dict.fromkeys(EXERCISES, "passed|error")),
    _raw("invalid_bytes", json.dumps(_RIGHT).encode().replace(b"zero_pad", b"zero\xff\xfepad"), dict.fromkeys(EXERCISES, "passed|error|missing")),
    _with("cells_a_number", cells=5),
    _with("cells_a_text", cells="cells"),
    _with("cells_a_map", cells={"0": _RIGHT["cells"][0]}),
    _with("cells_of_numbers", cells=[1, None, "x", [], True]),
    _with("metadata_a_list", dict.fromkeys(EXERCISES, "passed|error"), metadata=[1]),
    _with("format_a_text", dict.fromkeys(EXERCISES, "passed|error"), nbformat="four"),
    _with("format_negative", dict.fromkeys(EXERCISES, "passed|error"), nbformat=-(10**30)),
    _cell("source_a_number", source=5),
    _cell("source_a_map", source={"a": 1}),
    _cell("source_of_numbers", source=[1, None, ["x"]]),
    _cell("source_missing", source=None),
    _cell("kind_a_list", cell_type=["code"]),
    _cell("outputs_a_number", outputs=5),
    _cell("outputs_of_megabytes", outputs=[{"output_type": "stream", "name": "stdout", "text": "x" * 20_000_000}]),
    _cell("identity_a_map", id={"x": 1}),
    _cell("lone_surrogate_in_a_cell", source="x = '\ud800'"),
    _cell("lone_surrogate_in_a_comment", source="# \udfff"),
    _cell("lone_surrogate_in_metadata", metadata={"\ud800": "\udfff"}),
]  # fmt: skip

TEXTS = [
    _pad("nested_parentheses", f"{_PAD}    x = {'(' * 5000}1{')' * 5000}\n{_RETURN}"),
    _pad("nested_brackets_in_millions", f"{_PAD}    x = {'[' * 1_000_000}\n{_RETURN}"),
    _pad("nested_minus", f"{_PAD}    x = {'-' * 200_000}1\n{_RETURN}"),
    _pad("nested_attributes", f"{_PAD}    x = X{'.T' * 100_000}\n{_RETURN}", "error|crashed|timeout"),
    _pad("nested_sums", f"{_PAD}    x = {'+'.join('1' * 100_000)}\n{_RETURN}", "error|crashed|timeout"),
    _pad("nested_blocks", _PAD + "".join(f"{' ' * n}if 1:\n" for n in range(1, 300)) + " " * 300 + "pass\n" + _RETURN),
    _pad("nested_functions_of_text", f"{_PAD}    f'{'{' * 3001}1{'}' * 3001}'\n{_RETURN}", "error|passed"),
    _pad("nested_lambdas", f"{_PAD}    x = {'lambda: ' * 3000}1\n{_RETURN}", "error|passed"),
    _pad("integer_of_a_million_digits_in_text", f"{_PAD}    x = {'9' * 1_000_000}\n{_RETURN}"),
    _pad("hexadecimal_of_a_million_digits", f"{_PAD}    x = 0x{'f' * 1_000_000}\n{_RETURN}", "passed"),
    _pad("null_byte_in_text", f"{_PAD}    x = '\0'\n{_RETURN}"),
    _pad("other_line_ends", f"{_PAD}    x = 1\r    y = 2\x0c\n{_RETURN}", "error|passed"),
    _pad("letters_that_look_alike", f"def zеro_pad(X, pad):\n{_RETURN}", "missing|error"),
    _pad("letters_that_fold", f"def \U0001d467ero_pad(X, pad):\n{_RETURN}", "passed|missing|error"),
    _pad("text_that_turns_round", f"{_PAD}    x = '\u202e\u2066' # \u2069\n{_RETURN}", "passed"),
    _pad("encoding_named", f"# -*- coding: utf-7 -*-\n{_PAD}{_RETURN}", "passed"),
    _pad("encoding_unknown", f"# coding: rot13\n{_PAD}{_RETURN}", "passed"),
    _pad("forty_thousand_blank_lines", "\n" * 40_000 + _PAD + "\n" * 40_000 + _RETURN, "passed"),
    _pad("blank_lines_of_blanks", ("    \n" * 40_000) + _PAD + (" \t \n" * 40_000) + _RETURN, "passed"),
    _pad("blanks_by_a_million", f"{_PAD}{_RETURN}{' ' * 1_000_000}#{' ' * 1_000_000}", "passed"),
    _pad("hashes_by_a_million", "#" * 1_000_000 + "\n" + "# " * 500_000 + f"\n{_PAD}{_RETURN}", "passed"),
    _pad("graded_by_thousands", "# GRADED FUNCTION: zero_pad\n" * 40_000 + f"{_PAD}{_RETURN}", "passed"),
    _pad("graded_almost", "# GRADED FUNCTION" * 20_000 + "\n" + "# GRADED FUNCTION \t" * 20_000 + f"\n{_PAD}{_RETURN}", "passed"),
    _pad("magics_by_thousands", "%matplotlib inline\n" * 40_000 + f"{_PAD}{_RETURN}", "passed"),
    _pad("magic_almost", "%" * 200_000 + "\n" + "!" * 200_000 + f"\n{_PAD}{_RETURN}", "passed|error"),
    _pad("question_marks", "?" * 100_000 + "\n" + "a" * 100_000 + f"?\n{_PAD}{_RETURN}", "passed|error"),
    Behaviour("functions_by_thousands", {**pad_with(""), "zero_pad": "".join(f"def f{n}(): pass\n" for n in range(30_000)) + _PAD + _RETURN},
        statuses=dict.fromkeys(EXERCISES, "passed|timeout")),
    Behaviour("cells_by_thousands", raw=notebook([*(f"x{n} = {n}" for n in range(20_000)), RIGHT["imports"], *(
        f"# GRADED FUNCTION: {name}\n{text.strip()}" for name, text in RIGHT.items() if name != "imports"
    )]), statuses=dict.fromkeys(EXERCISES, "passed|error")),
    Behaviour("graded_twenty_thousand_times", raw=notebook([RIGHT["imports"], *(
        f"# GRADED FUNCTION: zero_pad\ndef zero_pad(X, pad):\n    return {n}" for n in range(20_000)
    )]), statuses={"zero_pad": "failed|error", **{name: "missing|error" for name in EXERCISES if name != "zero_pad"}}),
    _pad("folded_constant", f"{_PAD}    x = 'x' * 10**9 * 100\n    y = (1 << 10**10)\n{_RETURN}", "error|memory|passed|timeout"),
    Behaviour("folded_constant_of_tuples", before="BIG = ((((0,) * 5000,) * 5000,) * 5000,) * 5000"),
    Behaviour("constant_of_gigabytes", before="BIG = 'x' * 10**10\nWIDE = [0] * 10**10\nPOWER = 10 ** 10 ** 8"),
]  # fmt: skip

NOTEBOOKS = [*FORMS, *TEXTS]
