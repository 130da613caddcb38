"""Making packages: ZIP files with a manifest and the files that are new or changed."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path

from converter.atomic import locked, replacing
from converter.delivery.manifest import BadPackage, Manifest, compare
from converter.delivery.tree import File, list_tree
from converter.delivery.unpack import FILES, MANIFEST, read_package

#: The first date that a ZIP file can hold, so that two packages of the same files are equal.
_DATE = (1980, 1, 1, 0, 0, 0)
#: What programs for ZIP files show and set: a file that everybody may read; made on Unix.
_MODE, _UNIX = 0o100644 << 16, 3
#: As usual; the highest takes twice the time for some hundredths of the size.
_LEVEL = 6


def make_package(site: Path, since: Path | None, out: Path) -> Manifest:
    """Write a package.

    Args:
        site: The new site.
        since: The site that it is for, or the package that made that; None for a package
            that holds the whole site.
        out: The file to write.

    Returns:
        What it holds.

    Raises:
        BadPackage: `since` is a file and no package; or the site changes meanwhile.
        NotATree: A site holds what cannot be carried.
        OSError: Something cannot be read or written.
    """
    # A build that is finished meanwhile waits with its new site.
    with locked(site.resolve().parent):
        old = _listed(since) if since else None
        manifest = compare(old, list_tree(site))
        with replacing(out) as beside, zipfile.ZipFile(beside, "w") as archive:
            _add(archive, MANIFEST, manifest.to_json().encode())
            for file in manifest.changed.values():
                content = (site / file.path).read_bytes()
                if hashlib.sha256(content).hexdigest() != file.sha256:
                    raise BadPackage(f"{file.path} has changed meanwhile; run this again")
                _add(archive, FILES + file.path, content)
    return manifest


def _listed(since: Path) -> Mapping[str, File]:
    if since.is_dir():
        return list_tree(since)
    with read_package(since) as package:
        return package.manifest.files


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, _DATE)
    member.create_system, member.external_attr = _UNIX, _MODE
    archive.writestr(member, content, zipfile.ZIP_DEFLATED, _LEVEL)
