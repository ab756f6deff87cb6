"""The `course` command in the test's own process: for tests of many commands, each of which would import for a second."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from unittest import mock

from course_utils import cli


def course(*words: object) -> str:
    """What `course WORDS...` prints; whatever it says on the other stream, it must end well."""
    out, errors = io.StringIO(), io.StringIO()
    code: object = 0
    with mock.patch("sys.argv", ["course", *map(str, words)]), redirect_stdout(out), redirect_stderr(errors):
        try:
            cli.main()
        except SystemExit as end:
            code = end.code
    assert not code, out.getvalue()[-2000:] + errors.getvalue()[-2000:]
    return out.getvalue()
