"""Measure builds by size: `python -m bench.growth FOLDER [--shares 16 4 1] [--seed 1]`.

From each share of FOLDER (every 16th text, every 4th, all of them) the whole site is built without
a cache. Then all of it is built with one: from nothing, again, and after a word of one text has
been changed, `--changes` times. Prints a table, and the slope of the CPU time over the number of
documents: 1 is a time that grows as they do. Nothing is written into FOLDER.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Cost, tiaowen

_HEAD = "| build | documents | wall s | CPU s | peak MiB | site MB | without search | stages |"


@dataclass(frozen=True, slots=True)
class Row:
    """One build.

    Attributes:
        name: What is built.
        cost: What it took.
        report: The report of the build.
        site: The size of the site, and of it the index of the search, in bytes.
    """

    name: str
    cost: Cost
    report: dict[str, object]
    site: tuple[int, int]

    def line(self) -> str:
        """Return the row as a line of a Markdown table; megabytes are millions of bytes."""
        timings = self.report["timings"]
        assert isinstance(timings, dict)
        stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in timings.items())
        whole, search = self.site
        return (
            f"| {self.name} | {self.report['documents']} | {self.cost.seconds:.1f}"
            f" | {self.cost.cpu:.1f} | {self.cost.peak_mb:.0f} | {whole / 1e6:.0f}"
            f" | {(whole - search) / 1e6:.0f} | {stages} |"
        )


def share(folder: Path, nth: int, target: Path) -> Path:
    """Take every nth text of a folder; return the folder with them."""
    target.mkdir(parents=True)
    for path in sorted(folder.glob("*.txt"))[::nth]:
        shutil.copyfile(path, target / path.name)
    return target


def build(name: str, sources: Path, place: Path, *options: str) -> Row:
    """Build the site of some sources, and measure that."""
    site = place / "out" / "site"
    cost = tiaowen("build", "--sources", str(sources), "--site", str(site), *options)
    report = json.loads(site.with_name("report.json").read_text(encoding="utf-8"))
    return Row(name, cost, report, (_size(site), _size(site / "search")))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def change(folder: Path, chance: random.Random) -> None:
    """Change one word in the middle of a text that has it."""
    for path in chance.sample(sorted(folder.glob("*.txt")), k=len(list(folder.glob("*.txt")))):
        text = path.read_text(encoding="utf-8")
        at = text.find("应当", len(text) // 2)
        if at >= 0:
            path.write_text(f"{text[:at]}必须{text[at + 2 :]}", encoding="utf-8")
            return
    raise SystemExit(f"no text in {folder} has the word that is changed")


def slope(rows: Sequence[Row]) -> float:
    """Return the slope of the CPU time over the number of documents, both as logarithms."""
    points = [(math.log(float(str(r.report["documents"]))), math.log(r.cost.cpu)) for r in rows]
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    over = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return over / sum((x - mean_x) ** 2 for x, _ in points)


def rows(folder: Path, shares: Sequence[int], changes: int, seed: int) -> Iterator[Row]:
    """Build and measure, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        for nth in shares:
            sources = share(folder, nth, place / f"share-{nth}")
            yield build(f"1/{nth}, no cache", sources, place, "--no-cache")
            shutil.rmtree(sources)
        sources, cache = share(folder, 1, place / "all"), ("--cache", str(place / "cache"))
        yield build("all, empty cache", sources, place, *cache)
        yield build("nothing changed", sources, place, *cache)
        chance = random.Random(seed)
        for _ in range(changes):
            change(sources, chance)
            yield build("one word changed", sources, place, *cache)


def main() -> None:
    """Print a table of measures."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.growth",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shares", type=int, nargs="+", default=[16, 4, 1])
    parser.add_argument("--changes", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(f"{_HEAD}\n|---|---:|---:|---:|---:|---:|---:|---|", flush=True)
    cold = []
    for row in rows(options.folder, options.shares, options.changes, options.seed):
        print(row.line(), flush=True)
        if row.name.endswith("no cache"):
            cold.append(row)
    if len(cold) > 1:
        print(f"\nslope of the CPU time: {slope(cold):.2f}")


if __name__ == "__main__":
    main()
