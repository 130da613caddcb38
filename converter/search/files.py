"""The files of the index: scripts that hand over their bytes, in a folder named by its content.

What counts of a compressed file is what it holds, so that two machines whose libraries compress
differently give the folder the same name.

A page that is opened from a folder may load scripts and nothing else, so that each file is a
script. Bytes are written as 15-bit characters in UTF-16, which the mark at the beginning tells
every browser whatever the server says (HTML Standard, 13.2.3.1), and which takes a fifteenth
more than the bytes, where base64 takes a third.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from converter.search.bits import pack_all
from converter.site_files import SiteFiles

_MARK = b"\xff\xfe"
_END = '");\n'.encode("utf-16-le")
#: How hard to try when something is compressed.
LEVEL = 9


#: What the files hold, and how; the scripts know it as well, and refuse any other.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Packed:
    """Bytes as a file has them.

    Attributes:
        size: How many bytes they are.
        characters: The characters.
        digest: The SHA-256 of what they stand for.
    """

    size: int
    characters: bytes
    digest: bytes


def pack_files(listed: Sequence[bytes], contents: Sequence[bytes] | None = None) -> list[Packed]:
    """Pack the bytes of several files.

    Args:
        listed: The bytes.
        contents: What they stand for, where they are compressed.
    """
    return [
        Packed(len(data), characters, hashlib.sha256(content).digest())
        for data, characters, content in zip(
            listed, pack_all(listed), contents or listed, strict=True
        )
    ]


def zipped(contents: Sequence[bytes]) -> list[Packed]:
    """Compress the contents of several files (RFC 1950), and pack them."""
    return pack_files([zlib.compress(content, LEVEL) for content in contents], contents)


class Files:
    """A folder that is filled file by file, and then named."""

    def __init__(self, files: SiteFiles, folder: str = "") -> None:
        """Begin an index.

        Args:
            files: The files that it becomes some of. What an earlier build has left of an index
                is used.
            folder: The index's folder among them, with a slash at its end.

        Raises:
            OSError: The folder cannot be made.
        """
        self._files, self._folder = files, folder
        self._new = f"{folder}new"
        for left in files.folders(folder)[:1]:
            files.rename(f"{folder}{left}", self._new)
        (files.folder / self._new).mkdir(parents=True, exist_ok=True)
        self._digest = hashlib.sha256()

    def add(self, name: str, data: bytes) -> None:
        """Write a file of bytes."""
        (packed,) = pack_files([data])
        self.add_packed(name, packed)

    def add_json(self, name: str, value: object) -> None:
        """Write a file of what JSON can hold, compressed (RFC 1950)."""
        (packed,) = zipped([json_bytes(value)])
        self.add_packed(name, packed)

    def add_packed(self, name: str, packed: Packed) -> None:
        """Write a file of bytes that are packed already."""
        self._digest.update(f"{name} ".encode() + packed.digest)
        path, origin = f"{self._new}/{name}.js", f"{packed.size} {packed.digest.hex()}"
        if self._files.has(path, origin):
            return
        call = f'tiaowen.search.take("{name}",{packed.size},"'.encode("utf-16-le")
        self._files.write(path, origin, _MARK, call, packed.characters, _END)

    def finish(self) -> str:
        """Name the folder by its content, and write the one file whose name never changes.

        Returns:
            The name.
        """
        version = self._digest.hexdigest()[:16]
        self._files.rename(self._new, f"{self._folder}{version}")
        manifest = f'tiaowen.search.begin("{version}",{FORMAT});\n'
        self._files.put(f"{self._folder}manifest.js", manifest.encode())
        return version


def json_bytes(value: object) -> bytes:
    """Write what JSON can hold as short as can be, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
