"""The files of the index: scripts that hand over their bytes, in a folder named by its content.

A page that is opened from a folder may load scripts and nothing else, so that each file is a
script. Bytes are written as 15-bit characters in UTF-16, which the mark at the beginning tells
every browser whatever the server says (HTML Standard, 13.2.3.1), and which takes a fifteenth
more than the bytes, where base64 takes a third.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from pathlib import Path

from converter.search.bits import pack

_MARK = b"\xff\xfe"
_LEVEL = 9


#: What the files hold, and how; the scripts know it as well, and refuse any other.
FORMAT = 1


class Files:
    """A folder that is filled file by file, and then named."""

    def __init__(self, folder: Path) -> None:
        """Begin an index in a folder, which is made; nothing else may be in it."""
        self._folder = folder
        self._new = folder / "new"
        self._new.mkdir(parents=True)
        self._digest = hashlib.sha256()

    def add(self, name: str, data: bytes) -> None:
        """Write a file of bytes."""
        call = f'tiaowen.search.take("{name}",{len(data)},"'.encode("utf-16-le")
        content = _MARK + call + pack(data) + '");\n'.encode("utf-16-le")
        self._digest.update(f"{name} {len(data)} ".encode() + data)
        (self._new / f"{name}.js").write_bytes(content)

    def add_json(self, name: str, value: object) -> None:
        """Write a file of what JSON can hold, compressed (RFC 1950)."""
        self.add(name, zlib.compress(_json(value), _LEVEL))

    def add_like(self, name: str, value: object, sample: bytes) -> None:
        """Write a file of what JSON can hold, compressed as what follows a sample.

        What it shares with the sample takes no room. The browser puts the sample before it,
        as a block that is not compressed (RFC 1951, 3.2.4), so that no library is needed.

        Args:
            name: The name of the file.
            value: What JSON can hold.
            sample: At most 65,535 bytes, the same for all files.
        """
        text = _json(value)
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=sample)
        packed = packer.compress(text) + packer.flush()
        self.add(name, packed + zlib.adler32(sample + text).to_bytes(4, "big"))

    def finish(self) -> str:
        """Name the folder by its content, and write the one file whose name never changes.

        Returns:
            The name.
        """
        version = self._digest.hexdigest()[:16]
        os.replace(self._new, self._folder / version)
        manifest = f'tiaowen.search.begin("{version}",{FORMAT});\n'
        (self._folder / "manifest.js").write_text(manifest, encoding="utf-8", newline="\n")
        return version


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
