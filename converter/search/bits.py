"""Numbers as bits: the codes of the lists, and the 15-bit characters of the files.

A code is `q` zeros, a one, and some further bits. Rice codes (Golomb 1966, Rice 1979) and
Elias gamma codes have this shape, so that the browser reads both in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint8]


def widths(values: Ints) -> Ints:
    """Return how many bits each number has; 0 has none."""
    # Exact below 2**53, where a double still tells neighbours apart.
    return np.frexp(values.astype(np.float64))[1].astype(np.int64)


def rice_width(total: Ints, count: Ints) -> Ints:
    """Choose the width of the Rice codes for `count` gaps that add up to `total` at most.

    Args:
        total: The sum that the gaps cannot pass.
        count: How many gaps, at least 1.

    Returns:
        How many bits follow the one.
    """
    # The best width for gaps spread at random is near log2(0.69 * mean) (Golomb 1966).
    return np.maximum(widths(total * 11 // (count * 16)) - 1, 0)


def gaps(values: Ints, begins: Ints) -> Ints:
    """Return for rising numbers how many lie between each and the one before it.

    Args:
        values: The numbers, in runs.
        begins: Where each run begins; its first number counts from 0.
    """
    between: Ints = np.empty_like(values)
    between[1:] = values[1:] - values[:-1] - 1
    between[begins] = values[begins]
    return between


class Codes:
    """Codes in a row; each is given its place among them."""

    def __init__(self, size: int) -> None:
        """Make room for `size` codes."""
        self._quotients: Ints = np.zeros(size, np.int64)
        self._widths: Ints = np.zeros(size, np.int64)
        self._rests: Ints = np.zeros(size, np.int64)

    def rice(self, places: Ints, values: Ints, width: Ints) -> None:
        """Put numbers from 0 on at places, in Rice codes of these widths."""
        self._quotients[places] = values >> width
        self._widths[places] = width
        self._rests[places] = values & ((1 << width) - 1)

    def gamma(self, places: Ints, values: Ints) -> None:
        """Put numbers from 1 on at places, in Elias gamma codes."""
        width = widths(values) - 1
        self._quotients[places] = width
        self._widths[places] = width
        self._rests[places] = values - (1 << width)

    def bits(self) -> tuple[Bits, Ints]:
        """Write them one behind another.

        Returns:
            The bits, each 0 or 1, and where each code begins, and where the last one ends.
        """
        lengths = self._quotients + 1 + self._widths
        starts = np.concatenate(([0], np.cumsum(lengths)))
        bits = np.zeros(starts[-1], np.uint8)
        ones = starts[:-1] + self._quotients
        bits[ones] = 1
        for low in range(int(self._widths.max(initial=0))):
            here = np.nonzero(self._widths > low)[0]
            bits[ones[here] + self._widths[here] - low] = (self._rests[here] >> low) & 1
        return bits, starts


def varints(numbers: Iterable[int]) -> bytes:
    """Write numbers from 0 on with seven bits a byte, the low ones first."""
    out = bytearray()
    for number in numbers:
        while number > 0x7F:
            out.append(number & 0x7F | 0x80)
            number >>= 7
        out.append(number)
    return bytes(out)


def pack_bits(bits: Bits) -> bytes:
    """Write bits as bytes, the first one in the highest place; zeros fill the last byte."""
    return np.packbits(bits).tobytes()


#: 32,768 characters from here on are neither surrogates nor anything with a meaning in a script.
FIRST_CHARACTER = 0x3400
_UNIT = 15


def pack(data: bytes) -> bytes:
    """Write bytes as characters of 15 bits each.

    Args:
        data: Any bytes.

    Returns:
        The characters in UTF-16, low byte first; zeros fill the last one.
    """
    row = np.unpackbits(np.frombuffer(data, np.uint8))
    bits = np.concatenate((row, np.zeros(-len(row) % _UNIT, np.uint8))).reshape(-1, _UNIT)
    weights = 1 << np.arange(_UNIT - 1, -1, -1)
    return (bits @ weights + FIRST_CHARACTER).astype("<u2").tobytes()
