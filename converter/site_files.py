"""The files of a site that is being made, of which an earlier build may have left some.

Of each file the *origin* is known: a word that settles its content, such as the key of the job
that makes a page, or a digest of the content. Where a file of the same origin is there, it is
not written again. Guarantees: no file is changed in place, since it may have another name
elsewhere; after `settle` nothing is there but what this build has made.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path


def write_new(path: str, *content: bytes) -> None:
    """Write a file, in the place of one that an earlier build may have left.

    Args:
        path: The file; folders that are missing are made.
        content: Its bytes, in pieces.

    Raises:
        OSError: It cannot be written.
    """
    try:
        descriptor = _opened(path)
    except FileNotFoundError:
        _make_folder(os.path.dirname(path))
        descriptor = _opened(path)
    except OSError:
        _make_way(path)
        descriptor = _opened(path)
    try:
        left = memoryview(content[0] if len(content) == 1 else b"".join(content))
        while left:
            left = left[os.write(descriptor, left) :]
    finally:
        os.close(descriptor)


def _opened(path: str) -> int:
    # Tens of thousands of files: what `open` does for each takes as long as the writing.
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)


def _make_way(path: str) -> None:
    """Remove what stands in the place of a file, and make the folders above it."""
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    with suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(path)
    _make_folder(os.path.dirname(path))


def _make_folder(path: str) -> None:
    """Make a folder, and remove the file that an earlier build may have left in its place."""
    try:
        os.makedirs(path, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        for above in (path, *map(str, Path(path).parents)):
            if os.path.isfile(above):
                os.unlink(above)
        os.makedirs(path, exist_ok=True)


class SiteFiles:
    """The files of a site, by their paths from its root.

    Attributes:
        folder: The folder of the site.
        renewed: Whether an earlier build has left some of them.
        made: The files that this build has made or found, to their origins; "" where none is
            known.
        absent: Those of them that are not there, since they are of no use.
    """

    def __init__(
        self, folder: Path, there: Mapping[str, str] | None = None, absent: Collection[str] = ()
    ) -> None:
        """Begin a site.

        Args:
            folder: Its folder; made if it is missing.
            there: What is there, to the origins: nothing if None.
            absent: What would be there if it were of any use.

        Raises:
            OSError: The folder cannot be made.
        """
        self.folder, self.renewed = folder, bool(there)
        self.made: dict[str, str] = {}
        self.absent: set[str] = set()
        self._there = dict(there or {})
        self._absent = frozenset(absent)
        self._root = str(folder)
        folder.mkdir(parents=True, exist_ok=True)

    def origins(self) -> frozenset[str]:
        """Return the origins of all that is there."""
        return frozenset(filter(None, self._there.values()))

    def has(self, path: str, origin: str) -> bool:
        """Tell whether a file is there already; if so, it counts as made."""
        if not origin or self._there.get(path) != origin:
            return False
        self.made[path] = origin
        if path in self._absent:
            self.absent.add(path)
        return True

    def note(self, path: str, origin: str, absent: bool = False) -> None:
        """Take note of a file that somebody else has written.

        Args:
            path: The file.
            origin: Its origin; "" if none is known.
            absent: Whether it was found to be of no use, and is not there.
        """
        self.made[path] = self._there[path] = origin
        if absent:
            self.absent.add(path)

    def write(self, path: str, origin: str, *content: bytes) -> None:
        """Write a file, unless it is there.

        Args:
            path: The file.
            origin: Its origin; "" if none is known.
            content: Its bytes, in pieces.

        Raises:
            OSError: It cannot be written.
        """
        if self.has(path, origin):
            return
        write_new(f"{self._root}/{path}", *content)
        self.note(path, origin)

    def put(self, path: str, content: bytes) -> None:
        """Write a file whose origin is its content, unless it is there.

        Raises:
            OSError: It cannot be written.
        """
        self.write(path, _of_content(content), content)

    def adopt(self, folder: Path, within: str, names: Iterable[str]) -> None:
        """Move files into the site, unless they are there.

        Args:
            folder: A folder on the same file system.
            within: The folder of the site that they go to, with a slash at its end; "" for its
                root.
            names: Which of them, from their folder.

        Raises:
            OSError: They cannot be moved.
        """
        for name in names:
            path, source = f"{within}{name}", folder / name
            origin = _of_content(source.read_bytes())
            if self.has(path, origin):
                continue
            target = f"{self._root}/{path}"
            _make_way(target)
            os.replace(source, target)
            self.note(path, origin)

    def remove(self, path: str) -> None:
        """Remove a file, if it is there.

        Raises:
            OSError: It cannot be removed.
        """
        file = f"{self._root}/{path}"
        if os.path.lexists(file) and not os.path.isdir(file):  # one of this build's may be a folder
            os.unlink(file)
        self._there.pop(path, None)

    def folders(self, within: str) -> list[str]:
        """List the folders that are there in a folder of the site."""
        paths = (path.removeprefix(within) for path in self._there if path.startswith(within))
        return sorted({path.partition("/")[0] for path in paths if "/" in path})

    def rename(self, old: str, new: str) -> None:
        """Give a folder of the site another name.

        Raises:
            OSError: It cannot be renamed.
        """
        os.replace(self.folder / old, self.folder / new)
        self._there = _renamed(self._there, old, new)
        self.made = _renamed(self.made, old, new)
        self.absent = {*_renamed(dict.fromkeys(self.absent, ""), old, new)}
        self._absent = frozenset(_renamed(dict.fromkeys(self._absent, ""), old, new))

    def settle(self) -> None:
        """Remove what this build has not made.

        Raises:
            OSError: It cannot be removed.
        """
        for path in sorted(self._there.keys() - self.made.keys()):
            self.remove(path)
            above = os.path.dirname(path)
            with suppress(OSError):  # it holds other files
                while above:
                    os.rmdir(f"{self._root}/{above}")
                    above = os.path.dirname(above)


def _renamed(files: Mapping[str, str], old: str, new: str) -> dict[str, str]:
    before, at = f"{old}/", len(old)
    return {
        f"{new}{path[at:]}" if path.startswith(before) else path: origin
        for path, origin in files.items()
    }


def _of_content(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def below(folder: Path) -> list[str]:
    """List the files below a folder, from it."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)
