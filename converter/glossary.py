"""The glossary file: the terms that people have written down, and whether their sources hold.

Reads: the glossary file and the documents. Writes: terms and findings about them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from converter.diagnostics import Diagnostic
from converter.findings import report_file
from converter.model import Document
from converter.span import Position
from converter.term import Term, TermSource
from converter.terms.names import fold, term_page
from converter.yamlfile import (
    Field,
    Located,
    Problems,
    is_date,
    load,
    nearest,
    read_record,
    text_of,
    texts_of,
)

_WORDING = re.compile(r".*[^\s“”‘’\"'].*")

FIELDS = (
    Field("term", (str,), "the term, without quotation marks", required=True, pattern=_WORDING),
    Field(
        "aliases",
        (list,),
        "a list of other wordings",
        each=Field("aliases", (str,), "a wording", pattern=_WORDING),
    ),
    Field("definition", (str,), "a definition, or null where none is sure"),
    Field("source", (dict,), "`document` and `clause`, or `title` and `date`"),
    Field(
        "scope",
        (str,),
        "`corpus` or `document:SLUG`",
        pattern=re.compile(r"corpus|document:[a-z0-9-]+(/[0-9-]+)?"),
    ),
    Field("category", (str,), "a heading to sort it under"),
    Field("see_also", (list,), "a list of terms", each=Field("see_also", (str,), "a term")),
)
_SOURCE_FIELDS = (
    Field("document", (str,), "the slug of a document"),
    Field("clause", (str,), "the id of a clause"),
    Field("title", (str,), "the title of a public document"),
    Field(
        "date",
        (str,),
        "its date, such as `2016-10-27`",
        # A year or a month will do; what is left out is taken for the first.
        pattern=re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}"),
        check=lambda text: is_date(f"{text}-01-01"[:10]),
    ),
)


def read_glossary(path: Path, shown: str) -> tuple[tuple[Term, ...], list[Diagnostic]]:
    """Read a glossary file.

    Args:
        path: The file.
        shown: How to name it in messages.

    Returns:
        Its terms in their order, and what is wrong with it.
    """
    problems = Problems(shown, "glossary")
    root = load(path, problems)
    terms: list[Term] = []
    seen: dict[str, int] = {}
    if root is not None:
        top = read_record(root, (Field("terms", (list,), "a list of terms"),), problems)
        listed = top.get("terms")
        for record in listed.value if listed and isinstance(listed.value, list) else []:
            term = _term(record, problems)
            if term and _is_new(term, seen, record.place, problems):
                terms.append(term)
    _check_see_also(terms, problems)
    return tuple(terms), problems.found


def _term(record: Located, problems: Problems) -> Term | None:
    good = read_record(record, FIELDS, problems)
    name = text_of(good, "term")
    if not name:
        return None
    definition = text_of(good, "definition")
    source = _source(good.get("source"), problems)
    if definition and source is None:
        problems.add(
            record.place,
            f"{name}: a definition needs a source (document and clause, or title and date)",
        )
    scope = text_of(good, "scope") or "corpus"
    return Term(
        term=name,
        page=term_page(name),
        # No slug has an underscore: a document may be called `corpus`.
        anchor=scope.replace(":", "_"),
        aliases=texts_of(good, "aliases"),
        definition=definition,
        source=source,
        scope=scope,
        category=text_of(good, "category"),
        see_also=texts_of(good, "see_also"),
        line=record.place.line,
    )


def _source(item: Located | None, problems: Problems) -> TermSource | None:
    if item is None:
        return None
    good = read_record(item, _SOURCE_FIELDS, problems)
    values = {field.name: text_of(good, field.name) for field in _SOURCE_FIELDS}
    in_corpus = values["document"] and values["clause"]
    public = values["title"] and values["date"]
    if bool(in_corpus) == bool(public):
        problems.add(item.place, "source: give either document and clause, or title and date")
    return TermSource(**values)


def _is_new(term: Term, seen: dict[str, int], place: Position, problems: Problems) -> bool:
    own = {fold(wording): wording for wording in (term.term, *term.aliases)}
    for folded, wording in own.items():
        key = f"{term.scope} {folded}"
        if key in seen:
            problems.add(
                place,
                f"{wording} is explained already, in line {seen[key]}; merge the two entries",
            )
            return False
        seen[key] = place.line
    return True


def _check_see_also(terms: Sequence[Term], problems: Problems) -> None:
    names = {term.term for term in terms}
    for term in terms:
        for other in term.see_also:
            if other not in names:
                problems.add(
                    Position(term.line, 1),
                    f"{term.term}: see_also names {other}, which has no entry"
                    + nearest(other, names),
                )


def settle_versions(terms: Sequence[Term], documents: Mapping[str, Document]) -> tuple[Term, ...]:
    """Let entries that name the latest version of a document by its date name the document.

    `jiancha-fa` is its latest text, `jiancha-fa/2018-03-20` the text of that date.

    Args:
        terms: The glossary.
        documents: The documents by slug.

    Returns:
        The same entries.
    """
    dated = {f"{doc.work}/{doc.version}": slug for slug, doc in documents.items() if doc.version}
    names = {name: slug for name, slug in dated.items() if name not in documents}
    return tuple(_settled(term, names) for term in terms)


def _settled(term: Term, names: Mapping[str, str]) -> Term:
    source = term.source
    if source and source.document:
        source = replace(source, document=names.get(source.document, source.document))
    slug = term.scope.removeprefix("document:")
    scope = f"document:{names[slug]}" if slug in names else term.scope
    return replace(term, source=source, scope=scope)


def says(doc: Document, clause: str, definition: str) -> bool:
    """Tell whether a clause has all the pieces of a definition; False if there is none such."""
    key = next((key for key, eid in doc.ids.items() if eid == clause), None)
    return key is not None and _expands(definition, _text_at(doc, key))


def check_sources(
    terms: Sequence[Term], documents: Mapping[str, Document], shown: str
) -> list[Diagnostic]:
    """Check that the documents and clauses that the glossary names are there.

    Args:
        terms: The glossary.
        documents: The documents by slug.
        shown: How to name the glossary file.

    Returns:
        A finding for every document or clause that is not found, and for every
        definition that is not in the words of its clause.
    """
    return [
        report_file("glossary-source", shown, f"{term.term}: {problem}", Position(term.line, 1))
        for term in terms
        for problem in (_scope_problem(term, documents), _source_problem(term, documents))
        if problem
    ]


def _no_document(slug: str, documents: Mapping[str, Document]) -> str:
    return f"there is no document {slug!r}{nearest(slug, documents)}"


def _scope_problem(term: Term, documents: Mapping[str, Document]) -> str | None:
    slug = term.scope.removeprefix("document:")
    known = term.scope == "corpus" or slug in documents
    return None if known else f"scope: {_no_document(slug, documents)}"


def _source_problem(term: Term, documents: Mapping[str, Document]) -> str | None:
    source = term.source
    if not (source and source.document and source.clause and term.definition):
        return None
    doc = documents.get(source.document)
    if doc is None:
        return _no_document(source.document, documents)
    by_id = {eid: key for key, eid in doc.ids.items()}
    if source.clause not in by_id:
        near = nearest(source.clause, by_id)
        return f"{source.document} has no clause {source.clause!r}{near}"
    if not _expands(term.definition, _text_at(doc, by_id[source.clause])):
        return f"the definition is not in the words of {source.document}#{source.clause}"
    return None


def _text_at(doc: Document, key: int) -> str:
    node = next(node for node in doc.root.walk() if node.key == key)
    return fold(doc.source.slice(node.span))


_PIECES = re.compile(r"[、，,；;和与及]")


def _expands(definition: str, text: str) -> bool:
    """Tell whether all the pieces of a definition stand in a clause."""
    return all(fold(piece) in text for piece in _PIECES.split(definition))
