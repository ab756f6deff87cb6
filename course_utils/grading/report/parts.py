"""The parts of feedback pages, one for each result: rendered once for all students who have the same."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence

from jinja2 import Environment
from markupsafe import Markup

from course_utils.checks.feedback.statuses import STATUSES
from course_utils.checks.report import Result
from course_utils.grading.course.values import Course
from course_utils.grading.gradebook.once import Once
from course_utils.grading.gradebook.records import Override, Standing
from course_utils.grading.questions.shown import shown


class Parts:
    """What templates call for a submission's results; an override or a word about the file makes a part its own.

    A template leaves a mark, and `whole` puts the parts into its place: they are kept as the page's bytes, since to
    encode a page takes longer than to render it. No student can write the mark.
    """

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._mark = f"<{secrets.token_hex(16)}>"
        self._left = list[Sequence[bytes]]()
        self._chip = Once(self._new_chip)
        self._exercise = Once(self._new_exercise)
        self._told, self._untold = Once(self._new_told), Once(self._new_question)

    def whole(self, template: str, values: Mapping[str, object]) -> bytes:
        """A page, rendered and encoded."""
        self._left.clear()
        text = self._environment.get_template(template).render({**values, "parts": self})
        first, *rest = text.split(self._mark)
        pieces = [first.encode()]
        for parts, between in zip(self._left, rest, strict=True):
            pieces += b"\n".join(parts), between.encode()
        return b"".join(pieces)

    def _leave(self, parts: Iterable[bytes]) -> Markup:
        self._left.append(tuple(parts))
        return Markup(self._mark)

    def chips(self, results: Iterable[Result]) -> Markup:
        """Marks in a row, one for each exercise."""
        return self._leave(map(self._chip, results))

    def exercises(self, standing: Standing, unread: bool) -> Markup:
        """The exercises of a page; `unread` where the whole file could not be read."""
        if not standing.overrides and not standing.graded.message:
            return self._leave(map(self._exercise, standing.graded.exercises))
        return self._leave(self._own_exercise(each, standing, unread) for each in standing.graded.exercises)

    def questions(self, standing: Standing, policy: Course) -> Markup:
        """The questions of a page: what was asked, the answer, whether it is right, and by `policy` why."""
        common = self._told if policy.questions.answers == "shown" else self._untold
        results = standing.graded.inquired
        if not standing.overrides:
            return self._leave(map(common, results))
        tells, given = common is self._told, standing.override_of
        return self._leave(
            self._new_question(each, tells, given(each.exercise)) if given(each.exercise) else common(each)
            for each in results
        )

    def _own_exercise(self, result: Result, standing: Standing, unread: bool) -> bytes:
        changed, message = standing.override_of(result.exercise), standing.graded.message
        if not changed and not unread and not _repeats(result, message):
            return self._exercise(result)
        return self._new_exercise(result, changed, unread, message)

    def _rendered(self, template: str, **values: object) -> bytes:
        return self._environment.get_template(template).render(values).encode()

    def _new_chip(self, result: Result) -> bytes:
        return self._rendered("_chip.html", one=result)

    def _new_exercise(
        self, result: Result, changed: Override | None = None, unread: bool = False, message: str = ""
    ) -> bytes:
        return self._rendered(
            "_exercise.html",
            one=result,
            word=STATUSES[result.status],
            changed=changed,
            is_open=result.status == "unchecked" and changed is None,
            unread=unread,
            message=message,
        )

    def _new_told(self, result: Result) -> bytes:
        return self._new_question(result, tells=True)

    def _new_question(self, result: Result, tells: bool = False, changed: Override | None = None) -> bytes:
        assert result.answer is not None
        return self._rendered(
            "_question.html",
            one=result,
            said=shown(result.exercise, result.answer),
            changed=changed,
            is_open=result.status == "unchecked" and changed is None,
            tells=tells,
        )


def _repeats(result: Result, message: str) -> bool:
    """Whether a part would say once more what is said about the whole file."""
    cases = (outcome.message for outcome in result.report.outcomes) if result.report else ()
    return message in (result.message, result.report.message if result.report else "", *cases)
