"""The index of the search, read again by its description: every place of every pair, once."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.search import common, filing
from converter.search.bits import cut, gamma_lengths, join, pack_all, rice, stretch
from converter.search.clauses import END, Clause, folded
from converter.search.common import Common, common_lists
from converter.search.files import Files
from converter.search.fold import fold
from converter.search.postings import pair_lists
from converter.search.stream import SLOT, Stream
from converter.site_files import SiteFiles
from tests.helpers import make_document, node_at
from tests.search_reader import Codes, Place, read_lists, unpack, width

NODE = node_at(make_document("第一条 甲。"), "art_1")


def stream_of(*documents: list[tuple[str, int]]) -> Stream:
    """Make a stream of documents, each some texts with the lengths of their headings."""
    return Stream.of(
        folded([Clause(NODE, text, head) for text, head in texts]) for texts in documents
    )


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
        patch.setattr(filing, "FILE_BYTES", size)
        patch.setattr(filing, "_AT_A_TIME", size)
        stream = stream_of(*documents)
        files = list(pair_lists(stream))
    read = [pair for lists in files for pair in read_lists(lists, stream)]
    assert dict(read) == pairs_of(*documents)
    assert len(dict(read)) == len(read)
    firsts = [lists.first for lists in files]
    assert firsts == sorted(firsts)


def test_a_long_list_is_a_file_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filing, "FILE_BYTES", 16)
    texts = [("应当和", 0)] * 50 + [("甲乙", 0), ("丙丁", 0)]
    stream = stream_of(texts)
    files = list(pair_lists(stream))
    named = [[pair for pair, _ in read_lists(lists, stream)] for lists in files]
    assert named == [["丁\0", "丙丁", "乙\0"], ["和\0"], ["应当"], ["当和"], ["甲乙"]]


def test_the_last_character_of_a_clause_is_not_listed_where_its_clauses_are() -> None:
    stream = stream_of([("应当。", 0), ("应当", 0)])
    (lists,) = pair_lists(stream, frozenset({ord("。")}))
    assert [pair for pair, _ in read_lists(lists, stream)] == ["应当", "当\0", "当。"]


@given(st.lists(st.integers(0, 2**40), max_size=20), st.integers(0, 26))
def test_codes_are_read_as_they_are_written(values: list[int], wide: int) -> None:
    values = [value % (1 << wide + 4) for value in values]
    numbers = np.array(values, np.int64)
    written = np.zeros((len(values), 2), np.int64), np.zeros((len(values), 2), np.int64)
    coded = rice(numbers, np.full(len(values), wide, np.int64))
    written[0][:, 0], written[1][:, 0] = coded
    written[0][:, 1], written[1][:, 1] = numbers + 1, gamma_lengths(numbers + 1)
    words, starts = join(written[0].ravel(), written[1].ravel())
    codes = Codes(stretch(words, 0, int(starts[-1])))
    assert [(codes.rice(wide), codes.gamma()) for _ in values] == [(v, v + 1) for v in values]


@given(st.lists(st.tuples(st.integers(1, 2**31), st.integers(0, 70)), min_size=1), st.data())
def test_stretches_of_bits_are_those_that_were_written(
    codes: list[tuple[int, int]], data: st.DataObject
) -> None:
    bits = "".join(f"{value:b}".zfill(value.bit_length() + more) for value, more in codes)
    values = np.array([value for value, _ in codes], np.int64)
    lengths = np.array([value.bit_length() + more for value, more in codes], np.int64)
    words, starts = join(values, lengths)
    assert starts.tolist() == [0, *np.cumsum(lengths).tolist()]
    begin, end = sorted(data.draw(st.tuples(*[st.integers(0, len(bits))] * 2)))
    wanted = bits[begin:end] + "0" * (-(end - begin) % 8)
    assert "".join(f"{byte:08b}" for byte in stretch(words, begin, end)) == wanted
    size = min(end - begin, 32)
    found = cut(words, np.array([end]), np.array([size]))
    assert found.tolist() == [int(bits[end - size : end] or "0", 2)]


def read_common(listed: Common, stream: Stream) -> list[tuple[int, int, bool]]:
    """Return the clauses of a frequent wording with their counts."""
    codes = Codes(listed.data)
    size, clause, out = codes.gamma() - 1, -1, []
    for _ in range(size):
        clause += codes.rice(width(stream.clauses, size)) + 1
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
            files = Files(SiteFiles(Path(folder) / "search"))
            files.add("b7", data)
            version = files.finish()
            assert unpack(Path(folder) / "search" / version / "b7.js") == data


@given(st.lists(st.binary(max_size=70)))
def test_several_are_packed_as_each_is(listed: list[bytes]) -> None:
    assert pack_all(listed) == [pack_all([data])[0] for data in listed]
