"""Run the trainings of the notebooks with ten seeds and print mean and spread, for the sentences that say what to expect.

    python tests/benchmarks/seeds.py                    every training
    python tests/benchmarks/seeds.py week2/4 week4/1    the notebooks whose names begin so
    python tests/benchmarks/seeds.py --seeds 5 week2/4  with fewer seeds
    python tests/benchmarks/seeds.py --cell fit week1/3 the training that ends with this cell

The code cells of the sources are run as they stand, solved, up to the training; then the training's own cells again for
each seed. About half an hour on two free cores. What comes out is written into seeds.json, by which a test reads the
sentences of the notebooks.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import re
import statistics
import sys
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parents[2] / "workbook/source"
KEPT = Path(__file__).with_name("seeds.json")
# Notebook, the cells of its training, and what is measured after them.
TRAININGS = (
    ("week1/3_convnet_application", ("train",), {"training": "train_accuracy", "test": "test_accuracy"}),
    ("week1/3_convnet_application", ("fit",), {
        "training": "history.history['accuracy'][-1]", "validation": "history.history['val_accuracy'][-1]",
        "test": "network.evaluate(X_test, Y_test, verbose=0)[1]"}),
    ("week2/1_keras_tutorial", ("summary", "compile-happy", "fit"), {
        "training": "happy_model.evaluate(X_train, Y_train, verbose=0)[1]",
        "test": "happy_model.evaluate(X_test, Y_test, verbose=0)[1]"}),
    ("week2/2_classic_networks", ("train",), {
        "1998, test": "networks['1998'].evaluate(X_test, Y_test, verbose=0)[1]",
        "today, test": "networks['today'].evaluate(X_test, Y_test, verbose=0)[1]"}),
    ("week2/4_transfer_and_augmentation", (
        "scratch", "backbone", "transfer-model", "cache", "head", "fine-tune", "tune-run", "tune-table"), {
        "as they are": "accuracy['from scratch, as they are']", "mirrored": "accuracy['from scratch, mirrored']",
        "new head": "accuracy['new head on frozen features']", "last block": "accuracy['last block tuned']"}),
    ("week4/1_face_recognition", ("network", "equal-error-rate", "roc", "hard-triplets", "train-code", "train-random", "train-hard", "compare"), {
        "before": "eer_before", "random": "eer_random", "hard": "eer_hard"}),
)  # fmt: skip
_CELL = re.compile(r'^# %% id="([^"]+)".*\n', re.MULTILINE)
_SEED = re.compile(r"(set_random_seed|default_rng)\(\d+\)")
_ASKING = re.compile(r"^(check|predict|compare|example)\(", re.MULTILINE)  # cells that ask the course train nothing


def cells(notebook: str) -> dict[str, str]:
    """The code cells of a source by their ids, in order; checks and questions are left out."""
    text = (SOURCE / f"{notebook}.py").read_text("utf-8")
    begins = list(_CELL.finditer(text))
    code = {begin[1]: text[begin.end() :].split("\n# %%", 1)[0] for begin in begins}
    return {name: source for name, source in code.items() if not _ASKING.search(source)}


def measured(notebook: str, training: tuple[str, ...], measures: dict[str, str], seeds: int) -> dict[str, list[float]]:
    """What a training reaches with each of the seeds 1 … `seeds`."""
    import keras

    code, space = cells(notebook), dict[str, Any]()
    for name, source in code.items():
        if name == training[0]:
            break
        exec(source, space)
    values: dict[str, list[float]] = {name: [] for name in measures}
    for seed in range(1, seeds + 1):
        keras.utils.set_random_seed(seed)
        with contextlib.redirect_stdout(io.StringIO()):
            for name in training:
                exec(_SEED.sub(rf"\1({seed})", code[name]), space)
        for name, expression in measures.items():
            values[name].append(float(eval(expression, space)))
        print(".", end="", file=sys.stderr, flush=True)
    return values


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("notebooks", nargs="*", default=[""])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--cell", default="")
    chosen = parser.parse_args()
    for notebook, training, measures in TRAININGS:
        if not notebook.startswith(tuple(chosen.notebooks)) or chosen.cell not in ("", training[-1]):
            continue
        print(f"{notebook} {training[-1]}, {chosen.seeds} seeds", flush=True)
        reached = measured(notebook, training, measures, chosen.seeds)
        figures = {name: summary(values) for name, values in reached.items()}
        for name, (mean, spread, low, high) in figures.items():
            print(f"  {name:10} {mean:.3f} ± {spread:.3f}, {low:.3f} to {high:.3f}", flush=True)
        kept = json.loads(KEPT.read_text("utf-8")) | {f"{notebook}#{training[-1]}": {"seeds": chosen.seeds} | figures}
        rows = (f" {json.dumps(cell)}: {json.dumps(row)}" for cell, row in sorted(kept.items()))
        KEPT.write_text("{\n" + ",\n".join(rows) + "\n}\n", "utf-8")


def summary(values: list[float]) -> list[float]:
    """Mean, standard deviation, least and largest, to three digits."""
    figures = (statistics.mean(values), statistics.stdev(values), min(values), max(values))
    return [round(figure, 3) for figure in figures]


if __name__ == "__main__":
    main()
