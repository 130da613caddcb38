"""Changing the catalog as an editor would: entries added, versions dated, all else left alone."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable
from pathlib import Path

from converter.catalog import FILE_NAME


def add_entry(folder: Path, values: dict[str, object]) -> None:
    """Add an entry at the end of a catalog, leaving all else in it as it is.

    Args:
        folder: The folder of sources; a catalog is made if there is none.
        values: The entry, by key.

    Raises:
        OSError: The catalog cannot be written.
    """
    edit_entries(folder, lambda entries: entries.append(values))


def edit_entries(folder: Path, edit: Callable[[list[dict[str, object]]], None]) -> None:
    """Change the entries of a catalog, leaving all else in it as it is.

    Line ends and a byte order mark stay as an editor on another system has left them.

    Args:
        folder: The folder of sources; a catalog is made if there is none.
        edit: Changes the list of entries that it is given.

    Raises:
        OSError: The catalog cannot be written.
    """
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.allow_unicode = True
    yaml.width = 1000
    yaml.indent(mapping=2, sequence=4, offset=2)
    path = folder / FILE_NAME
    raw = path.read_bytes() if path.exists() else b""
    line_end = "\r\n" if 2 * raw.count(b"\r\n") > raw.count(b"\n") else "\n"
    encoding = "utf-8-sig" if raw.startswith(codecs.BOM_UTF8) else "utf-8"
    text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    data = yaml.load(text)
    out = io.StringIO()
    if data is None:  # nothing yet but comments, which are kept
        out.write(text if not text or text.endswith("\n") else f"{text}\n")
        data = {}
    data["documents"] = data.get("documents") or []
    edit(data["documents"])
    yaml.dump(data, out)
    beside = folder / f".{FILE_NAME}.new"
    beside.write_text(out.getvalue(), encoding=encoding, newline=line_end)
    beside.replace(path)


def set_version(entry: dict[str, object], version: str) -> None:
    """Give an entry the date of its version, below its slug.

    Args:
        entry: The entry.
        version: The date, ISO 8601.
    """
    keys = list(entry)
    behind = keys[keys.index("slug") + 1 :] if "slug" in keys and "version" not in keys else []
    entry["version"] = version
    for key in behind:
        entry[key] = entry.pop(key)


def plain(value: object) -> object:
    """Copy a value, so that another entry can hold it too.

    Without this YAML would write a mark at the one and refer to it at the other.

    Args:
        value: A value of an entry.

    Returns:
        It as bare records, lists and words, without comments.
    """
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value
