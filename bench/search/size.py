"""Measure the making of the index: `python -m bench.search.size [FOLDER]`.

Without a folder, the corpus of statutes beside the checkout. It is converted in this
process, and its index written apart from all else: seconds, memory, files. Then the site
is built as a whole in a process of its own, for the share of the index in it
(`--no-build` leaves that out).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.measure import LAWS, tiaowen
from converter.bundle import Bundle
from converter.corpus import make_bundle
from converter.search import write
from converter.view import View
from converter.writers.data_files import write_data

_PROCESSES = 2


def _memory(name: str) -> float:
    """Return what the system says of this process's memory, in MiB: VmRSS now, VmHWM at most."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _forget_peak() -> None:
    """Let VmHWM begin anew."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def alone(bundle: Bundle, place: Path) -> list[str]:
    """Write the index alone; return what it took."""
    view = View(bundle)
    before = _memory("VmRSS")
    _forget_peak()
    start = time.perf_counter()
    write.write_search(view, place / "search")
    seconds = time.perf_counter() - start
    peak = _memory("VmHWM")
    write_data(view, place / "data")
    with (place / "data" / "clauses.jsonl").open(encoding="utf-8") as lines:
        text = sum(len(json.loads(line)["text"].encode()) for line in lines)
    files = [path for path in (place / "search").rglob("*") if path.is_file()]
    sizes = [path.stat().st_size for path in files]
    gzipped = [len(gzip.compress(path.read_bytes(), 6)) for path in files]
    return [
        f"written in {seconds:.1f} s",
        f"memory at most {peak:,.0f} MiB, {peak - before:,.0f} more than the documents' own",
        f"{len(files):,} files, {sum(sizes) / 1e6:.2f} MB,"
        f" {sum(sizes) / text:.2f} of the clauses' own text as UTF-8 ({text / 1e6:.2f} MB)",
        f"gzipped {sum(gzipped) / 1e6:.2f} MB; the largest file {max(gzipped) / 1e3:.1f} KB",
    ]


def share(folder: Path, place: Path) -> list[str]:
    """Build the whole site; return what it took, and the index in it."""
    cost = tiaowen("build", "--sources", str(folder), "--site", str(place / "site"), "--no-cache")
    report = json.loads((place / "report.json").read_text(encoding="utf-8"))
    timings: dict[str, float] = report["timings"]
    stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in timings.items())
    lines = [f"whole build {cost.seconds:.1f} s, at most {cost.peak_mb:,.0f} MiB: {stages}"]
    if "search" in timings:
        part = 100 * timings["search"] / cost.seconds
        lines.append(f"the index is {part:.1f} % of its time (at most 25)")
    return lines


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.search.size",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", nargs="?", type=Path, default=LAWS, metavar="FOLDER")
    parser.add_argument("--no-build", action="store_true", help="the index alone")
    asked = parser.parse_args()
    if not asked.folder.is_dir():
        parser.error(f"there is no folder {os.path.relpath(asked.folder)}")
    with tempfile.TemporaryDirectory() as place:
        with ProcessPoolExecutor(_PROCESSES) as pool:
            bundle = make_bundle(asked.folder, asked.folder.name, executor=pool)
        raw = sum(path.stat().st_size for path in asked.folder.iterdir() if path.is_file())
        print(f"{len(bundle.documents):,} documents, {raw / 1e6:.2f} MB of raw files", flush=True)
        print(*alone(bundle, Path(place)), sep="\n", flush=True)
        del bundle
        if not asked.no_build:
            print(*share(asked.folder, Path(place)), sep="\n")


if __name__ == "__main__":
    main()
