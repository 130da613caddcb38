"""A sample of terms for a person to judge: `python -m bench.quality.sample_terms FOLDER`.

Uses of terms, or with `--definitions` the definitions that the texts give, are drawn by a
hash of their place, so that the sample stays the same while the others change. Each is
printed as a row of the table, and below it its surroundings and the definition, for
somebody who reads the place and puts a verdict (`right` or `wrong`) and a reason into the
last two columns. A verdict in the table is kept as long as all else in its row is as it
was. `--write` writes the table, which holds no texts but the terms themselves: of a
definition it says how long it is and a hash, so that a changed one is judged again.
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

from converter.bundle import Bundle
from converter.corpus import make_bundle
from converter.model import Document
from converter.term import Term, TermUse
from converter.tree import Node

_HERE = Path(__file__).parent
#: What share has to be right.
_TARGET = 0.98
#: How much is shown around a use, in characters.
_AROUND = 80

_PLACE = ("file", "place", "eid", "words", "term", "defined", "definition", "scope")
_COLUMNS = {"uses": (*_PLACE, "linked"), "definitions": (*_PLACE, "form")}
#: How the tables beside this module were drawn, from the statutes.
_SEEDS = {"uses": 2, "definitions": 4}
_COUNTS = {"uses": 200, "definitions": 100}
_JUDGED = ("verdict", "why")

Row = tuple[str, ...]
#: What the draw depends on, the row, and what is shown of the place and of the definition.
Drawn = tuple[tuple[str, str, int, str], Row, tuple[str, str]]


def nodes_by_key(bundle: Bundle) -> dict[tuple[str, int], tuple[Document, Node]]:
    """Look nodes up by the slug of their document and their key."""
    return {(doc.slug, node.key): (doc, node) for doc in bundle.documents for node in doc.clauses()}


def _place(document: Document, node: Node, start: int) -> str:
    """Return line and column of a place in the own text of a node."""
    offset = node.span.start
    for span in document.pieces(node):
        if start < len(span):
            offset = span.start + start
            break
        start -= len(span)
    position = document.source.position(offset)
    return f"{position.line}:{position.column}"


def _around(text: str, start: int, end: int) -> str:
    """Mark a place in its text; white space is one space."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return _on_a_line(f"{before}〔{text[start:end]}〕{after}")


def _on_a_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _row(document: Document, node: Node, span: tuple[int, int], term: Term, last: str) -> Drawn:
    """Make the row of a term at a place of the own text of a node."""
    file, eid = document.entry.file, document.ids[node.key]
    own, definition = document.own_text(node), term.definition or ""
    digest = sha256(definition.encode()).hexdigest()[:8]
    row = (
        *(file, _place(document, node, span[0]), eid),
        *(_on_a_line(own[slice(*span)]), term.term),
        (term.source and term.source.clause) or "",
        f"{len(definition)} {digest}",
        *(term.scope.partition("#")[2] or term.scope.partition(":")[0], last),
    )
    return (file, eid, span[0], term.term), row, (_around(own, *span), _on_a_line(definition))


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


def draw(drawn: Iterable[Drawn], count: int, seed: int) -> list[Drawn]:
    """Draw rows by a hash of their places, and sort them by file and place.

    Args:
        drawn: All rows.
        count: How many to draw; all of them, if there are fewer.
        seed: Another one draws another sample.
    """
    order = sorted(drawn, key=lambda one: sha256(f"{seed} {one[0]}".encode()).digest())
    return sorted(order[:count], key=_in_order)


def _in_order(drawn: Drawn) -> tuple[str, list[int], Row]:
    row = drawn[1]
    return row[0], [int(number) for number in row[1].split(":")], row


def read_verdicts(table: Path) -> dict[Row, Row]:
    """Read what has been judged: a row to its verdict and the reason for it."""
    if not table.is_file():
        return {}
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    return {tuple(row[:-2]): tuple(row[-2:]) for row in rows if row[-2]}


def make_table(columns: Sequence[str], rows: Iterable[Row], verdicts: Mapping[Row, Row]) -> str:
    """Write rows with the verdicts that there are."""
    to = io.StringIO()
    writer = csv.writer(to, delimiter="\t", lineterminator="\n")
    writer.writerow((*columns, *_JUDGED))
    writer.writerows((*row, *verdicts.get(row, ("", ""))) for row in rows)
    return to.getvalue()


def show(drawn: Iterable[Drawn], verdicts: Mapping[Row, Row]) -> str:
    """Write rows for the screen, each with what stands there and what the term means."""
    lines = []
    for _, row, shown in drawn:
        lines.append("\t".join((*row, *verdicts.get(row, ("", "")))))
        lines += [f"    {text}" for text in shown]
    return "".join(f"{line}\n" for line in lines)


def count_verdicts(rows: Iterable[Row], verdicts: Mapping[Row, Row]) -> Counter[str]:
    """Count the rows that are `right`, `wrong` and `unjudged`."""
    return Counter(verdicts.get(row, ("unjudged",))[0] for row in rows)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, help="if not that of the table")
    parser.add_argument("--seed", type=int, help="if not that of the table")
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
    seed = _SEEDS[kind] if given.seed is None else given.seed
    drawn = draw(every, given.count or _COUNTS[kind], seed)
    rows = [row for _, row, _ in drawn]
    verdicts = read_verdicts(table)
    if given.write:
        text = make_table(_COLUMNS[kind], rows, verdicts)
        table.write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(show(drawn, verdicts))
    counted = count_verdicts(rows, verdicts)
    figures = ", ".join(f"{counted[word]} {word}" for word in ("right", "wrong", "unjudged"))
    print(f"{len(rows)} of {len(every)} {kind}: {figures}", file=sys.stderr)
    sys.exit(counted["right"] < _TARGET * len(rows))


if __name__ == "__main__":
    main()
