"""Means and correlations in one pass, with their uncertainty."""

from __future__ import annotations

import math
from dataclasses import dataclass

_WIDTH = 1.959964  # of a normal distribution's middle 95 %, in standard deviations
_FEWEST = 4  # pairs, below which Fisher's interval does not exist


@dataclass
class Mean:
    """A running mean and variance (Welford 1962)."""

    count: int = 0
    mean: float = 0.0
    squares: float = 0.0

    def add(self, value: float) -> None:
        self.count += 1
        step = value - self.mean
        self.mean += step / self.count
        self.squares += step * (value - self.mean)

    @property
    def value(self) -> float | None:
        return self.mean if self.count else None

    @property
    def deviation(self) -> float | None:
        """The sample's standard deviation; None below two values."""
        return math.sqrt(self.squares / (self.count - 1)) if self.count > 1 else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """About 95 % confidence: two standard errors either way; None below two values."""
        if self.deviation is None:
            return None
        half = _WIDTH * self.deviation / math.sqrt(self.count)
        return self.mean - half, self.mean + half


@dataclass(frozen=True)
class Correlation:
    """Pearson's r of `count` pairs with Fisher's 95 % interval; `low` and `high` are None where it does not exist."""

    r: float
    count: int
    low: float | None = None
    high: float | None = None


@dataclass
class Pairs:
    """Running moments of pairs (x, y)."""

    count: int = 0
    mean_x: float = 0.0
    mean_y: float = 0.0
    xx: float = 0.0
    yy: float = 0.0
    xy: float = 0.0

    def add(self, x: float, y: float) -> None:
        self.count += 1
        step_x, step_y = x - self.mean_x, y - self.mean_y
        self.mean_x += step_x / self.count
        self.mean_y += step_y / self.count
        self.xx += step_x * (x - self.mean_x)
        self.yy += step_y * (y - self.mean_y)
        self.xy += step_x * (y - self.mean_y)

    @property
    def correlation(self) -> Correlation | None:
        """None where all x or all y are alike.

        The interval is tanh(artanh r ± 1.96 / √(n - 3)) (Fisher 1921), which needs four pairs and |r| < 1.
        """
        if min(self.xx, self.yy) <= 1e-12 * self.count:
            return None
        r = max(-1.0, min(1.0, self.xy / math.sqrt(self.xx * self.yy)))
        if self.count < _FEWEST or abs(r) > 1 - 1e-12:
            return Correlation(r, self.count)
        half = _WIDTH / math.sqrt(self.count - 3)
        return Correlation(r, self.count, math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half))
