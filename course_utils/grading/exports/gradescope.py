"""`course export --format gradescope`: this grader, packed for Gradescope's autograder contract.

A zip with setup.sh (run once, when Gradescope builds the container) and run_autograder (run for
each submission) at its root; https://gradescope-autograders.readthedocs.io/en/latest/specs/.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import course_utils
from course_utils.data.files import drafted
from course_utils.data.paths import course_root, dataset_path
from course_utils.errors import UsageError
from course_utils.exercises import registry
from course_utils.grading import secret
from course_utils.grading.course.file import load
from course_utils.grading.course.folder import COURSE, rules_file
from course_utils.grading.exports.gradescope_run import CONFIG
from course_utils.grading.questions import asked

PACKAGE = Path(course_utils.__file__).parent
_GRADER_NEEDS = {
    "numpy": "h5py matplotlib numpy pillow py-landlock pyseccomp pyyaml sqlalchemy jinja2 rich nbformat",
    "tensorflow": "tensorflow tensorflow-cpu",
}
_BESIDE = ("pyproject.toml", "README.md", "LICENSE", "NOTICE")
_SETUP = """#!/usr/bin/env bash
# Run once, when the container is built. Needs Python 3.11 to 3.13, from the image or from Debian's archive.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends libseccomp2 tzdata
for python in python3.13 python3.12 python3.11; do
    if apt-get install -y --no-install-recommends "$python" "$python-venv"; then break; fi
done
"$python" -m venv "$root/venv"
"$root/venv/bin/python" -m pip install --no-cache-dir -r "$root/source/requirements.txt"
folder="$("$root/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
echo "$root/source" > "$folder/autograder.pth"
"""
_RUN = """#!/usr/bin/env bash
# Run for every submission: reads submission/, writes results/results.json.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
cd "$root"
chmod -R go-rwx "$root/source" "$root/submission" # the user as whom students' code runs reads neither
exec "$root/venv/bin/python" -I -m course_utils.grading.exports.gradescope_run "$root"
"""


def export_autograder(
    target_zip: Path, notebook: str, seed: str | int | None = None, course: Path | None = None
) -> Path:
    """Write the autograder of `notebook` to `target_zip`, with hidden cases and a secret seed; returns its path.

    With the folder of a class as `course`, points, late days and the rest follow its course file.
    Keep the zip from students. Gradescope runs one student per container, as root, mostly without Landlock:
    there another user and a filter of system calls lock the student's code in. Where nothing does, the run
    stops with a message to the instructors: unlocked, the code could read the hidden cases or forge its points.

    Raises:
        CourseError: there is no such notebook.
        UsageError: `target_zip` exists, is named otherwise, or cannot be written; the course file is wrong or absent.
    """
    asked.require(notebook)
    profile = "numpy" if asked.is_quiz(notebook) else registry.exercise_set(notebook).profile
    _require_new(target_zip)
    config = {"notebook": notebook, "seed": secret.draw() if seed is None else seed}
    texts = {
        CONFIG: json.dumps(config, indent=2) + "\n",
        "requirements.txt": "\n".join(_requirements(profile)) + "\n",
        "setup.sh": _SETUP,
        "run_autograder": _RUN,
        **_rules(course, notebook),
    }
    try:
        with drafted(target_zip) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in texts.items():
                _add(archive, name, text.encode(), executable=name in ("setup.sh", "run_autograder"))
            for name, path in (*_files(), *(_photographs() if notebook in registry.projects() else ())):
                _add(archive, name, path.read_bytes())
    except OSError as error:
        raise UsageError(f"{target_zip} cannot be written: {error.strerror}.", "Pass the name of a new zip.") from None
    return target_zip


def _rules(course: Path | None, notebook: str) -> dict[str, str]:
    """The class's course file, read once so that no container meets a wrong one."""
    if course is None:
        return {}
    source = rules_file(course)
    if source is None:
        raise UsageError(f"{course} has no {COURSE}.", f"`course init {course}` writes one.")
    if not load(source).counts(notebook):
        raise UsageError(f"{source} leaves {notebook} out.", "Name a notebook of the class.")
    return {COURSE: source.read_text("utf-8-sig")}


def _require_new(target: Path) -> None:
    if target.suffix != ".zip":
        raise UsageError(f"{target} names no zip.", "Pass the name of a new zip, as autograder.zip.")
    if target.exists():  # it may hold the secret seed of a class
        raise UsageError(f"{target} exists.", "Pass the name of a new zip: nothing is overwritten.")


def _add(archive: zipfile.ZipFile, name: str, content: bytes, executable: bool = False) -> None:
    info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))  # the same project gives the same zip
    info.external_attr = (0o100755 if executable else 0o100644) << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content)


def _files() -> Iterator[tuple[str, Path]]:
    """Names in the zip and files of the package, and of what lies beside it in a checkout."""
    for path in sorted(PACKAGE.rglob("*")):
        parts = path.relative_to(PACKAGE.parent).parts
        if path.is_file() and "__pycache__" not in parts and not any(part.startswith(".") for part in parts):
            yield "/".join(parts), path
    for name in _BESIDE:
        if (PACKAGE.parent / name).is_file():
            yield name, PACKAGE.parent / name


def _photographs() -> Iterator[tuple[str, Path]]:
    """What the pictures of a project are drawn from; with a page of the workbook, which marks the course's folder."""
    for path in sorted(dataset_path("images").glob("*.jpg")):
        yield f"datasets/images/{path.name}", path
    yield "workbook/START_HERE.ipynb", course_root() / "workbook" / "START_HERE.ipynb"


def _requirements(profile: str) -> list[str]:
    """What grading needs of this package's own requirements; JupyterLab and its kind stay out."""
    wanted = set(_GRADER_NEEDS["numpy"].split())
    if profile != "numpy":
        wanted |= set(_GRADER_NEEDS["tensorflow"].split())
    lines = metadata.requires("cnn-workbook") or []
    names = {line: re.split(r"[^A-Za-z0-9_.-]", line, maxsplit=1)[0].lower() for line in lines}
    return sorted(line for line, name in names.items() if name in wanted and "extra ==" not in line)
