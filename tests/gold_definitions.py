"""The gold files of definitions: what each defines, and what the converter makes of them.

The marks are explained in `tests/gold_marks.py`; a folder is a form:
    called  本法所称X，是指Y         says    X是指Y, 所谓X，就是Y, “X”即Y
    short   Y（以下简称X）           list    本法下列用语的含义：（一）X，是指Y
    parts   “两个X”（甲和乙）        closed  甲、乙和丙“三项X”
    traps   none at all
A file may hold definitions of another form, and traps. Labelled as a lawyer understands the
text, not as a program finds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from converter.bundle import Bundle
from converter.corpus import make_bundle
from converter.discards import essential
from converter.glossary import fold
from converter.model import Document
from converter.tree import Kind
from tests.gold_compare import Comparison, Found, compare
from tests.gold_marks import GoldFile, Mark, place_of, read_folder, write_plain

FORMS = ("called", "says", "short", "list", "parts", "closed")
#: What a scope is called in a mark, and the kind of node that it is.
SCOPES = {
    "part": Kind.PART,
    "chapter": Kind.CHAPTER,
    "section": Kind.SECTION,
    "article": Kind.ARTICLE,
    "paragraph": Kind.PARAGRAPH,
}
#: What is a document of its own in another: a definition holds in it and not outside.
_INNER = frozenset({Kind.ATTACHMENT, Kind.DOCUMENT})


def form_of(file: GoldFile, mark: Mark) -> str:
    """Return the form of a marked definition."""
    return next((o for o in mark.options if o in FORMS), file.name.partition("/")[0])


def pairs(file: GoldFile) -> Iterator[tuple[Mark, Mark]]:
    """Yield each marked wording with its definition: the first of a line with its first.

    Where marks have numbers, those of the same number belong together.

    Raises:
        ValueError: A wording or a definition is alone, or what stands behind `|` is unknown.
    """
    marks: dict[tuple[int, str], tuple[list[Mark], list[Mark]]] = {}
    for mark in file.marks:
        if mark.sign != "✗":
            both = marks.setdefault((mark.line, mark.label), ([], []))
            both["〖〘".index(mark.sign)].append(mark)
    for (line, label), (wordings, definitions) in marks.items():
        if len(wordings) != len(definitions):
            raise ValueError(f"{file.name}:{line}: {label}: not as many 〖 as 〘")
        for wording in wordings:
            if unknown := set(wording.options) - {*FORMS, *SCOPES}:
                raise ValueError(f"{file.name}:{line}: unknown: {unknown.pop()}")
        yield from zip(wordings, definitions, strict=True)


def _scope(document: Document, mark: Mark) -> str:
    """Return the scope of a marked definition, as `Term.scope` writes it."""
    node, above = place_of(document, mark.start)
    kind = next((SCOPES[o] for o in mark.options if o in SCOPES), None)
    own = f"document:{document.slug}"
    for parent in reversed((*above, node)):
        if parent is document.root:
            break
        if parent.kind in ({kind} if kind else _INNER):
            return f"{own}#{document.ids[parent.key]}"
    assert kind is None, f"{document.source.position(mark.start)}: in no {kind}"
    return own


def _what(wording: str, definition: str | None, scope: str, clause: str | None) -> str:
    # Title marks: whether 《办法》 is defined, or 办法, is the same to a reader.
    name = fold(wording).strip("《》")
    return f"{name} = {essential(definition or '')} ({scope}, in {clause})"


def expected(files: tuple[GoldFile, ...], bundle: Bundle) -> Iterator[Found]:
    """Yield what is marked in the gold files."""
    documents = {document.entry.file: document for document in bundle.documents}
    for file in files:
        document = documents[file.name]
        assert document.source.text == file.text, file.name
        for wording, definition in pairs(file):
            node, _ = place_of(document, wording.start)
            what = _what(
                file.words(wording),
                file.words(definition),
                _scope(document, wording),
                document.ids[node.key],
            )
            line = document.source.position(node.span.start).line
            yield Found(file.name, line, what)


def found(bundle: Bundle) -> Iterator[Found]:
    """Yield what the converter finds."""
    for term in bundle.terms:
        if term.origin == "text":
            assert term.source is not None and term.source.document is not None
            document = bundle.document(term.source.document)
            assert document is not None
            spans = {eid: key for key, eid in document.ids.items()}
            key = spans[term.source.clause]
            node = next(node for node in document.root.walk() if node.key == key)
            line = document.source.position(node.span.start).line
            what = _what(term.term, term.definition, term.scope, term.source.clause)
            yield Found(document.entry.file, line, what)


def compare_definitions(folder: str, to: Path) -> Comparison:
    """Compare a folder of `tests/gold` with what the converter finds in it.

    Args:
        folder: Its name.
        to: An empty folder, for the documents without marks.
    """
    files = read_folder(folder)
    bundle = make_bundle(write_plain(files, to), folder)
    return compare(expected(files, bundle), found(bundle))
