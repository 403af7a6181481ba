"""The z-score formula, its restriction beyond 3 SD, and the rounding, as WHO gives them.

The order of the operations is part of the result: a z-score that lies on half a hundredth may
round either way, and stored classes follow the rounded value. docs/aturan-gizi.md, Z.*.
"""

from __future__ import annotations

import math

from sipd_desktop.rules.who import LMS


def z_plain(y: float, lms: LMS) -> float:
    """Z.FORMULA: ((y/M)^L - 1) / (L S), or ln(y/M)/S where L is 0. `y` > 0, unit of M."""
    l, m, s = lms  # noqa: E741
    if l == 0:
        return math.log(y / m) / s
    try:
        power: float = (y / m) ** l
    except OverflowError:
        power = math.inf
    return (power - 1) / (s * l)


def value_at(z: float, lms: LMS) -> float:
    """The measurement that has this z-score; the curves of the chart are drawn with it."""
    l, m, s = lms  # noqa: E741
    if l == 0:
        return m * math.exp(s * z)
    base: float = (1 + l * s * z) ** (1 / l)
    return m * base


def z_restricted(y: float, lms: LMS) -> float:
    """Z.RESTRICT: like `z_plain` within 3 SD, beyond it in steps of the SD2-SD3 distance."""
    z = z_plain(y, lms)
    if -3 <= z <= 3:
        return z
    side = 3 if z > 0 else -3
    edge = value_at(side, lms)
    if side > 0:
        return 3 + (y - edge) / (edge - value_at(2, lms))
    return -3 + (y - edge) / (value_at(-2, lms) - edge)


def round_z(z: float) -> float:
    """Z.ROUND: two decimals, before any flag or class; never minus zero.

    Python, numpy and R differ only within 1e-15 of half a hundredth; over all lengths of 0.1 cm at
    all days no z comes nearer than 1e-9.
    """
    return round(z, 2) or 0.0


def is_flagged(z: float | None, low: float, high: float) -> bool | None:
    """Z.FLAG: is this rounded z implausible (outside low..high)? None where there is no z."""
    return None if z is None else not low <= z <= high
