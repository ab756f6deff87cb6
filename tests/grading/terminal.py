"""The `course` command in the test's own process: for tests of many commands, each of which would import for a second."""

from __future__ import annotations

import io
import traceback
from contextlib import redirect_stderr, redirect_stdout
from subprocess import CompletedProcess
from unittest import mock

from course_utils import cli


def run(*words: object) -> CompletedProcess[str]:
    """What `course WORDS...` says and returns, as if it had run by itself."""
    out, errors, code = io.StringIO(), io.StringIO(), 0
    with mock.patch("sys.argv", ["course", *map(str, words)]), redirect_stdout(out), redirect_stderr(errors):
        try:
            cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except Exception:
            code = 1
            traceback.print_exc()
    return CompletedProcess(words, code, out.getvalue(), errors.getvalue())


def course(*words: object) -> str:
    """What `course WORDS...` prints; it must end well."""
    done = run(*words)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout
