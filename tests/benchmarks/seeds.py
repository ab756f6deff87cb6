"""Run the trainings of the notebooks with ten seeds and print mean and spread, for the sentences that say what to expect.

    python tests/benchmarks/seeds.py

The code cells of the sources are run as they stand, solved, up to the training; then the training's own cells again for
each seed. About ten minutes on two free cores.
"""

from __future__ import annotations

import contextlib
import io
import re
import statistics
import sys
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parents[2] / "workbook/source"
SEEDS = range(1, 11)
# Notebook, the cells of its training, and what is measured after them.
TRAININGS = (
    ("week1/3_convnet_application", ("train",), {"training": "train_accuracy", "test": "test_accuracy"}),
    ("week1/3_convnet_application", ("fit",), {
        "training": "history.history['accuracy'][-1]", "validation": "history.history['val_accuracy'][-1]",
        "test": "network.evaluate(X_test, Y_test, verbose=0)[1]"}),
    ("week2/1_keras_tutorial", ("summary", "fit"), {
        "training": "happy_model.evaluate(X_train, Y_train, verbose=0)[1]",
        "test": "happy_model.evaluate(X_test, Y_test, verbose=0)[1]"}),
    ("week2/2_classic_networks", ("train",), {
        "1998, test": "networks['1998'].evaluate(X_test, Y_test, verbose=0)[1]",
        "today, test": "networks['today'].evaluate(X_test, Y_test, verbose=0)[1]"}),
)  # fmt: skip
_CELL = re.compile(r'^# %% id="([^"]+)".*\n', re.MULTILINE)
_SEED = re.compile(r"keras\.utils\.set_random_seed\(\d+\)")


def cells(notebook: str) -> dict[str, str]:
    """The code cells of a source by their ids, in order; checks are left out."""
    text = (SOURCE / f"{notebook}.py").read_text("utf-8")
    begins = list(_CELL.finditer(text))
    code = {begin[1]: text[begin.end() :].split("\n# %%", 1)[0] for begin in begins}
    return {name: source for name, source in code.items() if not source.startswith("check(")}


def measured(notebook: str, training: tuple[str, ...], measures: dict[str, str]) -> dict[str, list[float]]:
    """What a training reaches with each seed."""
    import keras

    code, space = cells(notebook), dict[str, Any]()
    for name, source in code.items():
        if name == training[0]:
            break
        exec(source, space)
    values: dict[str, list[float]] = {name: [] for name in measures}
    for seed in SEEDS:
        keras.utils.set_random_seed(seed)
        with contextlib.redirect_stdout(io.StringIO()):
            for name in training:
                exec(_SEED.sub(f"keras.utils.set_random_seed({seed})", code[name]), space)
        for name, expression in measures.items():
            values[name].append(float(eval(expression, space)))
        print(".", end="", file=sys.stderr, flush=True)
    return values


def main() -> None:
    for notebook, training, measures in TRAININGS:
        print(f"{notebook} {training[-1]}", flush=True)
        for name, values in measured(notebook, training, measures).items():
            mean, spread = statistics.mean(values), statistics.stdev(values)
            print(f"  {name:10} {mean:.3f} ± {spread:.3f}, {min(values):.3f} to {max(values):.3f}", flush=True)


if __name__ == "__main__":
    main()
