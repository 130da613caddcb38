"""Measure comparison pages: `python -m bench.compare FOLDER [--articles N]`.

Compares the consecutive versions of all documents of a folder of sources, and a law of N
articles made up of a folder's articles with itself after a revision (every fifth article
reworded, every fiftieth deleted, as many inserted). Prints for each pair the seconds of the
alignment, of the page with its marks, and its size.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from converter.bundle import Bundle
from converter.corpus import make_bundle
from converter.entry import Entry
from converter.model import Document
from converter.pipeline import Work, run_passes
from converter.source import SourceText
from converter.tree import Kind
from converter.versions.lines import lines
from converter.versions.pair import align
from converter.view import View
from converter.writers.compare import comparison_page
from converter.writers.compare_words import counts

_REWORDED, _DELETED = 5, 50
_ARTICLES = 1260


def _measure(older: Document, newer: Document, name: str) -> str:
    start = time.perf_counter()
    comparison = align(older, newer)
    aligned = time.perf_counter() - start
    bundle = Bundle((older, newer), comparisons=(comparison,), families=((older.slug, newer.slug),))
    start = time.perf_counter()
    page = comparison_page(View(bundle), comparison)
    written = time.perf_counter() - start
    said = "，".join(f"{kind.words} {n}" for kind, n in counts([comparison]).items())
    size = len(page.encode()) / 1024
    return (
        f"| {name} | {len(comparison.rows):,} | {aligned:.2f} | {written:.2f}"
        f" | {aligned + written:.2f} | {size:,.0f} | {said} |"
    )


def _articles(documents: Sequence[Document]) -> Iterator[str]:
    for doc in documents:
        for node in doc.root.walk():
            if node.kind is Kind.ARTICLE:
                found = lines(doc, node)
                yield "\n".join(f"{line.number}{' '.join(line.text.split())}" for line in found)


def _law(articles: Sequence[str], slug: str, version: str) -> Document:
    text = "\n".join(["某某法", *(f"第{n}条 {text}" for n, text in enumerate(articles, 1))])
    made = run_passes(Work(SourceText.plain("x.txt", text), None, "x"), "x.txt", "", len(text))
    return replace(made, entry=Entry(f"{version}.txt", slug), version=version)


def _revised(articles: Sequence[str], others: Sequence[str], chance: random.Random) -> list[str]:
    out = []
    for at, text in enumerate(articles):
        if at % _DELETED == 0:
            out.append(chance.choice(others))
        elif at % _REWORDED == 0:
            half = len(text) // 2
            out.append(f"{text[:half]}国务院有关部门{text[half + 4 :]}")
            continue
        if at % _DELETED != 1:
            out.append(text)
    return out


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=_ARTICLES)
    arguments = parser.parse_args()
    bundle = make_bundle(arguments.folder, "sources")
    by_slug = {doc.slug: doc for doc in bundle.documents}
    print("| pair | rows | align, s | page, s | both, s | KiB | rows by change |")
    print("|---|---|---|---|---|---|---|")
    for found in bundle.comparisons:
        newer = by_slug[found.newer]
        print(_measure(by_slug[found.older], newer, f"{newer.title} {newer.version}"))
    chance = random.Random(1)
    pool = [text for text, _ in Counter(_articles(bundle.documents)).items() if text]
    chance.shuffle(pool)
    count = min(arguments.articles, len(pool) - 1)
    articles, others = pool[:count], pool[count:]
    older = _law(articles, "law/2020-01-01", "2020-01-01")
    newer = _law(_revised(articles, others, chance), "law", "2025-01-01")
    print(_measure(older, newer, f"made up, {count:,} articles"))


if __name__ == "__main__":
    main()
