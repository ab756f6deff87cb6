"""Run the trainings of the notebook on residual networks and print their curves, for its cell "curves".

    python tests/benchmarks/residual_curves.py

The cells "deep-network" and "training-error" of the notebook's source are run as they stand, with the course's own
blocks. Seed 1; eleven minutes on two cores that had other work, measured.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from course_utils.data.sets.fashion import load_fashion
from course_utils.layers.networks import residual
from course_utils.layers.start import start_tensorflow

SOURCE = Path(__file__).parents[2] / "workbook/source/week2/3_residual_networks.py"
DEPTHS = (20, 56)
KINDS = {"plain": residual.plain_block, "residual": residual.identity_block}


def cell(text: str, name: str) -> str:
    """The code of one cell of a source."""
    return text.split(f'# %% id="{name}"', 1)[1].split("\n# %%", 1)[0].split("\n", 1)[1]


def functions() -> dict[str, Any]:
    """What the notebook defines to train deep networks, on the data it takes."""
    import keras
    from keras import layers

    data = load_fashion()
    space: dict[str, Any] = {"keras": keras, "layers": layers, **vars(layers), **vars(residual)}
    space |= {"X_train": data.X_train[:3000, :, :, None].astype("float32") / 255, "y_train": data.y_train[:3000]}
    text = SOURCE.read_text("utf-8")
    for name in ("deep-network", "training-error"):
        exec(cell(text, name), space)
    return space


def main() -> None:
    start_tensorflow()
    train, began = functions()["training_errors"], time.monotonic()
    for depth in DEPTHS:
        for kind, block in KINDS.items():
            errors = [round(error, 3) for error in train(block, depth)]
            print(f'    "{kind} {depth}": {errors},', flush=True)
            print(f"{time.monotonic() - began:.0f} s so far", file=sys.stderr)


if __name__ == "__main__":
    main()
