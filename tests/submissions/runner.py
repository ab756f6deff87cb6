"""Runs one command to its end and says what it left: `python runner.py REPORT COMMAND...`.

Processes that the command leaves become children of this one (a child subreaper), whatever they did to get away.
REPORT is a JSON file with the exit status, the largest memory of the command's own process in MB, without the pages of
libraries' files, and what is left.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

_SUBREAPER = 36
_IPC = ("shm", "sem", "msg")
KEYS = (4242, 0x51C3A9)  # of System V, by which the attacks and the sweep make theirs


def ipc() -> list[str]:
    """System V objects by number, and POSIX shared memory by name: those of the attacks, others make some, too."""
    lines = [(kind, line.split()) for kind in _IPC for line in _lines(f"/proc/sysvipc/{kind}")[1:]]
    rows = [f"{kind} {words[1]}" for kind, words in lines if int(words[0]) in KEYS]
    return rows + [str(path) for path in sorted(Path("/dev/shm").glob("*course*"))]


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def children(pid: int) -> dict[int, str]:
    """The processes below `pid`, by number: their command lines."""
    rows: dict[int, str] = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        for word in (task / "children").read_text().split():
            try:
                line = Path(f"/proc/{word}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except (FileNotFoundError, ProcessLookupError):  # it has just ended
                continue
            rows[int(word)] = line or "(ended)"
    return rows


def _peak(pid: int) -> int:
    """The largest memory of its own so far, in MB; TensorFlow's file alone, which all its processes share, has 340."""
    try:
        rows = dict(row.split(":", 1) for row in _lines(f"/proc/{pid}/status"))
        return (int(rows["VmHWM"].split()[0]) - int(rows["RssFile"].split()[0])) // 1024
    except (ProcessLookupError, KeyError):  # it has just ended
        return 0


def run(command: list[str]) -> dict[str, object]:
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    before, peak = ipc(), 0
    process = subprocess.Popen(command, start_new_session=True)
    while process.poll() is None:
        peak = max(peak, _peak(process.pid))
        time.sleep(0.1)
    time.sleep(1)  # what was killed may take a moment to end
    left = {pid: line for pid, line in children(os.getpid()).items() if line != "(ended)"}
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    new = [name for name in ipc() if name not in before]
    return {"status": process.returncode, "megabytes": peak, "processes": list(left.values()), "ipc": new}


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(run(sys.argv[2:])))
