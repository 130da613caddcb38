"""Where a site is built, and how it takes the place of the one before it."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from converter import spare
from converter.atomic import Taken, exchange, locked
from converter.cache import Cache
from converter.failures import OutputError

#: A site of ours has one of these files; a folder without them is not replaced.
_MARKS = ("data/documents.json", "data/documents.json.gz")


def is_site(folder: Path) -> bool:
    """Tell whether a folder is a site of ours."""
    return any((folder / mark).is_file() for mark in _MARKS)


@contextmanager
def workplace(site: Path) -> Iterator[Path]:
    """Make a folder beside a site to build in, and remove it afterwards.

    Folders that builds before have left because they were killed are removed as well. Several
    builds may be at work for one site; the last to be finished stays.

    Args:
        site: Where the site is to be.

    Yields:
        An empty folder on the same file system.

    Raises:
        OutputError: The place cannot be written, or holds something that is no site.
    """
    site = site.resolve()
    if site.exists() and not site.is_dir():
        raise OutputError(f"{site} is a file; name a folder for the site")
    if site.is_dir() and any(site.iterdir()) and not is_site(site):
        raise OutputError(
            f"{site} holds files that are no site of ours; name another folder, or empty it"
        )
    with ExitStack() as held:
        try:
            site.parent.mkdir(parents=True, exist_ok=True)
            # Nobody may take the new folder for one that was left before it is locked.
            with locked(site.parent):
                _remove_left(site)
                folder = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
                held.enter_context(locked(folder))
        except (FileExistsError, NotADirectoryError) as error:
            raise OutputError(f"{site} cannot be written: a folder above it is a file") from error
        except OSError as error:
            raise OutputError(f"{site} cannot be written: {error.strerror}") from error
        try:
            yield folder
        finally:
            _remove(folder, site)


#: What a build makes in its folder.
_PARTS = frozenset(
    {"project", "site", "old", "again", "parts", "documents", "aside", "frame", "data", "former"}
)
#: Where there are no locks, a build is no longer at work after so many seconds.
_LONG_AGO = 3600


def _remove_left(site: Path) -> None:
    """Remove the folders of builds that were killed, and nothing else."""
    ours = re.compile(rf"\.{re.escape(site.name)}-[a-z0-9_]{{8}}")
    for path in list(site.parent.iterdir()):
        if not ours.fullmatch(path.name) or path.is_symlink() or not path.is_dir():
            continue
        with suppress(OSError, Taken), locked(path, wait=False) as sure:
            old = sure or time.time() - path.stat().st_mtime > _LONG_AGO
            if old and {part.name for part in path.iterdir()} <= _PARTS:
                _remove(path, site)


def _remove(folder: Path, site: Path) -> None:
    """Remove a build's folder; the old site in it goes back if there is no new one."""
    with suppress(OSError):
        if (folder / "old").is_dir() and not site.exists():
            os.replace(folder / "old", site)
        shutil.rmtree(folder, ignore_errors=True)


def misplaced(site: Path, sources: Path) -> str | None:
    """Say why a site cannot be at a place, whatever is there.

    Args:
        site: Where the site is to be.
        sources: The folder of sources.

    Returns:
        What is wrong, or None.
    """
    place, below = site.resolve(), sources.resolve()
    if place in (Path.cwd(), *Path.cwd().parents):
        return "is the folder that you are in, or one above it"
    if place in (below, *below.parents):
        return "is the folder of sources, or one above it"
    if below in place.parents:
        return "is inside the folder of sources"
    return f"would be in the place of {REPORT}" if site.name == REPORT else None


REPORT = "report.json"


def report_file(site: Path) -> Path:
    """Return where the report lies: beside the site, so that it is not published.

    Args:
        site: Where the site is to be.

    Returns:
        The path; there may be nothing there, or an earlier report.

    Raises:
        OutputError: There is something else, which would be lost.
    """
    path = site.absolute().parent / REPORT
    if path.exists() or path.is_symlink():
        try:
            found = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError):
            found = None
        if not (isinstance(found, dict) and {"documents", "clauses", "findings"} <= set(found)):
            raise OutputError(
                f"{path} is no report of ours and would be replaced; move it away,"
                " or put the site into another folder"
            )
    return path


def publish(new: Path | None, site: Path, report: str, cache: Cache | None = None) -> None:
    """Put the finished site in its place, and the report beside it.

    Args:
        new: The finished site, on the same file system; None if there is none to show.
        site: Where it is to be.
        report: The report.
        cache: What the next build finds the old site with (see `spare`); None to remove it.

    Raises:
        OutputError: It cannot be done; site and report are as before.
        OSError: The report cannot be written; the site is as before.
    """
    with locked(site.resolve().parent):
        path = report_file(site)
        # Written before the swap, so that a full disk leaves the old site and report.
        beside = path.with_name(f".{REPORT}.new")
        try:
            beside.write_text(report, encoding="utf-8", newline="\n")
            if new:
                swap(new, site.resolve(), cache)
            os.replace(beside, path)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def swap(new: Path, site: Path, cache: Cache | None = None) -> None:
    """Put a finished site in the place of the old one.

    Where the system can exchange two folders there is a site at every moment; elsewhere there
    is none for a moment, and one that was moved away comes back with the next build.

    Args:
        new: The finished site, on the same file system.
        site: Where it is to be.
        cache: As for `publish`.

    Raises:
        OutputError: The old site cannot be moved away; it is still there then.
    """
    old = new.with_name("old")
    if site.exists() and exchange(new, site):
        _put_away(new, site, cache)
        return
    try:
        if site.exists():
            os.replace(site, old)
        try:
            os.replace(new, site)
        except BaseException:
            if old.exists():
                os.replace(old, site)
            raise
    except OSError as error:
        raise OutputError(f"{site} cannot be replaced: {error.strerror}") from error
    _put_away(old, site, cache)


def _put_away(old: Path, site: Path, cache: Cache | None) -> None:
    if not spare.put_away(old, site, cache):
        shutil.rmtree(old, ignore_errors=True)
