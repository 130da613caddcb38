"""The uses of terms that are found, against those that were marked by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from converter.entry import Entry
from converter.glossary import fold, read_glossary
from tests.gold_compare import Comparison, Found
from tests.gold_marks import GOLD, GoldFile, own_offset, place_of, read_folder, read_marks
from tests.gold_uses import compare_uses, make_uses
from tests.helpers import make_document

FOLDER = "uses"


def test_there_are_enough() -> None:
    signs = Counter(mark.sign for file in read_folder(FOLDER) for mark in file.marks)
    assert signs["〖"] + signs["〘"] >= 120
    assert signs["〘"] >= 30
    assert signs["⦅"] >= 20


def test_every_wording_of_the_glossary_is_marked_wherever_it_stands() -> None:
    terms, problems = read_glossary(GOLD / FOLDER / "glossary.yml", "glossary.yml")
    assert problems == []
    everywhere = [term for term in terms if term.scope == "corpus"]
    wordings = {fold(w) for term in everywhere for w in (term.term, *term.aliases)}
    assert len(wordings) >= 10
    unmarked = []
    for file in read_folder(FOLDER):
        at, rest = 0, ""
        for mark in file.marks:
            rest += f"{file.text[at : mark.start]}□"
            at = mark.end
        rest = fold(rest + file.text[at:])
        unmarked += [(file.name, wording) for wording in sorted(wordings) if wording in rest]
    assert unmarked == []


def test_uses_are_found(tmp_path: Path) -> None:
    result = compare_uses(*make_uses(FOLDER, tmp_path))
    assert min(result.precision, result.recall) >= 0.99, str(result)


def test_marks_are_read() -> None:
    plain, marks = read_marks("〖甲〗〘甲|art_2〙，〖“乙”丙|glossary〗；⦅甲⦆。")
    assert plain == "甲甲，“乙”丙；甲。"
    assert [(m.sign, plain[m.start : m.end], m.options) for m in marks] == [
        ("〖", "甲", ()),
        ("〘", "甲", ("art_2",)),
        ("〖", "“乙”丙", ("glossary",)),
        ("⦅", "甲", ()),
    ]


def compare_with(*uses: tuple[int, int, bool, str]) -> Comparison:
    """Compare one marked line with uses that a converter might find in it."""
    plain, marks = read_marks("一、⦅甲⦆“〖乙〗”〘乙〙丙。")
    document = make_document(plain, entry=Entry(file="x.txt", slug="x"))
    source = SimpleNamespace(document="x", clause="sec_1")
    terms: list[Any] = [
        SimpleNamespace(id="g", term="乙", aliases=(), origin="glossary", source=None),
        SimpleNamespace(id="t", term="“乙”", aliases=(), origin="text", source=source),
        SimpleNamespace(id="a", term="丁", aliases=("甲",), origin="glossary", source=None),
    ]
    key = next(node.key for node in document.clauses())
    found = [
        SimpleNamespace(slug="x", key=key, start=start, end=end, linked=linked, term=term)
        for start, end, linked, term in uses
    ]
    bundle: Any = SimpleNamespace(
        documents=(document,), terms=terms, uses=found, document=lambda slug: document
    )
    return compare_uses([GoldFile("x.txt", plain, tuple(marks))], bundle)


def test_uses_are_compared() -> None:
    right = [(1, 4, True, "t"), (4, 5, False, "t")]
    assert compare_with(*right) == Comparison(2, (), ())
    # Whether what is barred is counted as a use is open; a link it must not be.
    assert compare_with((0, 1, False, "a"), *right) == Comparison(2, (), ())
    linked = Found("x.txt", 1, "〔甲〕“乙”乙丙。 at sec_1:0, link, glossary")
    assert compare_with((0, 1, True, "a"), *right) == Comparison(2, (), (linked,))
    second = Found("x.txt", 1, "甲“乙”〔乙〕丙。 at sec_1:4, no link, x#sec_1")
    assert compare_with(right[0]) == Comparison(1, (second,), ())
    other = replace(second, what="甲“乙”〔乙〕丙。 at sec_1:4, no link, glossary")
    assert compare_with(right[0], (4, 5, False, "g")) == Comparison(1, (second,), (other,))


def test_a_place_is_counted_in_the_text_of_its_node() -> None:
    document = make_document("要点\n一、甲\n1.加强学习。坚持乙。\n第二段丙。")
    offset = document.source.text.index("乙")
    node, above = place_of(document, offset)
    assert document.own_text(node)[own_offset(document, node, offset)] == "乙"
    assert [document.ids.get(parent.key) for parent in above] == [None, "sec_1", "para_1"]
