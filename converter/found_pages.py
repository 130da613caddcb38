"""Pages that are made, or found as earlier runs have made them.

Reads: jobs. Writes: what their pages are, in the order of the jobs. Guarantees: the same with and
without what earlier runs have kept. All but the files of pages is kept in few files and found here,
in the process that hands out the jobs; so of a page whose files are in the site nothing is handed
to another. Lines of the data and parts of the search are not even read here (see `aside`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

from converter.aside import fetch, take_over
from converter.cache import Cache
from converter.keeping import Trace, take_note
from converter.other_jobs import OtherJob
from converter.packs import Kept, Packs
from converter.page_jobs import PageJob, PageJobs, find_or_make, is_kept
from converter.page_task import FILES, KEPT, Made
from converter.parallel import stream, unpack_either
from converter.search.heads import Parts
from converter.writers import data_files

#: So many pages are handed to a process together.
_BATCH = 8


class FoundPages:
    """What earlier runs have left of pages, and what is kept for later ones."""

    def __init__(
        self, cache: Cache | None, aside: Path, executor: Executor | None, there: Collection[str]
    ) -> None:
        """Look what there is.

        Args:
            cache: What earlier runs have kept; nothing if None.
            aside: Where lines of the data and parts of the search are put aside.
            executor: Where pages are made; in this process if None.
            there: The keys of pages whose files are in the site already.
        """
        self._cache, self._aside, self._executor, self._there = cache, aside, executor, there
        self._packs: Packs[Made] | None = Packs(cache, KEPT, aside) if cache else None
        self._files = cache.keys(FILES) if cache else frozenset()

    def __contains__(self, key: str) -> bool:
        """Tell whether the page of a job should be found, by the key of the job."""
        kept = self._packs is not None and key in self._packs
        return kept and (key in self._there or key in self._files)

    def make(self, jobs: Iterable[PageJob | OtherJob]) -> Iterator[Made]:
        """Make pages, or find them.

        Args:
            jobs: What is to be made.

        Yields:
            The pages, in the order of the jobs. What could not be written where a page was made
            is still to be written; what was put aside can be fetched.

        Raises:
            OSError: Something cannot be read, written or put aside.
        """
        waiting: deque[tuple[Made | None, bool]] = deque()
        whole = jobs.whole if isinstance(jobs, PageJobs) else None

        def to_do() -> Iterator[PageJob | OtherJob]:
            for job in jobs:
                found = self._find(job)
                is_done = found is not None and found.trace is not None
                waiting.append((found, is_done))
                if found is None and whole and isinstance(job, PageJob) and not job.part:
                    yield whole(job.slug)
                elif found is None:
                    yield job
                elif not is_done:
                    yield replace(job, is_known=True) if isinstance(job, OtherJob) else job

        for made in stream(find_or_make, to_do(), self._executor, _BATCH):
            yield from _done(waiting)
            found, _ = waiting.popleft()
            take_note(self._cache, made.trace)
            if found and made.is_read:
                yield replace(found, files=made.files, trace=made.trace)
                continue
            if made.lost and whole:
                made = find_or_make(whole(made.lost))
                take_note(self._cache, made.trace)
            self._keep(made)
            yield made
        yield from _done(waiting)

    def _find(self, job: PageJob | OtherJob) -> Made | None:
        """Find all of a page but its files; its trace is there if these are in the site."""
        if self._packs is None or not is_kept(job) or (key := job.key()) not in self:
            return None
        found = self._packs.find(key)
        if found is None or (found.names and key not in self._there):
            return found
        trace = Trace(FILES, key)
        take_note(self._cache, trace)
        return replace(found, trace=trace)

    def _keep(self, made: Made) -> None:
        """Keep all of a new page but its files, and learn where lies what was put aside."""
        take_over(self._aside, made.places)
        if self._packs and made.trace and made.trace.key:
            value = replace(made, files={}, places={}, trace=None)
            self._packs.keep(Kept(made.trace.key, "", value, (*made.places,)))

    def close(self) -> None:
        """Write what is new, and drop what nobody has asked for."""
        if self._packs and self._cache:
            self._packs.close()
            self._cache.drop_unused(FILES)


def lines_of(made: Made, parts: Parts) -> data_files.Lines:
    """Return the lines of the data of a document, and add its part of the search to the others.

    Raises:
        OSError: They cannot be read.
    """
    assert made.head is not None
    parts.add(made.head, made.part)
    lines: data_files.Lines = unpack_either(fetch(made.lines))
    return lines


def _done(waiting: deque[tuple[Made | None, bool]]) -> Iterator[Made]:
    """Yield those that are found, up to the next that is under way."""
    while waiting and waiting[0][1]:
        found, _ = waiting.popleft()
        assert found is not None
        yield found
