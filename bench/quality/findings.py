"""A sample of findings for a person to judge: `python -m bench.quality.findings [FOLDER]`.

The findings of a folder are drawn by a hash of their place, so that the sample stays the
same while the other findings change. The verdicts are in `findings.tsv` beside this file:
`right` or `wrong`, and why, each written by somebody who has read the place. What has no
verdict yet is printed with its line; with all judged, the share of right ones is printed,
over the sample and for each code.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench import CORPUS
from bench.quality.sampling import by_hash, read_rows
from converter.corpus import make_bundle
from converter.diagnostics import Diagnostic

_VERDICTS = Path(__file__).with_name("findings.tsv")
_SEED = "tiaowen-3"
_COUNT = 100
#: Most findings of a corpus are of one kind; a second sample has of each at most so many.
_OF_EACH = 12
#: What share has to be right.
_TARGET = 0.95

Key = tuple[str, str, str]


def draw(found: Sequence[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Draw two samples: one of all findings, and one with as many as can be of each kind."""
    order = by_hash(found, lambda finding: f"{_SEED} {_key(finding)}")
    taken: Counter[str] = Counter()
    kinds = []
    for finding in order:
        taken[finding.code] += 1
        if taken[finding.code] <= _OF_EACH:
            kinds.append(finding)
    by_place = Diagnostic.sort_key
    return sorted(order[:_COUNT], key=by_place), sorted(kinds, key=by_place)


def _key(found: Diagnostic) -> Key:
    return Path(found.path).name, f"{found.line}:{found.column}", found.code


def read_verdicts() -> dict[Key, tuple[str, str]]:
    """Read what has been judged: place and code to verdict and reason."""
    rows = read_rows(_VERDICTS)
    return {(file, place, code): (verdict, why) for file, place, code, verdict, why in rows}


def _unjudged(folder: Path, found: Sequence[Diagnostic]) -> Iterator[str]:
    for finding in found:
        lines = (folder / Path(finding.path).name).read_text(encoding="utf-8").splitlines()
        yield f"{finding}\n    {lines[finding.line - 1][:300] if finding.line else ''}"


def _table(name: str, sample: Sequence[Diagnostic]) -> int:
    """Print how many of each kind are right; return how many are of all."""
    verdicts = read_verdicts()
    all_of = Counter(finding.code for finding in sample)
    right = Counter(f.code for f in sample if verdicts[_key(f)][0] == "right")
    print(f"| {name} | drawn | right |\n|---|---|---|")
    for code, number in all_of.most_common():
        print(f"| {code} | {number} | {right[code]} |")
    print(f"| all | {len(sample)} | {right.total()} |\n")
    return right.total()


def main() -> None:
    """Print what is to be judged, or the result."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        bundle = make_bundle(folder, folder.name, executor=pool)
    sample, kinds = draw(bundle.diagnostics)
    verdicts = read_verdicts()
    both = sorted({*sample, *kinds}, key=Diagnostic.sort_key)
    open_ = [finding for finding in both if _key(finding) not in verdicts]
    for text in _unjudged(folder, open_):
        print(text)
    if open_:
        print(f"{len(open_)} of {len(both)} have no verdict in {_VERDICTS.name}")
        sys.exit(1)
    right = _table(f"{len(sample)} at random of {len(bundle.diagnostics)}", sample)
    _table(f"up to {_OF_EACH} of each kind", kinds)
    sys.exit(right < _TARGET * len(sample))


if __name__ == "__main__":
    main()
