"""What notebooks say that several seeds reached is what was measured: `tests/benchmarks/seeds.py` writes seeds.json."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MEASURED = json.loads((ROOT / "tests" / "benchmarks" / "seeds.json").read_text(encoding="utf-8"))
SPOKEN = {5: "five", 10: "ten"}


def text_of(notebook: str) -> str:
    """The Markdown of a source as one line."""
    source = (ROOT / "workbook" / "source" / f"{notebook}.py").read_text(encoding="utf-8")
    return re.sub(r"\s*\n# ?|\s+", " ", source)


def as_stated(mean: float, spread: float) -> set[str]:
    """How a sentence may write a figure: as a share with two digits, or in per cent with one or none."""
    return {f"{mean:.2f} ± {spread:.2f}", f"{100 * mean:.1f} ± {100 * spread:.1f} %", f"{100 * mean:.0f} ± {100 * spread:.0f} %"}


@pytest.mark.parametrize("cell", MEASURED)
def test_a_sentence_states_the_mean_and_spread_that_were_measured(cell: str) -> None:
    row = dict(MEASURED[cell])
    text, seeds = text_of(cell.split("#")[0]), row.pop("seeds")
    assert re.search(rf"\b{SPOKEN[seeds]} (runs|seeds|trainings)\b", text, re.IGNORECASE), f"no sentence speaks of {seeds} seeds"
    missing = [name for name, (mean, spread, *_) in row.items() if not any(way in text for way in as_stated(mean, spread))]
    assert missing == [], f"{cell} does not state what was measured: {[row[name] for name in missing]}"
