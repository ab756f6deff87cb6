"""The sample class and the hostile corpus: one notebook per behaviour, with the fair status of each exercise.

`python tests/submissions/corpus.py` writes the notebooks; a test holds them current. Every behaviour starts
from a right answer to every exercise and changes only what it is about.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
NOTEBOOK = "2_step_by_step.ipynb"

RIGHT = {
    "imports": "import numpy as np\nimport matplotlib.pyplot as plt\n%matplotlib inline\nnp.random.seed(1)",
    "zero_pad": """
def zero_pad(X, pad):
    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
""",
    "conv_single_step": """
def conv_single_step(a_slice_prev, W, b):
    return np.sum(a_slice_prev * W) + b.item()
""",
    "conv_forward": """
def conv_forward(A_prev, W, b, hparameters):
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    f, f, n_C_prev, n_C = W.shape
    stride, pad = hparameters["stride"], hparameters["pad"]
    n_H = (n_H_prev + 2 * pad - f) // stride + 1
    n_W = (n_W_prev + 2 * pad - f) // stride + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    A_prev_pad = zero_pad(A_prev, pad)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                a_slice = A_prev_pad[i, h * stride : h * stride + f, w * stride : w * stride + f]
                for c in range(n_C):
                    Z[i, h, w, c] = conv_single_step(a_slice, W[..., c], b[..., c])
    return Z, (A_prev, W, b, hparameters)
""",
    "pool_forward": """
def pool_forward(A_prev, hparameters, mode="max"):
    m, n_H_prev, n_W_prev, n_C = A_prev.shape
    f, stride = hparameters["f"], hparameters["stride"]
    n_H, n_W = (n_H_prev - f) // stride + 1, (n_W_prev - f) // stride + 1
    A = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    part = A_prev[i, h * stride : h * stride + f, w * stride : w * stride + f, c]
                    A[i, h, w, c] = np.max(part) if mode == "max" else np.mean(part)
    return A, (A_prev, hparameters)
""",
    "conv_backward": """
def conv_backward(dZ, cache):
    A_prev, W, b, hparameters = cache
    stride, pad = hparameters["stride"], hparameters["pad"]
    f = W.shape[0]
    m, n_H, n_W, n_C = dZ.shape
    A_pad = zero_pad(A_prev, pad)
    dA_pad = np.zeros_like(A_pad)
    dW, db = np.zeros_like(W), np.zeros((1, 1, 1, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                rows, columns = slice(h * stride, h * stride + f), slice(w * stride, w * stride + f)
                for c in range(n_C):
                    dA_pad[i, rows, columns] += W[..., c] * dZ[i, h, w, c]
                    dW[..., c] += A_pad[i, rows, columns] * dZ[i, h, w, c]
                    db[..., c] += dZ[i, h, w, c]
    dA = dA_pad[:, pad : pad + A_prev.shape[1], pad : pad + A_prev.shape[2]]
    return dA, dW, db
""",
    "create_mask_from_window": """
def create_mask_from_window(x):
    return x == np.max(x)
""",
    "distribute_value": """
def distribute_value(dz, shape):
    n_H, n_W = shape
    return np.ones(shape) * dz / (n_H * n_W)
""",
    "pool_backward": """
def pool_backward(dA, cache, mode="max"):
    A_prev, hparameters = cache
    stride, f = hparameters["stride"], hparameters["f"]
    m, n_H, n_W, n_C = dA.shape
    dA_prev = np.zeros_like(A_prev)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                rows, columns = slice(h * stride, h * stride + f), slice(w * stride, w * stride + f)
                for c in range(n_C):
                    if mode == "max":
                        mask = create_mask_from_window(A_prev[i, rows, columns, c])
                        dA_prev[i, rows, columns, c] += mask * dA[i, h, w, c]
                    else:
                        dA_prev[i, rows, columns, c] += distribute_value(dA[i, h, w, c], (f, f))
    return dA_prev
""",
}
EXERCISES = tuple(name for name in RIGHT if name != "imports")
USED_BY = {"zero_pad": ("conv_forward", "conv_backward"), "conv_single_step": ("conv_forward",)}


@dataclass(frozen=True)
class Behaviour:
    """A submission: cells that replace the right ones, cells around them, and the fair statuses."""

    name: str
    replace: dict[str, str] = field(default_factory=dict)
    before: str = ""
    after: str = ""
    statuses: dict[str, str] = field(default_factory=dict)  # of the exercises that do not pass
    raw: bytes | None = None
    file: str = NOTEBOOK

    def expected(self) -> dict[str, str]:
        return {name: self.statuses.get(name, "passed") for name in EXERCISES}

    def content(self) -> bytes:
        if self.raw is not None:
            return self.raw
        cells = [self.before] if self.before else []
        for name, source in RIGHT.items():
            text = self.replace.get(name, source).strip("\n")
            cells.append(text if name == "imports" else f"# GRADED FUNCTION: {name}\n{text}")
        cells += [self.after] if self.after else []
        return notebook([cell for cell in cells if cell.strip()])


def notebook(sources: list[str]) -> bytes:
    cells = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"cell-{number}",
            "metadata": {},
            "outputs": [],
            "source": source.splitlines(keepends=True),
        }
        for number, source in enumerate(sources)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    content = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, indent=1, ensure_ascii=False).encode() + b"\n"


def pad_with(body: str, before: str = "") -> dict[str, str]:
    """A zero_pad whose body runs `body`, then answers rightly; nothing else uses it."""
    lines = "\n".join("    " + line for line in body.strip("\n").split("\n"))
    right = "    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))"
    own_pad = "np.pad(A_prev, ((0, 0), (pad, pad), (pad, pad), (0, 0)))"
    return {
        "zero_pad": f"{before}\ndef zero_pad(X, pad):\n{lines}\n{right}\n",
        "conv_forward": RIGHT["conv_forward"].replace("zero_pad(A_prev, pad)", own_pad),
        "conv_backward": RIGHT["conv_backward"].replace("zero_pad(A_prev, pad)", own_pad),
    }


def write(behaviours: list[Behaviour], folder: Path) -> None:
    for one in behaviours:
        path = folder / one.name / one.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.content())


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    from hostile_behaviours import HOSTILE
    from sample_behaviours import SAMPLE

    write(SAMPLE, HERE / "sample")
    write(HOSTILE, HERE / "hostile")
