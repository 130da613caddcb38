"""Measure other searches beside this project's: `python -m bench.search.others FOLDER`.

FOLDER holds raw texts, such as the corpus of statutes; `--documents` of them are drawn by the
seed. They are converted once, and then searched, with the same queries and measures:

- by this project, if its site has a search (`--without ours` leaves it out);
- by Material for MkDocs with its own plug-in, on the Markdown of the same documents;
- by Pagefind, on the pages of the theme, and on a record for each clause; there also with
  each character a word and each query in quotation marks, which is the best that it can do.

What a search can name is what it is held against: clauses, or parts of pages from a heading to
the next. Times of the two others leave out the drawing of the rows. Pagefind is fetched with the
package manager of Node into the scratch folder, never into this checkout.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from playwright.sync_api import Browser

from bench.measure import LAWS, tiaowen
from bench.search import pagefind, table
from bench.search.engine import Engine, browsing
from bench.search.material import Material, build, units_by_heading
from bench.search.measure import Result, measure
from bench.search.ours import Ours
from bench.search.queries import Draw, Query
from bench.search.run import arguments, choose, index_gzipped, search_seconds
from bench.search.serve import serving
from bench.search.truth import Corpus

#: What the table of a README shows, by the names of the sets.
_SHOWN = ("terms", "substrings", "quoted", "two terms", "《》", "title + number")


def draw_texts(folder: Path, count: int, seed: int, place: Path) -> Path:
    """Copy some texts of a folder, drawn by the seed."""
    texts = sorted(path for path in folder.iterdir() if path.suffix == ".txt")
    chosen = random.Random(seed).sample(texts, min(count, len(texts)))
    place.mkdir(parents=True)
    for path in chosen:
        shutil.copyfile(path, place / path.name)
    return place


def engines(scratch: Path, texts: Path, without: set[str]) -> Iterator[tuple[Engine, float | None]]:
    """Make each search's site, one after another, and say how long its index took."""
    project = scratch / "project"
    clauses = project / "docs" / "data" / "clauses.jsonl"
    corpus = Corpus(clauses.parent)
    if "ours" not in without:
        site = scratch / "ours" / "site"
        tiaowen("build", "--sources", str(texts), "--site", str(site), "--no-related")
        if (site / "search").is_dir():
            yield Ours(site), search_seconds(site)
        shutil.rmtree(site)
    plain, seconds = build(project / "docs" / "documents", scratch / "material", search=False)
    units = units_by_heading(plain, corpus)
    if "material" not in without:
        site, longer = build(project / "docs" / "documents", scratch / "material", search=True)
        yield Material(site, units, "Material, jieba"), longer - seconds
        shutil.rmtree(site)
    if "pagefind" in without or not pagefind.available():
        return
    node = pagefind.install(scratch)
    name = f"Pagefind {pagefind.version(node)}"
    if "pages" not in without:
        seconds = pagefind.index_pages(node, plain)
        yield pagefind.Pagefind(plain, units, f"{name}, pages"), seconds
    shutil.rmtree(plain)
    for apart, what in ((False, "a record a clause"), (True, "the same, characters, quoted")):
        if what.split(",")[0] in without:
            continue
        site = scratch / f"records-{apart}"
        seconds = pagefind.index_clauses(node, clauses, site, apart)
        yield pagefind.Pagefind(site, {}, f"{name}, {what}", apart), seconds
        shutil.rmtree(site)


def _convert(texts: Path, project: Path) -> Corpus:
    tiaowen("convert", "--sources", str(texts), "--out", str(project), "--no-related")
    return Corpus(project / "docs" / "data")


def _measure(
    browser: Browser, engine: Engine, sets: dict[str, list[Query]], seed: int, corpus: Corpus
) -> Result:
    with serving(engine.site) as server:
        result = measure(browser, server, engine, sets, seed)
    result.text_bytes = corpus.text_bytes
    result.index_gzipped = index_gzipped(engine)
    return result


def main() -> None:
    """Print a table for each search, and all side by side."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.search.others",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", nargs="?", type=Path, default=LAWS, metavar="FOLDER")
    parser.add_argument("--documents", type=int, default=300, help="how many to draw [300]")
    parser.add_argument(
        "--without",
        default="",
        help="leave out some of: ours, material, pagefind, pages, a record a clause",
    )
    arguments(parser)
    asked = parser.parse_args()
    if not asked.folder.is_dir():
        parser.error(f"there is no folder {os.path.relpath(asked.folder)}")
    results = []
    without = {name.strip() for name in asked.without.split(",")}
    with tempfile.TemporaryDirectory() as place, browsing() as browser:
        scratch = Path(place)
        texts = draw_texts(asked.folder, asked.documents, asked.seed, scratch / "texts")
        corpus = _convert(texts, scratch / "project")
        sets = choose(Draw(corpus, asked.seed, asked.each).sets(), asked.sets)
        print(f"{len(corpus.documents):,} documents, {len(corpus.clauses):,} clauses", flush=True)
        for engine, seconds in engines(scratch, texts, without):
            result = _measure(browser, engine, sets, asked.seed, corpus)
            result.build_seconds = seconds
            results.append(result)
            print(f"\n{result.name}\n\n{table.by_set(result)}", flush=True)
    print(f"\n{table.costs(results)}")
    print("\nRecall / precision@10 / queries without a result, in %; of title + number, the first.")
    print(f"\n{table.side_by_side(results, _SHOWN)}")
    if asked.json:
        figures = [asdict(result) for result in results]
        asked.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error}\n{error.stderr or ''}")
