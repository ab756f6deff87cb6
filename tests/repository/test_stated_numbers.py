"""Numbers that stand in the notebooks' texts, worked out anew.

A row names the cell, the words as they stand there with `{}` for a number, and what the number has to be. What a
notebook computes in the next cell needs no row; answers to "Try it" and captions do.
"""

from __future__ import annotations

import ast
import math
import re
from pathlib import Path

import numpy as np
import pytest

from course_utils.layers.convolution.conv import conv_backward, conv_forward
from course_utils.layers.convolution.counting import count_parameters
from course_utils.layers.convolution.geometry import conv_output_size, receptive_field
from course_utils.layers.networks.classic import conv_multiplications

SOURCES = Path(__file__).parents[2] / "workbook" / "source"


def cell(place: str) -> str:
    """A cell of a source, "1/3#cost", as one line without the comment signs."""
    notebook, id = place.split("#")
    week, number = notebook.split("/")
    (path,) = (SOURCES / f"week{week}").glob(f"{number}_*.py")
    text = path.read_text(encoding="utf-8")
    match = re.search(rf'^# %%[^\n]*id="{re.escape(id)}"[^\n]*\n(.*?)(?=^# %%|\Z)', text, re.DOTALL | re.MULTILINE)
    assert match is not None, f"there is no cell {place}"
    return re.sub(r"\s+", " ", re.sub(r"\n# ?", " ", match[1])).replace("{,}", ",")


def conv(f: int, channels: int, filters: int) -> int:
    return count_parameters([{"kind": "conv", "f": f, "channels": channels, "filters": filters}])[0]


def dense(inputs: int, units: int) -> int:
    return count_parameters([{"kind": "dense", "inputs": inputs, "units": units}])[0]


def inception(channels: int, one: int, before_3: int, three: int, before_5: int, five: int, pooled: int) -> tuple[int, int]:
    """Parameters of a module, and its multiplications on a map of 14×14."""
    layers = [(1, channels, one), (1, channels, before_3), (3, before_3, three), (1, channels, before_5), (5, before_5, five), (1, channels, pooled)]
    return sum(conv(*layer) for layer in layers), sum(conv_multiplications((14, 14, c), f, n) for f, c, n in layers)


def two_alexnet_layers(between: int) -> int:
    return conv(3, 96, between) + conv(3, between, 256)


def shortcuts_of_resnet() -> int:
    """The four convolutions on shortcuts, each with a normalisation."""
    return sum(conv(1, c, n) + 4 * n for c, n in ((64, 256), (256, 512), (512, 1024), (1024, 2048)))


def students_t(degrees: int, share: float = 0.95) -> float:
    """The factor between whose two ends `share` of Student's distribution lies, by the trapezium rule and halving."""
    scale = math.gamma((degrees + 1) / 2) / math.gamma(degrees / 2) / math.sqrt(degrees * math.pi)
    low, high = 0.0, 50.0
    for _ in range(40):
        middle = (low + high) / 2
        x = np.linspace(0, middle, 20001)
        inside = 2 * scale * np.trapezoid((1 + x**2 / degrees) ** (-(degrees + 1) / 2), x)
        low, high = (middle, high) if inside < share else (low, middle)
    return low


def stored_errors(place: str) -> dict[str, list[float]]:
    """The curves that a cell keeps of a long run."""
    text = re.search(r"stored = (\{.*?\})", cell(place))
    assert text is not None
    return ast.literal_eval(re.sub(r"# made by \S+, seed 1", "", text[1]))  # type: ignore[no-any-return]


def example_back(output: str) -> float:
    """The numbers of the pictures of the backward pass: dA's middle, dW's first and db."""
    A = np.array([[2.0, 0, 1], [1, 3, 0], [0, 1, 2]])[None, :, :, None]
    W, b = np.array([[1.0, 2], [3, 4]])[:, :, None, None], np.zeros((1, 1, 1, 1))
    dA, dW, db = conv_backward(np.array([[1.0, 0], [0, 2]])[None, :, :, None], conv_forward(A, W, b, {"stride": 1, "pad": 0})[1])
    return float({"dA": dA[0, 1, 1, 0], "dW": dW[0, 0, 0, 0], "db": db.item()}[output])


HAPPY = conv(7, 3, 32) + 4 * 32 + dense(32 * 32 * 32, 1)
LATER = stored_errors("2/3#curves")
FIFTH = inception(6, 8, 6, 12, 3, 6, 6)
ROWS = [
    ("1/1#counting", "5 · 5 · 3 = {}", 5 * 5 * 3),
    ("1/1#counting", "Six of them: **{}**", conv(5, 3, 6)),
    ("1/1#counting", "the figure **{}** for this very layer", conv(5, 1, 6)),
    ("1/1#why-so-few", "each of the {:,} inputs", 32 * 32 * 3),
    ("1/1#why-so-few", "each of the 3,072 inputs with each of the {:,} outputs", 28 * 28 * 6),
    ("1/1#two-reasons", "save the {:.0f} million", dense(32 * 32 * 3, 28 * 28 * 6) / 1e6),
    ("1/1#three-layers-text", "to {:,} numbers that describe it", 7 * 7 * 40),
    ("1/1#fields-text", "with {} weights", 3 * 3 * 3),
    ("1/1#dilated-text", "look at 5×5 pixels with dilation 2, at {0}×{0} with 4", (3 - 1) * 4 + 1),
    ("1/1#summary", "32 → {} → 7 → 3", conv_output_size(32, 5, 0, 2)),
    ("1/2#draw-backward", "4 · 1 + 1 · 2 = {:.0f}", example_back("dA")),
    ("1/2#draw-backward-weights", "3 · 2 = {:.0f}", example_back("dW")),
    ("1/2#draw-backward-weights", "1 + 2 = {:.0f}", example_back("db")),
    ("1/2#draw-im2col", "9 numbers become {}", 4 * 4),
    ("1/2#train-own", "guessing would be {:.2f}", math.log(2)),
    ("1/2#summary", "⌊(64 − 3) / 2⌋ + 1 = {}", conv_output_size(64, 3, 0, 2)),
    ("1/3#mini-batches", "Batches of 16 make {} steps", math.ceil(1080 / 16)),
    ("1/3#mini-batches", "batches of 64 make {} steadier ones", math.ceil(1080 / 64)),
    ("1/3#cost", r"\ln 6 \approx {:.2f}", math.log(6)),
    ("1/3#classic-training-text", r"17/16 \approx {:.2f}", math.log(6) * 17 / 16),
    ("1/3#functional", "It has {:,} parameters", conv(4, 3, 8) + conv(2, 8, 16) + dense(64, 6)),
    ("1/3#summary", "the dense layer learns 6 · 257 = {:,}", dense(256, 6)),
    ("1/3#summary", "3×3 on 8 channels adds {}", conv(3, 8, 8)),
    ("1/3#summary", "1,542 = {:,}", conv(4, 3, 8) + conv(3, 8, 8) + conv(2, 8, 16) + dense(256, 6)),
    ("1/3#summary", "But {} steps of 16", math.ceil(0.85 * 1080 / 16)),
    ("1/3#summary", "15 steps of 64 on the same {} pictures", 1080 * 85 // 100),
    ("2/1#title", "where do the {:,} parameters sit", HAPPY),
    ("2/1#two-ways", "why {} of the parameters below", 2 * 32),
    ("2/1#summary-text", "= {:,}$, batch norm", conv(7, 3, 32)),
    ("2/1#summary-section", "= {:,} parameters, the dense layer", conv(3, 32, 32)),
    ("2/1#summary-section", "the dense layer {:,} as before", dense(32 * 32 * 32, 1)),
    ("2/1#summary-section", 'or {:,} ("valid"', dense(30 * 30 * 32, 1)),
    ("2/2#lenet-table-text", "with {:.0f} % of the parameters", 100 * (conv(5, 1, 6) + conv(5, 6, 16)) / 61706),
    ("2/2#compare-words", "alone has {:,} parameters", dense(25088, 4096)),
    ("2/2#compare-words", "used at {:,} places", 224 * 224),
    ("2/2#compare-words", "block and at {} in its last", 14 * 14),
    ("2/2#summary", "it costs {:,} parameters", FIFTH[0]),
    ("2/2#summary", "and {:,} multiplications", FIFTH[1]),
    ("2/2#summary", "not 25,088: {:,} parameters", dense(512, 4096)),
    ("2/2#summary", "VGG-16 would have {:,}", 138_357_544 - dense(25088, 4096) + dense(512, 4096)),
    ("2/2#summary", "and weigh {:.0f} megabytes", 4e-6 * (138_357_544 - dense(25088, 4096) + dense(512, 4096))),
    ("2/2#summary", "cost *more*: {:,} parameters", two_alexnet_layers(256)),
    ("2/2#summary", "parameters for {:,}, since", conv(5, 96, 256)),
    ("2/2#summary", "in between it is {:,}", two_alexnet_layers(96)),
    ("2/2#summary", "and {:.0f} for 448 million", (conv_multiplications((27, 27, 96), 3, 96) + conv_multiplications((27, 27, 96), 3, 256)) / 1e6),
    ("2/2#summary", "for {:.0f} million multiplications", conv_multiplications((27, 27, 96), 5, 256) / 1e6),
    ("2/3#curves-result", "errs on {:.0f} % of its own", 100 * LATER["plain 20"][-1]),
    ("2/3#curves-result", "and on **{:.0f} %** with 56", 100 * LATER["plain 56"][-1] + 0.01),
    ("2/3#curves-result", "depth helps: {:.0f} % with 20 layers", 100 * LATER["residual 20"][-1] + 0.01),
    ("2/3#curves-result", "with 20 layers, {:.0f} % with 56", 100 * LATER["residual 56"][-1]),
    ("2/3#summary", "after eighteen blocks {},", 16 + 18 * 16),
    ("2/3#summary", "are gone, {:,} parameters", shortcuts_of_resnet()),
    ("2/3#summary", "parameters: {:,} are left", 23_600_006 - shortcuts_of_resnet()),
    ("2/4#model-text", "{:,} new weights instead of millions", dense(1280, 6)),
    ("2/4#tune-run-text", "about ± {:.2f} only", math.sqrt(0.7 * 0.3 / 120)),
    ("2/4#interval-text", "it is {:.1f} with two runs", students_t(1)),
    ("2/4#interval-text", "{:.2f} with three", students_t(2)),
    ("2/4#interval-text", "**{:.3f}** with five", students_t(4)),
    ("2/4#interval-text", "{:.3f} with ten", students_t(9)),
    ("3/1#search-text", "9 × 9 = {} pictures", conv_output_size(128, 64, 0, 8) ** 2),
    ("3/1#summary", "grow from 81 to {},", conv_output_size(256, 64, 0, 8) ** 2),
    ("3/2#grid-numbers", "a cell holds 2 · (5 + 3) = {} numbers", 2 * (5 + 3)),
    ("3/2#filter-text", "19 · 19 · 5 = {} boxes", 19 * 19 * 5),
    ("3/2#photographs-text", "with 3 anchors each: {:,} boxes", 3 * (13**2 + 26**2)),
    ("4/1#one-to-many", "to {:.0f} % for 2,000 people at one error", 100 * (1 - 0.999**2000)),
    ("4/1#one-to-many", "to {:.0f} % at one in 10,000", 100 * (1 - 0.9999**2000)),
    ("4/1#roc-text", "with every other: {:,} pairs", math.comb(240, 2)),
    ("4/1#roc-text", "of which {:,} show one person", 20 * math.comb(12, 2)),
    ("4/3#where-text", "looked at](glossary:receptive-field) {} places", receptive_field(
        [{"f": 5, "stride": 1}, {"f": 4, "stride": 4}, {"f": 5, "stride": 1}, {"f": 4, "stride": 4}, {"f": 9, "stride": 1}])[-1]),
    ("4/3#one-pass-text", "24³ = {:,} cubes", 24**3),
    ("4/3#summary", "320 · 4 + 4 = {:,} parameters", dense(320, 4)),
    ("4/3#summary", "the maximum needs 32 · 4 + 4 = {}", dense(32, 4)),
]  # fmt: skip


@pytest.mark.parametrize(("place", "words", "value"), ROWS, ids=[f"{place}: {words}" for place, words, _ in ROWS])
def test_a_number_in_a_text_is_what_it_works_out_to(place: str, words: str, value: float) -> None:
    assert words.format(value) in cell(place)
