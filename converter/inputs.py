"""The options that several commands share, and what they come to: where a run reads from."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from converter.cache import Cache, NotACache

#: In its own checkout a run remembers here.
CACHE = Path(".tiaowen") / "cache"

#: The published addresses of a checkout, beside its `mkdocs.yml`.
LEDGER = Path("links.lock")

#: From this many sources on, a run takes several processes and shows how far it is.
MANY = 60


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where a run reads from.

    Attributes:
        sources: The folder of sources.
        shown: The same, as to be named in messages.
        glossary: The glossary file, if any.
        origin: The folder with `mkdocs.yml` and `docs/`.
        jobs: How many processes may work.
        scheduler: The address of the Dask cluster that is to do the work of documents; none if
            empty.
        cache: What earlier runs have left, if anything is to be remembered.
        given: True if the folder of sources was named.
        ledger: The ledger of published addresses, if any; it may not be there yet.
    """

    sources: Path
    shown: str
    glossary: Path | None
    origin: Path
    jobs: int
    cache: Cache | None = None
    given: bool = False
    ledger: Path | None = None
    scheduler: str = ""

    def reads(self) -> list[Path]:
        """List what the documents are made of, and what is held against them."""
        settings = self.origin / "mkdocs.yml"
        return [self.sources, settings, *filter(None, (self.glossary, self.ledger))]

    def names(self) -> list[str]:
        """Return what tells these inputs from others, and how messages name them."""
        files = (path.as_posix() if path else "" for path in (self.glossary, self.ledger))
        return [str(self.sources.resolve()), self.shown, *files]


def assets() -> Path:
    """Return the folder that holds `mkdocs.yml` and `docs/`.

    In an installed package they are carried inside it; in a checkout they are at the
    top of the repository.
    """
    package = Path(__file__).resolve().parent
    carried = package / "_site"
    return carried if carried.is_dir() else package.parent


def make_inputs(
    sources: str | None = None,
    glossary: str | None = None,
    jobs: int | None = None,
    cache: str | None = None,
    no_cache: bool = False,
    ledger: str | None = None,
    scheduler: str | None = None,
) -> Inputs:
    """Settle where to read: in a checkout its own folders, elsewhere only what is given.

    Raises:
        click.UsageError: Something that is named is not there, or is something else.
    """
    folder = Path(sources or "sources")
    if not folder.is_dir():
        hint = "" if sources else "; run this in a checkout, or name a folder with --sources"
        raise click.UsageError(f"there is no folder {folder.as_posix()}{hint}")
    terms = Path(glossary) if glossary else None
    if terms is None and sources is None and Path("glossary.yml").is_file():
        terms = Path("glossary.yml")
    if terms is not None and not terms.is_file():
        raise click.UsageError(f"there is no glossary {terms.as_posix()}")
    here = sources is None and Path("mkdocs.yml").is_file()
    return Inputs(
        folder,
        folder.as_posix(),
        terms,
        Path.cwd() if here else assets(),
        jobs or os.cpu_count() or 1,
        _cache(folder, cache, no_cache, here),
        sources is not None,
        _ledger(folder, ledger, here),
        scheduler or "",
    )


def _ledger(sources: Path, named: str | None, here: bool) -> Path | None:
    if not (named or here):
        return None
    path = Path(named) if named else LEDGER
    if path.is_dir():
        raise click.UsageError(f"the ledger {path.as_posix()} is a folder")
    if sources.resolve() in path.resolve().parents:
        raise click.UsageError(f"the ledger {path.as_posix()} is inside the folder of sources")
    return path


def _cache(sources: Path, named: str | None, none: bool, here: bool) -> Cache | None:
    if named and none:
        raise click.UsageError("--cache and --no-cache exclude each other")
    if none or not (named or here):
        return None
    folder = Path(named) if named else CACHE
    below = sources.resolve()
    if folder.resolve() == below or below in folder.resolve().parents:
        raise click.UsageError(f"the cache {folder.as_posix()} is inside the folder of sources")
    try:
        return Cache(folder)
    except NotACache as error:
        raise click.UsageError(f"{error}; name another folder with --cache") from error


_READING = (
    click.option("--sources", metavar="DIR", help="Folder of raw texts [sources]."),
    click.option("--glossary", metavar="FILE", help="Glossary [glossary.yml]."),
    click.option("--jobs", type=click.IntRange(1), help="Processes [one a core]."),
    click.option("--cache", metavar="DIR", help="What earlier runs left [.tiaowen/cache]."),
    click.option("--no-cache", is_flag=True, help="Do everything anew, and leave nothing."),
    click.option("--ledger", metavar="FILE", help="Published addresses [links.lock]."),
    click.option("--scheduler", metavar="ADDRESS", help="Dask cluster to work on [none]."),
)


def reading(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say what is read; it gets them as `inputs`."""

    @wraps(command)
    def wrapper(**given: Any) -> None:
        shared = ("sources", "glossary", "jobs", "cache", "no_cache", "ledger", "scheduler")
        command(inputs=make_inputs(*map(given.pop, shared)), **given)

    wrapped: Callable[..., None] = wrapper
    for option in reversed(_READING):
        wrapped = option(wrapped)
    return wrapped
