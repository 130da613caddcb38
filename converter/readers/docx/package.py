"""Opening a Word file: what is no such file is refused, with what to do about it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from docx.opc.constants import CONTENT_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml
from lxml.etree import LxmlError, _Element, tostring

from converter.readers.text import Unreadable

#: More than this is no document but an attack on the machine, in bytes of one part and
#: of all of them.
_MOST_PART = 200_000_000
_MOST_ALL = 1_000_000_000
#: Parts that are large and shrink to less than this share are not written by people.
_LARGE = 10_000_000
_LEAST_SHARE = 1 / 250

#: XML within XML deeper than this is no document; lxml itself refuses 256.
_DEEPEST = 120

_SAVE_ANEW = "open it in Word or WPS, and save it again as a Word document (docx)"
_CONVERT = "convert it with `libreoffice --headless --convert-to docx FILE`"

#: How files begin that are no ZIP containers, and what to say of them.
_OTHERS = (
    (b"%PDF", "is not a Word document but a PDF file; give it the suffix of one"),
    (b"{\\rtf", f"is not a Word document but an RTF file; {_CONVERT}"),
    (b"<?mso-application", f"is a Word document in a single XML file; {_SAVE_ANEW}"),
)
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Story:
    """A part of a file that holds text, and where its relations lead.

    Attributes:
        part: The part, as the library knows it.
        root: Its XML.
    """

    part: Part
    root: _Element

    def related(self, kind: str) -> Story | None:
        """Return the part of a kind, such as `footnotes`, or None.

        Raises:
            Unreadable: Its XML is broken.
        """
        for relation in self.part.rels.values():
            if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
                return _story(relation.target_part)
        return None

    def by_id(self, relation_id: str | None) -> Story | None:
        """Return the part that a relation leads to, or None."""
        relation = self.part.rels.get(relation_id or "")
        if relation is None or relation.is_external:
            return None
        return _story(relation.target_part)

    def picture(self, relation_id: str | None) -> tuple[str, bytes | None]:
        """Return the name and the bytes of a picture.

        Args:
            relation_id: The id that the text gives.

        Returns:
            The file's name within the package, or its address outside, and its bytes.
            They are None if the package does not hold it.
        """
        relation = self.part.rels.get(relation_id or "")
        if relation is None:
            return relation_id or "", None
        if relation.is_external:
            return str(relation.target_ref), None
        part = relation.target_part
        return PurePosixPath(str(part.partname)).name, part.blob


def open_package(data: bytes) -> Story:
    """Open a Word file.

    Nothing outside the file is read, and no entity is resolved.

    Args:
        data: Its bytes.

    Returns:
        Its main part.

    Raises:
        Unreadable: It is no Word document, or a broken, locked or harmful one.
    """
    if not data.startswith(b"PK"):
        raise Unreadable(_what_else(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _look_over(archive)
            sound = _without_dangling(archive) or data
        main = OpcPackage.open(io.BytesIO(sound)).main_document_part
    except Unreadable:
        raise
    except LxmlError as error:
        raise Unreadable(f"holds broken XML ({error}); {_SAVE_ANEW}") from None
    # The libraries that read ZIP containers and packages raise whatever comes up where
    # one is damaged: KeyError, zlib.error, NotImplementedError, …
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise Unreadable(f"is a damaged Word document ({what}); {_SAVE_ANEW}") from None
    if main.content_type != CONTENT_TYPE.WML_DOCUMENT_MAIN:
        raise Unreadable(_what_kind(main.content_type))
    return _story(main)


def _what_else(data: bytes) -> str:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "is protected by a password; open it in Word or WPS, remove that, and save it"
        return f"is not a Word document (docx) but an old Word or WPS file; {_CONVERT}"
    for magic, message in _OTHERS:
        if data.startswith(magic):
            return message
    start = data[:1000].lower()
    if b"<html" in start or b"<!doctype html" in start:
        return "is not a Word document but a web page; give it the suffix of one"
    return f"is not a Word document (docx); {_SAVE_ANEW}"


def _what_kind(content_type: str) -> str:
    if "macroEnabled" in content_type:
        return f"is a Word document with macros; {_SAVE_ANEW}, without them"
    return f"is not a Word document but of the type {content_type}; {_SAVE_ANEW}"


def _look_over(archive: zipfile.ZipFile) -> None:
    """Refuse what is no Word file, and what would fill the memory."""
    members = archive.infolist()
    names = {member.filename for member in members}
    if "[Content_Types].xml" not in names:
        kind = "an OpenDocument file" if "content.xml" in names else "a ZIP archive"
        advice = _CONVERT if "content.xml" in names else "unpack it"
        raise Unreadable(f"is not a Word document but {kind}; {advice}")
    for folder, kind in (("xl/", "an Excel"), ("ppt/", "a PowerPoint")):
        if any(name.startswith(folder) for name in names):
            raise Unreadable(f"is not a Word document but {kind} file; save its text in Word")
    for member in members:
        if member.flag_bits & 1:
            raise Unreadable(f"is a ZIP archive with a password; {_SAVE_ANEW}")
        bomb = member.file_size > _LARGE and member.compress_size < member.file_size * _LEAST_SHARE
        if member.file_size > _MOST_PART or bomb:
            size = f"{member.file_size // 1_000_000} MB"
            raise Unreadable(f"unpacks {member.filename} to {size}, which no document does")
    if sum(member.file_size for member in members) > _MOST_ALL:
        raise Unreadable(f"unpacks to more than {_MOST_ALL // 1_000_000} MB")
    if "_rels/.rels" in names and b"http://purl.oclc.org/ooxml/" in archive.read("_rels/.rels"):
        raise Unreadable(f"is in the format “Strict Open XML”; {_SAVE_ANEW}")


def _without_dangling(archive: zipfile.ZipFile) -> bytes | None:
    """Take out relations to parts that are not there.

    Programs leave them behind, Word does not mind, and the library cannot open such a file.

    Returns:
        The package without them, or None if it has none.
    """
    names = {f"/{name}" for name in archive.namelist()}
    changed: dict[str, bytes] = {}
    for name in archive.namelist():
        folder, _, file = name.rpartition("_rels/")
        if not file.endswith(".rels"):
            continue
        root: _Element = parse_xml(archive.read(name))
        dangling = [
            relation
            for relation in root
            if isinstance(relation.tag, str)
            and relation.get("TargetMode") != "External"
            and _target(folder, relation.get("Target") or "") not in names
        ]
        for relation in dangling:
            root.remove(relation)
        if dangling:
            changed[name] = tostring(root)
    if not changed:
        return None
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as copy:
        for name in dict.fromkeys(archive.namelist()):
            copy.writestr(name, changed.get(name) or archive.read(name))
    return packed.getvalue()


def _target(folder: str, reference: str) -> str:
    return str(PackURI.from_rel_ref(f"/{folder}".rstrip("/") or "/", reference))


def _story(part: Part) -> Story:
    try:
        root: _Element = part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
    except LxmlError as error:
        message = f"holds broken XML in {part.partname} ({error}); {_SAVE_ANEW}"
        raise Unreadable(message) from None
    # What an entity stands for is not resolved, and would be lost; programs write none.
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(f"declares XML entities in {part.partname}; {_SAVE_ANEW}")
    row = [root]
    for _ in range(_DEEPEST):
        row = [child for element in row for child in element]
        if not row:
            return Story(part, root)
    raise Unreadable(f"nests XML deeper than any document in {part.partname}; {_SAVE_ANEW}")
