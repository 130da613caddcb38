"""Numbers as bits: the codes of the lists, and the 15-bit characters of the files.

A code is `q` zeros, a one, and some further bits. Rice codes (Golomb 1966, Rice 1979) and
Elias gamma codes have this shape, so that the browser reads both in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint32]

_HALF, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)


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


def gamma_lengths(values: Ints) -> Ints:
    """Return how many bits the Elias gamma codes of numbers from 1 on have.

    What is written of such a code is the number itself.
    """
    return 2 * widths(values) - 1


def rice(values: Ints, width: Ints) -> tuple[Ints, Ints]:
    """Make the Rice codes of numbers from 0 on.

    Args:
        values: The numbers.
        width: For each the width of its code.

    Returns:
        What is written of each code, and how many bits it has.
    """
    one = np.left_shift(1, width)
    return one | (values & (one - 1)), (values >> width) + 1 + width


#: Bits are written and read in words of so many.
WORD = 32


def join(values: Ints, lengths: Ints) -> tuple[Words, Ints]:
    """Write codes one behind another.

    Args:
        values: What is written of each, below 2**32; zeros go before it.
        lengths: How many bits each has; at least those of its value.

    Returns:
        The bits, the first one in the highest place of the first word, and one more word; and
        where each code begins, and where the last one ends.
    """
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    # The word in front of the first is where the zeros of the first codes would be.
    words = np.zeros((int(starts[-1]) >> 5) + 3, np.uint64)
    if len(values):
        ends = starts[1:]
        word = ends >> 5
        pairs = values.astype(np.uint64)
        pairs <<= (WORD - (ends & 31)).view(np.uint64)
        new = np.ones(len(word), bool)
        np.not_equal(word[1:], word[:-1], out=new[1:])
        first = np.flatnonzero(new)
        at = word[first]
        # No two codes have a bit in common, so that adding is joining.
        # Sums of pairs of words: the higher one has no carry into anything.
        sums = np.add.reduceat(pairs, first)
        words[at] = sums >> _HALF
        words[at + 1] += sums & _LOW
    return words[1:].astype(np.uint32), starts


def cut(words: Words, ends: Ints, lengths: Ints) -> Ints:
    """Read stretches of at most 32 bits.

    Args:
        words: Bits as `join` writes them.
        ends: Where each stretch ends.
        lengths: How many bits each has.

    Returns:
        The stretches as numbers.
    """
    after = ends >> 5
    low = words[after].astype(np.uint64)
    # Nothing is read from the word before the first: the mask leaves it out.
    pairs = words[after - 1].astype(np.uint64) << _HALF | low
    found = pairs >> (WORD - (ends & 31)).astype(np.uint64)
    found &= (np.uint64(1) << lengths.astype(np.uint64)) - np.uint64(1)
    stretches: Ints = found.astype(np.int64)
    return stretches


def stretch(words: Words, begin: int, end: int) -> bytes:
    """Return the bytes of a stretch of bits; zeros fill the last one."""
    if end <= begin:
        return b""
    some = words[begin >> 5 : (end >> 5) + 2].astype(np.uint64)
    some = np.append(some, np.uint64(0))
    moved = (some[:-1] << np.uint64(begin & 31)) | (some[1:] >> np.uint64(WORD - (begin & 31)))
    data = bytearray((moved & _LOW).astype(">u4").tobytes()[: (end - begin + 7) >> 3])
    data[-1] &= 0xFF << (-(end - begin) % 8) & 0xFF
    return bytes(data)


def varints(numbers: Iterable[int]) -> bytes:
    """Write numbers from 0 on with seven bits a byte, the low ones first."""
    out = bytearray()
    for number in numbers:
        while number > 0x7F:
            out.append(number & 0x7F | 0x80)
            number >>= 7
        out.append(number)
    return bytes(out)


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
    return pack_all([data])[0]


def pack_all(listed: Sequence[bytes]) -> list[bytes]:
    """Do with several what `pack` does with one, which is much faster."""
    # Fifteen bytes are eight characters. Each is cut out of the three bytes that it may touch.
    row = b"".join(data + bytes(-len(data) % _UNIT) for data in listed)
    wide = np.zeros((len(row) // _UNIT, _UNIT + 1), np.uint32)
    wide[:, :_UNIT] = np.frombuffer(row, np.uint8).reshape(-1, _UNIT)
    units = np.empty((len(wide), 8), "<u2")
    for number in range(8):
        at, shift = divmod(number * _UNIT, 8)
        three = wide[:, at] << 16 | wide[:, at + 1] << 8
        if shift > 1:  # two bytes have 16 bits
            three |= wide[:, at + 2]
        units[:, number] = (three >> (9 - shift) & 0x7FFF) + FIRST_CHARACTER
    characters = units.tobytes()
    packed = []
    begin = 0
    for data in listed:
        packed.append(characters[begin : begin + 2 * -(-len(data) * 8 // _UNIT)])
        begin += 16 * -(-len(data) // _UNIT)
    return packed
