"""A class folder with canaries around, where attacks are graded and what they did is seen.

`python tests/submissions/arena.py [FAMILY or NAME or -NAME...] [--mask=WORDS] [--json]` grades attacks, on a machine
that lacks some layers where WORDS say so, and prints each outcome that is not fair.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from attacks.families import FAMILIES
from attacks.forms import CANARY, CLASS
from canaries import changes, looks, make_canary
from corpus import NOTEBOOK, Behaviour

from course_utils.grading.gradebook.book import Gradebook

HERE = Path(__file__).parent
SEED, SECONDS = 7, 3600.0
MEGABYTES = 420  # of the grader's own process, of which TensorFlow and the answers take 310: no submission adds more


@dataclass(frozen=True)
class Arena:
    """`root` with submissions/, out/ (with a seed), home/, tmp/ and canary/NAME for each attack."""

    root: Path
    behaviours: tuple[Behaviour, ...]

    def lay_out(self) -> None:
        # Closed as a foreign user needs it who alone keeps student code out; its own folders are made in tmp.
        self.root.mkdir(exist_ok=True)
        self.root.chmod(0o711)
        for name in ("submissions", "out", "home", "tmp", "canary", "caches"):
            (self.root / name).mkdir(mode=0o711 if name == "tmp" else 0o700)
        (self.root / "home" / ".profile").write_text("umask 022\n")
        (self.root / "out" / "seed.txt").write_text(f"{SEED}\n")
        (self.root / "out" / "seed.txt").chmod(0o600)
        for attack in self.behaviours:
            make_canary(self.root / "canary" / attack.name)
            path = self.root / "submissions" / attack.name / attack.file
            path.parent.mkdir()
            path.write_bytes(self._placed(attack))

    def _placed(self, attack: Behaviour) -> bytes:
        own = str(self.root / "canary" / attack.name).encode()
        return attack.content().replace(CANARY.encode(), own).replace(CLASS.encode(), str(self.root).encode())

    def grade(self, mask: str = "", seed: int = SEED) -> Graded:
        """Grade the class by `course grade` and look at everything before and after."""
        before = self._looks()
        command = [sys.executable, str(HERE / "runner.py"), str(self.root / "report.json"), sys.executable]
        command += [str(HERE / "masked.py"), mask, "grade", str(self.root / "submissions")]
        command += ["--out", str(self.root / "out"), "--seed", str(seed)]
        environment = os.environ | {"HOME": str(self.root / "home"), "TMPDIR": str(self.root / "tmp")}
        environment |= {name: str(self.root / "caches") for name in ("KERAS_HOME", "MPLCONFIGDIR")}  # the grader's own
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=SECONDS, check=False)
        return Graded(self, changes(before, self._looks()), done.stdout + done.stderr)

    def _looks(self) -> dict[str, str]:
        below = [self.root / "submissions", self.root / "home", *sorted((self.root / "tmp").iterdir())]
        shared = (Path("/"), Path("/tmp"), Path("/var/tmp"), Path.home(), self.root)
        places = {str(path): _owner_and_mode(path) for path in shared if path.exists()}
        seed = self.root / "out" / "seed.txt"
        places |= {
            f"{self.root}/out": _owner_and_mode(self.root / "out"),
            str(seed): f"{_owner_and_mode(seed)} {seed.read_text()}",
        }
        return looks(*below, reads=False) | looks(self.root / "canary") | places


def _owner_and_mode(path: Path) -> str:
    facts = path.lstat()
    return f"mode={facts.st_mode:o} owner={facts.st_uid}:{facts.st_gid}"


@dataclass(frozen=True)
class Graded:
    """What a run gave: results by student, and what it left or changed."""

    arena: Arena
    changed: list[str]
    output: str

    @cached_property
    def report(self) -> dict[str, object]:
        return json.loads((self.arena.root / "report.json").read_text())

    @cached_property
    def statuses(self) -> dict[str, dict[str, str]]:
        """Of the gradebook, which also has the results of a run that did not come to its end."""
        with Gradebook.open(self.arena.root / "out" / "gradebook.sqlite") as book:
            return {
                graded.student: {each.exercise: each.status for each in graded.results} for graded in book.attempts()
            }

    def unfair(self, attack: Behaviour, also: tuple[str, ...] = ()) -> str:
        """How the statuses differ from the fair ones, of which are `also` these; "" when they do not."""
        if attack.name not in self.statuses:
            return "not graded at all"
        given, wanted = self.statuses[attack.name], attack.expected() if attack.file == NOTEBOOK else attack.statuses
        lines = [
            f"{name} is {given.get(name)}, not {fair}"
            for name, fair in wanted.items()
            if given.get(name) not in (*fair.split("|"), *also)
        ]
        return lines[0] + f" (and {len(lines) - 1} more)" * (len(lines) > 1) if lines else ""

    def harm(self, attack: Behaviour) -> list[str]:
        """What was changed or read of the attack's own canary."""
        own = f"{self.arena.root}/canary/{attack.name}"
        return [line for line in self.changed if line.startswith((own + ":", own + "/"))]

    def shared_harm(self) -> list[str]:
        """What no single attack can be blamed for."""
        own = f"{self.arena.root}/canary/"
        lines = [line for line in self.changed if not line.startswith(own)]
        lines += [f"left: {line}" for line in (*self.report["processes"], *self.report["ipc"])]
        if self.report["megabytes"] > MEGABYTES:
            lines.append(f"the grader took {self.report['megabytes']} MB")
        return lines + ([f"the run ended with {self.report['status']}"] if self.report["status"] not in (0, 1) else [])


@contextmanager
def arena_folder() -> Iterator[str]:
    """A temporary folder that is removed however deep, closed or immutable its parts are."""
    folder = tempfile.mkdtemp(prefix="arena-")
    try:
        yield folder
    finally:
        for command in (["chattr", "-R", "-f", "-i", "-a"], ["rm", "-rf"]):
            if shutil.which(command[0]):
                subprocess.run([*command, folder], check=False, capture_output=True)


def chosen(words: list[str]) -> tuple[Behaviour, ...]:
    """Attacks by their families or names, all without any; `-NAME` leaves one out."""
    left_out = {word[1:] for word in words if word.startswith("-")}
    wanted = set(words) - {f"-{name}" for name in left_out} or set(FAMILIES)
    unknown = (wanted | left_out) - {*FAMILIES, *(attack.name for attacks in FAMILIES.values() for attack in attacks)}
    if unknown:
        raise SystemExit(f"There is no attack or family {', '.join(sorted(unknown))}.")
    return tuple(
        attack
        for family, attacks in FAMILIES.items()
        for attack in attacks
        if wanted & {family, attack.name} and attack.name not in left_out
    )


def outcomes(attacks: tuple[Behaviour, ...], mask: str) -> dict[str, object]:
    """Every unfair outcome by attack, what no attack can be blamed for, and the run's own output."""
    # Where a foreign user alone closes the file system, a function that writes a file of its own is stopped there.
    also = ("blocked", "error") if {"landlock", "namespaces"} <= set(mask.split(",")) else ()
    with arena_folder() as folder:
        arena = Arena(Path(folder), attacks)
        arena.lay_out()
        graded = arena.grade(mask)
        unfair = {}
        for attack in attacks:
            lines = [line for line in (graded.unfair(attack, also), *graded.harm(attack)) if line]
            unfair |= {attack.name: lines} if lines else {}
        return {
            "attacks": len(attacks),
            "unfair": unfair,
            "shared": graded.shared_harm(),
            "report": graded.report,
            "output": graded.output[-3000:],
        }


def main(words: list[str]) -> None:
    masks = [word.partition("=")[2] for word in words if word.startswith("--mask=")]
    results = outcomes(chosen([word for word in words if not word.startswith("--")]), *masks or [""])
    if "--json" in words:
        print(json.dumps(results))
        return
    print(results.pop("output"))
    print(json.dumps(results, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
