"""Measure related clauses: `python -m bench.related [FOLDER] [--sample N] [--seed S]`.

Without a folder, the corpus of statutes beside the checkout. Converts it, then looks for
related clauses with 2 processes in an eighth, a quarter, a half and all of its documents,
chosen by a seed. With `--sample`, N clauses are printed with what is shown for them, to be
judged by reading.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.measure import LAWS
from converter.bundle import Bundle, Related
from converter.corpus import make_bundle
from converter.model import Document
from converter.related.find import find_related
from converter.related.units import unit_text, units
from converter.view import View

_EIGHTHS = (1, 2, 4, 8)
_PROCESSES = 2
_SHOWN = 120


def _mebibytes(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _measure(documents: Sequence[Document]) -> tuple[tuple[Related, ...], str]:
    """Look for related clauses in processes of their own; return them and a row."""
    clauses = sum(len(units(doc)) for doc in documents)
    cpu, start = _cpu(), time.perf_counter()
    with ProcessPoolExecutor(_PROCESSES) as pool:
        found = find_related(documents, pool)
    seconds, used = time.perf_counter() - start, _cpu() - cpu
    having = len({(related.slug, related.key) for related in found})
    row = (
        f"| {len(documents):,} | {clauses:,} | {having:,} | {len(found):,}"
        f" | {seconds:.1f} | {used:.1f} |"
    )
    return found, row


def _sample(bundle: Bundle, count: int, seed: int) -> None:
    view = View(bundle)
    places = [(doc, unit.key) for doc in bundle.documents for unit in units(doc)]
    for doc, key in random.Random(seed).sample(places, min(count, len(places))):
        print(f"\n{doc.title}{doc.labels[key]}：{_text(view, doc.slug, key)}")
        for related in view.related_to.get((doc.slug, key), ()):
            other = view.documents[related.target_slug]
            label, words = other.labels[related.target_key], "、".join(related.shared)
            text = _text(view, related.target_slug, related.target_key)
            print(f"  {related.score:.3f} {other.title}{label}：{text}【{words}】")


def _text(view: View, slug: str, key: int) -> str:
    of = view.of(slug)
    return unit_text(of.document, of.nodes[key])[:_SHOWN].replace("\n", " ")


def main() -> None:
    """Print a table of measures, and a sample if one is asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.related")
    parser.add_argument("folder", nargs="?", type=Path, default=LAWS)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if not asked.folder.is_dir():
        parser.error(f"there is no folder {os.path.relpath(asked.folder)}")
    with ProcessPoolExecutor(_PROCESSES) as pool:
        bundle = make_bundle(asked.folder, asked.folder.name, executor=pool)
    documents = list(bundle.documents)
    random.Random(asked.seed).shuffle(documents)
    before = _mebibytes(resource.RUSAGE_SELF)
    print("| documents | clauses | with related ones | pairs | s | processors s |")
    print("|---|---|---|---|---|---|")
    for eighths in _EIGHTHS:
        found, row = _measure(documents[: len(documents) * eighths // 8])
        print(row, flush=True)
    own, largest = _mebibytes(resource.RUSAGE_SELF), _mebibytes(resource.RUSAGE_CHILDREN)
    print(
        f"\nPeak memory: {own:,.0f} MiB here, of which {before:,.0f} were the documents;"
        f" {largest:,.0f} MiB in the largest other process, what it shares with this one included."
    )
    if asked.sample:
        _sample(Bundle(bundle.documents, related=found), asked.sample, asked.seed)


if __name__ == "__main__":
    main()
