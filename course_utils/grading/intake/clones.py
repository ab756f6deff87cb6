"""When a clone's newest commit was made, read by git without obeying the clone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path

from course_utils.grading.intake.moments import zone_named

# Neither this machine's settings nor the clone's own: a repository from elsewhere can name programs in them.
_ALONE = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_TERMINAL_PROMPT": "0"}
_SECONDS = 60.0


def commit_time(clone: Path) -> datetime | None:
    """The committer's date of the commit that is checked out in `clone`; None where git or the clone does not tell.

    An empty repository borrows the clone's objects, so that only its data is read.
    """
    git, sha = shutil.which("git"), _checked_out(clone / ".git")
    objects = str((clone / ".git" / "objects").resolve())
    if git is None or not sha or "\n" in objects:
        return None
    with tempfile.TemporaryDirectory(prefix="course-clone-") as empty:
        if _run(git, "init", "--quiet", "--bare", "--template=", empty) is None:
            return None
        (Path(empty) / "objects" / "info").mkdir(exist_ok=True)
        (Path(empty) / "objects" / "info" / "alternates").write_text(f"{objects}\n", encoding="utf-8")
        commit = _run(git, "--git-dir", empty, "cat-file", "commit", sha)
    stamp = re.search(r"^committer .* (\d{1,12}) ([+-]\d{4})$", commit or "", re.MULTILINE)
    zone = zone_named(stamp[2]) if stamp else None
    return datetime.fromtimestamp(int(stamp[1]), zone) if stamp and zone else None


def _checked_out(folder: Path) -> str:
    """The name of the commit, forty or more hexadecimal digits, or ""."""
    name = _first_line(folder / "HEAD")
    if name.startswith("ref: ") and ".." not in (name := name.removeprefix("ref: ")):
        name = _first_line(folder / name) or _packed(folder / "packed-refs", name)
    return name if re.fullmatch(r"[0-9a-f]{40,64}", name) else ""


def _packed(path: Path, name: str) -> str:
    lines = _text(path).splitlines()
    return next((line.split(" ", 1)[0] for line in lines if line.endswith(f" {name}")), "")


def _first_line(path: Path) -> str:
    return _text(path).split("\n", 1)[0].strip()


def _text(path: Path) -> str:
    try:
        if path.is_symlink() or not path.is_file():
            return ""
        with path.open("rb") as file:
            return file.read(1_000_000).decode("utf-8", "replace")
    except OSError:
        return ""


def _run(git: str, *arguments: str) -> str | None:
    environment = {**os.environ, **_ALONE}
    try:
        done = subprocess.run([git, *arguments], capture_output=True, env=environment, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
