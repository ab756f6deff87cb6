"""The licences of the Python packages that a user installs with this project, as the packages declare them.

`python tests/repository/packages.py` prints the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = "cnn-workbook"
# Licences that let anybody use, change and pass on, also in a course that costs money.
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "HPND", "ISC", "MIT", "MIT-0", "MIT-CMU",
    "MPL-2.0", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib",
}  # fmt: skip
# Words of older metadata and of licence files → the short name; the first that fits counts.
_WORDINGS = (
    (r"Mozilla Public|\bMPL", "MPL-2.0"),
    (r"Python Software Foundation|\bPSF", "PSF-2.0"),
    (r"Apache", "Apache-2.0"),
    (r"\bISC\b", "ISC"),
    (r"\bBSD|Redistribution and use in source and binary forms", "BSD"),
    (r"\bMIT\b|Permission is hereby granted, free of charge", "MIT"),
)


@dataclass(frozen=True)
class Package:
    """One installed package and its licence, as an expression of short names."""

    name: str
    version: str
    licence: str

    @property
    def allowed(self) -> bool:
        """Every part that is joined by AND is allowed, and one of those joined by OR."""
        parts = re.sub(r"[()]", " ", self.licence).split(" AND ")
        return all(any(one.strip() in ALLOWED for one in part.split(" OR ")) for part in parts)


def installed() -> Iterator[Package]:
    """What the project needs to run, and what that needs, in alphabetical order."""
    needed = {name: package for name, package in _closure().items() if name != PROJECT}
    for name, package in sorted(needed.items()):
        yield Package(name, package.version, declared_licence(package))


def _closure() -> dict[str, Distribution]:
    reached: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    todo = [(PROJECT, "")]
    while todo:
        name, extra = step = todo.pop()
        if step in seen:
            continue
        seen.add(step)
        reached[name] = _distribution(name)
        todo += list(_needed(reached[name], extra))
    return reached


def _distribution(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError:
        raise LookupError(f"{name} is needed and not installed; run `pip install -e .`") from None


def _needed(package: Distribution, extra: str) -> Iterator[tuple[str, str]]:
    for requirement in map(Requirement, package.requires or ()):
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            name = canonicalize_name(requirement.name)
            yield from ((name, wanted) for wanted in ("", *requirement.extras))


def declared_licence(package: Distribution) -> str:
    """The expression; else the classifiers; else the licence's first words; else the licence file."""
    fields = package.metadata
    expression = fields.get("License-Expression")
    if expression:
        return expression
    classifiers = [said.split("::")[-1] for said in fields.get_all("Classifier") or () if said.startswith("License ::")]
    for text in (*classifiers, (fields.get("License") or "")[:80], _licence_file(package)):
        for wording, short in _WORDINGS:
            if re.search(wording, text):
                return short
    return "unknown"


def _licence_file(package: Distribution) -> str:
    for path in package.files or ():
        if re.match(r"licen[cs]e|copying", path.name, re.IGNORECASE) and path.parts[0].endswith(".dist-info"):
            return str(path.read_text())
    return ""


def table() -> str:
    """The packages by licence, a line each."""
    by_licence: dict[str, list[str]] = {}
    for package in installed():
        by_licence.setdefault(package.licence, []).append(package.name)
    lines = [f"{len(names):4d}  {licence}: {' '.join(names)}" for licence, names in sorted(by_licence.items())]
    return "Licences of what a user installs:\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(table())
