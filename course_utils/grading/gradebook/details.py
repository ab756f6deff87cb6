"""A report as plain JSON and back: what feedback needs, never an array, never a hidden value."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from course_utils.checks.locate.diagnosis import Diagnosis, Fault
from course_utils.checks.report import Answer, CaseOutcome, Difference, Help, Report, Result, Score, Status, Unnamed
from course_utils.grading.gradebook.once import MOST
from course_utils.grading.gradebook.tables import clean


def to_details(report: Report | None) -> dict[str, Any] | None:
    """The JSON to keep of a report; a hidden case keeps title, status and the sentence for its status."""
    if report is None:
        return None
    return {
        "message": clean(report.message),
        "notes": [clean(note) for note in report.notes],
        "era": clean(report.era),
        "share": report.share,
        "help": asdict(report.help) if report.help else None,
        "fault": _fault(report.diagnosis.fault) if report.diagnosis else None,
        "outcomes": [_outcome(outcome) for outcome in report.outcomes],
        **({"unnamed": _unnamed(report.unnamed)} if report.unnamed else {}),
        **({"answer": _answer(report.answer)} if report.answer else {}),
        **({"score": _score(report.score)} if report.score else {}),
    }


def _unnamed(unnamed: Unnamed) -> dict[str, str]:
    return {"behaviour": unnamed.behaviour, "text": clean(unnamed.text)}


def _answer(answer: Answer) -> dict[str, str]:
    return {"text": clean(answer.text), "cohort": clean(answer.cohort)}


def _score(score: Score) -> dict[str, str | float]:
    return {"value": score.value, "metric": clean(score.metric), "board": clean(score.board)}


def _outcome(outcome: CaseOutcome) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "title": clean(outcome.title),
        "status": outcome.status,
        "message": clean(outcome.message),
        "hidden": outcome.hidden,
    }
    if outcome.difference is not None and not outcome.hidden:
        names = ("kind", "where", "got", "expected")
        kept["difference"] = {name: clean(str(getattr(outcome.difference, name))) for name in names}
    return kept


def to_columns(result: Result, submission: int, position: int) -> dict[str, Any]:
    """The columns of a ResultRow: the result at a place among those of a submission, which its number names."""
    return {
        "submission_id": submission,
        "position": position,
        "exercise": result.exercise,
        "status": result.status,
        "points": float(result.points),
        "max_points": float(result.max_points),
        "mistake": result.mistake,
        "message": result.message,
        "seconds": result.seconds,
        "details": to_details(result.report),
    }


@lru_cache(MOST)
def to_result(
    exercise: str, status: Status, points: float, most: float, message: str, mistake: str, details: str | None
) -> Result:
    """The result that was recorded, but for its seconds; its report has no arrays to draw.

    Right answers have one in common, and so do those with the same mistake.
    """
    report = _report(details, exercise, status, mistake, points / most if most else 0.0) if details else None
    return Result(exercise, status, points, most, message, mistake, report=report)


def _report(details: str, exercise: str, status: Status, mistake: str, share: float) -> Report | None:
    kept = json.loads(details)
    if kept is None:
        return None
    outcomes = tuple(_read_outcome(outcome) for outcome in kept["outcomes"])
    return Report(
        exercise,
        status,
        outcomes,
        kept["message"],
        mistake,
        tuple(kept["notes"]),
        era=kept.get("era", ""),
        share=kept.get("share", share),
        help=_help(kept.get("help")),
        unnamed=Unnamed(**kept["unnamed"]) if "unnamed" in kept else None,
        diagnosis=_diagnosis(kept.get("fault")),
        answer=Answer(**kept["answer"]) if "answer" in kept else None,
        score=Score(**kept["score"]) if "score" in kept else None,
    )


def _fault(fault: Fault | None) -> dict[str, Any] | None:
    if fault is None:
        return None
    said = {"decides": [clean(words) for words in fault.decides], "what": clean(fault.what)}
    return {**vars(fault), **said, "lines": list(fault.lines), "sources": list(fault.sources)}


def _diagnosis(kept: dict[str, Any] | None) -> Diagnosis | None:
    if kept is None:
        return None
    fields: dict[str, Any] = {name: tuple(part) if isinstance(part, list) else part for name, part in kept.items()}
    return Diagnosis(Fault(**fields))


def _help(kept: dict[str, Any] | None) -> Help | None:
    return Help(tuple(kept["names"]), kept["share"], kept["alone"]) if kept else None


def _read_outcome(kept: dict[str, Any]) -> CaseOutcome:
    difference = Difference(**kept["difference"]) if "difference" in kept else None
    return CaseOutcome(kept["title"], kept["status"], kept["message"], difference, kept["hidden"])
