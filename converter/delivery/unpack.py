"""Applying packages: all is made and checked beside the old site before that is replaced.

A package comes from elsewhere: nothing of it is written before its manifest is checked, and
nothing but what the manifest names.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from converter.atomic import locked
from converter.delivery.manifest import BadPackage, Manifest, read_manifest
from converter.delivery.tree import File, digest, list_tree
from converter.site import swap, workplace

#: The members of a package: the manifest, and the files below a folder.
MANIFEST, FILES = "manifest.json", "files/"

#: A manifest of a million files is smaller; what is larger is meant to fill the memory.
_MOST = 1 << 28

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
#: The bit of a member that says that it is encrypted.
_ENCRYPTED = 1


class WrongBase(Exception):
    """A package is for another site.

    Attributes:
        files: What is other than it has to be: paths, each with how.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        """Take what is other."""
        super().__init__(f"{len(files):,} files are not those that it was made for")
        self.files = files


@dataclass(frozen=True, slots=True)
class Package:
    """A package, open.

    Attributes:
        manifest: What it says of itself.
        archive: The file.
    """

    manifest: Manifest
    archive: zipfile.ZipFile


@contextmanager
def read_package(file: Path) -> Iterator[Package]:
    """Open a package and check what it says of itself.

    Args:
        file: The file.

    Yields:
        The package; the content of its files is not checked yet.

    Raises:
        BadPackage: It is none, or holds something else beside.
        OSError: It cannot be read.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            yield Package(_manifest(archive), archive)
    except _DAMAGE as error:
        raise BadPackage("it is no package, or damaged") from error


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    members = {member.filename: member for member in archive.infolist()}
    if MANIFEST not in members:
        raise BadPackage("it is a ZIP file without a manifest, and no package")
    for member in archive.infolist():
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or member.flag_bits & _ENCRYPTED:
            raise BadPackage(f"it holds {member.filename!r}, which is no plain file")
    if members[MANIFEST].file_size > _MOST:
        raise BadPackage("its manifest is too large")
    manifest = read_manifest(archive.read(MANIFEST))
    wanted = {MANIFEST, *(FILES + path for path in manifest.changed)}
    for name in members:
        if name not in wanted:
            raise BadPackage(f"it holds {name!r}, which its manifest does not name")
    if len(archive.infolist()) != len(wanted):
        raise BadPackage("files that its manifest names are missing, or there twice")
    return manifest


def unpack(file: Path, site: Path) -> Manifest | None:
    """Make of a site what a package says.

    Args:
        file: The package.
        site: The site; for a package that holds a whole one, there need be none.

    Returns:
        What was done; None if the site was so already.

    Raises:
        BadPackage: The package is damaged, or is none.
        WrongBase: It is for another site.
        NotATree: The site holds links or the like.
        OutputError: There is something at that place that is no site.
        OSError: The site cannot be written.

    Whatever is raised, and also if it is killed, the site is as before.
    """
    with read_package(file) as package, workplace(site) as place:
        there = list_tree(site) if site.is_dir() else {}
        hashes = {path: found.sha256 for path, found in there.items()}
        manifest, new = package.manifest, place / "site"
        if digest(hashes.items()) == manifest.result:
            return None
        if manifest.base is not None and hashes != manifest.before:
            raise WrongBase(_other(manifest.before, hashes))
        new.mkdir()
        for path in manifest.kept:
            _keep(site / path, _made(new, path))
        for one in manifest.changed.values():
            _extract(package.archive, one, _made(new, one.path))
        written = {path: found.sha256 for path, found in list_tree(new).items()}
        if digest(written.items()) != manifest.result:
            raise BadPackage("what it makes is not what it says; it was damaged or changed")
        with locked(site.resolve().parent):
            swap(new, site.resolve())
    return manifest


def _other(wanted: Mapping[str, str], there: Mapping[str, str]) -> dict[str, str]:
    """Say which files are not those that a package was made for."""
    found = {path: "is missing" for path in wanted if path not in there}
    found |= {path: "is not known to it" for path in there if path not in wanted}
    both = (path for path in wanted if path in there and there[path] != wanted[path])
    found |= dict.fromkeys(both, "is another one")
    return dict(sorted(found.items()))


def _made(new: Path, path: str) -> Path:
    target = new / path
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _keep(old: Path, new: Path) -> None:
    """Take a file over from the old site: under a second name, or else as a copy."""
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        shutil.copy2(old, new, follow_symlinks=False)


def _extract(archive: zipfile.ZipFile, file: File, target: Path) -> None:
    """Write a file of the package; never more than the manifest says."""
    sha, size = hashlib.sha256(), 0
    with archive.open(FILES + file.path) as source, target.open("xb") as out:
        while (block := source.read(1 << 20)) and size <= file.size:
            size += len(block)
            sha.update(block)
            out.write(block)
    if (size, sha.hexdigest()) != (file.size, file.sha256):
        raise BadPackage(f"{file.path} in it is not what its manifest says; it is damaged")
