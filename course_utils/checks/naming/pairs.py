"""Two mistakes at once: two that explain different parts of an answer, or both changes in one implementation."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from course_utils.checks.calls.table import CALLS
from course_utils.checks.naming.behaviour import Behaviour, Stop, alike
from course_utils.checks.naming.tried import Patience, Seen, behaviour, fits, fits_but_for_stops
from course_utils.exercises.base import Mistake
from course_utils.exercises.changes import Changed

MOST = 800  # pairs that are tried; those of the mistakes that stand first in the list come first
Pair = tuple[Mistake, Mistake]


def find(failing: Sequence[Seen], passing: Sequence[Seen], end: Patience) -> Sequence[Mistake]:
    """The two mistakes that together do what the answer does in every case; none where several pairs do."""
    exercise = failing[0].question.exercise
    if len(exercise.mistakes) < 2 or all(isinstance(case.did, Stop) for case in failing):  # errors alone prove no two
        return ()
    if CALLS[exercise.call].costly:
        return _composed(_by_layers(exercise.mistakes, failing[0]), failing, passing, end)
    pairs = list(_likely_first(exercise.mistakes, failing, end))
    return _side_by_side(failing, passing, end) or _composed(pairs, failing, passing, end) or _but_for_stops(
        pairs, failing, passing, end
    )  # fmt: skip


def _likely_first(mistakes: Sequence[Mistake], failing: Sequence[Seen], end: Patience) -> Iterator[Pair]:
    """Pairs with a mistake that explains one of the cases alone, then pairs of those that stand first in the list."""
    alone = [not end.is_over() and _explains_a_case(mistake, failing) for mistake in mistakes]
    places = itertools.combinations(range(len(mistakes)), 2)
    in_order = sorted(places, key=lambda pair: (not (alone[pair[0]] or alone[pair[1]]), sum(pair)))
    return ((mistakes[i], mistakes[j]) for i, j in in_order[:MOST])


def _explains_a_case(mistake: Mistake, failing: Sequence[Seen]) -> bool:
    return any(
        not isinstance(case.did, Stop) and alike(case.did, behaviour(mistake, case.question), case.question.case)
        for case in failing
    )


def _composed(
    candidates: Iterable[Pair], failing: Sequence[Seen], passing: Sequence[Seen], end: Patience
) -> Sequence[Mistake]:
    """The first pair whose changes, made in one implementation, fit."""
    for pair in candidates:
        if end.is_over():
            break
        both = both_at_once(*pair)
        if both is not None and fits(both, failing, passing):
            return pair
    return ()


def _but_for_stops(
    candidates: Iterable[Pair], failing: Sequence[Seen], passing: Sequence[Seen], end: Patience
) -> Sequence[Mistake]:
    """The only pair that fits where what stops is left out; none where several do, or only one case is left."""
    stops = [case for case in failing if isinstance(case.did, Stop)]
    if not stops or len(failing) - len(stops) < 2:
        return ()
    fitting: dict[str, Pair] = {}
    for pair in candidates:
        if end.is_over():
            return ()
        both = both_at_once(*pair)
        if both is not None and fits_but_for_stops(both, failing, passing):
            fitting.setdefault(pair[0].sentence + pair[1].sentence, pair)
    return next(iter(fitting.values())) if len(fitting) == 1 else ()


def both_at_once(first: Mistake, second: Mistake) -> Mistake | None:
    """Both changes in one implementation; None where they touch one text."""
    if not isinstance(first.wrong, Changed) or not isinstance(second.wrong, Changed):
        return None
    wrong = first.wrong.also(second.wrong)
    return Mistake(f"{first.name} + {second.name}", "", wrong) if wrong else None


def _by_layers(mistakes: Sequence[Mistake], case: Seen) -> Iterator[Pair]:
    """Pairs whose every change of a network's layers is one of the answer's: to build all pairs takes too long."""
    expected = case.question.expected
    changes = _changes(case.did, expected)
    possible = []
    for mistake in mistakes:
        question, name = case.question, mistake.name
        own = _changes(question.wrong.get(name), expected)
        if own and own <= changes:
            possible.append((mistake, own))
    for (first, left), (second, right) in itertools.combinations(possible, 2):
        if left + right == changes:
            yield first, second


def _changes(value: object, expected: object) -> Counter[str]:
    """The layers that came too much (+) and too little (−); empty where the answers hold no list of layers."""
    got, right = _layers(value), _layers(expected)
    if not got or not right:
        return Counter()
    more = {f"+{text}": count for text, count in (got - right).items()}
    return Counter({**more, **{f"-{text}": count for text, count in (right - got).items()}})


def _layers(value: object) -> Counter[str]:
    texts = value[0] if isinstance(value, list) and value else None
    return Counter(text for text in texts if isinstance(text, str)) if isinstance(texts, list) else Counter()


def _side_by_side(failing: Sequence[Seen], passing: Sequence[Seen], end: Patience) -> Sequence[Mistake]:
    """Two mistakes of which each explains some parts of the answers, exactly, and leaves the others right."""
    cases = [*failing, *passing]
    wrong = frozenset(
        place for case in cases for place, part in _parts(case) if not _same(part, place, case.question.expected, case)
    )
    explained = list(_explained(cases, wrong, end))
    pairs = [
        (first, second)
        for (first, own), (second, other) in itertools.combinations(explained, 2)
        if own | other == wrong and first.sentence != second.sentence
    ]
    sentences = {frozenset((first.sentence, second.sentence)) for first, second in pairs}
    return pairs[0] if len(sentences) == 1 else ()


Place = tuple[int, int]  # a case and a part of its answer


def _explained(
    cases: Sequence[Seen], wrong: frozenset[Place], end: Patience
) -> Iterator[tuple[Mistake, frozenset[Place]]]:
    """The mistakes that change nothing but what is wrong, and that as the student did; and what they explain."""
    for mistake in cases[0].question.exercise.mistakes:
        if end.is_over():
            return
        own = _own_places(mistake, cases, wrong)
        if own:
            yield mistake, own


def _own_places(mistake: Mistake, cases: Sequence[Seen], wrong: frozenset[Place]) -> frozenset[Place]:
    own = set[Place]()
    for case in cases:
        did = behaviour(mistake, case.question)
        for place, part in _parts(case):
            expected, changed = _part(case.question.expected, place, case), _part(did, place, case)
            if alike(changed, expected, case.question.case):
                continue
            if place not in wrong or not alike(part, changed, case.question.case):
                return frozenset()
            own.add(place)
    return frozenset(own)


def _parts(case: Seen) -> Iterator[tuple[Place, Behaviour]]:
    count = len(case.question.exercise.outputs)
    whole = count == 1 or not isinstance(case.did, list) or len(case.did) != count
    number = id(case.question)
    for index in [-1] if whole else range(count):
        yield (number, index), _part(case.did, (number, index), case)


def _part(value: Behaviour, place: Place, case: Seen) -> Behaviour:
    index = place[1]
    if index < 0:
        return value
    count = len(case.question.exercise.outputs)
    return value[index] if isinstance(value, list) and len(value) == count else Stop("")


def _same(part: Behaviour, place: Place, expected: Behaviour, case: Seen) -> bool:
    return alike(part, _part(expected, place, case), case.question.case)

