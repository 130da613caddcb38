"""Measure the ledger of published addresses: `python -m bench.ledger [FOLDER]`.

Without a folder, the corpus of statutes beside the checkout. The documents are converted first,
which is not measured. Then a ledger of all of them is made, written, read, and held against them:
unchanged, and with five changed as an editor changes them. Each figure is
processor time, the median of five runs.

With `--pairs` instead: for each older version of a document, what would be found if its text had
been edited in place into that of the next version, against the alignment of both full texts.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from bench.measure import LAWS
from converter.catalog import read_catalog
from converter.corpus import list_jobs
from converter.ledger.lines import read_lines, write_lines
from converter.ledger.outcomes import PLACES, Outcome
from converter.ledger.records import Ledger, make_ledger
from converter.ledger.texts import Page
from converter.ledger.trace import Trace, all_outcomes, trace
from converter.ledger.update import recorded
from converter.model import Document
from converter.parallel import without_collection
from converter.pipeline import Work, convert, run_passes
from converter.source import SourceText
from converter.versions.pair import align
from converter.works import families, settle_works

_RUNS = 5
#: So many documents are changed.
_CHANGED = 5


def load(folder: Path) -> list[Document]:
    """Convert a folder of sources."""
    catalog = read_catalog(folder, folder.name)
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(convert, list_jobs(folder, folder.name, catalog), chunksize=8))
    found = [document for document, _ in results if document]
    return settle_works(found, catalog.entries, "")[0]


def edited(document: Document) -> Document:
    """Take an article out of a document, and reword another, as an editor does."""
    lines = document.source.text.split("\n")
    articles = [n for n, line in enumerate(lines) if line.lstrip().startswith("第")]
    lines[articles[-1]] = lines[articles[-1]].replace("应当", "必须") + "法律另有规定的除外。"
    del lines[articles[len(articles) // 2]]
    name, entry = document.source.name, document.entry
    text = "\n".join(lines)
    read = run_passes(Work(SourceText.plain(name, text), None, name), entry.file, "", len(text))
    return replace(read, entry=entry, version=document.version)


def measured(work: Callable[[], object]) -> float:
    """Return the median seconds of several runs."""
    seconds = []
    for _ in range(_RUNS):
        gc.collect()
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def costs(documents: Sequence[Document]) -> Iterator[tuple[str, str]]:
    """Measure the ledger of documents; yield rows."""
    made: list[Ledger] = []
    start = time.process_time()
    with without_collection():
        made.append(recorded(trace(Ledger(), documents)))
    yield "make the first ledger", f"{time.process_time() - start:.2f} s"
    text = write_lines(made[0])
    yield "addresses", f"{len(made[0].records):,}"
    yield "size", f"{len(text.encode()) / 1e6:.1f} MB"
    yield "write", f"{measured(lambda: write_lines(made[0])):.2f} s"

    def read() -> Ledger:
        with without_collection():
            return read_lines(text, "links.lock")[0]

    yield "read", f"{measured(read):.2f} s"
    ledger = read()
    gc.freeze()

    def check(texts: Sequence[Document]) -> Trace:
        return trace(read(), texts)

    assert check(documents).is_settled
    yield "read and check, unchanged", f"{measured(lambda: check(documents)):.2f} s"
    rng = random.Random(6)
    long = [at for at, doc in enumerate(documents) if len(Page(doc).nodes) > 100]
    changed = list(documents)
    for at in rng.sample(long, min(_CHANGED, len(long))):
        changed[at] = edited(changed[at])
    found = trace(ledger, changed)
    yield f"read and check, {_CHANGED} changed", f"{measured(lambda: check(changed)):.2f} s"
    yield "open then", f"{len(found.open):,} of {sum(1 for _ in all_outcomes(found.open)):,} ids"


def in_place(document: Document) -> Document:
    """Give a version the name of any other."""
    return replace(document, entry=replace(document.entry, slug="x"), version="")


def judged(older: Document, newer: Document) -> Iterator[str]:
    """Judge each id of an older version by the alignment with the newer one."""
    before = Page(in_place(older))
    ledger = make_ledger([before.clause(eid).record() for eid in before.nodes], "links.lock")
    found = trace(ledger, [in_place(newer)])
    after = next(iter(found.present.pages.values()))
    by_key = {node.key: eid for eid, node in after.nodes.items()}
    counterparts = dict(align(older, newer).counterparts)
    outcomes = {one.record.address.eid: one for one in all_outcomes(found.outcomes)}
    yield from ("findings" for _ in found.open)
    for eid, node in before.nodes.items():
        if node.kind in PLACES:
            continue
        now = by_key.get(counterparts.get(node.key, -1))
        yield _judgement(eid, now, outcomes.get(eid))


def _judgement(eid: str, now: str | None, one: Outcome | None) -> str:
    if one is None:
        return "the same words" if now == eid else "the same words, aligned elsewhere"
    if one.clause:
        kind = "the same rule in other words" if now == eid else "another rule"
        return f"{kind}, {'asked' if one.is_open else 'taken for a rewording'}"
    if now is None:
        return "gone, not aligned"
    named = one.candidates[0].clause.address.eid if one.candidates else None
    if named is None:
        return "gone, aligned, no candidate"
    return f"gone, aligned, {'first' if named == now else 'not the first'} candidate"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=LAWS)
    parser.add_argument("--pairs", action="store_true", help="judge versions edited in place")
    given = parser.parse_args()
    documents = load(given.folder)
    if not given.pairs:
        for name, value in (("documents", f"{len(documents):,}"), *costs(documents)):
            print(f"{name:<28} {value}")
        return
    slugs = {document.slug: document for document in documents}
    counts: Counter[str] = Counter()
    for family in families(documents):
        for older, newer in pairwise(family):
            counts["pairs"] += 1
            counts.update(judged(slugs[older], slugs[newer]))
    for name, count in sorted(counts.items()):
        print(f"{name:<48} {count:>6,}")


if __name__ == "__main__":
    main()
