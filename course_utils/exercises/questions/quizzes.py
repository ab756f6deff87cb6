"""Which questions each week's quiz asks: ten, and after week 1 half of them from earlier weeks.

A quiz is a notebook that only asks; its source holds these ids as literals, which `course build` verifies. No notebook
asks one of them before, so a quiz asks for what is remembered.

Source: spacing and mixing of weeks, H. Roediger, J. Karpicke, *Test-enhanced learning*, 2006.
"""

from __future__ import annotations

TITLE = "Quiz of week {}"
QUIZZES: dict[str, tuple[str, ...]] = {
    "week1/QUIZ": (
        "turn-left-out", "receptive-field", "where-a-window-begins", "shape-of-the-filters", "fewer-weights",
        "weight-gradient", "bug-conv-backward", "largest-score-off", "order-softmax-loss", "range-of-glorot",
    ),
    "week2/QUIZ": (
        "padded-shape", "normalised-number", "gradient-of-a-score", "ten-times-the-kernel", "mirrored-place",
        "layer-that-sees", "weights-of-a-shortcut", "one-hot-place", "bug-batch-norm", "stride-work",
    ),
    "week3/QUIZ": (
        "where-is-the-middle", "inputs-of-an-output", "fit-again", "cell-of-a-share", "which-are-hits",
        "running-average", "person-before-a-car", "one-step", "bug-iou", "what-is-missing",
    ),
    "week4/QUIZ": (
        "semi-hard-negative", "threshold-down", "divided-by", "smiles-found", "tube-or-ball",
        "step-between-neighbours", "dark-times-bright", "numbers-of-an-answer", "bug-hard-triplets", "people-apart",
    ),
}  # fmt: skip
