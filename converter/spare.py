"""The site before the last one, which the next build renews instead of writing a whole one.

When a site takes the place of another, that one is put away beside it, hidden, and the next build
works in it: it writes what differs and removes what is no more. What each of its files is, the
cache knows (`site_files`), together with how each looked when it was left; a folder in which
anything looks different is removed, and so is one that another version of this package has made.

A site is known by the folder that it is, its inode, wherever that is moved: so no record can be
taken for that of another folder, however a build was cut short. A build that takes the spare
moves it into its own place first, where nobody else finds it, and where it is removed with the
build if that is killed.
"""

from __future__ import annotations

import os
import re
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from converter.cache import TAG, TAG_TEXT, Cache, digest, fingerprint
from converter.parallel import pack, unpack
from converter.site_files import SiteFiles

#: The sort of record, in a cache.
_KIND = "sites"
#: The records of so many other sites stay, beside those that a build has used.
_MOST = 4
#: These files bear a name of their content: under it nobody knows another.
_NAMED_BY_CONTENT = re.compile(r"search/[0-9a-f]{16}/")

#: How a file looks: mode, size, times of change (of the content, of anything), inode. Of a folder,
#: the mode.
_State = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Record:
    """What the files of a site are.

    Attributes:
        states: All that lies in its folder, a slash behind the names of folders.
        origins: Of each file what settles its content.
        absent: What would be there if it were of any use.
    """

    states: Mapping[str, _State]
    origins: Mapping[str, str]
    absent: frozenset[str]


def taken(site: Path, place: Path, cache: Cache | None) -> SiteFiles:
    """Begin a site, with the spare if there is one and it is as it was left.

    Args:
        site: Where the site is to be.
        place: The folder of the build; the new site is `site` in it.
        cache: What earlier builds have left; None to begin with nothing.

    Raises:
        OSError: The folder cannot be made.
    """
    folder = place / "site"
    if cache is None or not _is_ours(_spare(site)):
        return SiteFiles(folder)
    try:
        os.replace(_spare(site) / "site", folder)
    except OSError:  # there is none, or another build has it
        return SiteFiles(folder)
    then, now = _load(cache, folder), _load(cache, site)
    if then is None or now is None or dict(_states(folder)) != then.states or not _is(site, now):
        shutil.rmtree(folder)
        return SiteFiles(folder)
    # What differs from what is shown now is written again, even if it is needed as it was once: a
    # browser must not see a file become older than the one it knows.
    there = {
        path: origin if origin == now.origins.get(path) or _NAMED_BY_CONTENT.match(path) else ""
        for path, origin in then.origins.items()
    }
    return SiteFiles(folder, there, then.absent)


def remember(files: SiteFiles, cache: Cache) -> bool:
    """Keep what the files of a finished site are.

    Returns:
        False if something else is there than what was made; then nothing is kept.

    Raises:
        OSError: It cannot be read.
    """
    states = dict(_states(files.folder))
    there = {path for path in states if not path.endswith("/")}
    if there != files.made.keys() - files.absent:
        return False
    record = _Record(states, files.made, frozenset(files.absent))
    cache.store(_KIND, _key(files.folder), zlib.compress(pack(record), 1))
    cache.drop_unused(_KIND, _MOST)
    return True


def put_away(old: Path, site: Path, cache: Cache | None) -> bool:
    """Keep the site before for the next build.

    Args:
        old: The folder that it is now, in that of the build.
        site: Where the site is.
        cache: What builds have left; None to keep nothing.

    Returns:
        False if it is not kept, and may be removed.
    """
    spare = _spare(site)
    try:
        if cache is None or not cache.has(_KIND, _key(old)) or not _made(spare):
            return False
        if (spare / "site").exists():  # another build was quicker
            os.replace(spare / "site", old.with_name("former"))
        os.replace(old, spare / "site")
    except OSError:
        return False
    return True


def _spare(site: Path) -> Path:
    """Return the folder that the spare of a site lies in."""
    place = site.resolve()
    return place.with_name(f".{place.name}-spare")


def _is_ours(folder: Path) -> bool:
    with suppress(OSError):
        return not folder.is_symlink() and (folder / TAG).read_text(encoding="utf-8") == TAG_TEXT
    return False


def _made(folder: Path) -> bool:
    """Make the folder of a spare, for ourselves alone; tell whether it is ours."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    if _is_ours(folder):
        return True
    if {*os.listdir(folder)} - {TAG, ".gitignore"}:
        return False
    # Neither backups nor a repository that the site may lie in have any use for it.
    (folder / ".gitignore").write_text("*\n", encoding="utf-8", newline="\n")
    (folder / TAG).write_text(TAG_TEXT, encoding="utf-8", newline="\n")
    return True


def _key(folder: Path) -> str:
    """Return the key of the record of a site, the folder that it is."""
    found = os.stat(folder)
    umask = os.umask(0o77)
    os.umask(umask)
    made_by = f"{fingerprint()} {zlib.ZLIB_RUNTIME_VERSION} {umask}"
    return digest(made_by, f"{found.st_dev} {found.st_ino}")


def _load(cache: Cache, folder: Path) -> _Record | None:
    with suppress(OSError):
        content = cache.load(_KIND, _key(folder))
        if content is not None:
            record: _Record = unpack(zlib.decompress(content))
            return record
    return None


def _is(site: Path, record: _Record) -> bool:
    """Tell by the files at its top whether a site is the one of a record.

    A folder may have the inode of one that is gone.
    """
    top = {path: state for path, state in record.states.items() if "/" not in path}
    with suppress(OSError), os.scandir(site) as found:
        return top == {
            entry.name: _state(entry) for entry in found if not entry.is_dir(follow_symlinks=False)
        }
    return False


def _state(file: os.DirEntry[str]) -> _State:
    look = file.stat(follow_symlinks=False)
    return look.st_mode, look.st_size, look.st_mtime_ns, look.st_ctime_ns, look.st_ino


def _states(folder: Path, below: str = "") -> Iterator[tuple[str, _State]]:
    """Yield how each file and folder below a folder looks."""
    with os.scandir(folder) as found:
        for entry in found:
            path = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield f"{path}/", (entry.stat(follow_symlinks=False).st_mode,)
                yield from _states(Path(entry.path), f"{path}/")
            else:
                yield path, _state(entry)
