"""Reads the files of the search index again, plainly, as their descriptions say."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from converter.search.bits import FIRST_CHARACTER
from converter.search.postings import Lists
from converter.search.stream import Stream

_CALL = re.compile(r'tiaowen\.search\.take\("(\w+)",(\d+),"(.*)"\);\n', re.DOTALL)


def unpack(path: Path) -> bytes:
    """Return the bytes of a file."""
    found = _CALL.fullmatch(path.read_bytes().decode("utf-16"))
    assert found is not None
    assert found[1] == path.stem
    bits = "".join(f"{ord(char) - FIRST_CHARACTER:015b}" for char in found[3])
    size = int(found[2])
    assert set(bits[size * 8 :]) <= {"0"}
    return int(bits[: size * 8] or "0", 2).to_bytes(size, "big")


def read_json(path: Path) -> object:
    """Return what a file of JSON holds."""
    return json.loads(zlib.decompress(unpack(path)))


class Codes:
    """Codes one behind another."""

    def __init__(self, data: bytes) -> None:
        self.bits = "".join(f"{byte:08b}" for byte in data)
        self.at = 0

    def _take(self, count: int) -> int:
        self.at += count
        return int(self.bits[self.at - count : self.at] or "0", 2)

    def _zeros(self) -> int:
        one = self.bits.index("1", self.at)
        count, self.at = one - self.at, one + 1
        return count

    def gamma(self) -> int:
        width = self._zeros()
        return (1 << width) + self._take(width)

    def rice(self, width: int) -> int:
        return (self._zeros() << width) + self._take(width)


def width(total: int, count: int) -> int:
    """Return the width of a Rice code, as both sides compute it."""
    return max((total * 11 // (count * 16)).bit_length() - 1, 0)


Place = tuple[int, int, bool]  # document, place in it, in a heading


def read_lists(lists: Lists, stream: Stream) -> Iterator[tuple[str, list[Place]]]:
    """Yield the pairs of a file and where they stand."""
    count, at = lists.data[0] & 0x7F, 1
    while lists.data[at - 1] & 0x80:
        count += (lists.data[at] & 0x7F) << 7 * at
        at += 1
    codes = Codes(lists.data[at:])
    alphabet = stream.alphabet.tolist()
    high, low = alphabet.index(lists.first >> 16), alphabet.index(lists.first & 0xFFFF)
    for number in range(count):
        if number:
            step, second = codes.gamma() - 1, codes.gamma()
            high, low = high + step, second - 1 if step else low + second
        pair = np.array([alphabet[high], alphabet[low]], "<u2").tobytes()
        yield pair.decode("utf-16-le", "surrogatepass"), list(_places(codes, stream))


def _places(codes: Codes, stream: Stream) -> Iterator[Place]:
    for headed in (False, True):
        count, document = codes.gamma() - 1, -1
        for _ in range(count):
            document += codes.rice(width(len(stream.counts), count)) + 1
            places, place = codes.gamma(), -1
            gap = width(int(stream.lengths[document]), places)
            for _ in range(places):
                place += codes.rice(gap) + 1
                yield document, place, headed


def read_steps(step: tuple[list[int], list[list[int]]], count: int) -> list[list[int]]:
    """Return the places of what each clause of a version became in the next."""
    runs, several = step
    places: list[list[int]] = []
    for size, first in zip(runs[::2], runs[1::2], strict=True):
        places += [[] if first < 0 else [first + at] for at in range(size)]
    assert len(places) == count
    for place, *became in several:
        places[place] = became
    return places
