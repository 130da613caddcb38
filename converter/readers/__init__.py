"""Readers: bytes of a file to `SourceText`. The table of suffixes is here alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

from converter.diagnostics import Diagnostic
from converter.findings import report_file
from converter.readers.advice import ADVICE
from converter.readers.docx.read import read_docx
from converter.readers.html.read import read_html
from converter.readers.pdf import read_pdf
from converter.readers.pictures import find_picture, is_inline
from converter.readers.text import Unreadable, read_text
from converter.shipping import Parcel
from converter.source import SourceText

Reader = Callable[[str, bytes], SourceText]

#: File name suffix to reader.
READERS: Mapping[str, Reader] = {
    ".docx": read_docx,
    ".htm": read_html,
    ".html": read_html,
    ".pdf": read_pdf,
    ".txt": read_text,
}


def sha256(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read(
    path: Path, shown: str, root: Path | None = None, parcel: Parcel | None = None
) -> tuple[SourceText | None, str, list[Diagnostic]]:
    """Read a source.

    Args:
        path: The file.
        shown: How to name it in messages.
        root: The folder that pictures named in it may be taken from; its own if None.
        parcel: Its bytes and its pictures, where they were sent from another machine.

    Returns:
        Its text, or None with the reason among the diagnostics; and the SHA-256 of
        its bytes.

    Raises:
        NotSent: The parcel lacks a picture.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        return None, "", [_unknown_suffix(path, shown)]
    try:
        data = parcel.read() if parcel else path.read_bytes()
        source = reader(shown, data)
    except OSError as error:
        return None, "", [report_file("unreadable", shown, f"cannot be read: {error.strerror}")]
    except Unreadable as error:
        message = _with_advice(str(error), error.kind)
        return None, "", [report_file("unreadable", shown, message, error.place)]
    source = _with_pictures(source, path, root or path.parent, parcel)
    if not source.strip_all():
        message = "holds no text; fill it, or remove it and its catalog entry"
        return None, "", [report_file("empty", shown, message)]
    return source, sha256(data), []


def _with_advice(message: str, kind: str) -> str:
    """Say what to do with a file whose name does not say what it is."""
    suffix = f".{kind}" if kind else ""
    if suffix in READERS:
        return f"{message}; rename it to {suffix}"
    return f"{message}; {ADVICE[suffix]}" if suffix in ADVICE else message


def _with_pictures(source: SourceText, path: Path, root: Path, parcel: Parcel | None) -> SourceText:
    """Fill in the pictures that the source only names."""
    named = [image.name for image in source.images if image.data is None]
    if not named:
        return source
    if parcel:
        parcel.expect([name for name in named if not is_inline(name)])
    sent = parcel.pictures if parcel else {}
    images = tuple(
        image
        if image.data is not None
        else replace(
            image,
            data=sent[image.name] if image.name in sent else find_picture(image.name, path, root),
        )
        for image in source.images
    )
    return replace(source, images=images)


def take_along(path: Path, root: Path, pictures: Collection[str] = ()) -> Parcel:
    """Read what `read` reads of a source, for a machine that does not see it.

    Args:
        path: The file.
        root: The folder that pictures may be taken from.
        pictures: The pictures, as the source names them.

    Returns:
        Its bytes, none if there is no reader for it, and the pictures.
    """
    found = {name: find_picture(name, path, root) for name in sorted(pictures)}
    try:
        known = path.suffix.lower() in READERS
        return Parcel(path.read_bytes() if known else b"", found)
    except OSError as error:
        return Parcel(error, found)


def _unknown_suffix(path: Path, shown: str) -> Diagnostic:
    suffix = path.suffix.lower()
    known = ", ".join(sorted(READERS))
    advice = ADVICE.get(suffix, "convert it to one of these, or move it out of the sources")
    what = f"{suffix} files" if suffix else "files without a suffix"
    return report_file("suffix", shown, f"{what} cannot be read (known: {known}); {advice}")
