"""Rules that hold for any text at all, DESIGN section 2, tried on texts made to break them."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from converter.discards import essential
from converter.writers.markdown import render
from tests.helpers import eids, ids_of, make_document, outline, source_text_of, to_html, uncovered

#: What the structure of a document is recognised by.
_STRUCTURE = (
    "第一条　,第二条,第一条之一 ,第一章 总则,第一节 通则,第一编 总则,第一分编 通则,一、,二、,"
    "（一）,（二）,1.,2.,３．,（1）,①,一是,二是,三要,首先,其次，,最后，,"
    "其一，,其二，,第一，,第二，,附件1,附件,附件：1.表,目录,序言,同志们：,各单位：,国务院,"
    "某某局,2018年3月20日,（2018年3月20日通过）,"
    "国发〔2023〕5号,关于印发《某某》的通知,关于修改某法的决定,某某办法,甲乙丙丁,甲。乙。,：,；,“,”,"
    "《,》,。"
).split(",")
#: What Markdown, its extensions, HTML and templates give a meaning to.
_MARKUP = (
    "* _ ` ~ ^ $ = + | # > - \\ ' \" : ; **甲** __乙__ `丙` ~~~ ``` === --- |---| |甲|乙| ==丁== "
    "[x](y) ![a](b) [x][y] [x]: ]( [^1] [^1]: [TOC] [[x]] *[abbr]: # ## - + 1) > ::: --8<-- !!! "
    "<x> </p> <script> </script> <!-- --> <? <![CDATA[ <br> <div> </div> <textarea> <style> "
    "<title> <http://x.y> http://x.y a@b.c <a@b.c> &lt; &amp; &amp;lt; &#42; &nbsp; {#id} {:.x} "
    '{: #title } {{}} {%x%} {==x==} ??? """'
).split()
_SPACE = [
    *"\n\n\n\n \t\r\x0b\x0c\x85\u2028\u2029\u3000\xa0\u200b\ufeff",
    "\r\n",
    "    ",
    "  \n",
    "\\\n",
]
_CONTROLS = list("\x00\x02\x03\x1a\x1b\x7f\x9f\ufffe\uffff\ufdd0\U0001ffff\ue000𠀀")

_PIECES = st.one_of(
    st.sampled_from(_STRUCTURE),
    st.sampled_from(["\n"]),
    st.sampled_from(_MARKUP),
    st.sampled_from(_SPACE),
    st.sampled_from(_CONTROLS),
    st.text(max_size=6),
)
TEXTS = st.lists(_PIECES, max_size=30).map("".join)
#: Lines that each look like a part of a document, so that trees grow deep.
DOCUMENTS = st.lists(
    st.builds(
        "{}{}".format,
        st.sampled_from(_STRUCTURE),
        st.sampled_from(["", "甲。", "甲。乙。", "*_<b>", "甲 __乙__ _丙_ 丁"]),
    ),
    max_size=25,
).map("\n".join)
ANY = st.one_of(TEXTS, DOCUMENTS)


@settings(max_examples=1500)
@given(ANY)
@example("")
@example("\x00")
@example("第一条")
@example("第一条之九九九九九九\n第999999999条\n")
@example("（九九九九九九九九九）甲\n㈡乙")
@example("附件\n附件\n附件")
def test_every_character_is_in_one_node(text: str) -> None:
    assert uncovered(make_document(text)) == []


@settings(max_examples=1000)
@given(ANY)
@example("某法\n第一条\n（一）*甲*\n{#art_1}\n")
@example("要求\n一、甲\n特点：一是**乙**，二是[丙](x)。")
@example("甲 __乙__ _丙_ **丁** *戊* 己。\n某 `庚` 辛。\n- 壬\n1) 癸\n")
@example("要求\n# 甲 {#title}\n\n```\n一、乙\n```\n")
def test_page_shows_the_text_and_every_address(text: str) -> None:
    document = make_document(text)
    html = to_html(document)
    assert essential(source_text_of(html)) == essential(text)
    found = ids_of(html)
    assert len(set(found)) == len(found)
    assert set(eids(document)) <= set(found)


@settings(max_examples=800)
@given(ANY)
def test_ids_are_unique_ascii_and_in_one_form(text: str) -> None:
    document = make_document(text)
    found = list(document.ids.values())
    assert len(set(found)) == len(found)
    assert set(document.ids) == {n.key for n in document.root.walk()} - {document.root.key}
    for eid in found:
        assert re.fullmatch(r"[a-z]+(_[a-z0-9-]+)*(__[a-z]+(_[a-z0-9-]+)*)*", eid)


@settings(max_examples=300)
@given(ANY)
def test_same_text_same_everything(text: str) -> None:
    first, second = make_document(text), make_document(text)
    assert first == second
    assert render(first) == render(second)


@settings(max_examples=800)
@given(ANY)
def test_positions_and_labels_are_there_for_every_node(text: str) -> None:
    document = make_document(text)
    lines = text.count("\n") + text.count("\r") + 1
    for node in document.clauses():
        place = document.source.position(node.span.start)
        assert 1 <= place.line <= lines and place.column >= 1
        assert document.labels[node.key] and document.full_labels[node.key]
    for finding in document.diagnostics:
        if finding.code == "title-missing":  # about the file as a whole
            assert (finding.line, finding.column) == (0, 0)
            continue
        assert 1 <= finding.line <= lines and finding.column >= 1
        assert re.fullmatch(r"x\.txt:\d+:\d+: (error|warning|note): .+ \[[a-z-]+\]", str(finding))


def respelled(text: str, how: int) -> str:
    """Write the same lines as another editor or system would."""
    lines = text.split("\n")
    return (
        "\r\n".join(lines),
        "\r".join(lines),
        "\ufeff" + text,
        "\n\n".join(lines),
        " \u3000\n".join(lines) + " \t",
        "\u3000\u3000" + "\n\u3000\u3000".join(lines),
        "\n\n" + text + "\n\n",
    )[how]


@settings(max_examples=800)
@given(DOCUMENTS, st.integers(0, 6))
def test_line_ends_blank_lines_and_indents_change_no_id(text: str, how: int) -> None:
    first, second = make_document(text), make_document(respelled(text, how))
    assert outline(second) == outline(first)


def test_the_page_check_can_fail() -> None:
    """The same comparison on a page that lost a character, so that it is known to see."""
    html = to_html(make_document("要求\n一、甲乙\n丙丁。\n"))
    assert essential(source_text_of(html)) == "要求一、甲乙丙丁。"
    assert essential(source_text_of(html.replace("丁", ""))) == "要求一、甲乙丙。"
