"""Measure conversion: `python -m bench.convert [FOLDER]`.

Without a folder, the corpus of statutes beside the checkout. Cold, with 2 processes: the
whole, then an eighth, a quarter and a half of its documents, chosen by a seed; then with
a cache, unchanged and with one document changed. Each run is a process of its own.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import shutil
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.measure import LAWS, Cost, tiaowen
from converter.readers import READERS

#: Each figure is the median of so many runs.
_RUNS = 3
_EIGHTHS = (1, 2, 4, 8)


def copy_documents(files: Sequence[Path], target: Path) -> int:
    """Copy documents into a folder; return their size in bytes."""
    target.mkdir(parents=True)
    for number, file in enumerate(files):
        shutil.copyfile(file, target / f"{number:05}-{file.name}")
    return sum(file.stat().st_size for file in files)


def _cold(sources: Path, place: Path, *options: str) -> Cost:
    """Convert a folder into a new project."""
    out = place / "out"
    shutil.rmtree(out, ignore_errors=True)
    return _convert(sources, out, "--jobs", "2", *options)


def _convert(sources: Path, out: Path, *options: str) -> Cost:
    return tiaowen("convert", "--sources", str(sources), "--out", str(out), "--json", *options)


def _stage(cost: Cost) -> float:
    """Return the seconds that the run itself says it spent converting."""
    return float(json.loads(cost.output)["timings"]["convert"])


def slope(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """Fit log(seconds) = slope · log(size) + c by least squares."""
    fit = statistics.linear_regression(list(map(math.log, sizes)), list(map(math.log, seconds)))
    return fit.slope


def _linearity(files: Sequence[Path], place: Path) -> Iterator[tuple[str, str, str]]:
    """Measure parts of the corpus; yield rows."""
    small = copy_documents(sorted(files, key=lambda file: file.stat().st_size)[:1], place / "one")
    start = statistics.median(_cold(place / "one", place).seconds for _ in range(_RUNS))
    sizes, walls, stages, cpus, peaks = [], [], [], [], []
    for eighths in _EIGHTHS:
        part = files[: len(files) * eighths // 8]
        sizes.append(copy_documents(part, place / f"part{eighths}") - small)
        costs = [_cold(place / f"part{eighths}", place) for _ in range(_RUNS)]
        walls.append(statistics.median(cost.seconds for cost in costs))
        stages.append(statistics.median(map(_stage, costs)))
        cpus.append(statistics.median(cost.cpu for cost in costs))
        peaks.append(max(cost.peak_mb for cost in costs))
    yield f"cold, {len(files):,} documents, {sizes[-1] / 1e6:.1f} MB", f"{walls[-1]:.1f} s", "20 s"
    yield "memory, all processes (sum of resident sets)", f"{peaks[-1]:,.0f} MiB", "1,536 MiB"
    for name, seconds in (("whole run", walls), ("conversion", stages), ("processors", cpus)):
        shown = " / ".join(f"{value:.2f}" for value in seconds)
        yield f"{name}, 1/8, 2/8, 4/8, 8/8", f"{shown} s", ""
    yield "start-up (a run of one document)", f"{start:.2f} s", ""
    yield "slope of the processors' time", f"{slope(sizes, cpus):.3f}", ""
    yield "slope of the conversion", f"{slope(sizes, stages):.3f}", "1.05"
    without = [wall - start for wall in walls]
    yield "slope of the whole run without the start-up", f"{slope(sizes, without):.3f}", "1.05"
    yield "slope of the whole run", f"{slope(sizes, walls):.3f}", ""


def _reruns(place: Path) -> Iterator[tuple[str, str, str]]:
    """Measure runs over a cache; yield rows."""
    sources, out, cache = place / "part8", place / "out", str(place / "cache")
    first = _cold(sources, place, "--cache", cache)
    yield "cold, writing a cache", f"{first.seconds:.1f} s", ""
    again = [_convert(sources, out, "--cache", cache).seconds for _ in range(_RUNS)]
    yield "unchanged rerun", f"{statistics.median(again):.2f} s", "1 s"
    file = next(path for path in sorted(sources.iterdir()))
    file.write_bytes(file.read_bytes() + "\n附则。\n".encode())
    changed = _convert(sources, out, "--jobs", "2", "--cache", cache)
    yield (
        "one document changed",
        f"{changed.seconds:.1f} s ({_stage(changed):.1f} s conversion)",
        "",
    )


def main() -> None:
    """Print a table of measures."""
    parser = argparse.ArgumentParser(prog="python -m bench.convert")
    parser.add_argument("folder", nargs="?", type=Path, default=LAWS)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if not asked.folder.is_dir():
        parser.error(f"there is no folder {os.path.relpath(asked.folder)}")
    files = [path for path in sorted(asked.folder.rglob("*")) if path.suffix.lower() in READERS]
    random.Random(asked.seed).shuffle(files)
    print("| what | measured | target |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        for rows in (_linearity(files, Path(place)), _reruns(Path(place))):
            for name, measured, target in rows:
                print(f"| {name} | {measured} | {f'≤ {target}' if target else ''} |", flush=True)


if __name__ == "__main__":
    main()
