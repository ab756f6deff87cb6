"""Small drawings of the class report: inline SVG with alt text, readable without colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from course_utils.checks.feedback.statuses import STATUSES
from course_utils.grading.report.figures.statistics import Correlation

_WIDTH, _HEIGHT, _LEFT, _BASE = 640, 230, 8, 184


def histogram(counts: Sequence[int]) -> Markup:
    """Students by part of the points, in equal bins from 0 to 100 %."""
    most, step = max([1, *counts]), (_WIDTH - 2 * _LEFT) / len(counts)
    width = 100 // len(counts)
    parts = []
    for number, count in enumerate(counts):
        x, height = _LEFT + number * step, 150 * count / most
        middle = x + step / 2
        top = _BASE - height
        parts.append(
            f'<rect x="{x + 3:.1f}" y="{top:.1f}" width="{step - 6:.1f}" height="{height:.1f}" rx="3" '
            f'class="column"/><text x="{middle:.1f}" y="{top - 7:.1f}" class="count">{count or ""}</text>'
            f'<text x="{middle:.1f}" y="{_BASE + 19}" class="tick">{_range(number, width)}</text>'
        )
    said = "; ".join(f"{_range(n, width)} %: {count}" for n, count in enumerate(counts))
    return Markup(
        f'<svg class="histogram" role="img" aria-labelledby="dist-t dist-d" viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f'<title id="dist-t">Students by score</title><desc id="dist-d">{said}.</desc>{"".join(parts)}'
        f'<path d="M{_LEFT} {_BASE + 0.5}H{_WIDTH - _LEFT}" class="axis"/>'
        f'<text x="{_WIDTH / 2}" y="{_BASE + 40}" class="label">total reached, in % of the points decided</text>'
        "</svg>"
    )


def _range(number: int, width: int) -> str:
    return f"{number * width}–{(number + 1) * width}"


def stacked(counts: Mapping[str, int]) -> Markup:
    """One bar of an exercise's statuses; numbers stand beside it in the table."""
    total = sum(counts.values()) or 1
    parts, x = [], 0.0
    for status, word in STATUSES.items():
        if counts.get(status):
            width = 200 * counts[status] / total
            text = escape(f"{word.short}: {counts[status]}")
            parts.append(
                f'<rect x="{x:.2f}" width="{max(width - 1, 0.8):.2f}" height="14" class="fill-{status}">'
                f"<title>{text}</title></rect>"
            )
            x += width
    said = ", ".join(f"{counts[status]} {word.short}" for status, word in STATUSES.items() if counts.get(status))
    return Markup(
        f'<svg class="stack" role="img" aria-label="{escape(said)}" viewBox="0 0 200 14" '
        f'preserveAspectRatio="none">{"".join(parts)}</svg>'
    )


def spark(counts: Sequence[int]) -> Markup:
    """The histogram of a row of a table; its figures stand in the alt text."""
    most, step = max([1, *counts]), 100 / len(counts)
    bars = "".join(
        f'<rect x="{number * step + 1:.1f}" y="{24 - 22 * count / most:.1f}" width="{step - 2:.1f}" '
        f'height="{22 * count / most:.1f}" class="column"/>'
        for number, count in enumerate(counts)
        if count
    )
    said = "; ".join(f"{_range(n, 100 // len(counts))} %: {count}" for n, count in enumerate(counts) if count)
    return Markup(
        f'<svg class="spark" role="img" aria-label="{said or "no score"}" viewBox="0 0 100 25" '
        f'preserveAspectRatio="none">{bars}<path d="M0 24.5H100" class="axis"/></svg>'
    )


def whisker(correlation: Correlation) -> Markup:
    """A correlation from -1 to 1 as a dot with its interval; the figures stand beside it in the table."""

    def x(value: float) -> str:
        return f"{4 + 46 * (value + 1):.1f}"

    interval = ""
    if correlation.low is not None and correlation.high is not None:
        interval = f'<path d="M{x(correlation.low)} 8H{x(correlation.high)}" class="interval"/>'
    return Markup(
        f'<svg class="whisker" aria-hidden="true" viewBox="0 0 100 16"><path d="M4 12.5H96M{x(0)} 3V13" class="axis"/>'
        f'{interval}<circle cx="{x(correlation.r)}" cy="8" r="4" class="column"/></svg>'
    )


def curve(shares: Sequence[float], labels: Sequence[str]) -> Markup:
    """The class's part of all points at the end of each span of time, 0 to 1."""
    step = (_WIDTH - 12 * _LEFT) / max(len(shares) - 1, 1)
    points = [(6 * _LEFT + number * step, _BASE - 140 * share) for number, share in enumerate(shares)]
    marks = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" class="column"/><text x="{x:.1f}" y="{y - 10:.1f}" class="count">'
        f'{share * 100:.0f}</text><text x="{x:.1f}" y="{_BASE + 19}" class="tick">{escape(label)}</text>'
        for (x, y), share, label in zip(points, shares, labels, strict=True)
    )
    said = "; ".join(f"{escape(label)}: {share * 100:.0f} %" for share, label in zip(shares, labels, strict=True))
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return Markup(
        f'<svg class="histogram" role="img" aria-labelledby="curve-t curve-d" viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f'<title id="curve-t">Points reached over time</title><desc id="curve-d">{said}.</desc>'
        f'<polyline points="{line}" class="interval"/>{marks}'
        f'<path d="M{_LEFT} {_BASE + 0.5}H{_WIDTH - _LEFT}" class="axis"/>'
        f'<text x="{_WIDTH / 2}" y="{_BASE + 40}" class="label">points of the class by this day, in % of all</text>'
        "</svg>"
    )
