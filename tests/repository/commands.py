"""The commands that README tells people to type, and a copy of the project in which they may run."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tracked import ROOT, tracked

BIN = Path(sys.executable).parent
_FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`((?:course|make|conda|mamba|pip|source|python|dask|docker|podman|git|npm|bash) [^`\n]+)`")
_BEFORE_COMMENT = re.compile(r"""(?:[^"'#]|"[^"]*"|'[^']*'|(?<=\S)#)*""")


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language, without the indentation of a list."""
    found = (match for match in _FENCE.finditer(text) if match[2] == language)
    return [re.sub(rf"^{match[1]}", "", match[3], flags=re.MULTILINE) for match in found]


def commands(text: str) -> list[str]:
    """Every command of a document once, in its order: lines of bash blocks without comments, and inline ones."""
    places: dict[int, list[str]] = {}
    for match in _FENCE.finditer(text):
        if match[2] == "bash":
            lines = re.sub(r"\\\n\s*", "", match[3]).splitlines()
            places[match.start()] = [said for line in lines if (said := _without_comment(line))]
    plain = _FENCE.sub(lambda match: " " * len(match[0]), text)  # inline code stands outside of the blocks
    for match in _INLINE.finditer(plain):
        places[match.start()] = [match[1]]
    return list(dict.fromkeys(command for place in sorted(places) for command in places[place]))


def _without_comment(line: str) -> str:
    found = _BEFORE_COMMENT.match(line)
    return found.group().strip() if found else ""


def options(command: str) -> list[str]:
    """The long options of a command, without their values."""
    return re.findall(r"(?<=\s)--[a-z][a-z-]*", command)


class Copy:
    """The tracked files in a folder of their own; commands run there as a reader types them, in bash."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "cnn-workbook"
        for name in tracked():
            target = self.root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
        (folder / "home").mkdir()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "COURSE_"))},
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(self.root),  # the copy's own package, not the installed one
            "HOME": str(folder / "home"),
            "COURSE_PROGRESS": str(folder / "progress.json"),
            "BROWSER": "true",  # what would open a browser does nothing
        }
        self._done: dict[str, subprocess.CompletedProcess[str]] = {}

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a command, once: who asks again gets the same answer."""
        if command not in self._done:
            self._done[command] = subprocess.run(
                ["bash", "-c", _installed(command)], cwd=self.root, env=self.environment,
                stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=False,
            )  # fmt: skip
        return self._done[command]

    def answer(self, command: str, path: str, patience: float = 180) -> int:
        """Start a server on a free port, ask it for `path`, stop it; the status it answers with."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        log = self.root.parent / "server.log"
        with log.open("w") as said:
            server = subprocess.Popen(
                ["bash", "-c", _installed(command)], cwd=self.root, env={**self.environment, "JUPYTER_PORT": str(port)},
                stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True,
            )  # fmt: skip
        try:
            return _ask(f"http://127.0.0.1:{port}{path}", server, time.monotonic() + patience)
        except TimeoutError:
            raise AssertionError(f"no answer from {command!r}:\n{log.read_text()[-2000:]}") from None
        finally:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _installed(command: str) -> str:
    """A `make` that takes this Python's environment for its .venv and installs nothing."""
    ready = " ".join(f"-o {BIN.parent}/{name}" for name in (".ready", ".ready-dev"))
    return re.sub(r"^make ", f"make VENV={BIN.parent} {ready} ", command)


def _ask(address: str, server: subprocess.Popen[bytes], until: float) -> int:
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10) as reply:
                return int(reply.status)
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise TimeoutError
