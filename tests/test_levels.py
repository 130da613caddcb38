"""Every way of numbering, in fixtures that a lawyer can read, and the tables themselves."""

from __future__ import annotations

import pytest

from converter.back import BELOW_DATE
from converter.divide import ATTACHMENT_WORDS
from converter.levels import (
    BY_NAME,
    LEVELS,
    NAMED_HEADINGS,
    POINT_STYLES,
    Level,
    PointStyle,
    match_level,
)
from converter.points import inline_points
from converter.source import SourceText
from converter.span import Span
from tests.cases import Case, read_cases
from tests.helpers import FIXTURES, UPDATE, eids, make_document, outline, uncovered

FILES = sorted((FIXTURES / "levels").glob("*.txt"))
CASES = [case for file in FILES for case in read_cases(file)]


def test_rewriting() -> None:
    if not UPDATE:
        return
    for file in FILES:
        cases = [case for case in CASES if case.file == file]
        documents = [make_document(case.text, entry=case.entry()) for case in cases]
        written = (
            case.write(outline(document)) for case, document in zip(cases, documents, strict=True)
        )
        file.write_text("\n".join(written), encoding="utf-8", newline="\n")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file.stem}: {case.title}")
def test_case(case: Case) -> None:
    document = make_document(case.text, entry=case.entry())
    found = outline(document)
    assert UPDATE or found == case.expected, f"{case.file.name}:{case.line}"
    assert uncovered(document) == []
    assert len(set(eids(document))) == len(eids(document))


def test_titles_of_cases_are_unique() -> None:
    titles = [case.title for case in CASES]
    assert sorted(set(titles)) == sorted(titles)


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.name)
def test_example_of_a_level_is_matched_by_its_own_row(level: Level) -> None:
    marker = match_level(level.example, 0, len(level.example))
    assert marker and marker.level is level
    assert marker.span.start == 0
    assert marker.number.value > 0


@pytest.mark.parametrize("style", POINT_STYLES, ids=lambda style: style.name)
def test_example_of_a_point_style_is_a_series_of_its_own_row(style: PointStyle) -> None:
    source = SourceText.plain("x.txt", style.example)
    marks = inline_points(source, Span(0, len(style.example)))
    assert [mark.style for mark in marks] == [style, style]
    assert [mark.value for mark in marks] == [1, 2]


def test_every_row_occurs_in_a_fixture() -> None:
    used = {
        node.level
        for case in CASES
        for node in make_document(case.text, entry=case.entry()).root.walk()
    }
    numbered = set(BY_NAME) | {style.name for style in POINT_STYLES}
    around = {name for name, _ in BELOW_DATE} | {"附件说明", *ATTACHMENT_WORDS}
    assert used - {""} == numbered | set(NAMED_HEADINGS) | around


def test_names_are_unique_and_ranks_tell_levels_apart() -> None:
    names = [row.name for row in (*LEVELS, *POINT_STYLES)]
    assert len(set(names)) == len(names)
    ranks = [level.rank for level in LEVELS]
    assert len(set(ranks)) == len(ranks)


@pytest.mark.parametrize(
    ("line", "level", "number", "length"),
    [
        ("第十二条之一　国家", "条", "12-1", 6),
        ("第 12 条 国家", "条", "12", 6),
        ("第１２条 国家", "条", "12", 4),
        ("第二十条第二款规定", None, None, 0),
        ("第二条、第三条规定", None, None, 0),
        ("第二条之一第二款规定", None, None, 0),
        ("第三章 监督", "章", "3", 3),
        ("第 一 节 通则", "节", "1", 5),
        ("一、总则", "一、", "1", 2),
        ("一．总则", "一、", "1", 2),
        ("一.总则", "一、", "1", 2),
        ("二十一、附则", "一、", "21", 4),
        ("一、二、三产业融合发展", None, None, 0),
        ("二、三是两个数", None, None, 0),
        ("（一）原则", "（一）", "1", 3),
        ("(一)原则", "（一）", "1", 3),
        ("（十二）、原则", "（一）", "12", 5),
        ("㈠原则", "（一）", "1", 1),
        ("1.原则", "1.", "1", 2),
        ("１．原则", "1.", "1", 2),
        ("1、原则", "1.", "1", 2),
        ("⒈原则", "1.", "1", 1),
        ("１.5倍的工资", None, None, 0),
        ("1．1—苯基", "1.", "1", 2),
        ("1.5—2倍", None, None, 0),
        ("2023.1", None, None, 0),
        ("2023年", None, None, 0),
        ("1 000人", None, None, 0),
        ("（1）原则", "（1）", "1", 3),
        ("（１）原则", "（1）", "1", 3),
        ("(1)原则", "（1）", "1", 3),
        ("⑴原则", "（1）", "1", 1),
        ("①原则", "①", "1", 1),
        ("㊿原则", "①", "50", 1),
        ("第三章的规定适用于前款所列情形，法律另有规定的除外。", None, None, 0),
        ("第零条 无", None, None, 0),
        ("（2023年修订）", None, None, 0),
        ("一二、原则", "一、", "12", 3),
        ("十十、原则", None, None, 0),
    ],
)
def test_marker(line: str, level: str | None, number: str | None, length: int) -> None:
    marker = match_level(line, 0, len(line))
    if level is None:
        assert marker is None
    else:
        assert marker
        assert (marker.level.name, str(marker.number), len(marker.span)) == (level, number, length)


def test_marker_does_not_look_beyond_the_line() -> None:
    text = "第一\n条 国家"
    assert match_level(text, 0, 2) is None
