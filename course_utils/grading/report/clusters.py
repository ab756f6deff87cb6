"""Wrong answers that no mistake names, by what they do: the next mistakes to write down, and `clusters.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from course_utils.checks.report import Result
from course_utils.grading.gradebook.records import Standing
from course_utils.grading.report.outputs import replacing

FILE = "clusters.json"
MOST = 200  # that are written down, the largest first


@dataclass
class Cluster:
    """Answers to one exercise that go wrong alike; `file`, `message`, `line` and `text` are those of the first."""

    id: str
    notebook: str
    exercise: str
    message: str
    file: str
    line: int | None = None
    text: str = ""
    count: int = 0


@dataclass
class Clusters:
    """The clusters of a class, gathered one result after another."""

    by_id: dict[str, Cluster] = field(default_factory=dict)

    def add(self, standing: Standing, result: Result) -> None:
        """Count a result where nothing names its mistake."""
        unnamed = result.report.unnamed if result.report else None
        if unnamed is None or result.report is None:
            return
        key = f"{result.exercise}-{unnamed.behaviour}"
        if key not in self.by_id:
            line = result.fault.line if result.fault else None
            self.by_id[key] = Cluster(
                key, standing.graded.notebook, result.exercise, result.report.message, standing.graded.file, line,
                unnamed.text,
            )  # fmt: skip
        self.by_id[key].count += 1

    @property
    def largest(self) -> list[Cluster]:
        """The largest first; of equal ones those met first."""
        return sorted(self.by_id.values(), key=lambda cluster: -cluster.count)[:MOST]


def write(clusters: Iterable[Cluster], out: Path) -> None:
    """Write `clusters.json` into the folder of a report; raises UsageError where it cannot be written."""
    with replacing(out / FILE) as file:
        json.dump([asdict(cluster) for cluster in clusters], file, ensure_ascii=False, indent=1)
        file.write("\n")
