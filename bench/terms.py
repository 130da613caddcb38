"""Measure terms: `python -m bench.terms [FOLDER]`.

Without a folder, the corpus of statutes beside the checkout. In this process, on documents
that are converted already: finding definitions, the uses of all terms, candidates; then
uses with 500 and with 5,000 terms of the glossary, and on an eighth, a quarter and half of
the documents.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from bench.convert import slope
from bench.measure import LAWS
from converter.corpus import make_bundle
from converter.model import Document
from converter.term import Term
from converter.terms.candidates import find_candidates
from converter.terms.definitions import find_definitions
from converter.terms.names import term_page
from converter.terms.senses import text_terms
from converter.terms.uses import find_uses

#: Each figure is the median of so many runs.
_RUNS = 3
_EIGHTHS = (1, 2, 4, 8)


def _seconds(work: Callable[[], object]) -> float:
    """Return the processor's seconds that some work takes."""
    taken = []
    for _ in range(_RUNS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def _made_up(documents: Sequence[Document], count: int, chance: random.Random) -> list[Term]:
    """Take terms out of the texts themselves, so that they are used as terms are."""
    words: dict[str, None] = {}
    while len(words) < count:
        text = chance.choice(documents).source.text
        at = chance.randrange(len(text))
        word = text[at : at + chance.randint(10, 14)]
        if all("\u4e00" <= char <= "\u9fff" for char in word) and len(word) > 9:
            words[word] = None
    return [Term(word, term_page(word), "corpus") for word in words]


def _rows(documents: Sequence[Document], chance: random.Random) -> Iterator[tuple[str, str, str]]:
    def define() -> object:
        return [find_definitions(doc.source, doc.root) for doc in documents]

    yield "definitions", f"{_seconds(define):.2f} s", "3 s"
    terms = text_terms((), documents)
    uses = find_uses(terms, documents).uses
    seconds = _seconds(lambda: find_uses(terms, documents))
    yield f"{len(uses):,} uses of {len(terms):,} terms of the texts", f"{seconds:.2f} s", "6 s"
    seconds = _seconds(lambda: find_candidates(terms, documents))
    yield "candidates", f"{seconds:.2f} s", ""
    for count in (500, 5000):
        more = (*_made_up(documents, count, chance), *terms)
        seconds = _seconds(partial(find_uses, more, documents))
        yield f"uses with {count:,} terms of the glossary", f"{seconds:.2f} s", ""
    sizes, taken = [], []
    for eighths in _EIGHTHS:
        part = documents[: len(documents) * eighths // 8]
        sizes.append(float(sum(len(doc.source.text) for doc in part)))
        taken.append(_seconds(partial(find_uses, terms, part)))
    shown = " / ".join(f"{value:.2f}" for value in taken)
    yield "uses, 1/8, 2/8, 4/8, 8/8 of the documents", f"{shown} s", ""
    yield "slope", f"{slope(sizes, taken):.3f}", "1.05"


def main() -> None:
    """Print a table of measures."""
    parser = argparse.ArgumentParser(prog="python -m bench.terms")
    parser.add_argument("folder", nargs="?", type=Path, default=LAWS)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    documents = list(make_bundle(asked.folder, asked.folder.name).documents)
    chance = random.Random(asked.seed)
    chance.shuffle(documents)
    print("| what | measured | target |\n|---|---|---|")
    for name, measured, target in _rows(documents, chance):
        print(f"| {name} | {measured} | {f'≤ {target}' if target else ''} |", flush=True)


if __name__ == "__main__":
    main()
