"""Versions against what readers wrote down: `python -m bench.quality.versions [FOLDER]`.

FOLDER is the corpus of statutes. Prints for each pair of `tests/gold/versions`, and of those that
were held out from whoever wrote the aligner (`tests/gold/versions_heldout`), how many rows and
how many links from clause to clause are right, and names each difference.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from bench.measure import LAWS
from converter.model import Document
from converter.pipeline import Job, convert
from converter.versions.pair import align
from tests.gold.alignments import FOLDER, HELD_OUT, GoldPair, Score, found_rows, read_pairs


def score(pair: GoldPair, folder: Path) -> Score:
    """Align the two versions of a gold file, and compare the rows with the reader's."""
    older, newer = (_read(folder, file) for file in (pair.older, pair.newer))
    return Score(pair.rows, tuple(found_rows(align(older, newer), older, newer)))


def _read(folder: Path, file: str) -> Document:
    document, problems = convert(Job(folder / file, file, file, None))
    if document is None:
        raise ValueError("; ".join(map(str, problems)))
    return document


def main() -> None:
    """Print a table, then the differences."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality.versions")
    parser.add_argument("folder", nargs="?", type=Path, default=LAWS)
    asked = parser.parse_args()
    if not asked.folder.is_dir():
        parser.error(f"there is no folder {os.path.relpath(asked.folder)}")
    for title, folder in (("read", FOLDER), ("held out", HELD_OUT)):
        print(f"## Pairs {title}\n")
        _print_scores({pair.name: score(pair, asked.folder) for pair in read_pairs(folder)})


def _print_scores(scores: dict[str, Score]) -> None:
    whole = Score(
        tuple(row for each in scores.values() for row in each.gold),
        tuple(row for each in scores.values() for row in each.found),
    )
    print("| pair | rows | right | right, % | sure | right | right, % | links right, % |")
    print("|---|---|---|---|---|---|---|---|")
    for name, each in scores.items():
        print(_line(name, [each]))
    print(_line("all", list(scores.values())))
    for name, each in scores.items():
        print("".join(f"\n{name}: {line}" for line in each.differences()), end="")
    print(f"\n\n{len(whole.wrong())} differences\n")


def _line(name: str, scores: list[Score]) -> str:
    cells = [name]
    for sure in (False, True):
        count = sum(each.count(sure) for each in scores)
        right = count - sum(len(each.wrong(sure)) for each in scores)
        cells += [str(count), str(right), f"{right / count:.1%}"]
    right, gold, found = (sum(n) for n in zip(*(each.links() for each in scores), strict=True))
    cells.append(f"{2 * right / (gold + found):.1%}")
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
