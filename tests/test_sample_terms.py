"""The sample of terms to judge: what is drawn, shown and kept."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bench.quality.sample_terms import (
    count_verdicts,
    definition_rows,
    draw,
    make_table,
    read_verdicts,
    show,
    use_rows,
)
from converter.entry import Entry
from tests.helpers import make_document

TEXT = "一、总则\n第一段。\n第二段甲乙，本要点所称甲乙，是指丙。"


def a_bundle() -> Any:
    """Make what the sampler looks at: a document, a term that it defines, two uses."""
    document = make_document(TEXT, entry=Entry(file="x.txt", slug="x"))
    key = {eid: key for key, eid in document.ids.items()}["sec_1__p_2"]
    term = SimpleNamespace(
        id="t",
        term="甲乙",
        definition="丙" * 100,
        scope="document:x",
        origin="text",
        form="called",
        source=SimpleNamespace(document="x", clause="sec_1__p_2"),
    )
    uses = [
        SimpleNamespace(term="t", slug="x", key=key, start=3, end=5, linked=True),
        SimpleNamespace(term="t", slug="x", key=key, start=11, end=13, linked=False),
    ]
    return SimpleNamespace(documents=(document,), terms=[term], uses=uses)


#: The term, where it is defined, the length and the hash of its meaning, and its scope.
SAME = ("甲乙", "甲乙", "sec_1__p_2", "100 51dba45a", "document")
FIRST = ("x.txt", "3:4", "sec_1__p_2", *SAME)
SECOND = ("x.txt", "3:12", "sec_1__p_2", *SAME)


def test_a_row_says_where_a_use_is_and_what_it_means() -> None:
    drawn = list(use_rows(a_bundle()))
    assert [row for _, row, _ in drawn] == [(*FIRST, "yes"), (*SECOND, "no")]


def test_the_texts_are_on_the_screen_and_not_in_the_table() -> None:
    drawn = list(use_rows(a_bundle()))[:1]
    assert show(drawn, {drawn[0][1]: ("right", "read")}).splitlines() == [
        "\t".join((*FIRST, "yes", "right", "read")),
        "    第二段〔甲乙〕，本要点所称甲乙，是指丙。",
        "    " + "丙" * 100,
    ]


def test_a_definition_is_shown_in_its_clause() -> None:
    assert [row for _, row, _ in definition_rows(a_bundle())] == [(*FIRST, "called")]


def test_a_draw_hardly_changes_when_others_do() -> None:
    def rows(numbers: range) -> list[Any]:
        return [(("x.txt", "a", n, "甲"), ("x.txt", f"{n}:1"), ("", "")) for n in numbers]

    def line(drawn: Any) -> int:
        return int(drawn[1][1].partition(":")[0])

    before = draw(rows(range(1000)), 100, 4)
    after = draw(rows(range(500, 1500)), 100, 4)
    assert before == sorted(before, key=line) and len(set(before)) == 100
    # Half of what was drawn is still there, and of that hardly any gives way to another.
    left = [row for row in before if line(row) >= 500]
    assert len(set(left) & set(after)) > len(left) * 0.8
    assert draw(rows(range(1000)), 100, 5) != before
    assert len(draw(rows(range(10)), 100, 4)) == 10


def test_verdicts_of_unchanged_rows_are_kept(tmp_path: Path) -> None:
    table = tmp_path / "uses.tsv"
    assert read_verdicts(table) == {}
    rows = [row for _, row, _ in use_rows(a_bundle())]
    columns = "file place eid words term defined definition scope linked".split()
    empty = make_table(columns, rows, {})
    assert empty.splitlines()[0] == "\t".join((*columns, "verdict", "why"))
    table.write_text(empty, encoding="utf-8")
    assert read_verdicts(table) == {}
    judged = empty.replace("yes\t\t", "yes\tright\tread").replace("no\t\t", 'no\twrong\ta"b')
    table.write_text(judged, encoding="utf-8")
    verdicts = read_verdicts(table)
    assert verdicts == {rows[0]: ("right", "read"), rows[1]: ("wrong", 'a"b')}
    assert count_verdicts(rows, verdicts) == {"right": 1, "wrong": 1}
    changed = [rows[0], (*rows[1][:-1], "yes")]
    assert count_verdicts(changed, verdicts) == {"right": 1, "unjudged": 1}
    assert make_table(columns, changed, verdicts).splitlines()[1:] == [
        "\t".join((*rows[0], "right", "read")),
        "\t".join((*changed[1], "", "")),
    ]
