"""Results of many documents that a run keeps in few files, so that the next run opens few.

A build that finds nearly all that it needs would spend its time on opening thousands of files.
Here some dozens of results lie in one; one that is no longer wanted stays in its file as long as
half of what lies there is.

Reads and writes: entries of a cache. Guarantees: what is found under a key is what was kept under
it; what is damaged is not there. All of it is done in the process that hands out the jobs.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from converter.aside import Place, fetch, take_over
from converter.cache import HEAD, Cache, digest
from converter.parallel import pack, stream, unpack

J = TypeVar("J")
R = TypeVar("R")

#: So many results lie in a file at most. One of which fewer than half are wanted is written anew.
_MOST = 64


@dataclass(frozen=True, slots=True)
class Kept(Generic[R]):
    """A result that is kept.

    Attributes:
        key: Under which it is found.
        also: What else it depends on, which was told from the result.
        value: The result.
        blobs: The SHA-256 of what belongs to it and is put aside (see `aside`).
    """

    key: str
    also: str
    value: R
    blobs: tuple[str, ...]


class _Pack(Generic[R]):
    """One file of results: a table of what is in it, the results, and what is put aside."""

    def __init__(self, name: str, content: bytes, whole: bool) -> None:
        """Read the table; the results are read when one of them is asked for.

        Args:
            name: The file.
            content: What is in it.
            whole: Whether what is put aside stays in memory.

        Raises:
            ValueError: It is no such file.
            TypeError: Likewise.
        """
        head, _, _ = content.partition(b"\n")
        self.rows: list[tuple[str, str, list[tuple[str, int]]]] = json.loads(head)
        sizes = [size for *_, blobs in self.rows for _, size in blobs]
        self._values = len(head) + 1, len(content) - sum(sizes)
        self.name, self._content = name, content if whole else content[: self._values[1]]
        self.wanted: list[Kept[R]] = []

    def results(self) -> list[R]:
        """Return the results."""
        start, end = self._values
        found: list[R] = unpack(self._content[start:end])
        return found

    def places(self, cache: Cache, kind: str, aside: Path | None) -> dict[str, Place]:
        """Return where lies what is put aside, which stays there to the end of the run."""
        path = _linked(cache.folder / kind / self.name, aside) if aside else ""
        found, at = {}, self._values[1]
        for *_, blobs in self.rows:
            for name, size in blobs:
                content = b"" if path else self._content[at : at + size]
                found[name] = Place(path, HEAD + at if path else 0, size, content)
                at += size
        return found

    def forget(self) -> None:
        """Let go of the bytes."""
        self._content = b""


def _linked(entry: Path, aside: Path) -> str:
    """Give a file of the cache a second name, since another run may drop the first one."""
    aside.mkdir(exist_ok=True)
    second = aside / entry.name
    if not second.exists():
        try:
            os.link(entry, second)
        except OSError:  # on another file system, or on one that has no such names
            shutil.copyfile(entry, second)
    return str(second)


class Packs(Generic[R]):
    """The results of one sort, found and made."""

    def __init__(self, cache: Cache, kind: str, aside: Path | None = None) -> None:
        """Look what earlier runs have kept.

        Args:
            cache: Where they have kept it.
            kind: The sort of result, a word.
            aside: Where what is large is put aside; in memory if None.
        """
        self._cache, self._kind, self._aside = cache, kind, aside
        self._packs: list[_Pack[R]] = []
        self._at: dict[str, tuple[_Pack[R], int]] = {}
        self._read: dict[str, list[R]] = {}
        self._new: list[Kept[R]] = []
        for name in sorted(cache.keys(kind)):
            self._open(name)

    def _open(self, name: str) -> None:
        content = self._cache.load(self._kind, name)
        if content is None:
            return
        try:
            opened = _Pack[R](name, content, whole=self._aside is None)
        except (ValueError, TypeError):  # as another version has kept it
            self._cache.drop(self._kind, name)
            return
        self._packs.append(opened)
        self._at.update((row[0], (opened, nth)) for nth, row in enumerate(opened.rows))

    def __contains__(self, key: str) -> bool:
        """Tell whether something seems to be kept under a key, sound or not."""
        return key in self._at

    def find(self, key: str, also: Callable[[R], str | None] = lambda result: "") -> R | None:
        """Return a result, or None if it has to be made.

        Args:
            key: What it depends on, as far as that is known before.
            also: Tells of a result what it depends on beside that (see `each`).
        """
        if key not in self._at:
            return None
        opened, nth = self._at[key]
        results = self._results(opened)
        if nth >= len(results):
            return None
        _, then, blobs = opened.rows[nth]
        if also(results[nth]) != then:
            return None
        names = tuple(name for name, _ in blobs)
        opened.wanted.append(Kept(key, then, results[nth], names))
        return results[nth]

    def _results(self, opened: _Pack[R]) -> list[R]:
        """Return the results in a file, and learn where lies what belongs to them."""
        known = self._read.get(opened.name)
        if known is None:
            known = []
            try:
                results = opened.results()
            except Exception:  # a pickle of another world can fail in any way
                self._cache.damaged += 1
            else:
                with suppress(FileNotFoundError):  # another run has dropped the file meanwhile
                    take_over(self._aside, opened.places(self._cache, self._kind, self._aside))
                    known = results
            opened.forget()
            self._read[opened.name] = known
        return known

    def keep(self, new: Kept[R]) -> None:
        """Keep a result; what belongs to it has to be put aside already."""
        self._new.append(new)
        if len(self._new) == _MOST:
            self._write(self._new)
            self._new = []

    def close(self) -> None:
        """Write what is new, and drop what nobody has wanted."""
        sparse = [one for one in self._packs if 2 * len(one.wanted) < _MOST]
        if len(sparse) > 1 or self._new or any(len(p.wanted) < len(p.rows) for p in sparse):
            rest = [*(kept for one in sparse for kept in one.wanted), *self._new]
            new = {self._write(rest[at : at + _MOST]) for at in range(0, len(rest), _MOST)}
            for one in sparse:
                if one.name not in new and not self._cache.trouble:
                    self._cache.drop(self._kind, one.name)
        self._packs, self._new = [], []
        self._at, self._read = {}, {}
        self._cache.drop_unused(self._kind)

    def _write(self, some: Sequence[Kept[R]]) -> str:
        """Write a file, and return its name."""
        blobs = [[(name, fetch(name)) for name in kept.blobs] for kept in some]
        rows = [
            (kept.key, kept.also, [(name, len(content)) for name, content in own])
            for kept, own in zip(some, blobs, strict=True)
        ]
        head = json.dumps(rows, separators=(",", ":")).encode() + b"\n"
        every = (content for own in blobs for _, content in own)
        content = b"".join((head, pack([kept.value for kept in some]), *every))
        name = digest(content)
        self._cache.store(self._kind, name, content)
        return name


@dataclass(frozen=True, slots=True)
class Way(Generic[J, R]):
    """How results of one sort are made, found and kept.

    Attributes:
        work: Does a job; a function that other processes can import.
        key: Tells what the result of a job depends on, as far as that is known before;
            nothing where it cannot be told.
        kept: Tells what is kept of a new result; None for nothing.
        also: Tells what a result was found to depend on beside its key: this has to be the
            same when it is found as it was when it was made. None: it cannot be told.
    """

    work: Callable[[J], R]
    key: Callable[[J], str]
    kept: Callable[[J, R], Kept[R] | None]
    also: Callable[[J, R], str | None] = lambda job, result: ""


def each(
    way: Way[J, R], jobs: Iterable[J], executor: Executor | None, packs: Packs[R] | None
) -> Iterator[R]:
    """Do many jobs, except for those that earlier runs have done.

    A new result is kept when the next one is asked for, so that whoever takes it may put aside
    first what belongs to it.

    Args:
        way: How.
        jobs: The jobs.
        executor: Where; in this process if None.
        packs: What earlier runs have kept; None to make all anew, and keep nothing.

    Yields:
        The results, in the order of the jobs.
    """
    if packs is None:
        yield from stream(way.work, jobs, executor)
        return
    jobs = list(jobs)
    found = [packs.find(way.key(job), partial(way.also, job)) for job in jobs]
    missing = [job for job, one in zip(jobs, found, strict=True) if one is None]
    made = stream(way.work, missing, executor)
    for at, job in enumerate(jobs):
        result, found[at] = found[at], None
        if result is not None:
            yield result
            continue
        result = next(made)
        yield result
        new = way.kept(job, result)
        if new:
            packs.keep(new)
    packs.close()
