"""The script that finds what a term means: it looks where the converter has written."""

from __future__ import annotations

import json

from converter.search.terms import term_key, wording_hash
from tests.browser.conftest import OpenPage
from tests.io_helpers import ROOT

SCRIPT = (ROOT / "docs/javascripts/search/terms.js").read_text(encoding="utf-8")

#: A store that hands out one file under every name, and writes down the names.
STORE = """file => {
  globalThis.asked = [];
  const json = async (name) => (asked.push(name), file);
  globalThis.tiaowen = { search: { store: { json } } };
}"""
ASK = "([wording, base]) => tiaowen.search.definitions(wording, base)"
LOOK = """async ([words, terms]) => {
  for (const word of words) {
    await tiaowen.search.definitions(word, { terms, facets: { superseded: [] } });
  }
  return asked;
}"""

WORDS = ["数据", "“两新”组织", "ab形态", "a", "constructor", "𠀀𠮷", "\ue000", "以上", "湿地" * 40]


def test_both_sides_look_in_the_same_file(open_page: OpenPage) -> None:
    page = open_page("about:blank")
    page.evaluate(STORE, {})
    page.evaluate(SCRIPT)
    for terms in (1, 7, 201, 4_000_000_007):
        page.evaluate("asked.length = 0")
        names = [f"g{wording_hash(term_key(word)) % terms}" for word in WORDS]
        # Quotation marks are left as folding leaves them.
        words = [word.replace("“", '"').replace("”", '"') for word in WORDS]
        assert page.evaluate(LOOK, [words, terms]) == names


def test_the_senses_of_a_wording(open_page: OpenPage) -> None:
    rows = [
        ["数据", "旧释义", "《旧办法》第一条", "glossary/shu-ju/#jiu--art_1", 2, 5],
        ["数据", "通用释义", "", "glossary/shu-ju/#corpus", None, None],
        ["数据", "新释义", "《新办法》第一条", "glossary/shu-ju/#xin--art_1", 0, 7],
    ]
    names = ("term", "text", "source", "url", "doc", "clause")
    page = open_page("about:blank")
    page.evaluate(STORE, {"数据": rows})
    page.evaluate(SCRIPT)
    base: dict[str, object] = {"terms": 3, "facets": {"superseded": [2]}}
    found = page.evaluate(ASK, ["数据", base])
    assert found == [dict(zip(names, rows[at], strict=True)) for at in (1, 2, 0)], json.dumps(found)
    assert page.evaluate(ASK, ["没有的词", base]) == []
    assert page.evaluate(ASK, ["constructor", base]) == []


def test_nothing_is_loaded_where_nothing_can_be_found(open_page: OpenPage) -> None:
    page = open_page("about:blank")
    page.evaluate(STORE, {})
    page.evaluate(SCRIPT)
    assert page.evaluate(ASK, ['""', {"terms": 3, "facets": {"superseded": []}}]) == []
    assert page.evaluate(ASK, ["数据", {"terms": 0, "facets": {"superseded": []}}]) == []
    assert page.evaluate("asked") == []
