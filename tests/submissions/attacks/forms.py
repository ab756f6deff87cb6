"""How the attacks are written down.

An attack is a `Behaviour` of the hostile corpus. In its text `CANARY` stands for a folder of its own, which the same
user could reach without the lock, and `CLASS` for the folder with `submissions`, `out` (with `seed.txt`) and `home`.
An attack that swallows refusals passes when its answer is right; whether it did harm is seen from the canaries.
"""

from __future__ import annotations

from corpus import Behaviour, notebook, pad_with

CANARY, CLASS = "CANARY", "CLASS"
APPLICATION = "3_convnet_application.ipynb"
# Runs every act, whatever the earlier ones raised; returns how many came to their end.
ATTEMPT = """
import ctypes, os, sys, time

def attempt(*acts):
    done = 0
    for act in acts:
        try:
            act()
        except Exception:
            continue
        done += 1
    return done

def call(number, *words):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    return libc.syscall(ctypes.c_long(number), *(ctypes.c_char_p(w) if isinstance(w, bytes) else ctypes.c_long(w) for w in words))
"""


KILLED = "passed|crashed"  # without namespaces the warm parent kills a child that is beyond a bound


def attack(name: str, body: str, status: str = "passed", before: str = "") -> Behaviour:
    """A right zero_pad that runs `body` first, with `attempt` and `call` at hand."""
    statuses = {} if status == "passed" else {"zero_pad": status}
    return Behaviour(name, pad_with(body, before), before=ATTEMPT, statuses=statuses)


def acts(name: str, lines: str, before: str = "") -> Behaviour:
    """A right zero_pad that runs each of the `lines`, whatever the earlier ones raise."""
    body = "attempt(\n" + "".join(f"    lambda: {line},\n" for line in lines.strip().splitlines()) + ")"
    return attack(name, body, before=before)


def answer(name: str, expression: str, status: str = "failed", before: str = "") -> Behaviour:
    """A zero_pad that returns `expression`, which may use the right answer `P`."""
    right = "P = np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))"
    return attack(name, f"{right}\nreturn {expression}", status, before)


def with_tensorflow(name: str, body: str, status: str = "passed", before: str = "") -> Behaviour:
    """A right convert_to_one_hot, graded where TensorFlow is loaded, that runs `body` first."""
    lines = "\n".join("    " + line for line in body.strip("\n").split("\n"))
    graded = (
        f"# GRADED FUNCTION: convert_to_one_hot\n{before}\ndef convert_to_one_hot(Y, C):\n{lines}\n"
        "    return np.eye(C)[Y.reshape(-1)].T"
    )
    cells = ["import keras\nimport numpy as np\nimport tensorflow as tf", ATTEMPT.strip(), graded]
    return Behaviour(name, raw=notebook(cells), file=APPLICATION, statuses={"convert_to_one_hot": status})


def tensorflow_acts(name: str, lines: str, status: str = "passed") -> Behaviour:
    body = "attempt(\n" + "".join(f"    lambda: {line},\n" for line in lines.strip().splitlines()) + ")"
    return with_tensorflow(name, body, status)
