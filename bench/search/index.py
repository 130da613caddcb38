"""Measure the making of the index by size: `python -m bench.search.index FOLDER`.

The documents are converted (`--cache` keeps the conversions), and what the search needs of each
is put into a file. Then, for a ninth, a third and all of them, a process of its own for each row
writes the index from there: in itself, with two more processes, with the cache of an earlier run,
and with that cache after one document has changed, which has to give what a fresh run gives.
"""

from __future__ import annotations

import argparse
import filecmp
import multiprocessing
import os
import pickle
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import overload

from bench.measure import LAWS
from converter.aside import put_aside, take_over
from converter.bundle import Bundle
from converter.cache import Cache
from converter.corpus import make_bundle
from converter.model import Document
from converter.parallel import pack, unpack, without_collection
from converter.search.fold import table
from converter.search.heads import Parts, head
from converter.search.part import Part, part
from converter.search.write import About, about, write_index
from converter.site_files import SiteFiles
from converter.view import View

_PROCESSES = 2
SHARES = (9, 3, 1)


class Stored(Sequence[Part]):
    """Parts in a file, of which one is in memory at a time."""

    def __init__(self, path: Path, places: Sequence[tuple[int, int]]) -> None:
        """Open parts, given where in the file each begins and how long it is."""
        self._path = path
        self._places = places
        self.changed: dict[int, Part] = {}

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Part: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Part]: ...

    def __getitem__(self, at: int | slice) -> Part | Sequence[Part]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        if at in self.changed:
            return self.changed[at]
        begin, size = self._places[at]
        with self._path.open("rb") as file:
            file.seek(begin)
            read: Part = unpack(file.read(size))
        return read

    def __iter__(self) -> Iterator[Part]:
        return (self[at] for at in range(len(self)))


def store(documents: Sequence[Document], path: Path) -> tuple[Stored, float]:
    """Write the parts of documents to a file; return them, and the seconds that took."""
    table()
    places = []
    start = time.process_time()
    with path.open("wb") as file:
        for document in documents:
            packed = pack(part(document))
            places.append((file.tell(), len(packed)))
            file.write(packed)
    return Stored(path, places), time.process_time() - start


def _memory(name: str) -> float:
    """Return what the system says of this process's memory, in MiB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    return 0.0


def run(given: Path, folder: Path, cache: Path | None, processes: int) -> str:
    """Write an index in this process; return what it took."""
    pool = ProcessPoolExecutor(processes) if processes else None
    if pool:
        list(pool.map(abs, range(processes)))
    stored, known = pickle.loads(given.read_bytes())
    table()
    parts, beside = Parts(), folder.with_name(f"{folder.name}.parts")
    for each in stored:
        digest, place = put_aside(beside, pack(each))
        take_over(beside, {digest: place})
        parts.add(head(each), digest)
    cpu, wall = time.process_time(), time.perf_counter()
    write_index(parts, known, SiteFiles(folder), "", pool, Cache(cache) if cache else None)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    others = ""
    if pool:
        pool.shutdown()
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        others = f", {used.ru_utime + used.ru_stime:.1f} s in {processes} others"
        others += f" (at most {used.ru_maxrss / 1024:,.0f} MiB each)"
    return f"{cpu:.1f} s of CPU{others}, {wall:.1f} s, at most {_memory('VmHWM'):,.0f} MiB"


def _apart(given: Path, folder: Path, cache: Path | None = None, processes: int = 0) -> str:
    """Do the same in a process that begins anew."""
    with multiprocessing.get_context("spawn").Pool(1) as one:
        # A process of a pool may have none of its own.
        return one.apply(_outside, (given, folder, cache, processes))


def _outside(given: Path, folder: Path, cache: Path | None, processes: int) -> str:
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    return run(given, folder, cache, processes)


def _same(one: Path, other: Path) -> bool:
    """Say whether two folders hold the same files."""
    found = filecmp.dircmp(one, other)
    if found.left_only or found.right_only:
        return False
    files = filecmp.cmpfiles(one, other, found.common_files, shallow=False)
    below = (_same(one / name, other / name) for name in found.common_dirs)
    return not (files[1] or files[2]) and all(below)


def measure(documents: Sequence[Document], bundle: Bundle, place: Path) -> Iterator[str]:
    """Write the index of documents in each way; yield what it took."""
    slugs = {document.slug for document in documents}
    terms = tuple(t for t in bundle.terms if t.source and t.source.document in slugs)
    families = tuple(family for family in bundle.families if slugs >= set(family))
    view = View(replace(bundle, documents=tuple(documents), terms=terms, families=families))
    parts, seconds = store(documents, place / "parts")
    yield f"parts: {seconds:.1f} s of CPU, {(place / 'parts').stat().st_size / 1e6:.1f} MB"
    start = time.process_time()
    known: About = about(view, parts)
    yield f"known of documents as wholes: {time.process_time() - start:.1f} s of CPU"
    given, changed = place / "given", place / "changed"
    given.write_bytes(pickle.dumps((parts, known)))
    at = len(documents) // 2
    # A document in which another stands; its names stay.
    parts.changed[at] = parts[at - 1]
    changed.write_bytes(pickle.dumps((parts, known)))
    cache = place / "cache"
    yield f"alone: {_apart(given, place / 'alone')}"
    yield f"with others: {_apart(given, place / 'others', processes=_PROCESSES)}"
    yield f"filling a cache: {_apart(given, place / 'filled', cache)}"
    yield f"nothing changed: {_apart(given, place / 'again', cache)}"
    yield f"one document changed: {_apart(changed, place / 'new', cache)}"
    _apart(changed, place / "fresh")
    pairs = (("alone", "others"), ("alone", "filled"), ("alone", "again"), ("new", "fresh"))
    alike = all(_same(place / one, place / other) for one, other in pairs)
    yield "all the same" if alike else "NOT the same"
    old, new = (list((place / name).glob("*/*.js")) for name in ("alone", "new"))
    before = {path.name: path.read_bytes() for path in old}
    kept = sum(path.read_bytes() == before.get(path.name) for path in new)
    yield f"after the change {kept:,} of {len(new):,} files are what they were"


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.search.index",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", nargs="?", type=Path, default=LAWS, metavar="FOLDER")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="where conversions are kept")
    parser.add_argument(
        "--share", type=int, action="append", metavar="N", help="one document of N; again for more"
    )
    asked = parser.parse_args()
    if not asked.folder.is_dir():
        parser.error(f"there is no folder {os.path.relpath(asked.folder)}")
    bundle = _converted(asked.folder, asked.cache)
    for share in asked.share or SHARES:
        documents = bundle.documents[::share]
        print(f"{len(documents):,} documents", flush=True)
        with tempfile.TemporaryDirectory() as place:
            for line in measure(documents, bundle, Path(place)):
                print(f"  {line}", flush=True)


def _converted(folder: Path, cache: Path | None) -> Bundle:
    """Convert a folder; a file in the cache holds what was converted before."""
    kept = cache / f"{folder.name}.documents" if cache else None
    if kept and kept.is_file():
        with without_collection():
            known: Bundle = unpack(kept.read_bytes())
        return known
    with ProcessPoolExecutor(_PROCESSES) as pool:
        bundle = make_bundle(folder, folder.name, executor=pool)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pack(bundle))
    return bundle


if __name__ == "__main__":
    main()
