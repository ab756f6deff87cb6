"""From a student's attempts at a notebook to the one that counts, with overrides and lateness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from course_utils.grading.gradebook.policy import Policy
from course_utils.grading.gradebook.records import Graded, Override, Standing


def choose(attempts: Sequence[Graded], policy: Policy, overrides: Mapping[str, Override]) -> Standing:
    """The attempt that counts; `attempts` (not empty) stand in the order they were handed in.

    The best is the one with most points after overrides and penalty; of equals, the first.
    `overrides` holds the newest override by exercise.
    """
    standings = [
        _standing(attempt, number, len(attempts), policy, overrides) for number, attempt in enumerate(attempts, 1)
    ]
    return standings[-1] if policy.attempt == "last" else max(standings, key=lambda standing: standing.points)


def _standing(
    graded: Graded, number: int, attempts: int, policy: Policy, overrides: Mapping[str, Override]
) -> Standing:
    names = [result.exercise for result in graded.results]
    used = tuple(overrides[name] for name in names if name in overrides)
    final = _overridden(graded, overrides)
    late = policy.late_days(graded.student, graded.notebook, graded.submitted_at)
    penalty = round(final.points * policy.penalty(late), 4)
    return Standing(final, number, attempts, late, penalty, used)


def _overridden(graded: Graded, overrides: Mapping[str, Override]) -> Graded:
    results = tuple(
        replace(result, points=overrides[result.exercise].points) if result.exercise in overrides else result
        for result in graded.results
    )
    return replace(graded, results=results)
