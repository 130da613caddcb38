"""A run that would do what the last one did: nothing to do, and the same report.

The digest of all that a run reads is kept with that of the state of all that it wrote. A
run is the same if both are as they were; then only the report is printed again.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from converter.cache import Cache, digest, file_digest, fingerprint
from converter.report import Report

_KIND = "runs"
#: So many other runs are remembered beside the last one.
_MOST = 8


@dataclass(slots=True)
class Run:
    """One run of a command, as far as its result depends on it.

    Attributes:
        cache: Where earlier runs are remembered; nowhere if None.
        name: What tells it from other runs: the command and its arguments.
        reads: Files and folders that it reads. Of a folder all files count, hidden ones
            aside.
        writes: Files and folders that it writes.
    """

    cache: Cache | None
    name: Sequence[str]
    reads: Sequence[Path]
    writes: Sequence[Path] = ()
    _inputs: str = ""

    def recall(self) -> Report | None:
        """Return the report of an earlier run that did the same; None if it is to be done.

        Looks at the content of what is read, and at size and time of what was written.
        """
        if self.cache is None:
            return None
        self._inputs = self._read()
        content = self.cache.load(_KIND, digest(*self.name))
        if content is None:
            return None
        state, _, pickled = content.partition(b"\n")
        read, _, written = state.decode().partition(" ")
        # All that was written is looked at only if there may be nothing to do.
        if read != self._inputs or written != _written(self.writes):
            return None
        try:
            report: Report = pickle.loads(pickled)
        except Exception:  # a pickle of another world can fail in any way
            self.cache.damaged += 1
            return None
        return report

    def remember(self, report: Report) -> None:
        """Remember that this run is done, unless something changed while it was."""
        if self.cache is None or self._inputs != self._read():
            return
        state = f"{self._inputs} {_written(self.writes)}\n"
        content = state.encode() + pickle.dumps(report, 5)
        self.cache.store(_KIND, digest(*self.name), content)
        self.cache.drop_unused(_KIND, _MOST)

    def _read(self) -> str:
        files = (f"{path} {file_digest(Path(path))}" for path in _files(self.reads))
        return digest(fingerprint(), *files)


def again(run: Run, work: Callable[[Report], None]) -> Report:
    """Do what a run has to do, or nothing if all is as the same run has left it.

    Args:
        run: The run.
        work: Does it, and fills in a report.

    Returns:
        The report; an earlier one has the time of this run.
    """
    fresh = Report()
    with fresh.timed("convert"):
        known = run.recall()
    if known:
        known.timings = fresh.timings
        return known
    fresh = Report()
    work(fresh)
    run.remember(fresh)
    return fresh


def _files(places: Sequence[Path]) -> Iterator[str]:
    """Yield files and what is in folders, in an order that depends on their names alone."""
    for place in places:
        if not place.is_dir():
            yield str(place)
        # There are tens of thousands of them: as strings they take a third of the time.
        for root, folders, names in os.walk(place):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (f"{root}/{name}" for name in sorted(names) if not name.startswith("."))


def _written(places: Sequence[Path]) -> str:
    """Return what changes when something that was written is no longer as it was left."""
    return digest(*(f"{path} {_state(path)}" for path in _files(places)))


def _state(path: str) -> str:
    try:
        found = os.stat(path)
    except OSError:
        return "none"
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}"
