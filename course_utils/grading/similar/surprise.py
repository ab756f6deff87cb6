"""How surprising it is that two works share what they share, given the forms that the class wrote.

Of the `n` students of a class, `c` have the form of a function: the set of its fragments, which are winnowed
fingerprints outside the skeleton. Without the two themselves, and by Laplace's rule of succession, a further student
has it with probability

    p = (c - 2 + 1) / (n - 2 + 2) = (c - 1) / n

and each of its fragments likewise. Fragments of one function come and go together, so they count as one observation
of the mean surprisal: with a part `s` of them in the other work, `b` is the sum of -log2 p over the shared ones,
divided by the number of all. The function's evidence is the likelihood ratio of "copied as it stands with probability
1/4, copied and changed with 1/4" against "written alone",

    e = 1/2 + 1/4 * [same form] / p + 1/4 * s * 2 ** b

which is 1 where everybody writes the function so, 1/2 where nothing is shared, and (1 + n) / 2 where only these two
write it so. Of a function with fewer than five fragments log2 e counts in part. A pair's surprise is the sum of log2 e
over the functions, seen from that of the two works from which it is less.

For students who draw their forms independently the mean of e is at most 1 + 1 / (2 (n - 1)), whatever the forms; so
by Markov's inequality at most about 2 ** -surprise of such pairs are as surprising, and `expected` of a whole class.
That takes a student's functions as independent of each other: those who learnt from one source share more than that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Prints = NDArray[np.uint64]
_WHOLE = 5  # fragments from which on a function is a whole observation; a shorter one is a part of it


class Forms:
    """The functions of a class's students, each its sorted fragments, and how many students have which."""

    def __init__(self, students: Sequence[Sequence[Prints]]) -> None:
        self.students = len(students)
        self._forms = Counter(form for own in students for form in {function.tobytes() for function in own})
        every = np.concatenate([np.zeros(0, np.uint64), *map(_union, students)])
        self._fragments, self._counts = np.unique(every, return_counts=True)

    def surprise(self, first: Sequence[Prints], second: Sequence[Prints], apart: int = 2) -> float:
        """Bits by which the functions of two works are more alike than chance makes them.

        `apart` are the students of the class among the two: 2, or 1 where the second work is from elsewhere.
        """
        return min(self._towards(first, second, apart), self._towards(second, first, apart))

    def expected(self, surprise: float, apart: int = 2) -> float:
        """How many pairs of the class (or, for `apart` 1, students) chance makes as surprising, at most."""
        tried = self.students * (self.students - 1) / 2 if apart == 2 else self.students
        return float(tried * min(1.0, 2.0**-surprise))

    def _towards(self, own: Sequence[Prints], other: Sequence[Prints], apart: int) -> float:
        theirs, forms = _union(other), {function.tobytes() for function in other}
        return sum(self._evidence(function, theirs, function.tobytes() in forms, apart) for function in own)

    def _evidence(self, function: Prints, theirs: Prints, is_same: bool, apart: int) -> float:
        shared = function[theirs.searchsorted(function, "right") > theirs.searchsorted(function)]  # theirs are sorted
        counts = self._counts[np.searchsorted(self._fragments, shared)]
        surprisal = float(-np.log2((counts - apart + 1) / self.students).sum()) / len(function)
        changed = len(shared) / len(function) * 2**surprisal
        unchanged = self.students / (self._forms[function.tobytes()] - apart + 1) if is_same else 0.0
        return min(1.0, len(function) / _WHOLE) * float(np.log2(0.5 + 0.25 * unchanged + 0.25 * changed))


def _union(functions: Sequence[Prints]) -> Prints:
    return np.unique(np.concatenate([np.zeros(0, np.uint64), *functions]))
