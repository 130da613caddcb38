"""The tree: what lies in what, and that nothing is lost."""

from __future__ import annotations

import dataclasses

import pytest

from converter.entry import Entry, Profile
from converter.tree import Kind, Node, Number
from tests.helpers import make_document, node_at, uncovered

STATUTE = (
    "某某法\n第一章　总则\n第一条　甲。\n乙：\n（一）丙；\n1.丁；\n（1）戊。\n己。\n"
    "第二条　庚。\n第二章　附则\n第三条　辛。\n"
)


def shape(node: Node) -> object:
    children = [shape(child) for child in node.children]
    return (node.kind.value, children) if children else node.kind.value


def test_a_statute() -> None:
    assert shape(make_document(STATUTE).root) == (
        "document",
        [
            "title",
            (
                "chapter",
                [
                    (
                        "article",
                        [
                            "paragraph",
                            ("paragraph", [("item", [("subitem", ["subsubitem"])])]),
                            "paragraph",
                        ],
                    ),
                    ("article", ["paragraph"]),
                ],
            ),
            ("chapter", [("article", ["paragraph"])]),
        ],
    )


def test_an_official_document() -> None:
    text = "要求\n导语。\n一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n己。\n二、庚\n辛。\n"
    assert shape(make_document(text).root) == (
        "document",
        [
            "title",
            "preface",
            (
                "section",
                [("subsection", [("clause", [("subclause", [("subclause", ["text"])])])])],
            ),
            ("section", ["text"]),
        ],
    )


def test_parts_of_a_node() -> None:
    document = make_document("要求\n一、甲\n1. 加强领导。 落实责任。\n2. 做好。丙。\n")
    node = node_at(document, "para_1")
    source = document.source
    assert (node.kind, node.level, node.number) == (Kind.CLAUSE, "1.", Number(1))
    assert node.num and source.slice(node.num) == "1."
    assert node.heading and source.slice(node.heading) == "加强领导。"
    assert node.body == ()
    assert [source.slice(span) for span in node.children[0].body] == ["落实责任。"]
    assert source.slice(node.span) == "1. 加强领导。 落实责任。"
    assert document.own_text(node) == "加强领导。"


def test_heading_over_nothing_is_a_paragraph_but_for_chapters() -> None:
    document = make_document("要求\n第一章　空\n一、甲\n二、乙\n丙。\n")
    first, second = node_at(document, "chp_1__sec_1"), node_at(document, "chp_1__sec_2")
    assert first.heading is None and first.body
    assert second.heading and not second.body
    assert node_at(make_document("要求\n第一章　空\n第二章　空\n"), "chp_2").heading


def test_article_that_opens_with_an_item_has_an_empty_paragraph_that_is_not_listed() -> None:
    for text in (
        "某法\n第一条\n（一）甲。\n第二条　乙。\n",
        "某法\n第一条　（一）甲。\n第二条　乙。\n",
    ):
        document = make_document(text)
        article = node_at(document, "art_1")
        assert [child.is_empty for child in article.children] == [True]
        assert node_at(document, "art_1__para_1__point_1")
        assert "art_1__para_1" not in [document.ids[n.key] for n in document.clauses()]


def test_points_inside_a_paragraph_are_no_blocks() -> None:
    document = make_document("要求\n一、甲\n特点：一是乙，二是丙。\n一是丁。\n二是戊。\n")
    blocks = {document.ids[n.key]: n.block for n in document.clauses() if n.kind is Kind.POINT}
    assert blocks == {
        "sec_1__p_1__pt_1": False,
        "sec_1__p_1__pt_2": False,
        "sec_1__pt_1": True,
        "sec_1__pt_2": True,
    }


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        (STATUTE, Profile.STATUTE),
        ("某法\n第一条　甲。\n", Profile.OFFICIAL),
        ("最高人民法院关于某事的批复\n甲。\n", Profile.STATUTE),
        ("关于某事的批复\n甲。\n", Profile.OFFICIAL),
        ("关于某事的规定（试行）\n甲。\n", Profile.OFFICIAL),
        ("要求\n一、甲\n", Profile.OFFICIAL),
        ("", Profile.OFFICIAL),
    ],
)
def test_profile(text: str, profile: Profile) -> None:
    assert make_document(text).profile is profile


@pytest.mark.parametrize("profile", list(Profile))
def test_profile_of_the_catalog_goes_before_the_detected_one(profile: Profile) -> None:
    entry = Entry(file="x.txt", slug="x", profile=profile)
    for text in (STATUTE, "要求\n一、甲\n"):
        assert make_document(text, entry=entry).profile is profile


def test_keys_count_in_document_order() -> None:
    root = make_document(STATUTE).root
    assert [node.key for node in root.walk()] == list(range(len(list(root.walk()))))


def test_tree_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        make_document(STATUTE).root.kind = Kind.TEXT


def test_conservation_sees_what_is_lost() -> None:
    """The check itself must be able to fail."""
    document = make_document(STATUTE)
    chapter = document.root.children[1]
    for broken in (
        dataclasses.replace(document.root, children=document.root.children[1:]),
        dataclasses.replace(document.root, children=(*document.root.children, chapter)),
        dataclasses.replace(
            document.root, children=(document.root.children[0], chapter.children[0], chapter)
        ),
    ):
        assert uncovered(dataclasses.replace(document, root=broken))


def test_a_series_says_nothing_about_the_headings_of_its_level() -> None:
    """One of two lines is a series; the other keeps the heading that is run in."""
    text = "工作意见\n一、甲\n（一）一是乙。丙。二是丁。\n（二）抓好落实。要严肃。\n"
    section = make_document(text).root.children[1]
    series, headed = section.children
    assert series.heading is None
    assert [child.kind for child in series.children] == [Kind.POINT, Kind.POINT]
    assert headed.heading and headed.heading.start == text.index("抓好落实")
