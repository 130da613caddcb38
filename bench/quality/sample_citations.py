"""A sample of citations for a person to judge: `python -m bench.quality.sample_citations FOLDER`.

The citations of a folder are drawn by a hash of seed, file, clause and place, so that the
sample hardly changes while the others do. Each is a row of a table: where it stands, its
words, its status and its target; `verdict` (`right` or `wrong`) and `why` are for somebody who
has read both places. Below each row that is printed stand its sentence and how the target
begins; `--write` puts the rows alone into the table, so that it holds no text of the folder
but the words of the citations. The table keeps the verdicts of rows that have not changed.
`--missed` counts the 第N条 that lie in no citation.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench import CORPUS
from bench.quality.sampling import by_hash, read_rows
from converter.bundle import Bundle
from converter.citation import Citation
from converter.corpus import make_bundle
from converter.model import Document
from converter.numerals import ARABIC, CHINESE
from converter.tree import Kind, Node
from tests.gold.read import in_source, own_places

_TABLE = Path(__file__).with_name("citations.tsv")
_HEAD = "file place eid words status target verdict why".split()
#: How much is shown around a citation, and of its target, in characters.
_AROUND, _BEGINNING = 40, 60
_MENTION = re.compile(rf"第\s?(?:{CHINESE}+|{ARABIC}+)\s?条")
#: The number of an article that a decision quotes is no mention of one: “第三条　…
_QUOTED_NUMBER = re.compile(r"(?:^|[：:])\s*[“\"]\s*\Z")

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a clause's own text."""

    doc: Document
    node: Node
    start: int
    end: int
    citation: Citation | None = None

    @property
    def name(self) -> str:
        return f"{self.doc.entry.file} {self.doc.ids[self.node.key]} {self.start}"

    @property
    def row(self) -> Row:
        """File, line and column, eid and the words."""
        doc, text = self.doc, self.doc.own_text(self.node)
        at = doc.source.position(in_source(own_places(doc, self.node), self.start))
        words = _one_line(text[self.start : self.end])
        return doc.entry.file, f"{at.line}:{at.column}", doc.ids[self.node.key], words

    @property
    def sentence(self) -> str:
        """The words with what stands around them."""
        text = self.doc.own_text(self.node)
        before = text[max(0, self.start - _AROUND) : self.start]
        after = text[self.end : self.end + _AROUND]
        return _one_line(f"{before}〔{text[self.start : self.end]}〕{after}")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cited(bundle: Bundle) -> list[Place]:
    """Return all citations with their places."""
    nodes = {doc.slug: (doc, {n.key: n for n in doc.root.walk()}) for doc in bundle.documents}
    places = []
    for citation in bundle.citations:
        doc, by_key = nodes[citation.slug]
        node = by_key[citation.key]
        places.append(Place(doc, node, citation.start, citation.end, citation))
    return places


class Targets:
    """Says what citations lead to."""

    def __init__(self, bundle: Bundle) -> None:
        self._docs = {doc.slug: doc for doc in bundle.documents}
        self._nodes = {
            doc.slug: {doc.ids[node.key]: node for node in doc.clauses()}
            for doc in bundle.documents
        }

    def row(self, citation: Citation) -> Row:
        """Status and target."""
        target = citation.target_slug or ""
        if citation.target_eid:
            last = f"..{citation.last_eid}" if citation.last_eid else ""
            target += f"#{citation.target_eid}{last}"
        return citation.status.value, target

    def beginning(self, citation: Citation) -> str:
        """The title and date of the target, its label and how it begins."""
        if citation.target_slug is None:
            return ""
        doc, eid = self._docs[citation.target_slug], citation.target_eid
        date = doc.fact("date")
        title = f"《{doc.title}》" + (f"（{date}）" if date else "")
        if eid is None:
            return title
        node = self._nodes[doc.slug][eid]
        words = _one_line(doc.source.slice(node.span))[:_BEGINNING]
        return f"{title}{doc.full_labels[node.key]}：{words}"


def draw(bundle: Bundle, count: int, seed: int) -> dict[Row, str]:
    """Draw citations.

    Args:
        bundle: All documents with their citations.
        count: How many to draw; all of them, if there are fewer.
        seed: Another one draws another sample.

    Returns:
        Their rows without verdicts, in the order of files and places, each with what a reader
        sees of both places.
    """
    targets = Targets(bundle)
    drawn = by_hash(_cited(bundle), lambda place: f"{seed} {place.name}")[:count]
    drawn.sort(key=lambda p: (p.doc.entry.file, p.node.key, p.start))
    return {
        p.row + targets.row(p.citation): f"{p.sentence} → {targets.beginning(p.citation)}"
        for p in drawn
        if p.citation
    }


def with_verdicts(rows: Iterable[Row], judged: Sequence[Sequence[str]]) -> list[Row]:
    """Add to each row the verdict and the reason of the same row of a table, if it has one."""
    known = {tuple(row[:-2]): tuple(row[-2:]) for row in judged}
    return [row + known.get(row, ("", "")) for row in rows]


def _table(rows: Sequence[Row]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows([_HEAD, *rows])
    return out.getvalue()


def _mentions(
    doc: Document, within: dict[tuple[str, int], list[tuple[int, int]]]
) -> Iterator[Place]:
    """Yield the 第N条 of a document's clauses, each with `end` 0 if a citation holds it."""
    for node in doc.clauses():
        if node.kind in (Kind.TITLE, Kind.TOC):
            continue
        text = doc.own_text(node)
        spans = within.get((doc.slug, node.key), [])
        for found in _MENTION.finditer(text):
            if _QUOTED_NUMBER.search(text, 0, found.start()):
                continue
            at = bisect_right(spans, found.start(), key=lambda span: span[0]) - 1
            held = at >= 0 and found.end() <= spans[at][1]
            yield Place(doc, node, found.start(), 0 if held else found.end())


def missed(bundle: Bundle, count: int, seed: int) -> tuple[list[Row], int, int]:
    """Find the 第N条 in no citation: a sample of them, their number, and that of all."""
    within: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for citation in bundle.citations:
        spans = within.setdefault((citation.slug, citation.key), [])
        spans.append((citation.start, citation.end))
    for spans in within.values():
        spans.sort()
    all_of = [place for doc in bundle.documents for place in _mentions(doc, within)]
    free = [place for place in all_of if place.end]
    sample = by_hash(free, lambda place: f"{seed} {place.name}")[:count]
    rows = [(*place.row[:3], place.sentence) for place in sample]
    return sorted(rows), len(free), len(all_of)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split(":")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=CORPUS)
    parser.add_argument("--count", type=int, default=200, help="how many to draw (200)")
    parser.add_argument("--seed", type=int, default=2, help="another seed, other citations (2)")
    parser.add_argument("--table", type=Path, default=_TABLE, help="the table of verdicts")
    parser.add_argument("--write", action="store_true", help="write the rows into the table")
    parser.add_argument("--missed", action="store_true", help="the 第N条 in no citation instead")
    return parser.parse_args()


def main() -> None:
    """Print or write the rows, and how many are right."""
    args = _arguments()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        bundle = make_bundle(args.folder, args.folder.name, executor=pool)
    if args.missed:
        rows, free, all_of = missed(bundle, args.count, args.seed)
        print("\n".join("\t".join(row) for row in rows))
        share = free / all_of if all_of else 0.0
        print(f"{free} of {all_of} 第N条 lie in no citation: {share:.2%}", file=sys.stderr)
        return
    drawn = draw(bundle, args.count, args.seed)
    rows = with_verdicts(drawn, read_rows(args.table))
    if args.write:
        args.table.write_text(_table(rows), encoding="utf-8", newline="\n")
    else:
        for row, shown in zip(rows, drawn.values(), strict=True):
            print("\t".join(row), f"    {shown}", sep="\n")
    verdicts = Counter(row[-2] or "unjudged" for row in rows)
    counted = ", ".join(f"{verdicts[word]} {word}" for word in ("right", "wrong", "unjudged"))
    print(f"{counted}, of {len(rows)} drawn from {len(bundle.citations)}", file=sys.stderr)


if __name__ == "__main__":
    main()
