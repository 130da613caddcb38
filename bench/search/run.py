"""Measure the search of a site in a real browser: `python -m bench.search SITE`.

SITE is a folder that `tiaowen build` has made. The queries are drawn from its published
data by a seed, and what is right is found by reading all clauses, apart from the index.
Chromium asks them of the site over this machine's own network:

- single queries, each in a fresh profile: bytes and requests to the first result;
- all of them in one page, in an order drawn by the seed, each entered at once as by
  pasting: time to the rows on the page, first ten rows, bytes, heap;
- all results of each, through the search's own functions, page by page: whether any is
  missing or wrong. With more than `--most` hits, those of the first 20 documents.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from bench.search import table
from bench.search.engine import Engine, browsing
from bench.search.measure import Result, measure
from bench.search.ours import Ours
from bench.search.queries import Draw, Query
from bench.search.serve import serving
from bench.search.truth import Corpus, conversion
from converter.site import is_site


def limits(result: Result, documents: int) -> list[str]:
    """Name each figure that falls short of what the project has set itself.

    The limits hold for up to 1,143 documents; for more, twice the bytes and times. Bytes and
    requests are those of the index, without the scripts, which the table has with them.
    """
    twice = 2 if documents > 1200 else 1
    usual = result.ms["all but worst"]
    worst = max((found["max"] for name, found in result.ms.items() if name != "all but worst"))
    most = [
        ("KB gzipped to the first result, max", result.cold_index["max"] / 1e3, 100 * twice),
        ("requests to the first result, max", result.cold_index_requests["max"], 15),
        ("KB of a further query, p95", result.further_bytes["p95"] / 1e3, 60 * twice),
        ("ms median", usual["median"], 30 * twice),
        ("ms p95", usual["p95"], 100 * twice),
        ("ms of characters and frequent words, max", worst, 300 * twice),
        ("MiB of heap after 200 queries", result.heap_after or result.heap_end, 30),
        ("index on disk / own text", result.index_bytes / result.text_bytes, 1.2),
    ]
    short = [
        f"{what}: {value:.2f}, at most {limit}" for what, value, limit in most if value > limit
    ]
    for name, found in result.sets.items():
        if found.failed:
            short.append(f"{name}: {len(found.failed)} queries got no answer")
        if name.startswith("title"):
            if found.first < 99.5:
                short.append(f"{name}: first right {found.first:.1f} %, at least 99.5")
        elif found.wrong:
            short.append(f"{name}: {len(found.wrong)} of {found.queries} queries not exact")
    return short


def measure_site(
    site: Path, sets: dict[str, list[Query]], corpus: Corpus, asked: argparse.Namespace
) -> Result:
    """Serve a site and measure its search."""
    engine = Ours(site, asked.page, asked.most)
    with serving(site) as server, browsing() as browser:
        result = measure(browser, server, engine, sets, asked.seed)
    result.text_bytes = corpus.text_bytes
    result.index_gzipped = index_gzipped(engine)
    result.build_seconds = search_seconds(site)
    return result


def index_gzipped(engine: Engine) -> int:
    """Add up the files of an index as they are sent."""
    paths = (path for path in engine.site.rglob("*") if path.is_file())
    index = getattr(engine, "in_index", engine.counts)
    found = (path for path in paths if index(path.relative_to(engine.site).as_posix()))
    contents = (path.read_bytes() for path in found)
    return sum(min(len(plain), len(gzip.compress(plain, 6))) for plain in contents)


def search_seconds(site: Path) -> float | None:
    """Read how long the index took from the report beside the site, if it is there."""
    report = site.parent / "report.json"
    if not report.is_file():
        return None
    seconds = json.loads(report.read_text(encoding="utf-8"))["timings"].get("search")
    return None if seconds is None else float(seconds)


def choose(sets: dict[str, list[Query]], only: str) -> dict[str, list[Query]]:
    """Keep the sets that are named, separated by commas; all where none is."""
    names = [name.strip() for name in only.split(",") if name.strip()]
    unknown = [name for name in names if name not in sets]
    if unknown:
        raise SystemExit(f"there is no set {unknown[0]}; the sets are: {', '.join(sets)}")
    return {name: sets[name] for name in names or sets if sets[name]}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what all measurements can be told."""
    parser.add_argument("--seed", type=int, default=1, help="draws other queries [1]")
    parser.add_argument("--each", type=int, default=60, help="queries in a set [60]")
    parser.add_argument("--sets", default="", help="only these sets, separated by commas")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to FILE")


def main() -> None:
    """Print the tables, and what falls short; exit with 1 if something does."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.search",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("site", type=Path, metavar="SITE", help="a site that was built")
    parser.add_argument(
        "--page", default="", help="the page to search on, from the root [the first]"
    )
    parser.add_argument(
        "--most", type=int, default=5000, help="hits up to which all are looked at [5000]"
    )
    parser.add_argument("--wrong", type=int, default=5, help="faults to print of each set [5]")
    arguments(parser)
    asked = parser.parse_args()
    if not is_site(asked.site):
        parser.error(f"{os.path.relpath(asked.site)} is no site")
    corpus = Corpus(asked.site / "data")
    sets = choose(Draw(corpus, asked.seed, asked.each).sets(), asked.sets)
    count, documents = sum(map(len, sets.values())), len(corpus.documents)
    print(
        f"{documents:,} documents, {len(corpus.clauses):,} clauses, {count} queries\n", flush=True
    )
    if conversion("s2t") is None:
        print("OpenCC is not installed: no query is written in traditional characters.\n")
    result = measure_site(asked.site, sets, corpus, asked)
    print(table.by_set(result), table.costs([result]), sep="\n\n")
    for name, found in result.sets.items():
        for line in (found.failed + found.wrong)[: asked.wrong]:
            print(f"  {name}: {line}")
    short = limits(result, documents)
    print("\nFalls short:" if short else "\nNothing falls short.", *short, sep="\n- ")
    if asked.json:
        asked.json.write_text(json.dumps(asdict(result), ensure_ascii=False, indent=1))
    sys.exit(bool(short))


if __name__ == "__main__":
    main()
