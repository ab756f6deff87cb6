"""From a student's attempts and the class's rules to points: pure, so that every page, table and export agrees.

1. An attempt earns what its exercises earn by `credit`, `follow_through` and `era`, and its questions by `questions`,
   then by overrides made for it.
2. A notebook is out of what the course file says: its points are scaled to that.
3. Lateness takes a part of what is earned; the term's days pay in the order of the student's deadlines.
4. The best attempt after that counts (of equals the first), or the last.
5. The total is out of the class's whole, whoever is excused and whatever is dropped: the part earned of what counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, lru_cache

from course_utils.checks.feedback.statuses import STATUSES
from course_utils.checks.report import Report, Result
from course_utils.grading.course.points import Deduction, count, lateness, rounded, shares
from course_utils.grading.course.values import Asked, Course
from course_utils.grading.gradebook.once import Once
from course_utils.grading.gradebook.records import Graded, Override, Part, Standing, Total

_SCALES = 64  # ways from a notebook's own points to those of the course file: one each, more where editions meet
_NEVER = datetime.max.replace(tzinfo=UTC)
WITHHELD = "This answer is the course's own code: its points wait until your instructor releases them."


def settle(
    attempts: Mapping[str, Sequence[Graded]], course: Course, overrides: Mapping[str, Sequence[Override]]
) -> list[Standing]:
    """What counts of one student, by notebook in the order of `attempts`.

    The attempts at each (never none) stand in the order they were handed in; `overrides` by notebook, oldest first.
    """
    bank, settled = course.late.bank_days, dict[str, Standing]()
    for notebook in sorted(attempts, key=lambda name: _deadline(course, attempts[name][0])):
        standing = choose(attempts[notebook], course, overrides.get(notebook, ()), bank)
        bank -= standing.bank_days
        settled[notebook] = standing
    return [settled[notebook] for notebook in attempts]


def _deadline(course: Course, graded: Graded) -> datetime:
    due = course.deadline(graded.student, graded.notebook)
    return due.astimezone(UTC) if due else _NEVER


def choose(attempts: Sequence[Graded], course: Course, overrides: Sequence[Override] = (), bank: int = 0) -> Standing:
    """The attempt at a notebook that counts, with `bank` days of the term left to pay for late ones."""
    standings = [
        _standing(attempt, (number, len(attempts)), course, overrides, bank)
        for number, attempt in enumerate(attempts, 1)
    ]
    last = course.attempt == "last"
    chosen = standings[-1] if last else max(standings, key=lambda standing: standing.points)
    return replace(chosen, notes=tuple(_notes(chosen, standings, overrides)), history=tuple(standings))


def _standing(
    graded: Graded, place: tuple[int, int], course: Course, overrides: Sequence[Override], bank: int
) -> Standing:
    by_exercise = {each.exercise: each for each in overrides if each.sha256 in ("", graded.sha256)}
    names = [result.exercise for result in graded.results if result.exercise in by_exercise]
    final = _scaled(_overridden(_credited(graded, course), by_exercise), course.notebooks.get(graded.notebook), course)
    days = course.late.days(course.deadline(graded.student, graded.notebook), graded.submitted_at)
    charged = course.late.charged(days)
    paid = min(bank, charged)
    penalty = rounded(rounded(final.points) * course.late.penalty(charged - paid))
    used = tuple(by_exercise[name] for name in names)
    return Standing(final, *place, days, penalty, used, free_days=days - charged, bank_days=paid)


class _Credit:
    """What results earn by the rules of `course`: worked out once for all who have the same, and theirs in common."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.of = cache(self._of)  # by notebook
        self.alike = Once[Result, Result](lambda result: _earned(replace(result, max_points=1.0), course))
        self.scaled = lru_cache(_SCALES)(self._scaled)

    def _of(self, notebook: str) -> Once[Result, Result]:
        return Once(lambda result: _credit(result, notebook, self.course))

    def _scaled(self, scale: float) -> Once[Result, Result]:
        return Once(lambda each: replace(each, points=each.points * scale, max_points=each.max_points * scale))


_CREDITS = Once(_Credit, most=2)  # a run has one class's rules; a preview compares them with others


def _credited(graded: Graded, course: Course) -> Graded:
    """The submission with the points that the rules give, whatever it was graded under."""
    results = tuple(map(_CREDITS(course).of(graded.notebook), graded.results))
    results = _shared_out(results, graded, course)
    if course.own_code == "block" and graded.own_code:
        copied = dict(graded.own_code)
        results = tuple(_withheld(each) if each.exercise in copied else each for each in results)
    return replace(graded, results=results)


def _credit(result: Result, notebook: str, course: Course) -> Result:
    explained = _explained(result) if course.era == "explain" else result
    return _earned(_of_question(explained, notebook, course) if explained.answer else explained, course)


def _of_question(result: Result, notebook: str, course: Course) -> Result:
    most = course.questions.of(notebook, result.exercise, result.max_points)
    return result if most == result.max_points else replace(result, max_points=most)


def _shared_out(results: tuple[Result, ...], graded: Graded, course: Course) -> tuple[Result, ...]:
    """The questions of a quiz count alike where the quiz has points, and none of them has its own."""
    given = course.notebooks.get(graded.notebook)
    if given is None or not given.points or any(result.max_points or not result.answer for result in results):
        return results
    return tuple(map(_CREDITS(course).alike, results))


def _earned(result: Result, course: Course) -> Result:
    report = result.report
    if report is None:
        return result
    points = report.earned(result.max_points, course.follow_through, course.credit == "cases")
    status = report.help.alone if report.help and course.follow_through == 0 else result.status
    is_same = (points, status) == (result.points, result.status)
    return result if is_same else replace(result, points=points, status=status)


def _withheld(result: Result) -> Result:
    return replace(result, status="unchecked", points=0.0, message=WITHHELD, mistake="", report=None)


def _explained(result: Result) -> Result:
    if result.report is None or not result.report.era:
        return result
    message = f"{result.exercise} stops at a call of an older library. {result.report.era}"
    report = Report(result.exercise, "error", message=message, era=result.report.era)
    return replace(result, status="error", points=0.0, message=message, mistake="", report=report)


def _overridden(graded: Graded, overrides: Mapping[str, Override]) -> Graded:
    if not overrides:
        return graded
    results = tuple(
        replace(result, points=overrides[result.exercise].points) if result.exercise in overrides else result
        for result in graded.results
    )
    return replace(graded, results=results)


def _scaled(graded: Graded, assignment: Asked | None, course: Course) -> Graded:
    """The exercises with points that add up to those that the course file gives the notebook."""
    if assignment is None or graded.max_points in (0, assignment.points):
        return graded
    scale = assignment.points / graded.max_points
    return replace(graded, results=tuple(map(_CREDITS(course).scaled(scale), graded.results)))


def _notes(chosen: Standing, standings: Sequence[Standing], overrides: Iterable[Override]) -> Iterator[str]:
    """Where an override and the attempt that counts part, or a newer attempt would earn more."""
    newest = {(each.exercise, each.sha256): each for each in overrides if each.sha256}
    for override in newest.values():
        made_for = next((each for each in standings if each.graded.sha256 == override.sha256), None)
        if made_for is None:
            continue
        given = _own(made_for, override)  # as the course file scales it
        said = f"{override.author} gave {override.exercise} {given:g} points in attempt {made_for.attempt};"
        if chosen.graded.sha256 != override.sha256:
            yield f"{said} attempt {chosen.attempt} counts, and has {_own(chosen, override):g} by itself."
            continue
        better = (each for each in standings[made_for.attempt :] if _own(each, override) > given)
        for later in better:
            yield f"{said} they count, though attempt {later.attempt} has {_own(later, override):g} by itself."
            break


def _own(standing: Standing, override: Override) -> float:
    """An attempt's points for the exercise of an override: those given, where it was made for this one."""
    result = standing.graded.result_of(override.exercise)
    return rounded(result.points) if result else 0.0


def _plain(points: float) -> str:
    return f"{rounded(points):g}"


def deductions(standing: Standing) -> list[Deduction]:
    """All that stands between a notebook's most and its points; they add up to the difference."""
    results = [result for result in standing.graded.results if result.points != result.max_points]
    losses = [result.max_points - result.points for result in results]
    whole = rounded(standing.max_points - standing.earned)
    said = [
        Deduction("open" if standing.is_open(result) else "exercise", loss, _why(result, standing), result.exercise)
        for result, loss in zip(results, shares(losses, whole), strict=True)
    ]
    if standing.penalty or standing.late_days:
        words = lateness(standing.late_days, standing.free_days, standing.bank_days)
        said.append(Deduction("late", standing.penalty, words))
    return said


def _why(result: Result, standing: Standing) -> str:
    override = standing.override_of(result.exercise)
    if override is not None:
        of = f"{_plain(result.points)} of {_plain(result.max_points)}"
        return f"{result.exercise}: {of} points by {override.author}: {override.reason}"
    if standing.is_open(result) and result.waits:
        return f"{result.exercise}: {result.message[:1].lower()}{result.message[1:].rstrip('.')}"
    if standing.is_open(result):
        return f"{result.exercise}: still open, as we could not check it: nothing is lost by it"
    if result.answer is not None:
        return f"question {result.exercise}: {'not answered' if result.status == 'missing' else 'not right'}"
    if result.report and result.report.score:
        return f"{result.exercise}: {result.report.score.metric} {result.report.score.value:.3f}"
    outcomes = result.report.outcomes if result.report else ()
    passed = sum(outcome.status == "passed" for outcome in outcomes)
    if result.report and result.report.help and result.status == "passed":
        return f"{result.exercise}: right with the course's own {' and '.join(result.report.help.names)}"
    if 0 < passed < len(outcomes) and result.points:
        return f"{result.exercise}: {passed} of {len(outcomes)} cases pass"
    kind = STATUSES[result.status].kind
    return f"{result.exercise}: {kind[:1].lower()}{kind[1:]}"


def add_up(
    student: str, standings: Iterable[Standing], assignments: Sequence[Asked], course: Course, excused: frozenset[str]
) -> Total:
    """A student's total before the curve, out of the whole of `assignments`, in that order.

    Of what is asked and not excused the `drop_lowest` notebooks with the smallest part of their points are left out,
    of equals the heaviest; one always stays.
    """
    by_notebook = {standing.graded.notebook: standing for standing in standings}
    parts = [_part(each, by_notebook.get(each.name), each.name in excused) for each in assignments]
    counted = [part for part in parts if part.state != "excused" and part.most]  # practice is nothing to leave out
    lowest = sorted(counted, key=lambda part: (part.points / part.most, -part.most))
    dropped = lowest[: min(course.drop_lowest, len(counted) - 1)] if counted else []
    parts = [replace(part, state="dropped") if part in dropped else part for part in parts]
    kept = [part for part in parts if part.counts]
    most = rounded(sum(each.part for each in assignments))
    whole = sum(part.most for part in kept)
    points = rounded(most * sum(part.points for part in kept) / whole) if whole else None
    return Total(student, tuple(parts), most, points, points)


def _part(assignment: Asked, standing: Standing | None, is_excused: bool) -> Part:
    if is_excused:
        return Part(assignment.name, "excused", 0.0, assignment.part, standing)
    if standing is None:
        return Part(assignment.name, "missing", 0.0, assignment.part, None)
    scale = assignment.part / standing.max_points if standing.max_points else 0.0
    return Part(assignment.name, "handed in", standing.points * scale, assignment.part, standing)


def is_curved(total: Total) -> bool:
    """Whether a total takes part in the class's mean and in the curve: where something was handed in and counts."""
    handed_in = any(part.standing is not None for part in total.parts if part.counts)
    return handed_in and total.before is not None and total.most > 0


def curved(total: Total, course: Course, class_mean: float) -> Total:
    """The total after the curve; `class_mean` (0 to 1) is that of the totals which are curved."""
    if total.before is None or not is_curved(total):
        return total
    share = min(1.0, max(0.0, total.before / total.most))
    raised = rounded(total.most * course.curve.raised(share, class_mean))
    return replace(total, points=max(raised, total.before))


def reasons(total: Total, course: Course) -> list[Deduction]:
    """All that stands between the class's whole and a student's total, in points of the total; they add up to it."""
    if total.points is None or total.before is None:
        return []
    kept = [part for part in total.parts if part.counts]
    scale = total.most / sum(part.most for part in kept)
    lost = [part for part in kept if part.points != part.most]
    losses = [(part.most - part.points) * scale for part in lost]
    said = [
        Deduction("missing" if part.standing is None else "exercise", loss, part.words, part.notebook)
        for part, loss in zip(lost, shares(losses, rounded(total.most - total.before)), strict=True)
    ]
    if total.points != total.before:
        name = {"linear": f"the curve to a mean of {course.curve.mean:.0%}", "sqrt": "the square-root curve"}
        said.append(Deduction("curve", rounded(total.before - total.points), name.get(course.curve.kind, "the curve")))
    for state in ("excused", "dropped"):
        names = [part.notebook for part in total.parts if part.state == state]
        if names:
            text = f"{count(len(names))} {state}, the others count for all: {', '.join(names)}"
            said.append(Deduction("scale", 0.0, text))
    return said
