"""From the definitions in the texts to terms: each definition is a sense of its word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from converter.card import card_of
from converter.model import Document
from converter.term import Term, TermOrigin, TermSource
from converter.terms.names import fold, term_page


def text_terms(glossary: Sequence[Term], documents: Iterable[Document]) -> tuple[Term, ...]:
    """Make the terms that the documents define.

    Args:
        glossary: The terms of the glossary file.
        documents: The documents.

    Returns:
        The terms in the order of the documents and their texts. A definition that the
        glossary quotes from the very clause is the glossary's.
    """
    quoted = {
        (term.source.document, term.source.clause, fold(wording))
        for term in glossary
        if term.source and term.definition
        for wording in (term.term, *term.aliases)
    }
    return tuple(term for doc in documents for term in _terms(doc, quoted))


def _terms(doc: Document, quoted: set[tuple[str | None, str | None, str]]) -> Iterator[Term]:
    seen: Counter[tuple[str, str]] = Counter()
    for definition, meaning in zip(doc.definitions, card_of(doc).meanings, strict=True):
        eid, page = meaning.eid, term_page(definition.wording)
        if (doc.slug, eid, fold(definition.wording)) in quoted:
            continue
        seen[page, eid] += 1
        nth = seen[page, eid]
        part = f"#{meaning.part}" if meaning.part is not None else ""
        yield Term(
            term=definition.wording,
            page=page,
            anchor=f"{doc.slug}--{eid}{f'--{nth}' if nth > 1 else ''}",
            definition=meaning.text,
            source=TermSource(document=doc.slug, clause=eid),
            scope=f"document:{doc.slug}{part}",
            since=definition.since,
            origin=TermOrigin.TEXT,
            form=definition.form,
            line=meaning.line,
        )
