"""The files of terms for the search: wordings to senses."""

from __future__ import annotations

import json
from typing import cast

import pytest

from converter.bundle import Bundle
from converter.entry import Entry
from converter.search.part import part
from converter.search.terms import term_files, term_key, wording_hash
from converter.term import Term, TermOrigin, TermSource
from converter.terms.names import term_page
from converter.view import View
from tests.helpers import make_document

MEASURES = make_document(
    "数据共享办法\n第一条 本办法所称数据，是指以电子方式记录的信息。\n"
    "第二条 市数据局（以下简称主管部门）负责共享。\n",
    "ban-fa.txt",
    Entry(file="ban-fa.txt", slug="ban-fa"),
)


def term(
    word: str,
    definition: str | None = None,
    source: TermSource | None = None,
    aliases: tuple[str, ...] = (),
) -> Term:
    """Make a sense; one with a document as its source is of the text."""
    origin = TermOrigin.TEXT if source and source.document else TermOrigin.GLOSSARY
    anchor = f"{source.document}--{source.clause}" if source and source.document else "corpus"
    return Term(word, term_page(word), anchor, aliases, definition, source, origin=origin)


FORMS = term(
    "四种形态",
    "某释义",
    TermSource(title="《某准则》", date="2016-10-27"),
    ("监督执纪“四种形态”", "四种形态", "四种　形态"),
)
GREAT = term("国之大者")
DATA = term("数据", "以电子方式记录的信息", TermSource(document="ban-fa", clause="art_1__para_1"))
OTHER = term("“数据”", "见某页", TermSource(document="gone", clause="art_9"))
UNDATED = term("ＡＢ形态", "某义", TermSource(title="某讲话"))


def files_of(bundle: Bundle) -> list[dict[str, list[object]]]:
    """Return the files of the terms of a bundle."""
    return term_files(View(bundle), {doc.slug: part(doc) for doc in bundle.documents})


def senses(*terms: Term) -> dict[str, list[object]]:
    """Return the senses of all wordings, whatever file they are in."""
    found: dict[str, list[object]] = {}
    for file in files_of(Bundle((MEASURES,), terms, ())):
        assert not found.keys() & file.keys()
        found |= file
    return found


def test_a_term_of_a_text_names_its_clause() -> None:
    assert senses(DATA) == {
        "数据": [
            [
                "数据",
                "以电子方式记录的信息",
                "《数据共享办法》第一条",
                f"glossary/{DATA.page}/#ban-fa--art_1__para_1",
                0,
                2,
            ]
        ]
    }


def test_an_alias_leads_to_the_term_and_each_wording_stands_once() -> None:
    row = ["四种形态", "某释义", "《某准则》（2016年10月27日）", FORMS.url, None, None]
    assert senses(FORMS) == {"四种形态": [row], "监督执纪四种形态": [row]}


def test_what_nobody_explains_is_said_to_be_unexplained() -> None:
    assert senses(GREAT) == {
        "国之大者": [["国之大者", "语料中未作解释", "", GREAT.url, None, None]]
    }


def test_all_senses_of_a_wording_in_the_order_of_the_bundle() -> None:
    found = senses(OTHER, DATA)
    assert list(found) == ["数据"]
    # A document that is not there is no source.
    assert [row[1:3] + row[4:] for row in cast("list[list[object]]", found["数据"])] == [
        ["见某页", "", None, None],
        ["以电子方式记录的信息", "《数据共享办法》第一条", 0, 2],
    ]


def test_a_source_without_a_date() -> None:
    assert senses(UNDATED) == {"ab形态": [["ＡＢ形态", "某义", "某讲话", UNDATED.url, None, None]]}


def test_a_long_definition_is_cut() -> None:
    [[row]] = cast("list[list[list[str]]]", senses(term("甲", "乙" * 201)).values())
    assert row[1] == "乙" * 200 + "…"
    [[row]] = cast("list[list[list[str]]]", senses(term("甲", "乙" * 200)).values())
    assert row[1] == "乙" * 200


def test_a_definition_of_several_paragraphs_is_one() -> None:
    listed = term("场所", "下列场所：\n\n（一）学校；\n　　（二）Word 2010 培训班")
    [[row]] = cast("list[list[list[str]]]", senses(listed).values())
    assert row[1] == "下列场所：（一）学校；（二）Word 2010 培训班"


def test_quotation_marks_are_no_part_of_a_wording() -> None:
    assert [term_key(word) for word in ("“两新”组织", "「两新」组织", "两新组织")] == [
        "两新组织"
    ] * 3
    assert senses(term("“”", "无")) == {}


@pytest.mark.parametrize(
    ("text", "value"),
    # Of the test vectors that the authors of the function publish; then two computed by hand,
    # of one unit above 255 and of two surrogates.
    [
        ("", 0x811C9DC5),
        ("a", 0xE40C292C),
        ("foobar", 0xBF9CF968),
        ("一", (0x811C9DC5 ^ 0x4E00) * 0x01000193 % 2**32),
        (
            "𠀀",
            ((0x811C9DC5 ^ 0xD840) * 0x01000193 % 2**32 ^ 0xDC00) * 0x01000193 % 2**32,
        ),
    ],
)
def test_the_hash(text: str, value: int) -> None:
    assert wording_hash(text) == value


def test_a_wording_is_in_the_file_of_its_hash() -> None:
    terms = [term(f"术语{n}号", f"第{n}种释义" * 20) for n in range(300)]
    files = files_of(Bundle((), tuple(terms), ()))
    assert sum(map(len, files)) == 300
    for number, file in enumerate(files):
        assert [wording_hash(key) % len(files) for key in file] == [number] * len(file)
        assert list(file) == [each.term for each in terms if each.term in file]
    sizes = [len(json.dumps(file, ensure_ascii=False).encode()) for file in files]
    assert 5_000 < sum(sizes) / len(files) < 6_500
    assert max(sizes) < 3 * 6_144


def test_few_terms_are_one_file_and_none_is_none() -> None:
    assert len(files_of(Bundle((MEASURES,), (FORMS, GREAT, DATA), ()))) == 1
    assert files_of(Bundle((MEASURES,), (), ())) == []
