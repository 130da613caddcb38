"""Positions, discards, diagnostics and the quoted spot."""

from __future__ import annotations

import pytest

from converter.diagnostics import Diagnostic, Severity, quote_spot
from converter.discards import essential, is_discard, is_unrenderable
from converter.source import SourceText, line_texts, lines_of
from converter.span import Mark, Position, Span


def places(text: str) -> list[tuple[int, int]]:
    source = SourceText.plain("x.txt", text)
    found = [source.position(offset) for offset in range(len(text) + 1)]
    return [(place.line, place.column) for place in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, 1)]),
        ("甲", [(1, 1), (1, 2)]),
        ("甲\n", [(1, 1), (1, 2), (2, 1)]),
        ("甲\n乙", [(1, 1), (1, 2), (2, 1), (2, 2)]),
        ("甲\r\n乙", [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]),
        ("甲\r乙", [(1, 1), (1, 2), (2, 1), (2, 2)]),
        ("\r\r\n\n乙", [(1, 1), (2, 1), (2, 2), (3, 1), (4, 1), (4, 2)]),
        ("\t甲", [(1, 1), (1, 2), (1, 3)]),
        ("甲\u2028乙\x0b\x0c\x85丙", [(1, n) for n in range(1, 9)]),
        ("𠀀甲", [(1, 1), (1, 2), (1, 3)]),
    ],
)
def test_position(text: str, expected: list[tuple[int, int]]) -> None:
    assert places(text) == expected


def test_position_counts_on_from_the_last_mark() -> None:
    marks = (Mark(0, Position(7, 3)), Mark(2, Position(9, 1)))
    source = SourceText("x.html", "甲乙丙丁", marks)
    assert [source.position(n) for n in range(4)] == [
        Position(7, 3),
        Position(7, 4),
        Position(9, 1),
        Position(9, 2),
    ]


@pytest.mark.parametrize("text", ["", "甲", "甲\n乙\r丙\r\n\n丁", "\n\n", "甲\x0c乙\u2028丙"])
def test_lines_are_the_whole_text(text: str) -> None:
    lines = [text[span.start : span.end] for span in lines_of(text)]
    assert "".join(lines) == text
    assert not any(set("\r\n") & set(line.rstrip("\r\n")) for line in lines)


def test_lines_end_where_editors_end_them() -> None:
    text = "甲\n乙\r丙\r\n丁\x0c戊\u2028己\x85庚"
    assert [text[span.start : span.end] for span in lines_of(text)] == [
        "甲\n",
        "乙\r",
        "丙\r\n",
        "丁\x0c戊\u2028己\x85庚",
    ]


def test_what_a_page_cannot_carry() -> None:
    listed = {*range(0x09), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0xFDD0, 0xFDF0)}
    listed |= {plane << 16 | low for plane in range(17) for low in (0xFFFE, 0xFFFF)}
    assert {code for code in range(0x110000) if is_unrenderable(chr(code))} == listed


def test_discards_are_white_space_zero_width_and_what_a_page_cannot_carry() -> None:
    zero_width = set("\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
    for code in range(0x110000):
        char = chr(code)
        expected = char.isspace() or char in zero_width or is_unrenderable(char)
        assert is_discard(char) is expected
        assert essential(char) == ("" if expected else char)


def test_essential_keeps_the_order() -> None:
    assert essential("\ufeff　第 一\u200b条\x00\r\n甲\u3000乙\n") == "第一条甲乙"


def test_strip() -> None:
    source = SourceText.plain("x.txt", "\ufeff　甲 乙\x00\n")
    assert source.slice(source.strip_all()) == "甲 乙"
    assert source.strip(Span(0, 2)) == Span(2, 2)
    assert not source.strip(Span(0, 2))


def test_span() -> None:
    assert len(Span(2, 5)) == 3
    assert not Span(2, 2)
    assert Span(2, 5).contains(Span(2, 5))
    assert not Span(2, 5).contains(Span(1, 3))
    assert not Span(2, 5).contains(Span(4, 6))


def test_diagnostic_as_text() -> None:
    found = Diagnostic(
        "quote", Severity.WARNING, "sources/甲.txt", 3, 14, "is not closed", "党〔“〕建"
    )
    assert str(found) == "sources/甲.txt:3:14: warning: is not closed 党〔“〕建 [quote]"


def test_diagnostic_about_a_whole_file() -> None:
    found = Diagnostic("empty", Severity.ERROR, "sources/甲.txt", 0, 0, "holds no text")
    assert str(found) == "sources/甲.txt: error: holds no text [empty]"


def test_diagnostics_are_ordered_by_place() -> None:
    def at(path: str, line: int, column: int, code: str) -> Diagnostic:
        return Diagnostic(code, Severity.NOTE, path, line, column, "m")

    mixed = [at("b", 0, 0, "a"), at("a", 10, 1, "b"), at("a", 10, 1, "a"), at("a", 2, 9, "z")]
    found = sorted(mixed, key=Diagnostic.sort_key)
    assert [(f.path, f.line, f.code) for f in found] == [
        ("a", 2, "z"),
        ("a", 10, "a"),
        ("a", 10, "b"),
        ("b", 0, "a"),
    ]


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("甲乙丙", Span(1, 2), "甲〔乙〕丙"),
        ("甲乙丙", Span(0, 3), "〔甲乙丙〕"),
        ("甲乙丙", Span(3, 3), "甲乙丙〔〕"),
        ("甲\n\n乙", Span(2, 2), ""),
        (
            "〇一二三四五六七八九十甲乙〇一二三四五六七八九十",
            Span(11, 12),
            "一二三四五六七八九十〔甲〕乙〇一二三四五六七八",
        ),
        ("前一行\n甲乙丙\n后一行", Span(5, 6), "甲〔乙〕丙"),
        ("前一行\r\n甲乙丙\r后一行", Span(6, 7), "甲〔乙〕丙"),
        ("甲\x00乙\u200b丙", Span(2, 3), "甲⟨U+0000⟩〔乙〕⟨U+200B⟩丙"),
        ("甲\ue000乙", Span(1, 2), "甲〔⟨U+E000⟩〕乙"),
        ("甲\t乙\u2028丙", Span(2, 3), "甲 〔乙〕 丙"),
        ("头" + "长" * 50 + "尾", Span(1, 51), f"头〔{'长' * 20}…{'长' * 10}〕尾"),
        ("头" + "长" * 40 + "尾", Span(1, 41), f"头〔{'长' * 40}〕尾"),
    ],
)
def test_quoted_spot(text: str, span: Span, expected: str) -> None:
    assert quote_spot(SourceText.plain("x.txt", text), span) == expected


def test_the_marks_of_lines_are_made_when_they_are_asked_for() -> None:
    marks = SourceText.plain("a.txt", "甲\n乙\r\n\n").marks
    every = tuple(Mark(offset, Position(n, 1)) for n, offset in enumerate((0, 2, 5, 6), 1))
    assert (tuple(marks), marks[-1], marks[1:3]) == (every, every[-1], every[1:3])
    assert marks == every == marks
    assert marks == SourceText.plain("b.txt", "丙\n丁\r\n\n").marks
    assert marks != SourceText.plain("b.txt", "丙丁\n\n").marks
    assert hash(marks) == hash(every)
    assert repr(marks) == repr(every)


def test_lines_that_hold_something() -> None:
    source = SourceText.plain("a.txt", " 甲 \r\n\n\u3000\n\u200b\n乙\r丙")
    assert source.lines() == (
        (Span(0, 3), Span(1, 2)),
        (Span(8, 9), Span(9, 9)),
        (Span(10, 11), Span(10, 11)),
        (Span(12, 13), Span(12, 13)),
    )
    assert line_texts("甲\r\n乙\n\r") == ["甲", "乙", "", ""]
    assert line_texts("甲\n\n乙") == ["甲", "", "乙"]
