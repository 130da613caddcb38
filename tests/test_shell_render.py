"""The fast path's Markdown against MkDocs' own: the same bytes, or a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from converter.shell.outline import items
from converter.shell.refusal import Refused
from converter.shell.render import Content, Heading, render
from converter.shell.slots import WAYS
from converter.writers.markdown import render as write
from tests.helpers import make_document, mkdocs_config
from tests.rich import make_rich_document
from tests.test_properties import ANY

URI = "documents/x/index.md"
FRONT = '---\ntitle: "某某办法"\n---\n\n# 某某办法 { #title }\n\n'


class _AllFiles(Files):
    """Files with every page and picture that a link may lead to."""

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file, or one that might be there."""
        return super().get_file_from_path(path) or File(path, "docs", "site", True)


def plain(markdown: str, uri: str = URI) -> Content:
    """Let MkDocs render a page."""
    config = mkdocs_config()
    config.plugins._current_plugin = "tests"  # named as the maker of the file
    file = File.generated(config, uri, content=markdown)
    page = Page(None, file, config)
    page.read_source(config)
    page.render(config, _AllFiles([file]))
    hide = page.meta.get("hide", [])
    return Content(str(page.title), tuple(hide), str(page.content), tuple(_headings(page.toc)))


def _headings(listed: Iterable[AnchorLink]) -> Iterator[Heading]:
    for one in listed:
        yield Heading(one.level, one.id, one.title)
        yield from _headings(one.children)


def fast(markdown: str, uri: str = URI) -> Content:
    """Render a page the fast way; of its headings those that an outline may list."""
    content = render(markdown, uri)
    listed = tuple(heading for heading in content.headings if heading.level < 6)
    return Content(content.title, content.hide, content.html, listed)


#: The mark behind a clause.
MARK = '[](#art_1){ aria-label="第一条" data-editorial="link" }'
KNOWN = {
    "escapes": r"甲\*乙\_丙\`丁\\戊\>己\#庚\[辛\]\(壬\)\{癸\}\!\+\-\.",
    "entities": "&#42;甲&lt;b&gt;&amp;amp;&quot;&#x27;",
    "attributes": f'甲{MARK}\n{{ #art_1__para_2 .tw-a .tw-b data-editorial="" }}',
    "several lines": "甲  \n乙 \u3000  \n&#45;丙\n{ #a .tw-note }",
    "a number": "**（一）**{ .tw-num }甲**二是**{ #b .tw-num }乙",
    "a number that is a link": "[（一）](#art_1__point_1)甲\n{ #art_1__point_1 .tw-item }",
    "an old id before such a number": '<a class="tw-alias" id="o"></a>[\\(一\\)](#b)甲\n{ #b }',
    "a heading whose number is a link": "## [第一条](#art_1)　【甲】 { #art_1 .tw-article }",
    "a link in a number": "**一、[1](#fn_1){ #fnref_1 .tw-fnref }**{ .tw-num }甲",
    "a link": '[甲](../y/index.md#art_1){ .tw-cite data-last="art_3" }[乙](../../index.md)',
    "links": "[丙](z.png)[丁](index.md#a)[戊](../../guide.md)[己](2018-03-20/index.md#a/b--c)",
    "a picture": '![图\\(甲\\)"&lt;](images/1.png){ .tw-image loading="lazy" }',
    "an old id": '<a class="tw-alias" id="art_9"></a>甲<a id="art_8"></a>\n{ #a }',
    "only an old id": '<a id="art_9"></a>',
    "a heading": f"## 第一章\u3000甲 \\> 乙&lt; {MARK} {{ #c_1 .tw-c }}",
    "headings": '#### <a id="o"></a>丙 { #c_2 }\n\n###### 丁 { #c_3 }',
    "a heading without an id": '## 2023年Plan - B { .tw-assigned title="编者" }\n\n### 乙 { .c }',
    "a block of HTML": '<dl class="a"><dt>甲</dt><dd>乙<br><img src="y/index.md"></dd></dl>',
    "blocks of HTML": "<div>甲</div><div><table><tr>\n<td>乙</td></tr>\n</table></div>",
    "an attribute without a value": "<details open><summary hidden>甲</summary></details>",
}


@pytest.mark.parametrize("name", KNOWN)
def test_what_writers_write_is_rendered_alike(name: str) -> None:
    page = f"{FRONT}{KNOWN[name]}\n"
    assert fast(page) == plain(page)


UNKNOWN = {
    "a list": "- 甲",
    "an ordered list": "1. 甲",
    "code": "甲 `乙`",
    "emphasis": "甲 *乙* 丙",
    "an underscore": "a_b",
    "an open bracket": "[甲",
    "a reference": "[甲]: http://a.example",
    "an address with a title": '[甲](a.md "乙")',
    "an address elsewhere": "[甲](https://a.example/)",
    "a way out of the site": "[甲](../../../a.md)",
    "a title underlined": "甲\n===",
    "a table": "甲 | 乙\n--- | ---",
    "a rule": "甲\n\n* * *",
    "a quotation": "甲\n\n> 乙",
    "an indented block": "甲\n\n    乙",
    "strong without its end": "甲**乙",
    "strong of nothing": "甲****乙",
    "strong with spaces": "甲** 乙**",
    "an unknown entity": "甲&nbsp;乙",
    "an unknown element": "甲<u>乙</u>",
    "a tag that is not closed": "<div><p>甲</div>",
    "an element after another": "<div>甲</div>乙",
    "a comment": "<div><!-- 甲 --></div>",
    "a script": "<div><script>1</script></div>",
    "a control character": "甲\x02乙",
    "a tabulator": "甲\t乙",
    "a blank line too many": "甲\n\n\n乙",
    "a heading with text below": "## 甲 { #a }\n乙",
    "a heading that ends with marks": "## 甲 # { #a }",
    "a label of its own in the outline": '## 甲 { #a data-toc-label="乙" }',
    "two headings without ids": "## 甲 { .a }\n\n## 乙 { .a }",
    "an attribute with markup": '甲[](#a){ aria-label="*乙*" }',
    "an attribute without a value": "甲\n{ #a hidden }",
    "braces": "甲 { 乙 }",
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_writers_do_not_write_is_refused(name: str) -> None:
    with pytest.raises(Refused):
        render(f"{FRONT}{UNKNOWN[name]}\n", URI)


@pytest.mark.parametrize(
    "front",
    ["", "---\ntitle: 甲\n---\n", '---\ntitle: "甲"\nicon: a\n---\n', '---\ntitle: "甲\\n"\n---\n'],
)
def test_other_front_matter_is_refused(front: str) -> None:
    with pytest.raises(Refused, match=r"^other front matter$"):
        render(f"{front}\n# 甲 {{ #a }}\n", URI)


def test_a_page_from_anywhere() -> None:
    uri = "compare/a/b/index.md"
    page = (
        '---\ntitle: "\\"甲\\" &amp; \\\\乙"\nhide:\n  - navigation\n  - toc\n---\n\n'
        "# 甲 { #a }\n\n[乙](../../../documents/x/index.md#b)[丙](../../../index.md)\n"
    )
    content = fast(page, uri)
    assert content == plain(page, uri)
    assert content.title == '"甲" &amp; \\乙'
    assert content.hide == ("navigation", "toc")


@settings(max_examples=400)
@given(ANY)
@example("某法\n第一条\n（一）*甲*\n{#art_1}\n")
@example("甲 __乙__ _丙_ **丁** *戊* 己。\n某 `庚` 辛。\n- 壬\n1) 癸\n")
def test_any_document_is_rendered_alike(text: str) -> None:
    page = write(make_document(text))
    assert fast(page) == plain(page)


@settings(max_examples=150)
@given(ANY)
@example("某法\n第一条　如下[^1]：\n| 甲 | *乙* / <b> |\n第二条　![a*b]\n[^1]: 另有规定的除外。")
def test_any_document_with_tables_and_notes_is_rendered_alike(text: str) -> None:
    try:
        document = make_rich_document(text)
    except (KeyError, IndexError):  # a note without its mark is no such source
        return
    page = write(document)
    assert fast(page) == plain(page)


PIECES = st.sampled_from(
    [*(f"{text}\n\n" for text in KNOWN.values()), *UNKNOWN.values(), *"\n *", "\n\n", "<p>"]
)


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=6).map("".join))
def test_any_markdown_is_rendered_alike_or_refused(text: str) -> None:
    page = f"{FRONT}{text}\n"
    try:
        content = fast(page)
    except Refused:
        return
    assert content == plain(page)


@settings(max_examples=300)
@given(st.lists(st.integers(1, 6), max_size=12))
def test_headings_are_nested_alike(levels: list[int]) -> None:
    blocks = (f"{'#' * level} 甲 {{ #n-{nth} }}" for nth, level in enumerate([1, *levels]))
    page = '---\ntitle: "甲"\n---\n\n' + "\n\n".join(blocks) + "\n"
    config = mkdocs_config()
    config.plugins._current_plugin = "tests"
    built = Page(None, File.generated(config, URI, content=page), config)
    built.read_source(config)
    built.render(config, Files([]))

    def shown(listed: list[AnchorLink], depth: int) -> Iterator[tuple[str, int, bool]]:
        for one in listed:
            yield one.id, depth, bool(one.children)
            yield from shown(one.children, depth + 1)

    first = next(iter(built.toc))
    ours = items(render(page, URI).headings)
    found = [(item.heading.eid, item.depth, item.parent) for item in ours]
    assert found == list(shown(first.children, 0))


def test_texts_are_shown_as_templates_show_them() -> None:
    from jinja2 import Environment

    text = '甲 &lt;i&gt; &amp;amp;  > "q" &#x27; <b>乙</b>\u3000丙'
    filters = {"html": "", "escaped": "|e", "plain": "|striptags", "plain-escaped": "|striptags|e"}
    template = Environment(autoescape=False).from_string
    assert {way: WAYS[way](text) for way in WAYS} == {
        way: template(f"{{{{ text{given} }}}}").render(text=text) for way, given in filters.items()
    }
