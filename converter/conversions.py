"""Single sources, each converted apart from the others, or found converted by an earlier run.

Reads: jobs of the pipeline. Writes: the part of a document that stays in memory, and where the
rest was put aside. Guarantees: what a job yields depends on its source, its catalog entry and the
pictures that it names, in any process.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path

from converter.aside import Place, put_aside
from converter.cache import Cache, digest, file_digest, fingerprint
from converter.diagnostics import Diagnostic
from converter.packs import Kept, Packs, Way, each
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
    """

    job: Job
    aside: Path | None

    @classmethod
    def of(cls, job: Job, aside: Path | None) -> Conversion:
        """Settle what is to be converted.

        Where in the catalog an entry stands, and what it says for afterwards, is left out, so
        that no result can depend on it; otherwise an entry added at the top would make all
        others new.
        """
        entry = job.entry and replace(job.entry, compare=(), silenced=(), line=0)
        return cls(replace(job, entry=entry), aside)

    def ship(self, pictures: Collection[str]) -> Conversion:
        """Return the same with the bytes of what it reads, for another machine."""
        return Conversion(self.job.ship(pictures), None)

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
class Converted:
    """A source that is converted, with what is large put aside.

    Attributes:
        document: The document; None for a source that could not be read.
        units: The SHA-256 of what of it is compared with others (`related.units`), packed.
        places: Where what was put aside lies, by SHA-256; of what was kept it is known.
        marked: The phrases that it marks as such (`terms.candidates`).
        spelt: The title in pinyin.
        images: The names of the pictures that it shows.
        problems: Why it could not be read, or what is to be said beside its own findings.
    """

    document: Stored | None
    units: str = ""
    places: dict[str, Place] = field(default_factory=dict)
    marked: Marked | None = None
    spelt: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    problems: list[Diagnostic] = field(default_factory=list)


def convert_all(
    wanted: Iterable[Conversion], executor: Executor | None, cache: Cache | None
) -> Iterator[Converted]:
    """Convert sources, except for those that earlier runs have converted.

    Args:
        wanted: The sources.
        executor: Where; in this process if None.
        cache: What earlier runs have converted.

    Yields:
        The results, in the order of the sources. What was put aside of one has to be taken
        over (`aside.take_over`) before the next is asked for.

    Raises:
        NotSent: A job's parcel lacks a picture.
        OSError: Something cannot be put aside.
    """
    wanted = list(wanted)
    aside = wanted[0].aside if wanted else None
    yield from each(_WAY, wanted, executor, Packs(cache, KEPT, aside) if cache else None)


def _convert(wanted: Conversion) -> Converted:
    document, problems = convert(wanted.job)
    if document is None:
        return Converted(None, problems=problems)
    heavy = put_aside(wanted.aside, heavy_part(document))
    own = put_aside(wanted.aside, pack(units(document)))
    return Converted(
        Stored.of(light_part(document), heavy[0]),
        own[0],
        dict((heavy, own)),
        marked_in(document),
        pinyin(document.title),
        tuple(image.name for image in document.source.images),
        problems,
    )


def _key(wanted: Conversion) -> str:
    return wanted.key(file_digest(wanted.job.path))


def _kept(wanted: Conversion, made: Converted) -> Kept[Converted] | None:
    """Tell what is kept: nothing of a source that could not be read.

    The key is made from what was read, which may no longer be what it was before.
    """
    if made.document is None:
        return None
    blobs = made.document.digest, made.units
    own = wanted.key(made.document.sha256)
    return Kept(own, _pictures(wanted, made), replace(made, places={}), blobs)


def _pictures(wanted: Conversion, made: Converted) -> str:
    """Tell of a conversion what it depends on beside its source: the pictures that it names."""
    job = wanted.job
    found = (find_picture(name, job.path, job.folder) for name in made.images)
    return digest(*(picture or b"" for picture in found))


_WAY = Way(_convert, _key, _kept, _pictures)
