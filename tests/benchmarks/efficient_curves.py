"""Run the trainings of the notebook on efficient networks and print their accuracies, for its cell "trade-stored".

    python tests/benchmarks/efficient_curves.py

The cell "small-networks" of the notebook's source is run as it stands, with the course's own network. Two seeds, six
epochs; 280 processor seconds in all.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from residual_curves import cell

from course_utils.data.sets.fashion import load_fashion
from course_utils.layers.efficient.mobile import mobilenet_v2
from course_utils.layers.start import start_tensorflow

SOURCE = Path(__file__).parents[2] / "workbook/source/week2/5_efficient_networks.py"
SEEDS, EPOCHS = (1, 2), 6


def space() -> dict[str, Any]:
    """What the notebook defines to train small networks."""
    import keras
    import numpy as np
    from keras import layers

    names: dict[str, Any] = {"keras": keras, "np": np, **vars(layers), "load_fashion": load_fashion}
    names |= {"mobilenet_v2": mobilenet_v2, "layers": layers}
    text = SOURCE.read_text("utf-8")
    for name in ("lite0-keras", "small-networks"):
        code = cell(text, name)
        exec(code.split("\n\n\nprint(")[0], names)
    return names


def main() -> None:
    start_tensorflow()
    names, began = space(), time.process_time()
    for name, (make, side, *alpha) in names["kinds"].items():
        accuracies = []
        for seed in SEEDS:
            names["keras"].utils.set_random_seed(seed)
            network = make(side, *alpha)
            names["train"](network, names["resized"](names["X_train"], side), EPOCHS)
            accuracies.append(round(names["accuracy_of"](network, names["resized"](names["X_test"], side)), 3))
        print(f'    "{name}": {tuple(accuracies)},', flush=True)
        print(f"{time.process_time() - began:.0f} processor seconds so far", file=sys.stderr)


if __name__ == "__main__":
    main()
