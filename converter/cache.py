"""A folder that remembers results from run to run, and what a result depends on.

Everything in it can be made again: an entry that is missing or damaged is a miss. Entries
hold Python's own pickles, so the folder has to be private to its user, as a home folder
is: whoever can write to it can run code as that user. The digest that is checked before
an entry is read tells damage; it is no protection against somebody who means harm.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

#: The file that says of a folder that it is a cache, so that backups leave it out
#: (https://bford.info/cachedir/); without it, nothing in a folder is touched.
TAG = "CACHEDIR.TAG"
TAG_TEXT = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# Results that tiaowen remembers; this folder can be removed at any time.\n"
)

#: What conversions, pages, search and compressed copies are made with: another version may give
#: another result.
LIBRARIES = (
    *("brotli", "charset-normalizer", "jinja2", "lxml", "markdown", "mkdocs", "mkdocs-material"),
    *("mkdocs-material-extensions", "numpy", "pymdown-extensions"),
    *("opencc", "pyahocorasick", "pypdfium2", "pypinyin", "python-docx", "pyyaml", "rapidfuzz"),
    "ruamel.yaml",
)

#: So many bytes stand before what was stored, in the file of an entry.
HEAD = hashlib.sha256().digest_size
_NAME = re.compile(r"[0-9a-f]{64}")
#: A file on its way into the cache; one older than this, in seconds, was given up.
_PART = re.compile(r"[0-9a-f]{64}\.[0-9]+")
_LONG_AGO = 3600


class NotACache(Exception):
    """A folder holds something else, which is not to be touched."""


def digest(*parts: str | bytes) -> str:
    """Make one key of several parts; which part a character belongs to makes a difference."""
    sha = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        sha.update(len(raw).to_bytes(8, "big"))
        sha.update(raw)
    return sha.hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, or nothing if it cannot be read as a file."""
    try:
        if path.is_file():  # a pipe would be waited on for ever
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        pass
    return ""


@cache
def fingerprint() -> str:
    """Return what changes when the same input may give another result.

    That is the code of this package, the libraries that results are made with, and Python with
    its zlib, of which another version compresses to other bytes.
    """
    package = Path(__file__).resolve().parent
    code = {path.relative_to(package): path for path in package.rglob("*") if path.is_file()}
    parts = [
        f"{name.as_posix()} {file_digest(code[name])}"
        for name in sorted(code)
        if not {"__pycache__", "_site"} & {*name.parts}
    ]
    return digest(
        platform.python_version(), zlib.ZLIB_RUNTIME_VERSION, *map(_version, LIBRARIES), *parts
    )


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"


class Cache:
    """Results by key, in a folder.

    Several runs may use one folder at the same time: an entry is there as a whole or not
    at all, and what another run has dropped is a miss.

    Attributes:
        folder: The folder.
        damaged: How many entries were not what had been written.
        trouble: Why nothing could be written, if so.
    """

    def __init__(self, folder: Path) -> None:
        """Open a cache, which is made when something is first put into it.

        Raises:
            NotACache: The folder holds something else.
        """
        self.folder = folder
        self.damaged = 0
        self.trouble = ""
        self._used: set[Path] = set()
        with suppress(OSError):
            if any(folder.iterdir()) and not (folder / TAG).is_file():
                raise NotACache(f"{folder.as_posix()} holds files that are no cache of ours")

    def load(self, kind: str, key: str) -> bytes | None:
        """Return what was stored under a key, or None.

        Args:
            kind: The sort of result, a word.
            key: What `digest` returned.
        """
        path = self.folder / kind / key
        try:
            raw = path.read_bytes()
        except OSError:
            return None
        content = memoryview(raw)[HEAD:]
        if raw[:HEAD] != _seal(kind, key, content):
            self.damaged += 1
            return None
        self._used.add(path)
        return bytes(content)

    def keys(self, kind: str) -> frozenset[str]:
        """Return the keys under which something seems to be stored, sound or not."""
        try:
            return frozenset(filter(_NAME.fullmatch, os.listdir(self.folder / kind)))
        except OSError:
            return frozenset()

    def has(self, kind: str, key: str) -> bool:
        """Tell whether something seems to be stored under a key; then it counts as used."""
        path = self.folder / kind / key
        found = path.is_file()
        if found:
            self._used.add(path)
        return found

    def store(self, kind: str, key: str, content: bytes) -> None:
        """Keep a result under a key; a folder that cannot be written is no failure."""
        if self.trouble:
            return
        path = self.folder / kind / key
        part = path.with_name(f"{key}.{os.getpid()}")
        try:
            if not path.parent.is_dir():
                self._make(path.parent)
            part.write_bytes(_seal(kind, key, memoryview(content)) + content)
            os.replace(part, path)
            self._used.add(path)
        except OSError as error:
            self.trouble = error.strerror or str(error)
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def use(self, kind: str, key: str) -> None:
        """Count a result as used, which another process has read or written."""
        self._used.add(self.folder / kind / key)

    def drop(self, kind: str, key: str) -> None:
        """Remove a result."""
        path = self.folder / kind / key
        self._used.discard(path)
        with suppress(OSError):
            path.unlink(missing_ok=True)

    def complaints(self) -> list[str]:
        """Say what is wrong with the folder; the results are right all the same."""
        name = f"the cache {self.folder.as_posix()}"
        found = []
        if self.damaged:
            found.append(f"{name}: {self.damaged} damaged entries, made anew")
        if self.trouble:
            advice = "name another with --cache, or use --no-cache"
            found.append(f"{name} cannot be written: {self.trouble}; {advice}")
        return found

    def _make(self, below: Path) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (self.folder / TAG).is_file():
            (self.folder / TAG).write_text(TAG_TEXT, encoding="utf-8", newline="\n")
        below.mkdir(mode=0o700, exist_ok=True)

    def drop_unused(self, kind: str, most: int = 0) -> None:
        """Remove the results of a sort that this run has neither read nor written.

        Args:
            kind: The sort.
            most: So many of them stay, the newest.
        """
        with suppress(OSError):
            old = [path for path in self._entries(kind) if path not in self._used]
            if most:
                old = sorted(old, key=lambda path: path.stat().st_mtime_ns)[:-most]
            for path in old:
                path.unlink(missing_ok=True)

    def _entries(self, kind: str) -> Iterator[Path]:
        for path in (self.folder / kind).iterdir():
            given_up = time.time() - path.stat().st_mtime > _LONG_AGO
            if _NAME.fullmatch(path.name) or (_PART.fullmatch(path.name) and given_up):
                yield path


def _seal(kind: str, key: str, content: memoryview) -> bytes:
    """Return the digest of an entry; one that lies under another key is no good there."""
    sha = hashlib.sha256(f"{kind} {key} ".encode())
    sha.update(content)
    return sha.digest()
