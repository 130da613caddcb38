"""The structure of the five documents: pinned whole, and counted by hand."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from converter.model import Document
from converter.tree import Kind, Node
from tests.helpers import FIXTURES, SOURCES, check_fixture, eids, node_at, outline, uncovered

NAMES = sorted(path.name for path in SOURCES.glob("*.txt"))

# The five documents under the numbers that they had when their headings were counted by hand.
REQUIREMENTS = "街道党风廉政建设工作要求.txt"  # 000
MEASURES = "推进全面从严治党工作措施.txt"  # 001
SPEECH = "全区党风廉政建设工作会议讲话.txt"  # 002
PRIORITIES = "2023年纪检监察工作要点.txt"  # 003
PLAN = "2022年党风政风监督工作计划.txt"  # 004


@pytest.mark.parametrize("name", NAMES)
def test_outline_is_the_one_that_was_checked_against_the_text(
    name: str, seeds: dict[str, Document]
) -> None:
    head = f"{name}\n行号  地址  编号【标题】正文 〔引用〕\n\n"
    check_fixture(FIXTURES / "outlines" / name, head + outline(seeds[name], places=True))


def test_there_is_an_outline_for_every_document_and_no_other() -> None:
    assert sorted(path.name for path in (FIXTURES / "outlines").iterdir()) == NAMES
    assert len(NAMES) == 5


def of_kind(document: Document, kind: Kind) -> list[Node]:
    return [node for node in document.clauses() if node.kind is kind]


def printed(document: Document, nodes: list[Node]) -> list[str]:
    return [document.source.slice(node.num) if node.num else "" for node in nodes]


def lines_of_kind(document: Document, kind: Kind) -> list[int]:
    return [document.source.position(n.span.start).line for n in of_kind(document, kind)]


def per_section(document: Document, kind: Kind) -> dict[str, list[str]]:
    """Return the numbers of one kind in each 一、, as printed."""
    return {
        printed(document, [section])[0]: printed(
            document, [node for node in section.walk() if node.kind is kind]
        )
        for section in of_kind(document, Kind.SECTION)
    }


def test_requirements_restart_in_each_section(seeds: dict[str, Document]) -> None:
    assert per_section(seeds[REQUIREMENTS], Kind.SUBSECTION) == {
        "一、": ["（一）", "（二）", "（三）"],
        "二、": ["（一）", "（二）"],
        "三、": ["（一）", "（二）", "（三）"],
        "四、": ["（一）", "（二）", "（三）"],
        "五、": [],
    }
    assert len(of_kind(seeds[REQUIREMENTS], Kind.SUBSECTION)) == 11
    assert "sec_4__subsec_3" in eids(seeds[REQUIREMENTS])


def test_measures_run_from_1_to_38(seeds: dict[str, Document]) -> None:
    document = seeds[MEASURES]
    sections = "一、 二、 三、 四、 五、 六、 七、 八、 九、 十、 十一、".split()
    assert printed(document, of_kind(document, Kind.SECTION)) == sections
    clauses = of_kind(document, Kind.CLAUSE)
    assert printed(document, clauses) == [f"{n}." for n in range(1, 39)]
    assert [document.ids[node.key] for node in clauses] == [f"para_{n}" for n in range(1, 39)]


def test_speech_has_16_points_in_paragraphs_and_one_series_inside_a_paragraph(
    seeds: dict[str, Document],
) -> None:
    document = seeds[SPEECH]
    points = of_kind(document, Kind.POINT)
    blocks = [node for node in points if node.block]
    inline = [node for node in points if not node.block]
    assert per_section(document, Kind.SECTION) == {"一、": ["一、"], "二、": ["二、"]} | {
        "三、": ["三、"],
        "四、": ["四、"],
    }
    assert printed(document, blocks) == (
        "一是 二是 三是 四是 五是 一是 二是 三是 一是 二是 三是 四是 五是 一要 二要 三要".split()
    )
    assert [document.source.position(n.span.start).line for n in blocks] == [
        *range(9, 14),
        *range(17, 20),
        *range(22, 27),
        *range(29, 32),
    ]
    assert printed(document, inline) == ["一是", "二是", "三是", "四是"]
    assert {document.source.position(n.span.start).line for n in inline} == {5}


def test_speech_counts_no_point_in_sentences_with_first_of_all(
    seeds: dict[str, Document],
) -> None:
    document = seeds[SPEECH]
    lines = document.source.text.split("\n")
    assert "首先" in lines[15] and "首先" in lines[16]
    sixteen = node_at(document, "sec_2__p_1")
    seventeen = node_at(document, "sec_2__pt_1")
    assert (sixteen.children, seventeen.children) == ((), ())
    assert [document.source.position(n.span.start).line for n in (sixteen, seventeen)] == [16, 17]


def test_priorities_run_from_1_to_18(seeds: dict[str, Document]) -> None:
    document = seeds[PRIORITIES]
    assert printed(document, of_kind(document, Kind.SECTION)) == ["一、", "二、", "三、", "四、"]
    assert printed(document, of_kind(document, Kind.CLAUSE)) == [f"{n}." for n in range(1, 19)]


def test_plan_runs_through_fourteen_subsections(seeds: dict[str, Document]) -> None:
    document = seeds[PLAN]
    assert per_section(document, Kind.SUBSECTION) == {
        "一、": ["（一）", "（二）", "（三）"],
        "二、": ["（四）", "（五）", "（六）"],
        "三、": ["（七）", "（八）"],
        "四、": ["（九）", "（十）", "（十一）", "（十二）"],
        "五、": ["（十三）", "（十四）"],
    }
    assert "首先" in document.source.text.split("\n")[21]
    assert of_kind(document, Kind.POINT) == []


def test_measures_count_no_point_in_a_sentence_about_the_first_task(
    seeds: dict[str, Document],
) -> None:
    assert "第一要务" in seeds[MEASURES].source.text.split("\n")[9]
    assert of_kind(seeds[MEASURES], Kind.POINT) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_line_that_begins_with_a_number_is_a_node_of_its_own(
    name: str, seeds: dict[str, Document]
) -> None:
    """What begins a line as a number does is counted without the converter's own tables."""
    document = seeds[name]
    shapes = {
        Kind.SECTION: r"[一二三四五六七八九十]+、",
        Kind.SUBSECTION: r"（[一二三四五六七八九十]+）",
        Kind.CLAUSE: r"\d+\.",
    }
    for kind, shape in shapes.items():
        lines = document.source.text.split("\n")
        expected = [n for n, line in enumerate(lines, 1) if re.match(shape, line)]
        assert lines_of_kind(document, kind) == expected


def test_titles_salutations_and_closing(seeds: dict[str, Document]) -> None:
    assert {name: (seeds[name].title, seeds[name].title_assigned) for name in NAMES} == {
        REQUIREMENTS: ("街道党风廉政建设工作要求", True),
        MEASURES: ("推进全面从严治党工作措施", False),
        SPEECH: ("在全区党风廉政建设工作会议上的讲话", True),
        PRIORITIES: ("2023年纪检监察工作要点", False),
        PLAN: ("2022年党风政风监督工作计划", True),
    }
    around = (Kind.TITLE, Kind.ADDRESSEE, Kind.PREFACE, Kind.CONCLUSIONS, Kind.SIGNATURE, Kind.DATE)
    found = {
        name: dict(Counter(n.kind.value for n in seeds[name].clauses() if n.kind in around))
        for name in NAMES
    }
    assert found == {
        REQUIREMENTS: {"addressee": 1, "preface": 1},
        MEASURES: {"title": 1, "preface": 1},
        SPEECH: {"addressee": 1, "preface": 2, "conclusions": 1},
        PRIORITIES: {"title": 1, "preface": 1},
        PLAN: {"preface": 1},
    }


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_invented_about_issuer_date_and_number(
    name: str, seeds: dict[str, Document]
) -> None:
    names = {fact.name for fact in seeds[name].facts}
    assert not names & {"issuer", "date", "number", "effective", "passed"}


@pytest.mark.parametrize("name", NAMES)
def test_every_character_is_in_one_node(name: str, seeds: dict[str, Document]) -> None:
    assert uncovered(seeds[name]) == []
