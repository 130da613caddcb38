"""Numbers in steps, so that what is weighed by them seldom changes when one document does.

How often a pair of characters stands in all documents decides how telling it is. Were that the
very number, each new document would change the weights of all others by a hair, and every
score with them. In steps nearly all weights stay exactly as they were.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

#: Below this each number is a step of its own; from there on only powers of two are steps.
_EXACT = 8


def coarse(number: int) -> int:
    """Round a number down to the next step.

    Args:
        number: A number, 0 or more.

    Returns:
        The number itself below 8, else the power of two that is not above it.
    """
    return number if number < _EXACT else 1 << number.bit_length() - 1


def all_coarse(numbers: npt.NDArray[np.integer]) -> Ints:
    """Round many numbers down, each as `coarse` does."""
    # The exponent of a number below 2^53 is the length of its bits.
    lengths = np.frexp(numbers.astype(np.float64))[1].astype(np.int64)
    powers = np.int64(1) << np.maximum(lengths - 1, 0)
    out: Ints = np.where(numbers < _EXACT, numbers, powers).astype(np.int64)
    return out
