"""The `course` command on a machine that lacks some layers of the sandbox: `python masked.py WORDS grade ...`.

WORDS, with commas between, are those of `Sandbox(mask=...)`.
"""

from __future__ import annotations

import sys

from course_utils.cli import main
from course_utils.grading.sandbox import layers

if __name__ == "__main__":
    mask = frozenset(filter(None, sys.argv[1].split(",")))
    granted = layers.granted().without(mask)
    layers.granted = lambda: granted
    sys.argv = ["course", *sys.argv[2:]]
    raise SystemExit(main())
