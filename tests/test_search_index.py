"""The index of the search, read again by its description: every place of every pair, once."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.search import common, postings
from converter.search.bits import Codes as Writer
from converter.search.bits import pack_bits
from converter.search.common import Common, common_lists
from converter.search.files import Files
from converter.search.fold import fold
from converter.search.postings import pair_lists
from converter.search.stream import END, SLOT, Clause, Stream
from tests.helpers import make_document, node_at
from tests.search_reader import Codes, Place, read_lists, unpack, width

NODE = node_at(make_document("第一条 甲。"), "art_1")


def stream_of(*documents: list[tuple[str, int]]) -> Stream:
    """Make a stream of documents, each some texts with the lengths of their headings."""
    return Stream([Clause(NODE, text, head) for text, head in texts] for texts in documents)


def pairs_of(*documents: list[tuple[str, int]]) -> dict[str, list[Place]]:
    """Find all pairs in the plainest way."""
    found: dict[str, list[Place]] = {}
    for number, texts in enumerate(documents):
        begin = 0
        for text, head in texts:
            units = [*fold(text).encode("utf-16-le")]
            row = [low | high << 8 for low, high in zip(units[::2], units[1::2], strict=True)]
            headed = len(fold(text[:head]).encode("utf-16-le")) // 2
            for at, pair in enumerate(pairwise([*row, END])):
                name = np.array(pair, "<u2").tobytes().decode("utf-16-le", "surrogatepass")
                found.setdefault(name, []).append((number, begin + at, at < headed))
            begin += max(-(-len(row) // SLOT), 1) * SLOT
    return {name: sorted(places, key=lambda place: place[2]) for name, places in found.items()}


TEXT = st.text("的应当人民 政府，。Ａa“”𠀀國", max_size=3 * SLOT)
TEXTS = st.lists(st.tuples(TEXT, st.integers(0, 9)), max_size=6)


@given(st.lists(TEXTS, min_size=1, max_size=5), st.integers(8, 4096))
def test_every_place_of_every_pair_is_listed_once(
    documents: list[list[tuple[str, int]]], size: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "FILE_BYTES", size)
        patch.setattr(postings, "_AT_A_TIME", size)
        stream = stream_of(*documents)
        files = list(pair_lists(stream))
    read = [pair for lists in files for pair in read_lists(lists, stream)]
    assert dict(read) == pairs_of(*documents)
    assert len(dict(read)) == len(read)
    firsts = [lists.first for lists in files]
    assert firsts == sorted(firsts)


def test_a_long_list_is_a_file_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "FILE_BYTES", 16)
    texts = [("应当和", 0)] * 50 + [("甲乙", 0), ("丙丁", 0)]
    stream = stream_of(texts)
    files = list(pair_lists(stream))
    named = [[pair for pair, _ in read_lists(lists, stream)] for lists in files]
    assert named == [["丁\0", "丙丁", "乙\0"], ["和\0"], ["应当"], ["当和"], ["甲乙"]]


def test_the_last_character_of_a_clause_is_not_listed_where_its_clauses_are() -> None:
    stream = stream_of([("应当。", 0), ("应当", 0)])
    (lists,) = pair_lists(stream, frozenset({ord("。")}))
    assert [pair for pair, _ in read_lists(lists, stream)] == ["应当", "当\0", "当。"]


@given(st.lists(st.integers(0, 2**40), max_size=20), st.integers(0, 30))
def test_codes_are_read_as_they_are_written(values: list[int], wide: int) -> None:
    values = [value % (1 << wide + 4) for value in values]
    numbers = np.array(values, np.int64)
    writer = Writer(2 * len(values))
    at = np.arange(len(values), dtype=np.int64) * 2
    writer.rice(at, numbers, np.full(len(values), wide, np.int64))
    writer.gamma(at + 1, numbers + 1)
    codes = Codes(pack_bits(writer.bits()[0]))
    assert [(codes.rice(wide), codes.gamma()) for _ in values] == [(v, v + 1) for v in values]


def read_common(listed: Common, stream: Stream) -> list[tuple[int, int, bool]]:
    """Return the clauses of a frequent wording with their counts."""
    codes = Codes(listed.data)
    size, clause, out = codes.gamma() - 1, -1, []
    for _ in range(size):
        clause += codes.rice(width(len(stream.starts), size)) + 1
        code = codes.gamma() + 1
        out.append((clause, code >> 1, bool(code & 1)))
    return out


def test_the_clauses_of_frequent_wordings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "CHARACTER_PLACES", 5)
    monkeypatch.setattr(common, "PAIR_PLACES", 4)
    monkeypatch.setattr(common, "WORDING_PLACES", 3)
    stream = stream_of(
        [("人民政府", 4), ("政府和人民政府", 0), ("乙", 0)], [("人民政府的人民", 2), ("民", 0)]
    )
    read = {listed.wording: read_common(listed, stream) for listed in common_lists(stream)}
    assert read == {
        "民": [(0, 1, True), (1, 1, False), (3, 2, True), (4, 1, False)],
        "人民": [(0, 1, True), (1, 1, False), (3, 2, True)],
        "政府": [(0, 1, True), (1, 2, False), (3, 1, False)],
        "民政府": [(0, 1, True), (1, 1, False), (3, 1, True)],
        "人民政": [(0, 1, True), (1, 1, False), (3, 1, True)],
        "人民政府": [(0, 1, True), (1, 1, False), (3, 1, True)],
    }


@given(st.binary(max_size=200))
def test_bytes_are_unpacked_as_they_were(data: bytes) -> None:
    with pytest.MonkeyPatch.context():
        from tempfile import TemporaryDirectory

        with TemporaryDirectory() as folder:
            files = Files(Path(folder) / "search")
            files.add("b7", data)
            version = files.finish()
            assert unpack(Path(folder) / "search" / version / "b7.js") == data
