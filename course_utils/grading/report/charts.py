"""Small drawings of the class report: inline SVG with alt text, readable without colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from course_utils.checks.feedback.statuses import STATUSES

_WIDTH, _HEIGHT, _LEFT, _BASE = 640, 230, 8, 184


def histogram(counts: Sequence[int]) -> Markup:
    """Submissions by part of the points, in equal bins from 0 to 100 %."""
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
        f'<title id="dist-t">Submissions by score</title><desc id="dist-d">{said}.</desc>{"".join(parts)}'
        f'<path d="M{_LEFT} {_BASE + 0.5}H{_WIDTH - _LEFT}" class="axis"/>'
        f'<text x="{_WIDTH / 2}" y="{_BASE + 40}" class="label">points reached, in % of those decided</text>'
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
