"""Measure builders on the same Markdown: `python -m bench.builders FOLDER [--documents N]`.

FOLDER holds raw texts. They are converted once; the pages of the documents and the home page are
what all other builders get. Tiaowen is measured from the raw texts to the checked site, with all
that the others have not: conversion, citations, terms, related clauses, search, checks.

Each builder is installed from the package index into an environment of its own, in the newest
version, into `--scratch DIR` if they are to stay for the next run; Hugo has to be installed
(Debian: `apt install hugo`). Prints one table, in Markdown.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.builders.pages import (
    NO_SEARCH,
    OUTSIDE,
    draw_texts,
    hugo_project,
    mkdocs_project,
    write_pages,
)
from bench.measure import ROOT, Cost, measured


@dataclass(frozen=True, slots=True)
class Builder:
    """A row of the table.

    Attributes:
        name: Of the row.
        key: Of the environment, and for `--only`.
        packages: What is installed; the first says its version.
        lay_out: Makes a project of the pages.
        command: What builds it, in its folder; the first word is a program of the environment.
        site: Where the site is then.
    """

    name: str
    key: str
    packages: tuple[str, ...]
    lay_out: Callable[[Path, Path], Path]
    command: tuple[str, ...]
    site: str = "site"


_MKDOCS = ("mkdocs", "build", "--quiet")
BUILDERS = (
    Builder(
        "Material, every page in the navigation, search",
        "material",
        ("mkdocs-material",),
        partial(mkdocs_project, more=""),
        _MKDOCS,
    ),
    Builder(
        "Material, pages outside the navigation, no search",
        "material",
        ("mkdocs-material",),
        partial(mkdocs_project, more=OUTSIDE + NO_SEARCH),
        _MKDOCS,
    ),
    Builder(
        "ProperDocs with Material, pages outside the navigation, no search",
        "properdocs",
        ("properdocs", "mkdocs-material"),
        partial(mkdocs_project, more=OUTSIDE + NO_SEARCH),
        ("properdocs", "build", "--quiet", "--config-file", "mkdocs.yml"),
    ),
    Builder(
        "Zensical, pages outside the navigation, search",
        "zensical",
        ("zensical",),
        partial(mkdocs_project, more=OUTSIDE),
        ("zensical", "build", "--config-file", "mkdocs.yml"),
    ),
    Builder("Hugo, bare template", "hugo", (), hugo_project, ("hugo", "--quiet"), "public"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A builder, measured; `note` says why not."""

    name: str
    version: str
    cost: Cost | None = None
    pages: int = 0
    html_mb: float = 0
    note: str = ""

    def line(self) -> str:
        """Write it as a line of the table."""
        if self.cost is None:
            return f"| {self.name} | {self.version} | {self.note} | | | | |"
        cost = self.cost
        return (
            f"| {self.name} | {self.version} | {cost.seconds:.1f} s | {cost.cpu:.1f} s"
            f" | {cost.peak_mb:,.0f} MiB | {self.pages:,} | {self.html_mb:,.1f} MiB |"
        )


HEAD = """\
| builder | version | wall | CPU | peak memory | pages | HTML |
|---|---|---:|---:|---:|---:|---:|"""


def _size(site: Path) -> tuple[int, float]:
    """Count the pages of a site, and their MiB."""
    sizes = [path.stat().st_size for path in site.rglob("*.html")]
    return len(sizes), sum(sizes) / 2**20


def _environment(builder: Builder, scratch: Path) -> tuple[Path, str]:
    """Install a builder, if it is not there; return its programs and its version."""
    place = scratch / "environments" / builder.key
    if not place.is_dir():
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        pip = [str(place / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
        done = subprocess.run(
            [*pip, "install", "--quiet", *builder.packages], capture_output=True, check=False
        )
        if done.returncode:
            shutil.rmtree(place)
            raise RuntimeError(done.stderr.decode(errors="replace").strip().splitlines()[-1])
    code = f"from importlib.metadata import version; print(version({builder.packages[0]!r}))"
    asked = subprocess.run(
        [str(place / "bin" / "python"), "-c", code], capture_output=True, check=True
    )
    return place / "bin", asked.stdout.decode().strip()


def _hugo() -> tuple[Path, str]:
    program = shutil.which("hugo")
    if program is None:
        raise RuntimeError("not installed")
    said = subprocess.run([program, "version"], capture_output=True, check=True).stdout.decode()
    return Path(program).parent, said.split()[1].partition("+")[0].removeprefix("v")


def measure(builder: Builder, docs: Path, scratch: Path) -> Row:
    """Install a builder, and measure it on the pages."""
    try:
        programs, version = _environment(builder, scratch) if builder.packages else _hugo()
    except RuntimeError as error:
        return Row(builder.name, "", note=str(error))
    with tempfile.TemporaryDirectory(dir=scratch) as place:
        project = builder.lay_out(docs, Path(place) / "project")
        program, *words = builder.command
        try:
            cost = measured([str(programs / program), *words], project)
        except subprocess.CalledProcessError as error:
            said = (error.stderr or error.output or "").strip().splitlines()
            return Row(builder.name, version, note=f"failed: {said[-1] if said else ''}")
        return Row(builder.name, version, cost, *_size(project / builder.site))


def measure_ours(texts: Path, scratch: Path) -> Row:
    """Measure the whole of our own build, which starts with the raw texts."""
    from converter import __version__

    with tempfile.TemporaryDirectory(dir=scratch) as place:
        site = Path(place) / "site"
        words = ["build", "--sources", str(texts), "--site", str(site)]
        cost = measured([sys.executable, "-m", "converter.cli", *words], ROOT)
        stages = json.loads((Path(place) / "report.json").read_text(encoding="utf-8"))["timings"]
        print(f"Tiaowen: {', '.join(f'{name} {wall:.1f} s' for name, wall in stages.items())}")
        return Row("Tiaowen, everything, from the texts", __version__, cost, *_size(site))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.builders")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=0, help="so many of them [all]")
    parser.add_argument("--scratch", type=Path, help="where environments stay [nowhere]")
    keys = ["tiaowen", *dict.fromkeys(builder.key for builder in BUILDERS)]
    parser.add_argument("--only", action="append", choices=keys, help="these alone")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        scratch = (given.scratch or Path(temporary)).absolute()
        scratch.mkdir(parents=True, exist_ok=True)
        texts = draw_texts(given.folder.absolute(), given.documents, Path(temporary) / "texts")
        docs = write_pages(texts, Path(temporary))
        source = [page.stat().st_size for page in docs.rglob("*.md")]
        print(f"{len(source):,} pages of Markdown, {sum(source) / 2**20:,.1f} MiB")
        wanted = [builder for builder in BUILDERS if not given.only or builder.key in given.only]
        rows = []
        if not given.only or "tiaowen" in given.only:
            rows.append(measure_ours(texts, scratch))
        rows += [measure(builder, docs, scratch) for builder in wanted]
        print("", HEAD, *(row.line() for row in rows), sep="\n")


if __name__ == "__main__":
    main()
