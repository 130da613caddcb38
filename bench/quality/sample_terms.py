"""A sample of terms for a person to judge: `python -m bench.quality.sample_terms FOLDER`.

Uses of terms, or with `--definitions` the definitions that the texts give, are drawn by a
hash of their place, so that the sample stays the same while the others change. The rows are
printed as a table; the last two columns, `verdict` (`right` or `wrong`) and `why`, are for
somebody who has read the place. A verdict in the table that is there is kept as long as all
else in its row is as it was. `--write` writes the table instead of printing it, without what
stands around a term and without its meaning, of which only length and digest are kept: a
table holds no text of other people.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from bench.quality.sampling import read_rows
from converter.bundle import Bundle, Term, TermUse
from converter.corpus import make_bundle
from converter.model import Document, Node

_HERE = Path(__file__).parent
#: What share has to be right.
_TARGET = 0.98
#: How much is shown around a use, and of a definition, in characters.
_AROUND = 40
_DEFINITION = 80

_PLACE = ("file", "place", "eid", "words", "term", "defined", "meaning", "scope")
_COLUMNS = {"uses": (*_PLACE, "linked"), "definitions": (*_PLACE, "form")}
_JUDGED = ("verdict", "why")
#: Columns that are printed only.
_SHOWN = ("text", "definition")

Row = tuple[str, ...]


class Drawn(NamedTuple):
    """A row of the sample.

    Attributes:
        key: What the draw depends on.
        row: What a table keeps.
        shown: What is printed besides.
    """

    key: tuple[str, str, int, str]
    row: Row
    shown: Row


def nodes_by_key(bundle: Bundle) -> dict[tuple[str, int], tuple[Document, Node]]:
    """Look nodes up by the slug of their document and their key."""
    return {(doc.slug, node.key): (doc, node) for doc in bundle.documents for node in doc.clauses()}


def _place(document: Document, node: Node, start: int) -> str:
    """Return line and column of a place in the own text of a node."""
    offset = node.span.start
    for span in ([node.heading] if node.heading else []) + list(node.body):
        span = document.source.strip(span)
        if start < span.end - span.start:
            offset = span.start + start
            break
        start -= span.end - span.start
    at = document.source.position(offset)
    return f"{at.line}:{at.column}"


def _around(text: str, start: int, end: int) -> str:
    """Mark a place in its text; white space that a table cannot hold is one space."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return re.sub(r"\s+", " ", f"{before}〔{text[start:end]}〕{after}")


def _digest(meaning: str | None) -> str:
    """Return what tells a meaning from another without giving its words."""
    if not meaning:
        return ""
    return f"{len(meaning)}:{sha256(meaning.encode()).hexdigest()[:8]}"


def _row(document: Document, node: Node, span: tuple[int, int], term: Term, last: str) -> Drawn:
    """Make the row of a term at a place of the own text of a node."""
    file, eid = document.entry.file, document.ids[node.key]
    text = document.own_text(node)
    words = re.sub(r"\s+", " ", text[slice(*span)])
    defined = (term.source.clause if term.source else None) or ""
    return Drawn(
        (file, eid, span[0], term.term),
        (
            *(file, _place(document, node, span[0]), eid, words),
            *(term.term, defined, _digest(term.definition), term.scope, last),
        ),
        (_around(text, *span), re.sub(r"\s+", " ", term.definition or "")[:_DEFINITION]),
    )


def use_rows(bundle: Bundle) -> Iterator[Drawn]:
    """Yield the rows of all uses."""
    terms = {term.id: term for term in bundle.terms}
    nodes = nodes_by_key(bundle)
    for use in bundle.uses:
        yield _row(*nodes[use.slug, use.key], _span(use), terms[use.term], _yes(use.linked))


def _span(use: TermUse) -> tuple[int, int]:
    return use.start, use.end


def _yes(linked: bool) -> str:
    return "yes" if linked else "no"


def definition_rows(bundle: Bundle) -> Iterator[Drawn]:
    """Yield the rows of all definitions that the texts give."""
    keys = {
        (doc.slug, eid): (doc.slug, key) for doc in bundle.documents for key, eid in doc.ids.items()
    }
    nodes = nodes_by_key(bundle)
    for term in bundle.terms:
        if term.origin == "text" and term.source and term.source.document and term.source.clause:
            document, node = nodes[keys[term.source.document, term.source.clause]]
            start = max(0, document.own_text(node).find(term.term))
            span = start, start + len(term.term)
            yield _row(document, node, span, term, str(term.form))


def draw(rows: Iterable[Drawn], count: int, seed: int) -> list[Drawn]:
    """Draw rows by a hash of their places, and sort them by file, line and column.

    Args:
        rows: All rows.
        count: How many to draw; all of them, if there are fewer.
        seed: Another one draws another sample.
    """

    def place(drawn: Drawn) -> tuple[str, list[int], Row]:
        return drawn.row[0], [int(n) for n in drawn.row[1].split(":")], drawn.row

    order = sorted(rows, key=lambda drawn: sha256(f"{seed} {drawn.key}".encode()).digest())
    return sorted(order[:count], key=place)


def read_verdicts(table: Path) -> dict[Row, Row]:
    """Read what has been judged: a row to its verdict and the reason for it."""
    return {tuple(row[:-2]): tuple(row[-2:]) for row in read_rows(table) if row[-2]}


def make_table(
    columns: Sequence[str], drawn: Iterable[Drawn], verdicts: Mapping[Row, Row], *, shown: bool
) -> str:
    """Write rows with the verdicts that there are.

    Args:
        columns: The names of the columns that a table keeps.
        drawn: The rows.
        verdicts: What has been judged.
        shown: Whether to write what is only for the screen, too.
    """
    to = io.StringIO()
    writer = csv.writer(to, delimiter="\t", lineterminator="\n")
    writer.writerow((*columns, *(_SHOWN if shown else ()), *_JUDGED))
    for one in drawn:
        more = one.shown if shown else ()
        writer.writerow((*one.row, *more, *verdicts.get(one.row, ("", ""))))
    return to.getvalue()


def count_verdicts(drawn: Iterable[Drawn], verdicts: Mapping[Row, Row]) -> Counter[str]:
    """Count the rows that are `right`, `wrong` and `unjudged`."""
    return Counter(verdicts.get(one.row, ("unjudged",))[0] for one in drawn)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--definitions", action="store_true", help="definitions instead of uses")
    parser.add_argument("--glossary", type=Path, help="a glossary file")
    parser.add_argument("--table", type=Path, help="the verdicts, if not those beside this module")
    parser.add_argument("--write", action="store_true", help="write the table")
    return parser.parse_args()


def main() -> None:
    """Print or write the sample, and count its verdicts."""
    given = _arguments()
    kind = "definitions" if given.definitions else "uses"
    table = given.table or _HERE / f"{kind}.tsv"
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        bundle = make_bundle(given.folder, given.folder.name, given.glossary, executor=pool)
    every = list(definition_rows(bundle) if given.definitions else use_rows(bundle))
    rows = draw(every, given.count, given.seed)
    verdicts = read_verdicts(table)
    text = make_table(_COLUMNS[kind], rows, verdicts, shown=not given.write)
    if given.write:
        table.write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(text)
    counted = count_verdicts(rows, verdicts)
    figures = ", ".join(f"{counted[word]} {word}" for word in ("right", "wrong", "unjudged"))
    print(f"{len(rows)} of {len(every)} {kind}: {figures}", file=sys.stderr)
    sys.exit(counted["right"] < _TARGET * len(rows))


if __name__ == "__main__":
    main()
