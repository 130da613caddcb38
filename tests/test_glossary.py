"""The glossary file: every message whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from converter.glossary import FIELDS, read_glossary
from converter.term import Term, TermSource
from converter.terms.names import fold, term_page
from tests.helpers import ROOT
from tests.io_helpers import TEXT, fill, run

KNOWN = ", ".join(field.name for field in FIELDS)
TERM = "terms:\n  - term: 甲乙\n"
DEFINED = TERM + "    definition: 总体要求\n"
SOURCE = "source: give either document and clause, or title and date"

BAD = {
    "a list at the top": ("- 甲乙\n", "1:1: expected a record of `key: value` lines here"),
    "not YAML": (
        "terms: {\n",
        "2:1: is not YAML: did not find expected node content; check indentation and quotes here",
    ),
    "no term": ("terms:\n  - aliases: [甲]\n", "2:5: the key 'term' is missing: the term,"
                " without quotation marks"),
    "an empty term": ("terms:\n  - term: “”\n", "2:11: term: expected the term, without"
                      " quotation marks, found '“”'"),
    "a term twice": (
        TERM + "  - term: “甲乙”\n",
        "3:5: “甲乙” is explained already, in line 2; merge the two entries",
    ),
    "an alias that is a term": (
        TERM + "  - term: 丙\n    aliases: [甲乙]\n",
        "3:5: 甲乙 is explained already, in line 2; merge the two entries",
    ),
    "an alias twice": (
        TERM + "    aliases: [“丙”]\n  - term: 丁\n    aliases: [丙]\n",
        "4:5: 丙 is explained already, in line 2; merge the two entries",
    ),
    "an unknown key": (
        TERM + "    alias: [丙]\n",
        f"3:5: unknown key 'alias'; did you mean 'aliases'? (known: {KNOWN})",
    ),
    "aliases that are no list": (
        TERM + "    aliases: 丙\n",
        "3:14: aliases: expected a list of other wordings, found '丙'",
    ),
    "aliases that are no texts": (
        TERM + "    aliases: [丙, {丁: 戊}, null, true, “”]\n",
        "3:18: aliases: expected a wording, found 'dict'",
        "3:26: aliases: expected a wording, found 'nothing'",
        "3:32: aliases: expected a wording, found 'bool'",
        "3:38: aliases: expected a wording, found '“”'",
    ),
    "see_also that is no text": (
        TERM + "    see_also: [[甲乙]]\n",
        "3:16: see_also: expected a term, found 'list'",
    ),
    "no such day": (
        DEFINED + "    source: {title: 某法, date: 2023-02-31}\n",
        "4:31: date: expected its date, such as `2016-10-27`, found '2023-02-31'",
        f"4:13: {SOURCE}",
    ),
    "a definition without source": (
        DEFINED,
        "2:5: 甲乙: a definition needs a source (document and clause, or title and date)",
    ),
    "half a source": (DEFINED + "    source: {document: a}\n", f"4:13: {SOURCE}"),
    "two sources": (
        DEFINED + "    source: {document: a, clause: sec_1, title: 某法, date: 2020-01-01}\n",
        f"4:13: {SOURCE}",
    ),
    "an unknown key in the source": (
        DEFINED + "    source: {title: 某法, date: 2020-01-01, claus: x}\n",
        "4:43: unknown key 'claus'; did you mean 'clause'? (known: document, clause, title, date)",
    ),
    "an unknown scope": (
        TERM + "    scope: everywhere\n",
        "3:12: scope: expected `corpus` or `document:SLUG`, found 'everywhere'",
    ),
    "see_also without entry": (
        TERM + "    see_also: [甲丙丁]\n  - term: 甲丙丁戊\n",
        "2:1: 甲乙: see_also names 甲丙丁, which has no entry; did you mean '甲丙丁戊'?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: tuple[str, ...]) -> None:
    text, *messages = case
    monkeypatch.chdir(tmp_path)
    fill(Path("s"), {"a.txt": TEXT, "catalog.yml": "documents: [{file: a.txt, slug: a}]\n"})
    fill(Path("g"), {"terms.yml": text})
    result = run("check", "--sources", "s", "--glossary", "g/terms.yml")
    found = [line for line in result.output.splitlines()[:-1] if "[glossary-source]" not in line]
    expected = [message.replace(": ", ": error: ", 1) for message in messages]
    assert sorted(found) == sorted(f"g/terms.yml:{line} [glossary]" for line in expected)
    assert result.exit_code == 2


DOUBTFUL = {
    "not in the words of its clause": (
        "    definition: 总体要求和其他\n    source: {document: a, clause: sec_1}\n",
        "the definition is not in the words of a#sec_1",
    ),
    "no such document": (
        "    definition: 总体要求\n    source: {document: aa, clause: sec_1}\n",
        "there is no document 'aa'; did you mean 'a'?",
    ),
    "no such clause": (
        "    definition: 总体要求\n    source: {document: a, clause: sec_3}\n",
        "a has no clause 'sec_3'; did you mean 'sec_2'?",
    ),
    "no document of that scope": ("    scope: document:z\n", "scope: there is no document 'z'"),
}


@pytest.mark.parametrize(("lines", "message"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_doubtful_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    fill(Path("s"), {"a.txt": TEXT, "catalog.yml": "documents: [{file: a.txt, slug: a}]\n"})
    fill(Path("."), {"terms.yml": TERM + lines})
    result = run("check", "--sources", "s", "--glossary", "terms.yml")
    assert result.output == (
        f"terms.yml:2:1: warning: 甲乙: {message} [glossary-source]\n"
        "1 document, 5 clauses, 1 term, 1 finding (1 warning)\n"
    )
    assert result.exit_code == 0


def test_reads_everything(tmp_path: Path) -> None:
    fill(
        tmp_path,
        {
            "g.yml": "terms:\n"
            "  - term: 两个功能\n    aliases: [“双功能”]\n    definition: 政治功能和服务功能\n"
            "    source: {document: a, clause: sec_1__p_1}\n    scope: document:a\n"
            "    category: 党的建设\n    see_also: [四种形态]\n"
            "  - term: 四种形态\n    definition: null\n"
        },
    )
    terms, problems = read_glossary(tmp_path / "g.yml", "g.yml")
    assert problems == []
    assert terms == (
        Term(
            term="两个功能",
            page=term_page("两个功能"),
            anchor="document_a",
            aliases=("“双功能”",),
            definition="政治功能和服务功能",
            source=TermSource(document="a", clause="sec_1__p_1"),
            scope="document:a",
            category="党的建设",
            see_also=("四种形态",),
            line=2,
        ),
        Term(term="四种形态", page=term_page("四种形态"), anchor="corpus", line=9),
    )


def test_the_same_words_may_have_a_sense_of_a_document(tmp_path: Path) -> None:
    fill(
        tmp_path,
        {"g.yml": "terms:\n  - term: 甲\n  - term: 甲\n    scope: document:corpus\n"},
    )
    terms, problems = read_glossary(tmp_path / "g.yml", "g.yml")
    assert problems == []
    page = term_page("甲")
    assert [term.id for term in terms] == [f"{page}#corpus", f"{page}#document_corpus"]


def test_fold() -> None:
    assert fold(" “四个　意识”\n") == "四个意识"
    assert fold("ＡＢ１") == "AB1"


def test_our_own_glossary_is_in_order() -> None:
    result = run(
        "check", "--sources", str(ROOT / "sources"), "--glossary", str(ROOT / "glossary.yml")
    )
    assert "[glossary" not in result.output
    assert result.exit_code == 0
