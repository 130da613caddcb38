"""Numbers in steps, so that what is weighed by them seldom changes when one document does.

How often a pair of characters stands in all documents decides how telling it is. Were that the
very number, each new document would change the weights of all others by a hair, and every
score with them. In steps nearly all weights stay exactly as they were.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

#: So many of the highest bits of a number count: up to 7 each number, then 8, 10, 12, 14, 16,
#: 20, 24, 28, 32, 40. A step is an eighth to a quarter of the number.
_BITS = 3


def coarse(number: int) -> int:
    """Round a number down to the next step.

    Args:
        number: A number, 0 or more.

    Returns:
        The number with all but its highest three bits set to 0.
    """
    lost = max(0, number.bit_length() - _BITS)
    return number >> lost << lost


def all_coarse(numbers: npt.NDArray[np.integer]) -> Ints:
    """Round many numbers down, each as `coarse` does."""
    # The exponent of a number below 2^53 is the length of its bits.
    lengths = np.frexp(numbers.astype(np.float64))[1].astype(np.int64)
    lost = np.maximum(lengths - _BITS, 0)
    out: Ints = numbers.astype(np.int64) >> lost << lost
    return out
