"""numpy with the names that it has lost."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from course_utils.checks.classic.libraries.overlay import Overlay
from course_utils.types import Array

# Name of an older numpy → the type, or the name of today's function.
_TYPES = {"float": float, "int": int, "bool": bool, "object": object, "str": str, "complex": complex, "long": int}
_TODAY = {
    "product": "prod", "cumproduct": "cumprod", "alltrue": "all", "sometrue": "any", "row_stack": "vstack",
    "in1d": "isin", "trapz": "trapezoid", "round_": "round", "mat": "asmatrix", "rank": "ndim",
    "NaN": "nan", "NAN": "nan", "Inf": "inf", "Infinity": "inf", "infty": "inf", "PINF": "inf",
    "float_": "float64", "complex_": "complex128", "unicode_": "str_", "string_": "bytes_", "int0": "intp",
}  # fmt: skip


def numpy() -> Overlay:
    """numpy with the names of before 1.24 and before 2.0."""
    today = {name: getattr(np, now) for name, now in _TODAY.items()}
    own = {"asscalar": lambda a: a.item(), "msort": lambda a: np.sort(a, axis=0), "math": math, "array": _array}
    own["lib"] = Overlay("numpy.lib", {"pad": np.pad}, np.lib)
    return Overlay("numpy", {**_TYPES, **today, **own}, np)


def _array(rows: Any, *args: Any, **named: Any) -> Array:
    """np.array, where rows of unequal length make an array of objects."""
    try:
        return np.array(rows, *args, **named)
    except ValueError as error:
        if args or "dtype" in named or "inhomogeneous" not in str(error):
            raise
        return np.array(rows, dtype=object, **named)
