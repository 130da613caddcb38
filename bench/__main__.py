"""Measure builds: `python -m bench [FOLDER …]`.

Without folders, the five documents of this checkout and, where it lies beside the
checkout, the corpus of statutes. Each build runs in a process of its own, so that
seconds and memory are those of a user's run.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.measure import LAWS, ROOT, tiaowen


@dataclass(frozen=True, slots=True)
class Measure:
    """One build, measured.

    Attributes:
        name: What was built.
        seconds: Wall time of the whole command.
        peak_mb: Largest sum of the resident sets of its processes, in MiB.
        site_mb: Size of the site, in MiB.
        report: The run's own report.
    """

    name: str
    seconds: float
    peak_mb: float
    site_mb: float
    report: dict[str, object]


def measure(sources: Path) -> Measure:
    """Build a folder of sources and measure it.

    Args:
        sources: The folder.

    Returns:
        What was measured.
    """
    with tempfile.TemporaryDirectory() as place:
        site = Path(place) / "site"
        cost = tiaowen("build", "--sources", str(sources), "--site", str(site))
        size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
        report = json.loads((Path(place) / "report.json").read_text(encoding="utf-8"))
        return Measure(sources.name, cost.seconds, cost.peak_mb, size / 2**20, report)


def main() -> None:
    """Print a table of measures."""
    folders = [Path(name) for name in sys.argv[1:]] or [ROOT / "sources"]
    if len(sys.argv) == 1:
        if LAWS.is_dir():
            folders.append(LAWS)
        else:
            print(f"The corpus of statutes is not at {os.path.relpath(LAWS)}; left out.")
    print("| folder | documents | clauses | findings | s | peak MiB | site MiB | stages |")
    print("|---|---|---|---|---|---|---|---|")
    for folder in folders:
        found = measure(folder)
        report = found.report
        findings = report["findings"]
        timings = report["timings"]
        assert isinstance(findings, list)
        assert isinstance(timings, dict)
        stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in timings.items())
        print(
            f"| {found.name} | {report['documents']} | {report['clauses']} | {len(findings)}"
            f" | {found.seconds:.1f} | {found.peak_mb:.0f} | {found.site_mb:.0f} | {stages} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
