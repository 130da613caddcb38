"""Single sources, each converted apart from the others, or found converted by an earlier run.

Reads: jobs of the pipeline. Writes: the part of a document that stays in memory, and where the
rest was put aside. Guarantees: what a job yields depends on its source, its catalog entry and the
pictures that it names, in any process.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from converter.aside import Place, put_aside
from converter.cache import Cache, digest, file_digest, fingerprint
from converter.diagnostics import Diagnostic
from converter.keeping import Step, Trace
from converter.model import Document
from converter.parallel import pack
from converter.pipeline import Job, convert
from converter.readers.pictures import find_picture
from converter.related.units import units
from converter.slugs import pinyin
from converter.stored import Stored, heavy_part, light_part
from converter.terms.candidates import Marked, marked_in

#: The sort of result, in a cache.
KEPT = "documents"


@dataclass(frozen=True, slots=True)
class Conversion:
    """A source that is to be converted.

    Attributes:
        job: What is converted.
        aside: Where what is large is put aside; in memory if None.
        cache: The folder of earlier results; empty for none.
    """

    job: Job
    aside: Path | None
    cache: str

    @classmethod
    def of(cls, job: Job, aside: Path | None, cache: Cache | None) -> Conversion:
        """Settle what is to be converted.

        Where in the catalog an entry stands, and what it says for afterwards, is left out, so
        that no result can depend on it; otherwise an entry added at the top would make all
        others new.
        """
        entry = job.entry and replace(job.entry, compare=(), silenced=(), line=0)
        folder = str(cache.folder.resolve()) if cache else ""
        return cls(replace(job, entry=entry), aside, folder)

    def ship(self, pictures: Collection[str]) -> Conversion:
        """Return the same with the bytes of what it reads, for another machine."""
        return Conversion(self.job.ship(pictures), None, "")

    def key(self, sha256: str) -> str:
        """Return what a conversion depends on, as far as can be told before it.

        Args:
            sha256: Of the source; empty if it cannot be read.
        """
        job = self.job
        if not sha256:
            return ""
        return digest(fingerprint(), sha256, job.shown, job.file, job.path.stem, repr(job.entry))


@dataclass(frozen=True, slots=True)
class _Made:
    """A source that is converted.

    Attributes:
        light: What `stored.light_part` returns; None for a source that could not be read.
        heavy: What `stored.heavy_part` returns.
        units: What of it is compared with others (`related.units`), packed.
        marked: The phrases that it marks as such (`terms.candidates`).
        spelt: The title in pinyin.
        sha256: Of the source file's bytes.
        images: The names of the pictures that it shows.
        problems: Why it could not be read, or what is to be said beside its own findings.
    """

    light: tuple[Any, ...] | None
    heavy: bytes
    units: bytes
    marked: Marked | None
    spelt: tuple[str, ...]
    sha256: str
    images: tuple[str, ...]
    problems: list[Diagnostic]


@dataclass(frozen=True, slots=True)
class Converted:
    """A source that is converted, with what is large put aside.

    Attributes:
        document: The document; None for a source that could not be read.
        units: The SHA-256 of what of it is compared with others.
        places: Where what was put aside lies, by SHA-256.
        marked: The phrases that it marks as such (`terms.candidates`).
        spelt: The title in pinyin.
        problems: Why it could not be read, or what is to be said beside its own findings.
        trace: What became of the result in the cache.
    """

    document: Stored | None
    units: str
    places: dict[str, Place]
    marked: Marked | None
    spelt: tuple[str, ...]
    problems: list[Diagnostic]
    trace: Trace | None


def _convert(job: Job) -> _Made:
    document, problems = convert(job)
    if document is None:
        return _Made(None, b"", b"", None, (), "", (), problems)
    return _Made(
        light_part(document),
        heavy_part(document),
        pack(units(document)),
        marked_in(document),
        pinyin(document.title),
        document.sha256,
        _names(document),
        problems,
    )


def _names(document: Document) -> tuple[str, ...]:
    return tuple(image.name for image in document.source.images)


class _Conversions(Step[Conversion, _Made, Converted]):
    """Converts a source, unless an earlier run has done so."""

    kind = KEPT
    level = 0  # compressing it takes as long as reading the source again

    def where(self, job: Conversion) -> tuple[str, str]:
        """Return the cache and the key; see `Step`."""
        return job.cache, job.key(file_digest(job.job.path)) if job.cache else ""

    def make(self, job: Conversion) -> _Made:
        """Convert a source.

        Raises:
            NotSent: The job's parcel lacks a picture.
        """
        return _convert(job.job)

    def also(self, job: Conversion, key: str, made: _Made) -> str | None:
        """Tell of a conversion what it depends on beside its source: the pictures that it names.

        A source that could not be read, or that has changed since its key was made, has nothing
        that could be kept.
        """
        if made.light is None or job.key(made.sha256) != key:
            return None
        path, folder = job.job.path, job.job.folder
        found = (find_picture(name, path, folder) for name in made.images)
        return digest(*(picture or b"" for picture in found))

    def finish(self, job: Conversion, made: _Made, trace: Trace | None) -> Converted:
        """Put aside what is large.

        Raises:
            OSError: It cannot be put aside.
        """
        if made.light is None:
            return Converted(None, "", {}, None, (), made.problems, trace)
        heavy, units_ = put_aside(job.aside, made.heavy), put_aside(job.aside, made.units)
        document = Stored.of(made.light, heavy[0])
        places = dict((heavy, units_))
        return Converted(document, units_[0], places, made.marked, made.spelt, made.problems, trace)


#: Convert a source, or find it converted.
find_or_convert = _Conversions()
