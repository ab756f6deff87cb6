"""Where CI's time went: `ci_time.py SECONDS NBVAL.xml...`, with a line `SECONDS NAME` for each step on standard input.

SECONDS is the whole run's. The files are pytest's own reports (--junitxml) of the runs of notebooks.
The budget is 30 minutes: more is said, and more than 90 fails.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

BUDGET, LIMIT = 30, 90  # minutes


def notebook_seconds(reports: list[Path]) -> Counter[str]:
    """Seconds of every notebook: the sum over its cells, the kernel's start with the first."""
    seconds: Counter[str] = Counter()
    for report in reports:
        for cell in ElementTree.parse(report).iter("testcase"):
            seconds[cell.get("classname", "").removesuffix(".ipynb").replace(".", "/")] += float(cell.get("time", 0))
    return seconds


def table(title: str, seconds: Counter[str], rows: int) -> str:
    """The slowest, slowest first."""
    return f"{title}\n" + "".join(f"{spent:6.0f} s  {name}\n" for name, spent in seconds.most_common(rows))


def verdict(total: float) -> tuple[str, bool]:
    """A sentence about the total, and whether it may pass."""
    minutes = total / 60
    said = f"The whole run took {minutes:.1f} minutes; the budget is {BUDGET}."
    if minutes > LIMIT:
        return f"{said} More than {LIMIT} is a failure.", False
    return (f"WARNING: {said}" if minutes > BUDGET else said), True


def main(total: str, *reports: str) -> int:
    """Print the tables; 1 when the run took far too long."""
    steps: Counter[str] = Counter()
    for line in filter(str.strip, sys.stdin):
        spent, name = line.split(maxsplit=1)
        steps[name.strip()] += int(spent)
    print(table("Steps, slowest first", steps, len(steps)))
    print(table("Notebooks, slowest first", notebook_seconds([Path(name) for name in reports]), 15))
    said, passes = verdict(float(total))
    print(said)
    return 0 if passes else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
