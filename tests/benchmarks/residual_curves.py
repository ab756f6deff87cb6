"""Run the trainings of the notebook on residual networks and print their curves, for its cells "curves" and "signs-run".

    python tests/benchmarks/residual_curves.py          plain and residual networks of 20 and 56 layers
    python tests/benchmarks/residual_curves.py signs    ResNet-50 on hand signs, 20 epochs

The cells "deep-network" and "training-error" of the notebook's source are run as they stand, with the course's own
blocks. Seed 1; eleven minutes on two cores that had other work, measured. ResNet-50 takes half an hour there.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from course_utils.data.sets.fashion import load_fashion
from course_utils.data.sets.signs import load_dataset
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


def signs(epochs: int = 20) -> None:
    """Train as the cell "signs" does; print the accuracies of each epoch, and in the end that on the test pictures."""
    import keras

    keras.utils.set_random_seed(1)
    X, y, X_test, y_test, _ = load_dataset()
    X, X_test = X.astype("float32") / 255, X_test.astype("float32") / 255
    network = residual.ResNet50()
    network.compile(keras.optimizers.Adam(1e-3), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    for epoch in range(1, epochs + 1):
        story = network.fit(X, y[0], validation_split=0.1, batch_size=32, verbose=0).history
        training, validation = (round(story[name][-1], 3) for name in ("accuracy", "val_accuracy"))
        print(f"epoch {epoch}: training {training}, validation {validation}", flush=True)
    print(f"test {network.evaluate(X_test, y_test[0], verbose=0)[1]:.3f}")


def main() -> None:
    start_tensorflow()
    if "signs" in sys.argv:
        signs()
        return
    train, began = functions()["training_errors"], time.monotonic()
    for depth in DEPTHS:
        for kind, block in KINDS.items():
            errors = [round(error, 3) for error in train(block, depth)]
            print(f'    "{kind} {depth}": {errors},', flush=True)
            print(f"{time.monotonic() - began:.0f} s so far", file=sys.stderr)


if __name__ == "__main__":
    main()
