"""Numbers as the explorers print them, letter for letter as on the page."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def plain(value: float, digits: int = 3) -> str:
    """Return a number with halves rounded away from zero, a true minus, no trailing zeros.

    >>> plain(1 / 16), plain(-2.50), plain(151200.0)
    ('0.063', '−2.5', '151200')
    """
    rounded = Decimal(float(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{rounded:f}".rstrip("0").rstrip(".") if digits else f"{rounded:f}"
    return "0" if text in ("-0", "") else text.replace("-", "−")


def number(value: float, digits: int = 2) -> str:
    """Return a number short enough for a cell of a grid: six digits at most, below 100,000.

    >>> number(-2.5), number(3.0)
    ('−2.5', '3')
    """
    rounded = round(float(value), digits) + 0.0
    return f"{rounded:g}".replace("-", "−") if abs(rounded) < 1e5 else f"{rounded:.0f}".replace("-", "−")


def powers(value: float) -> str:
    """Return two digits; from 1000 and below 0.01 as a power of ten.

    >>> powers(3.14e-8), powers(0.25), powers(0)
    ('3.1·10⁻⁸', '0.25', '0')
    """
    if value == 0:
        return "0"
    digits, exponent = f"{value:.1e}".split("e")
    if -2 <= int(exponent) < 3:
        return f"{float(f'{value:.2g}'):g}"
    return f"{digits}·10{str(int(exponent)).translate(RAISED)}"
