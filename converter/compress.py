"""Compressed copies beside the files of a site, for servers that send them as they are.

Reads and writes: a site. Guarantees: the same file gives the same copy, whatever the day, the
processes and the system (with the same version of zlib and brotli).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from functools import partial
from gzip import decompress as unpack
from pathlib import Path

#: What browsers ask for as text. The search's index is among it, though half compressed.
ENDINGS = frozenset({"css", "html", "js", "json", "jsonl", "svg", "xml"})
#: A smaller file fits into the packet that says where it is.
_LEAST = 1024
#: A copy has to be so much smaller than the file, or there is none.
_GAIN = 0.9
#: So many bytes of files are one piece of work.
_CHUNK = 4_000_000


class Missing(Exception):
    """A library is not installed; the message says how to get it."""


def gzip(content: bytes, level: int = 9) -> bytes:
    """Compress without a name, a date and an operating system, which the `gzip` module writes.

    Args:
        content: Anything.
        level: How much time to take for it, 1 to 9.

    Returns:
        One member of a file, which may have several behind each other.
    """
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    tail = struct.pack("<II", zlib.crc32(content), len(content) & 0xFFFFFFFF)
    return b"\x1f\x8b\x08\0\0\0\0\0\x02\xff" + packed + tail


def read_either(path: Path) -> bytes:
    """Read a file that is there as it is, or compressed with `.gz` behind its name.

    Raises:
        OSError: Neither can be read.
    """
    if path.exists():
        return path.read_bytes()
    packed = path.with_name(f"{path.name}.gz")
    try:
        return unpack(packed.read_bytes())
    except (EOFError, zlib.error) as error:
        raise OSError(f"{packed} is damaged") from error


def _brotli(content: bytes) -> bytes:
    import brotli

    # 11, the highest, takes 70 times as long and leaves a tenth less.
    packed: bytes = brotli.compress(content, mode=brotli.MODE_TEXT, quality=6)
    return packed


#: The forms, by the ending of their copies.
FORMS: dict[str, Callable[[bytes], bytes]] = {"gz": gzip, "br": _brotli}


def require(forms: Iterable[str]) -> None:
    """Look whether all is there that some forms need.

    Args:
        forms: Keys of `FORMS`.

    Raises:
        Missing: Brotli is asked for, and its library is not installed.
    """
    if "br" in forms:
        try:
            import brotli  # noqa: F401
        except ImportError as error:
            raise Missing(
                "br needs the package brotli: `make brotli`, or without make"
                " `python -m pip install 'tiaowen[brotli]'`"
            ) from error


def compress_site(
    site: Path,
    forms: Iterable[str],
    executor: Executor | None = None,
    names: Iterable[str] | None = None,
) -> int:
    """Write compressed copies beside the files of a site, where they gain something.

    A file that has a copy of the form already, as the site map has, keeps it.

    Args:
        site: The folder of the site.
        forms: Keys of `FORMS`.
        executor: What does the work; this process if None.
        names: The files to look at, from the folder of the site; all if None.

    Returns:
        How many copies there are more.

    Raises:
        OSError: A file cannot be read or written.
    """
    if names is None:
        paths = sorted(path for path in site.rglob("*") if path.is_file())
    else:
        paths = [site / name for name in sorted(names)]
    work = partial(_compress, tuple(forms))
    chunks = list(_chunks(path for path in paths if path.name.rpartition(".")[2] in ENDINGS))
    return sum(executor.map(work, chunks) if executor else map(work, chunks))


def _chunks(paths: Iterable[Path]) -> Iterator[list[Path]]:
    """Gather files to pieces of about the same size."""
    chunk: list[Path] = []
    size = 0
    for path in paths:
        length = path.stat().st_size
        if length < _LEAST:
            continue
        chunk.append(path)
        size += length
        if size >= _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _compress(forms: tuple[str, ...], paths: list[Path]) -> int:
    written = 0
    for path in paths:
        content = path.read_bytes()
        for form in forms:
            copy = path.with_name(f"{path.name}.{form}")
            if copy.exists():
                continue
            packed = FORMS[form](content)
            if len(packed) <= _GAIN * len(content):
                copy.write_bytes(packed)
                written += 1
    return written
