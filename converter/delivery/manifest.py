"""What a package says of itself: which files it holds, for which site, and what it makes of it.

The form is that of `schemas/package.schema.json`. All files of the new site are named, also
those that stay as they are: so a site that a package does not fit can be told file by file,
and an earlier package can stand for the site that it has made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from converter.delivery.tree import File, digest, is_safe

#: Raised when a program that knows only the number before could misread what is written.
FORMAT = 1

_SHA256 = re.compile(r"[0-9a-f]{64}")


class BadPackage(Exception):
    """A file is no package, is damaged, or holds what no package holds."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package holds and does.

    Attributes:
        base: The digest of the site that it is for; None if it needs none.
        result: The digest of the site that it makes.
        changed: The files that it holds.
        was: The hashes that they had before, if they were there.
        removed: The files that are no more, with the hashes that they had.
        kept: All other files.
    """

    base: str | None
    result: str
    changed: Mapping[str, File]
    was: Mapping[str, str]
    removed: Mapping[str, str]
    kept: Mapping[str, File]

    @property
    def files(self) -> dict[str, File]:
        """All files of the site that it makes."""
        return {**self.kept, **self.changed}

    @property
    def before(self) -> dict[str, str]:
        """The hashes of all files of the site that it is for."""
        return {**_hashes(self.kept.values()), **self.was, **self.removed}

    def to_json(self) -> str:
        """Write it."""
        item = {
            "format": FORMAT,
            "base": self.base,
            "result": self.result,
            "changed": [{**_item(f), "was": self.was.get(f.path)} for f in self.changed.values()],
            "removed": [{"path": path, "was": was} for path, was in self.removed.items()],
            "kept": [_item(file) for file in self.kept.values()],
        }
        return json.dumps(item, ensure_ascii=False, indent=1) + "\n"


def _item(file: File) -> dict[str, object]:
    return {"path": file.path, "sha256": file.sha256, "size": file.size}


def _hashes(files: Iterable[File]) -> dict[str, str]:
    return {file.path: file.sha256 for file in files}


def compare(old: Mapping[str, File] | None, new: Mapping[str, File]) -> Manifest:
    """Say what makes one site of another.

    Args:
        old: The files of the site that there is; None if there need not be one.
        new: The files of the site that there is to be.

    Returns:
        The manifest.
    """
    before = _hashes((old or {}).values())
    changed = {path: file for path, file in new.items() if before.get(path) != file.sha256}
    return Manifest(
        base=None if old is None else digest(before.items()),
        result=digest(_hashes(new.values()).items()),
        changed=changed,
        was={path: before[path] for path in changed if path in before},
        removed={path: was for path, was in before.items() if path not in new},
        kept={path: file for path, file in new.items() if path not in changed},
    )


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest, and check that it is whole and agrees with itself.

    Args:
        content: The file.

    Returns:
        What it says.

    Raises:
        BadPackage: It is not what `to_json` writes, or names files outside the site.
    """
    try:
        item = json.loads(content)
        version = item["format"]
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise BadPackage("its manifest cannot be read") from error
    if version != FORMAT:
        raise BadPackage(
            f"its manifest has the format {version!r}, and this program knows {FORMAT};"
            " use the version of tiaowen that made it"
        )
    try:
        manifest = _read(item)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadPackage("its manifest cannot be read") from error
    _agrees(manifest)
    return manifest


def _read(item: dict[str, Any]) -> Manifest:
    was = {entry["path"]: entry["was"] for entry in item["changed"] if entry["was"] is not None}
    manifest = Manifest(
        item["base"],
        item["result"],
        _files(item["changed"]),
        was,
        {entry["path"]: entry["was"] for entry in item["removed"]},
        _files(item["kept"]),
    )
    listed = sum(len(item[key]) for key in ("changed", "removed", "kept"))
    if listed != len({*manifest.changed, *manifest.removed, *manifest.kept}):
        raise ValueError("a file is listed twice")
    return manifest


def _files(entries: list[dict[str, Any]]) -> dict[str, File]:
    return {e["path"]: File(e["path"], e["sha256"], e["size"]) for e in entries}


def _agrees(manifest: Manifest) -> None:
    """Refuse paths that lead out of the site, and digests that are not those of the files."""
    paths = [*manifest.changed, *manifest.removed, *manifest.kept]
    for path in paths:
        if not isinstance(path, str) or not is_safe(path):
            raise BadPackage(f"it names {path!r}, which is no file of a site")
    new = manifest.files
    for path in new:
        above = path
        while above := above.rpartition("/")[0]:
            if above in new:
                raise BadPackage(f"it names {above!r} as a file and as a folder")
    sizes = [file.size for file in new.values()]
    hashes = [*_hashes(new.values()).values(), *manifest.was.values(), *manifest.removed.values()]
    # True is an int for Python.
    sound = all(type(size) is int and size >= 0 for size in sizes)
    sound &= all(isinstance(one, str) and bool(_SHA256.fullmatch(one)) for one in hashes)
    sound = sound and digest(_hashes(new.values()).items()) == manifest.result
    if manifest.base is None:
        sound = sound and not manifest.before
    else:
        sound = sound and digest(manifest.before.items()) == manifest.base
    if not sound:
        raise BadPackage("its manifest contradicts itself; it was damaged or changed")
