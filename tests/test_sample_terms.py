"""The sample of terms to judge: what is drawn, shown and kept."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bench.quality.sample_terms import (
    Drawn,
    count_verdicts,
    definition_rows,
    draw,
    make_table,
    read_verdicts,
    use_rows,
)
from converter.model import Entry
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


#: A meaning is kept as its length and digest only.
SAME = ("甲乙", "sec_1__p_2", "100:51dba45a", "document:x")
SHOWN = "丙" * 80


def test_a_use_is_shown_with_its_place_and_its_term() -> None:
    assert [one[1:] for one in use_rows(a_bundle())] == [
        (
            ("x.txt", "3:4", "sec_1__p_2", "甲乙", *SAME, "yes"),
            ("第二段〔甲乙〕，本要点所称甲乙，是指丙。", SHOWN),
        ),
        (
            ("x.txt", "3:12", "sec_1__p_2", "甲乙", *SAME, "no"),
            ("第二段甲乙，本要点所称〔甲乙〕，是指丙。", SHOWN),
        ),
    ]


def test_a_definition_is_shown_in_its_clause() -> None:
    row = ("x.txt", "3:4", "sec_1__p_2", "甲乙", *SAME, "called")
    shown = ("第二段〔甲乙〕，本要点所称甲乙，是指丙。", SHOWN)
    assert [one[1:] for one in definition_rows(a_bundle())] == [(row, shown)]


def test_a_draw_hardly_changes_when_others_do() -> None:
    def rows(numbers: range) -> list[Drawn]:
        return [Drawn(("x.txt", "a", n, "甲"), ("x.txt", f"{n}:1"), ()) for n in numbers]

    before = draw(rows(range(1000)), 100, 4)
    after = draw(rows(range(500, 1500)), 100, 4)
    assert before == sorted(before, key=lambda one: one.key[2]) and len(set(before)) == 100
    # Half of what was drawn is still there, and of that hardly any gives way to another.
    left = [one for one in before if one.key[2] >= 500]
    assert len(set(left) & set(after)) > len(left) * 0.8
    assert draw(rows(range(1000)), 100, 5) != before
    assert len(draw(rows(range(10)), 100, 4)) == 10


def test_verdicts_of_unchanged_rows_are_kept(tmp_path: Path) -> None:
    table = tmp_path / "uses.tsv"
    assert read_verdicts(table) == {}
    drawn = list(use_rows(a_bundle()))
    columns = "file place eid words term defined meaning scope linked".split()
    empty = make_table(columns, drawn, {}, shown=False)
    assert empty.splitlines()[0] == "\t".join((*columns, "verdict", "why"))
    table.write_text(empty, encoding="utf-8")
    assert read_verdicts(table) == {}
    judged = empty.replace("yes\t\t", "yes\tright\tread").replace("no\t\t", 'no\twrong\ta"b')
    table.write_text(judged, encoding="utf-8")
    verdicts = read_verdicts(table)
    first, second = drawn
    assert verdicts == {first.row: ("right", "read"), second.row: ("wrong", 'a"b')}
    assert count_verdicts(drawn, verdicts) == {"right": 1, "wrong": 1}
    changed = [first, second._replace(row=(*second.row[:-1], "yes"))]
    assert count_verdicts(changed, verdicts) == {"right": 1, "unjudged": 1}
    assert make_table(columns, changed, verdicts, shown=False).splitlines()[1:] == [
        "\t".join((*first.row, "right", "read")),
        "\t".join((*changed[1].row, "", "")),
    ]


def test_excerpts_are_for_the_screen_only() -> None:
    columns = "file place eid words term defined meaning scope linked".split()
    printed = make_table(columns, use_rows(a_bundle()), {}, shown=True).splitlines()
    assert printed[0] == "\t".join((*columns, "text", "definition", "verdict", "why"))
    excerpt = "第二段〔甲乙〕，本要点所称甲乙，是指丙。"
    row = ("x.txt", "3:4", "sec_1__p_2", "甲乙", *SAME, "yes", excerpt, SHOWN, "", "")
    assert printed[1] == "\t".join(row)
