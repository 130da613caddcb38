"""Measure what explains the text: `python -m bench.references [FOLDER]`.

Citations, definitions, uses of terms, candidates and related clauses, each apart, against
the conversion without them; on an eighth, a quarter, a half and all of the documents,
chosen by a seed; then with glossaries of 500 and 5,000 terms drawn from the texts. Without
a folder, the corpus of statutes beside the checkout. Each run is one process of its own,
and its times are those of the processor.
"""

from __future__ import annotations

import argparse
import functools
import inspect
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.convert import copy_documents, slope
from bench.measure import LAWS, ROOT
from converter import corpus, pipeline
from converter.readers import READERS

#: What is measured: the functions, as `pipeline` and `corpus` name them.
STAGES: dict[str, tuple[tuple[ModuleType, str], ...]] = {
    "citations, found": ((pipeline, "find_cited"), (pipeline, "check_citations")),
    "citations, resolved": ((corpus, "find_citations"),),
    "definitions": (
        (pipeline, "define_terms"),
        (pipeline, "check_definitions"),
        (corpus, "text_terms"),
    ),
    "uses": ((corpus, "find_uses"),),
    "candidates": ((corpus, "find_candidates"),),
    "related": ((corpus, "find_related"), (corpus, "compare")),
}

_EIGHTHS = (1, 2, 4, 8)
#: Each figure is the median of so many runs.
_RUNS = 3
_TERMS = (500, 5000)


@dataclass(slots=True)
class Clock:
    """Seconds of the processor and growth of the memory by stage."""

    seconds: dict[str, float] = field(default_factory=dict)
    grown: dict[str, float] = field(default_factory=dict)

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a function so that its calls are measured under the name of a stage."""

        @functools.wraps(function)
        def measured(*args: Any, **kwargs: Any) -> Any:
            memory, start = _resident(), time.process_time()
            result = function(*args, **kwargs)
            spent = time.process_time() - start
            self.seconds[stage] = self.seconds.get(stage, 0) + spent
            self.grown[stage] = self.grown.get(stage, 0) + _resident() - memory
            return result

        return measured

    def install(self) -> None:
        """Measure all stages that this version has, and the whole."""
        for stage, functions in STAGES.items():
            for module, name in functions:
                if hasattr(module, name):
                    found = getattr(module, name)
                    measured = self.timed(stage, found)
                    setattr(module, name, measured)
                    steps = (measured if step is found else step for step in pipeline.PASSES)
                    pipeline.PASSES = tuple(steps)


def _resident() -> float:
    """Return the resident set of this process, in MiB; 0 where the system cannot say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return 0
    return pages * resource.getpagesize() / 2**20


def one_run(folder: Path, glossary: Path | None) -> dict[str, Any]:
    """Convert a folder in this process.

    Args:
        folder: The sources.
        glossary: A glossary file, if any.

    Returns:
        Seconds and MiB by stage, of the whole, and what was found.
    """
    clock = Clock()
    clock.install()
    related = (
        {"related": True} if "related" in inspect.signature(corpus.make_bundle).parameters else {}
    )
    bundle = clock.timed("all", corpus.make_bundle)(folder, "s", glossary, **related)
    return {
        "seconds": clock.seconds,
        "grown": clock.grown,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "found": {
            "citations, found": len(bundle.citations),
            "citations, resolved": sum(1 for c in bundle.citations if c.target_slug),
            "definitions": sum(1 for term in bundle.terms if term.form),
            "uses": len(bundle.uses),
            "candidates": len(bundle.candidates),
            "related": len(bundle.related),
        },
    }


def _runs(folder: Path, glossary: Path | None = None) -> dict[str, Any]:
    """Run in processes of their own; return the run whose time is the median."""
    args = [sys.executable, "-m", "bench.references", "--one", str(folder)]
    args += ["--glossary", str(glossary)] if glossary else []
    runs = []
    for _ in range(_RUNS):
        done = subprocess.run(args, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True)
        runs.append(json.loads(done.stdout))
    runs.sort(key=lambda run: run["seconds"]["all"])
    middle: dict[str, Any] = runs[len(runs) // 2]
    return middle


def plain(run: dict[str, Any]) -> float:
    """Return the seconds of the conversion without the stages."""
    seconds = run["seconds"]
    return float(2 * seconds["all"] - sum(seconds.values()))


def _parts(files: Sequence[Path], place: Path) -> None:
    """Measure parts of the corpus; print a table."""
    sizes, runs = [], []
    for eighths in _EIGHTHS:
        folder = place / f"part{eighths}"
        sizes.append(copy_documents(files[: len(files) * eighths // 8], folder))
        runs.append(_runs(folder))
    last = runs[-1]
    print(f"{len(files):,} documents, {sizes[-1] / 1e6:.1f} MB; peak {last['peak']:,.0f} MiB\n")
    print("| stage | found | s, 1/8 | 2/8 | 4/8 | 8/8 | slope | of conversion | MiB |")
    print("|---|---|---|---|---|---|---|---|---|")
    base = [plain(run) for run in runs]
    rows = [("conversion without them", "", base, "")]
    for stage in STAGES:
        if stage in last["seconds"]:
            seconds = [run["seconds"][stage] for run in runs]
            rows.append(
                (stage, f"{last['found'][stage]:,}", seconds, f"{last['grown'][stage]:.0f}")
            )
    more = [run["seconds"]["all"] - plain(run) for run in runs]
    rows.append(("all of them", "", more, ""))
    for stage, found, seconds, grown in rows:
        shown = " | ".join(f"{value:.2f}" for value in seconds)
        ratio = seconds[-1] / base[-1]
        print(
            f"| {stage} | {found} | {shown} | {slope(sizes, seconds):.2f} | {ratio:.2f} | {grown} |"
        )


_HAN = re.compile(r"[\u4e00-\u9fff]{3,8}")


def write_glossary(files: Sequence[Path], count: int, path: Path, seed: int) -> None:
    """Write a glossary of wordings that stand in texts.

    Args:
        files: The texts.
        count: How many terms.
        path: The file.
        seed: Chooses them.
    """
    texts = (file.read_text(encoding="utf-8-sig", errors="ignore") for file in files)
    wordings = sorted({words for text in texts for words in _HAN.findall(text)})
    chosen = random.Random(seed).sample(wordings, min(count, len(wordings)))
    lines = [f"  - {{term: {words}, definition: null, category: x}}" for words in sorted(chosen)]
    path.write_text("\n".join(["terms:", *lines, ""]), encoding="utf-8", newline="\n")


def _glossaries(files: Sequence[Path], place: Path, seed: int) -> None:
    """Measure the uses of few and of many terms; print a table."""
    print("\n| terms of the glossary | uses | s | MiB |\n|---|---|---|---|")
    spent = []
    for count in _TERMS:
        path = place / f"glossary{count}.yml"
        write_glossary(files, count, path, seed)
        run = _runs(place / "part8", path)
        spent.append(run["seconds"].get("uses", run["seconds"]["all"]))
        print(f"| {count:,} | {run['found']['uses']:,} | {spent[-1]:.2f} | {run['peak']:,.0f} |")
    print(f"\n{_TERMS[1]:,} terms take {spent[1] / spent[0]:.2f} times as long as {_TERMS[0]:,}.")


def main() -> None:
    """Print tables of measures."""
    parser = argparse.ArgumentParser(prog="python -m bench.references")
    parser.add_argument("folder", nargs="?", type=Path, default=LAWS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--glossary", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(one_run(asked.one, asked.glossary)))
        return
    if not asked.folder.is_dir():
        parser.error(f"there is no folder {os.path.relpath(asked.folder)}")
    files = [path for path in sorted(asked.folder.rglob("*")) if path.suffix.lower() in READERS]
    random.Random(asked.seed).shuffle(files)
    with tempfile.TemporaryDirectory() as place:
        _parts(files, Path(place))
        _glossaries([f for f in files if f.suffix == ".txt"], Path(place), asked.seed)


if __name__ == "__main__":
    main()
