"""Readers: bytes of a file to `SourceText`. The table of suffixes is here alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from converter.diagnostics import Diagnostic
from converter.findings import report_file
from converter.readers.docx import read_docx
from converter.readers.text import Unreadable, read_text
from converter.source import SourceText

Reader = Callable[[str, bytes], SourceText]

#: File name suffix to reader.
READERS: Mapping[str, Reader] = {".docx": read_docx, ".txt": read_text}

_BY_LIBREOFFICE = (
    "convert it with `libreoffice --headless --convert-to txt:Text FILE`,"
    " and move the original out of the sources"
)

#: Suffixes that people try, with what to do about them.
_ADVICE: Mapping[str, str] = {
    ".doc": _BY_LIBREOFFICE,
    ".wps": _BY_LIBREOFFICE,
    ".html": "save its text as a .txt file in UTF-8",
    ".htm": "save its text as a .txt file in UTF-8",
    ".pdf": "extract its text: pdftotext -layout FILE",
    ".docm": "save it in Word as a document without macros (.docx)",
    ".md": "rename it to .txt; what looks like Markdown in it is shown as it is",
}


def sha256(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read(path: Path, shown: str) -> tuple[SourceText | None, str, list[Diagnostic]]:
    """Read a source.

    Args:
        path: The file.
        shown: How to name it in messages.

    Returns:
        Its text, or None with the reason among the diagnostics; and the SHA-256 of
        its bytes.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        return None, "", [_unknown_suffix(path, shown)]
    try:
        data = path.read_bytes()
        source = reader(shown, data)
    except OSError as error:
        return None, "", [report_file("unreadable", shown, f"cannot be read: {error.strerror}")]
    except Unreadable as error:
        return None, "", [report_file("unreadable", shown, str(error), error.place)]
    if not source.strip_all():
        message = "holds no text; fill it, or remove it and its catalog entry"
        return None, "", [report_file("empty", shown, message)]
    return source, sha256(data), []


def _unknown_suffix(path: Path, shown: str) -> Diagnostic:
    suffix = path.suffix.lower()
    known = ", ".join(sorted(READERS))
    advice = _ADVICE.get(suffix, "convert it to one of these, or move it out of the sources")
    what = f"{suffix} files" if suffix else "files without a suffix"
    return report_file("suffix", shown, f"{what} cannot be read (known: {known}); {advice}")
