"""Runs the sweep and prints what it found as JSON: `python drive.py MASK [brief]`, MASK words with commas, or `off`.

With `off` the child is not locked and makes the calls of CONTROL only.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from calls import CONTROL, NOT_THE_CHANNEL, Arguments, calls  # noqa: E402
from canaries import SECRET, changes  # noqa: E402
from world import World, end_world, make_world  # noqa: E402

from course_utils.grading.sandbox import wire  # noqa: E402
from course_utils.grading.sandbox.channel import ChildLost  # noqa: E402
from course_utils.grading.sandbox.client import Sandbox  # noqa: E402
from course_utils.notebooks.cell import Cell  # noqa: E402

Calls = Sequence[tuple[int, Sequence[Arguments]]]
SECONDS = 120.0
SOURCE = (HERE / "prober.py").read_text()


class Sweep:
    """One sweep in children of one sandbox."""

    def __init__(self, sandbox: Sandbox, world: World) -> None:
        self._sandbox, self._words = sandbox, world.words()
        self.answers: dict[str, dict[str, int]] = {}
        self.breaches: list[str] = []
        self.lost: list[int] = []

    def run(self, wanted: Calls) -> None:
        """All calls; where they end a child, halves of them, so that in the end the number is known."""
        text = self._ask(wanted)
        if text is not None:
            answer = json.loads(text)
            self.answers |= answer["answers"]
            self.breaches += answer["breaches"]
        elif len(wanted) == 1:
            self.lost.append(wanted[0][0])
        else:
            middle = len(wanted) // 2
            self.run(wanted[:middle])
            self.run(wanted[middle:])

    def _ask(self, wanted: Calls) -> str | None:
        """What the prober says, or None when its child was lost."""
        task = json.dumps({"words": self._words, "secret": SECRET, "spared": NOT_THE_CHANNEL, "calls": wanted})
        child = self._sandbox.fork()
        try:
            child.load([Cell(1, SOURCE)], [])
            reply = child.ask(["sweep"], "plain", [wire.pack({"task": task})], SECONDS)[0]
        except ChildLost:
            return None
        finally:
            child.close()
        if reply.status != "passed":
            raise RuntimeError(f"the prober does not work: {reply}")
        return str(reply.value)


def sweep(folder: Path, mask: str, brief: bool) -> dict[str, object]:
    locked = mask != "off"
    wanted: Calls = calls(brief) if locked else [(number, [words]) for number, words in CONTROL.values()]
    world = make_world(folder)
    try:
        with Sandbox(
            "numpy", locked, **({"mask": frozenset(filter(None, mask.split(",")))} if locked and mask else {})
        ) as sandbox:
            sandbox.warm_up()
            own = Sweep(sandbox, world)
            before = world.looks()
            own.run(wanted)
            if not locked:
                world.wait_for_the_sibling()
            changed = changes(before, world.looks())
    finally:
        end_world(world)
    passed = sorted(int(number) for number, counts in own.answers.items() if counts.get("passed"))
    total = sum((Counter(counts) for counts in own.answers.values()), Counter())
    return {
        "changed": changed,
        "breaches": own.breaches,
        "lost": own.lost,
        "passed": passed,
        "answers": total,
        "numbers": len(own.answers),
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="sweep-") as folder:
        print(json.dumps(sweep(Path(folder), sys.argv[1], "brief" in sys.argv)))
