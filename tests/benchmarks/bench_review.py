"""What thirty days of review are worth: `python tests/benchmarks/bench_review.py [SEEDS]`.

Simulated students forget by the scheduler's own published model; in the second row each question is remembered longer
or shorter than the model thinks, by a factor that the scheduler does not know.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "student"))

from simulated import compared, month, scheduled


def main(seeds: int) -> None:
    print(f"{seeds} students, 48 questions, at most 5 a day for 30 days; {sum(month(scheduled, 0)[1])} asked of the first")
    for spread, title in ((0.0, "memory as the model says"), (0.5, "factor exp(N(0, 0.5)) on each stability")):
        planned, fixed, none = np.array([compared(seed, spread) for seed in range(seeds)]).T
        gain = planned - fixed
        print(
            f"{title}: recall scheduled {planned.mean():.3f} ± {planned.std(ddof=1):.3f}, in turn {fixed.mean():.3f} ± "
            f"{fixed.std(ddof=1):.3f}, no review {none.mean():.3f} ± {none.std(ddof=1):.3f}; gain {gain.mean():+.3f} ± "
            f"{gain.std(ddof=1):.3f} (s.d.), from {gain.min():+.3f} to {gain.max():+.3f}, above 0 for {np.mean(gain > 0):.0%}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
