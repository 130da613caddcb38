"""Measure comparisons of versions: `python -m bench.versions [FOLDER]`.

Without a folder, the corpus of statutes beside the checkout. Compares the documents of one title
that have different dates, each with the next, and prints what became of their clauses; then a
law of 1,260 articles, put together of others, with one in which all have been touched.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

from bench.measure import LAWS
from converter.catalog import Catalog
from converter.citations.versions import are_versions, date_of
from converter.comparison import Change, Comparison
from converter.corpus import list_jobs
from converter.model import Document
from converter.numerals import to_chinese
from converter.pipeline import Work, convert, run_passes
from converter.source import SourceText
from converter.title_names import normal_title
from converter.tree import Kind
from converter.versions.likeness import words
from converter.versions.pair import align

_PROCESSES = 2
#: As many articles as the longest law has, 民法典.
_ARTICLES = 1260


def _read(folder: Path) -> list[Document]:
    jobs = list_jobs(folder, folder.name, Catalog())
    with ProcessPoolExecutor(_PROCESSES) as pool:
        return [document for document, _ in pool.map(convert, jobs, chunksize=16) if document]


def pairs(documents: list[Document]) -> Iterator[tuple[Document, Document]]:
    """Yield the versions of a document, each with the next, by their titles and dates."""
    titles: dict[str, dict[str, list[Document]]] = {}
    for document in documents:
        if are_versions(document):
            dates = titles.setdefault(normal_title(document.title), {})
            dates.setdefault(date_of(document), []).append(document)
    for title in sorted(titles):
        dated = sorted(date for date, found in titles[title].items() if date and len(found) == 1)
        for older, newer in pairwise(dated):
            yield titles[title][older][0], titles[title][newer][0]


def _articles(document: Document) -> int:
    return sum(node.kind is Kind.ARTICLE for node in document.root.walk())


def _row(older: Document, newer: Document) -> tuple[float, str]:
    start = time.perf_counter()
    comparison = align(older, newer)
    seconds = time.perf_counter() - start
    counts = Counter(row.change for row in comparison.rows)
    cells = [
        f"{older.title} {date_of(older)} – {date_of(newer)}",
        f"{_articles(older)} / {_articles(newer)}",
        *(str(counts[change]) for change in Change),
        str(sum(row.renumbered for row in comparison.rows)),
        str(sum(row.moved for row in comparison.rows)),
        _answered(comparison, older),
        f"{seconds:.2f}",
    ]
    return seconds, f"| {' | '.join(cells)} |"


def _answered(comparison: Comparison, older: Document) -> str:
    return f"{len(comparison.counterparts)} of {len(older.ids)}"


def _law(texts: list[str]) -> Document:
    lines = ["某某法", "（2020年1月1日通过）"]
    lines += [f"第{to_chinese(at)}条　{text}" for at, text in enumerate(texts, 1)]
    text = "\n".join(lines)
    return run_passes(Work(SourceText.plain("x.txt", text), None, "x"), "x.txt", "", len(text))


def long_pair(documents: list[Document], seed: int = 1) -> tuple[Document, Document]:
    """Make a long law of the articles of many, and a later version of it.

    In the later one an article in twenty is gone, as many are new, and all others are reworded:
    each has lost some words, and has others of its successor.
    """
    chance = random.Random(seed)
    texts = [
        words(document, node)
        for document in documents
        for node in document.root.walk()
        if node.kind is Kind.ARTICLE
    ]
    older, other = texts[:_ARTICLES], texts[_ARTICLES : _ARTICLES * 21 // 20]
    newer = []
    for text, next_text in pairwise([*older, older[0]]):
        if other and chance.random() < 1 / 20:
            newer.append(other.pop())
        else:
            at = chance.randrange(len(text) + 1)
            newer.append(text[:at] + next_text[:8] + text[at + 6 :])
    return _law(older), _law(newer)


def main() -> None:
    """Print a table of pairs, and the time for the longest."""
    parser = argparse.ArgumentParser(prog="python -m bench.versions")
    parser.add_argument("folder", nargs="?", type=Path, default=LAWS)
    asked = parser.parse_args()
    if not asked.folder.is_dir():
        parser.error(f"there is no folder {os.path.relpath(asked.folder)}")
    names = " | ".join(change.value for change in Change)
    print(f"| versions | articles | {names} | renumbered | moved | nodes answered | s |")
    print(f"|---|---|{'---|' * len(Change)}---|---|---|---|")
    longest, seconds = 0, 0.0
    documents = _read(asked.folder)
    for older, newer in pairs(documents):
        took, row = _row(older, newer)
        print(row, flush=True)
        if _articles(older) * _articles(newer) > longest:
            longest, seconds = _articles(older) * _articles(newer), took
    took, row = _row(*long_pair(documents))
    print(row)
    print(f"\nThe longest pair took {seconds:.2f} s, {_ARTICLES:,} articles took {took:.2f} s.")


if __name__ == "__main__":
    main()
