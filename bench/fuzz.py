"""Damage documents at random and see that nothing breaks: `python -m bench.fuzz [FOLDER]`.

The rules are those of `tests/fuzz.py`. Without a folder, the documents of this checkout.
Prints each kind of fault once, with the smallest text found for it; ends with 1 if there
was any. The same seed tries the same mutants in the same order.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from bench.measure import ROOT
from converter.readers import READERS
from tests.fuzz import encode, file_faults, kind_of, mutate, mutate_bytes, shrink, text_faults

#: A mutant that takes longer, in seconds, is a fault: an expression runs away.
_MOST_SECONDS = 20

#: Of so many mutants one is looked at as a page, one is converted twice.
_PAGES, _TWICE = 10, 20


def _ring(signum: int, frame: object) -> None:
    raise TimeoutError(f"more than {_MOST_SECONDS} s")


def _in_time(work: Callable[[], list[str]]) -> list[str]:
    """Do something that has to end, where the system can be told to interrupt it."""
    if not hasattr(signal, "setitimer"):
        return work()
    signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, _MOST_SECONDS)
    try:
        return work()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class _Run:
    """Counts mutants, and keeps one example of each kind of fault."""

    def __init__(self) -> None:
        self.tried = self.characters = 0
        self.kinds: Counter[str] = Counter()
        self.slowest = (0.0, "")

    def take(self, name: str, text: str, faults: list[str], seconds: float) -> None:
        """Note what became of one mutant; a kind of fault seen for the first time is shown."""
        self.tried += 1
        self.characters += len(text)
        self.slowest = max(self.slowest, (seconds, name))
        for fault in faults:
            kind = kind_of(fault)
            self.kinds[kind] += 1
            if self.kinds[kind] == 1:
                print(f"{name}: {fault}", flush=True)

    def smallest(self, text: str, faults: list[str], page: bool) -> None:
        """Show the smallest text with the fault."""
        kind = kind_of(faults[0])
        if self.kinds[kind] == 1:
            least = shrink(text, lambda t: any(kind_of(f) == kind for f in text_faults(t, page)))
            print(f"  smallest: {least!r}", flush=True)


def _try_text(run: _Run, random: Random, name: str, text: str) -> None:
    mutant = mutate(random, text)
    page, twice = not random.randrange(_PAGES), not random.randrange(_TWICE)
    start = time.perf_counter()
    faults = _in_time(lambda: text_faults(mutant, page, twice))
    run.take(name, mutant, faults, time.perf_counter() - start)
    if faults:
        run.smallest(mutant, faults, page)


def _try_file(run: _Run, random: Random, name: str, content: bytes, place: Path) -> None:
    path = place / f"x{Path(name).suffix}"
    path.write_bytes(mutate_bytes(random, content))
    page, twice = not random.randrange(_PAGES), not random.randrange(_TWICE)
    start = time.perf_counter()
    faults = _in_time(lambda: file_faults(path, page, twice))
    run.take(name, "", faults, time.perf_counter() - start)
    for fault in faults:
        kept = Path(f"{tempfile.gettempdir()}/fuzz-{kind_of(fault).partition(':')[0]}{path.suffix}")
        if run.kinds[kind_of(fault)] == 1:
            kept.write_bytes(path.read_bytes())
            print(f"  kept as {kept}", flush=True)


def main() -> int:
    """Try mutants until the time is over; return 1 if one was not as it has to be."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "sources")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    random, run = Random(asked.seed), _Run()
    files = [p for p in sorted(asked.folder.rglob("*")) if p.suffix.lower() in READERS]
    if not files:
        parser.error(f"{asked.folder} holds no file that a reader takes")
    end = time.monotonic() + asked.seconds
    with tempfile.TemporaryDirectory() as place:
        while time.monotonic() < end:
            path = random.choice(files)
            content = path.read_bytes()
            if path.suffix.lower() == ".txt":
                text = content.decode("utf-8-sig", "replace")
                if random.random() < 0.8:
                    _try_text(run, random, path.name, text)
                    continue
                content = encode(random, mutate(random, text))
            _try_file(run, random, path.name, content, Path(place))
    seconds, name = run.slowest
    print(
        f"{run.tried:,} mutants of {len(files):,} files, {run.characters:,} characters of text;"
        f" slowest {seconds:.1f} s ({name}); faults: {dict(run.kinds) or 'none'}"
    )
    return 1 if run.kinds else 0


if __name__ == "__main__":
    sys.exit(main())
