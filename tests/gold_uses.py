"""The gold files of uses: where a term is used, and what the converter makes of it.

The marks are explained in `tests/gold_marks.py`. Beside the documents are their catalog and
a glossary. What is marked:

- Every occurrence of a wording where a definition of it holds; before the place of
  （以下简称X）, and outside the chapter of 本章所称X, there is none. The longest term counts, and
  quotation marks and full-width forms do not.
- The definition of the document goes before that of the glossary.
- The first in its clause is the link. A clause is a node with an id: each 款, each 项, and a
  heading apart from its paragraph.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from converter.bundle import Bundle
from converter.corpus import make_bundle
from converter.glossary import fold
from converter.model import Document
from converter.term import Term
from tests.gold_compare import Comparison, Found, compare
from tests.gold_marks import GOLD, GoldFile, own_offset, place_of, read_folder, write_plain

_QUOTES = "“”‘’\"'「」『』"
#: A node and a stretch of its own text.
Place = tuple[str, int, int, int]


def make_uses(folder: str, to: Path) -> tuple[tuple[GoldFile, ...], Bundle]:
    """Read the gold files of a folder, and convert them.

    Args:
        folder: A folder of `tests/gold` with `catalog.yml` and `glossary.yml`.
        to: An empty folder, for the documents without marks.
    """
    files = read_folder(folder)
    shutil.copy(GOLD / folder / "catalog.yml", write_plain(files, to))
    return files, make_bundle(to, folder, GOLD / folder / "glossary.yml")


def _sense(term: Term) -> str:
    if term.origin == "glossary":
        return "glossary"
    assert term.source is not None
    return f"{term.source.document}#{term.source.clause}"


def _meant(words: str, slug: str, option: str, terms: Iterable[Term]) -> str:
    """Say which sense of a wording a mark means: of the document, else of the glossary."""
    if option:
        return option if option == "glossary" else f"{slug}#{option}"
    wordings = [(term, {fold(wording) for wording in (term.term, *term.aliases)}) for term in terms]
    senses = {_sense(term) for term, folded in wordings if fold(words) in folded}
    own = {sense for sense in senses if sense.startswith(f"{slug}#")}
    best = own or senses & {"glossary"}
    return best.pop() if len(best) == 1 else "one sense of several or none"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out quotation marks at both ends: whether they belong to a use is all the same."""
    while start < end and text[start] in _QUOTES:
        start += 1
    while start < end and text[end - 1] in _QUOTES:
        end -= 1
    return start, end


def _what(document: Document, place: Place, text: str, linked: bool, sense: str) -> Found:
    _, key, start, end = place
    node = next(node for node in document.root.walk() if node.key == key)
    around = f"{text[max(0, start - 6) : start]}〔{text[start:end]}〕{text[end : end + 6]}"
    line = document.source.position(node.span.start).line
    link = "link" if linked else "no link"
    what = f"{around} at {document.ids[key]}:{start}, {link}, {sense}"
    return Found(document.entry.file, line, what)


def _marked(files: Iterable[GoldFile], bundle: Bundle) -> Iterator[tuple[str, Place, Found]]:
    """Yield each mark as its sign, its place, and what is expected there."""
    documents = {document.entry.file: document for document in bundle.documents}
    for file in files:
        document = documents[file.name]
        assert document.source.text == file.text, file.name
        for mark in file.marks:
            start, end = _trim(file.text, mark.start, mark.end)
            node, _ = place_of(document, start)
            at = own_offset(document, node, start)
            place = (document.slug, node.key, at, at + end - start)
            sense = _meant(file.words(mark), document.slug, "".join(mark.options), bundle.terms)
            text = document.own_text(node)
            yield mark.sign, place, _what(document, place, text, mark.sign == "〖", sense)


def _found(bundle: Bundle) -> Iterator[tuple[Place, bool, Found]]:
    """Yield each use that the converter finds: its place, whether it is a link, what it is."""
    terms = {term.id: term for term in bundle.terms}
    for use in bundle.uses:
        document = bundle.document(use.slug)
        assert document is not None
        node = next(node for node in document.root.walk() if node.key == use.key)
        text = document.own_text(node)
        place = (use.slug, use.key, *_trim(text, use.start, use.end))
        what = _what(document, place, text, use.linked, _sense(terms[use.term]))
        yield place, use.linked, what


def compare_uses(files: Iterable[GoldFile], bundle: Bundle) -> Comparison:
    """Compare what is marked with what the converter finds.

    Where there must be no link, a use that is none is neither wanted nor wrong.
    """
    marked = list(_marked(files, bundle))
    barred = {place for sign, place, _ in marked if sign == "⦅"}
    return compare(
        (what for sign, _, what in marked if sign != "⦅"),
        (what for place, linked, what in _found(bundle) if linked or place not in barred),
    )
