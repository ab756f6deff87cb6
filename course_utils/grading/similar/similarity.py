"""Which works of a class share fragments that neither the class nor the skeleton explains.

A fragment that the skeleton holds counts nothing, one that most of the class share counts little,
and one that only two share counts fully.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from course_utils.grading.similar.surprise import Forms, Prints

REFERENCE = "the reference solution"
_COMMON_WEIGHT = 0.1
_SMALL_CLASS = 8  # below this, two alike are not yet "most of the class"
_LITTLE_EVIDENCE = 5.0  # weight of shared fragments at which a pair's score is half its similarity
_COLUMNS = 4096

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Work:
    """One submission: sorted unique fingerprints outside the skeleton, of the whole and of each function."""

    student: str
    file: str
    prints: Prints = field(repr=False)
    functions: tuple[Prints, ...] = field(repr=False)
    read: Callable[[], bytes] = field(repr=False, compare=False)


@dataclass(frozen=True)
class Pair:
    """Two works of one notebook and what they share; `second` may be the reference solution.

    `similarity` is the weighted share of all their fragments that both have, `contained` that of
    the smaller work's; both from 0 to 1. `fragments` counts the shared ones outside the skeleton.
    `score` chooses: similarity, less where it rests on few or on common fragments. `surprise` (bits) and `expected`,
    the number of such pairs by chance, rank: see `surprise.py`.
    """

    notebook: str
    first: str
    second: str
    first_file: str
    second_file: str
    score: float
    similarity: float
    contained: float
    fragments: int
    surprise: float
    expected: float

    @property
    def is_reference(self) -> bool:
        return self.second == REFERENCE and not self.second_file


def compare(notebook: str, works: Sequence[Work], reference: Work | None = None, most: int = 1000) -> list[Pair]:
    """The `most` highest-scoring pairs of different students, and as many with the reference."""
    rows = [*works, reference] if reference is not None else list(works)
    if len(rows) < 2:
        return []
    columns, counts = np.unique(np.concatenate([work.prints for work in works]), return_counts=True)
    weights = _weights(counts, len(works))
    shared, fragments = _shared(rows, columns, weights)
    totals = np.array([_total(work.prints, columns, weights) for work in rows], dtype=np.float32)
    union = np.maximum(totals[:, None] + totals[None, :] - shared, 1e-9)
    smaller = np.maximum(np.minimum(totals[:, None], totals[None, :]), 1e-9)
    similarity = np.minimum(shared / union, 1)
    score = similarity * shared / (shared + _LITTLE_EVIDENCE)
    students = np.array([work.student for work in works])
    forms = _forms(works)
    score[: len(works), : len(works)][students[:, None] == students[None, :]] = 0

    def pair(i: int, j: int) -> Pair:
        first, second = rows[i], rows[j]
        numbers = (float(score[i, j]), float(similarity[i, j]), float(min(shared[i, j] / smaller[i, j], 1)))
        apart = 2 if j < len(works) else 1
        surprise = forms.surprise(first.functions, second.functions, apart)
        counted = (int(fragments[i, j]), surprise, forms.expected(surprise, apart))
        return Pair(notebook, first.student, second.student, first.file, second.file, *numbers, *counted)

    pairs = [pair(i, j) for i, j in _best(np.triu(score[: len(works), : len(works)], 1), most)]
    if reference is not None:
        pairs += [pair(i, len(works)) for i, _ in _best(score[: len(works), len(works) :], most)]
    return pairs


def _forms(works: Sequence[Work]) -> Forms:
    """What each student of the class wrote, in however many attempts."""
    by_student: dict[str, list[Prints]] = {}
    for work in works:
        by_student.setdefault(work.student, []).extend(work.functions)
    return Forms(list(by_student.values()))


def _weights(counts: NDArray[np.int64], students: int) -> Matrix:
    """1 for a fragment of one or two works, falling with the logarithm to a little for everybody's."""
    size = max(students, _SMALL_CLASS)
    rarity = np.log(size / np.maximum(counts, 2)) / np.log(size / 2)
    return np.asarray(np.clip(rarity, _COMMON_WEIGHT, 1), dtype=np.float32)


def _total(prints: Prints, columns: Prints, weights: Matrix) -> float:
    """The weight of one work's fragments; those nobody in the class has count fully."""
    known = np.isin(columns, prints, assume_unique=True)
    return float(weights[known].sum()) + len(prints) - int(known.sum())


def _shared(rows: Sequence[Work], columns: Prints, weights: Matrix) -> tuple[Matrix, Matrix]:
    """Weight and number of shared fragments for every two rows, block after block of columns."""
    weight = np.zeros((len(rows), len(rows)), dtype=np.float32)
    number = np.zeros_like(weight)
    for start in range(0, len(columns), _COLUMNS):
        block = columns[start : start + _COLUMNS]
        has = np.stack([np.isin(block, row.prints, assume_unique=True) for row in rows]).astype(np.float32)
        weight += (has * weights[start : start + _COLUMNS]) @ has.T
        number += has @ has.T
    return weight, number


def _best(score: Matrix, most: int) -> Iterator[tuple[int, int]]:
    flat = score.ravel()
    chosen = np.argpartition(-flat, most)[:most] if len(flat) > most else np.arange(len(flat))
    for index in chosen[np.argsort(-flat[chosen], kind="stable")]:
        if flat[index] > 0:
            i, j = divmod(int(index), score.shape[1])
            yield i, j
