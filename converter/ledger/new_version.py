"""A text that was edited in place into a new version: its former text becomes a source again.

Reads: the former text, the documents, the ledger. Writes: the former text beside the new one,
and the dates of both in the catalog. Guarantees: nothing is written unless the former text
says what was published.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from converter.catalog import FILE_NAME
from converter.entries import edit_entries, plain, set_version
from converter.ledger.names import Refused
from converter.ledger.outcomes import Outcome
from converter.ledger.present import groups
from converter.ledger.records import Address, Ledger
from converter.ledger.texts import Page
from converter.ledger.trace import Trace, all_outcomes, trace
from converter.ledger.wording import said
from converter.model import Document
from converter.pipeline import Job, convert
from converter.stored import changed

#: What the catalog says of a document and not of one version only.
_SHARED = ("title", "kind", "issuer", "profile", "aliases", "numbering")


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What somebody asks for, as typed.

    Attributes:
        new: The date of the new version, alone or behind its document (`jiancha-fa/2024-12-25`).
        former: The file with the text as it was published; None if none was named.
        former_date: The date of that; empty if it is to be found.
    """

    new: str
    former: Path | None
    former_date: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written, once all decisions of a call are found good.

    Attributes:
        folder: The folder of sources.
        current: The document as it is now.
        new: The date that it gets.
        former: Its former text, with its name and date.
        content: The file of that.
        catalog: The catalog as it was; None if there is none.
    """

    folder: Path
    current: Document
    new: str
    former: Document
    content: bytes
    catalog: bytes | None

    @property
    def documents(self) -> tuple[Document, Document]:
        """Both versions, as they will be converted."""
        return self.former, changed(self.current, version=self.new)

    def write(self) -> None:
        """Write the former text and the catalog.

        Raises:
            OSError: One of them cannot be written; call `undo`.
        """
        self._target.write_bytes(self.content)
        edit_entries(self.folder, self._edit)

    def undo(self) -> None:
        """Put the folder back as it was."""
        self._target.unlink(missing_ok=True)
        if self.catalog is None:
            (self.folder / FILE_NAME).unlink(missing_ok=True)
        else:
            (self.folder / FILE_NAME).write_bytes(self.catalog)

    def said(self, shown: str) -> str:
        """Say what was written.

        Args:
            shown: How to name the folder of sources.
        """
        return (
            f"{shown}/{self.former.entry.file}: the version of {self.former.version};"
            f" {shown}/{self.current.entry.file}: that of {self.new}; {shown}/{FILE_NAME} says so"
        )

    @property
    def _target(self) -> Path:
        return self.folder / self.former.entry.file

    def _edit(self, entries: list[dict[str, object]]) -> None:
        file = self.current.entry.file
        at = next((n for n, entry in enumerate(entries) if entry.get("file") == file), None)
        if at is None:
            at = len(entries)
            entries.append({"file": file, "slug": self.current.work})
        set_version(entries[at], self.new)
        kept = {key: plain(entries[at][key]) for key in _SHARED if key in entries[at]}
        entries.insert(
            at,
            {
                "file": self.former.entry.file,
                "slug": self.current.work,
                "version": self.former.version,
                **kept,
            },
        )


def plan(asked: NewVersion, found: Trace, folder: Path, shown: str) -> Plan:
    """Work out what becomes of a text that was edited in place.

    Args:
        asked: What somebody asks for.
        found: What became of what was published.
        folder: The folder of sources.
        shown: How to name it in messages.

    Returns:
        What is to be written.

    Raises:
        Refused: It cannot be done; its argument says why.
        OSError: The former text cannot be read.
    """
    work, new = _work(asked.new, found)
    page = found.present.current(work)
    assert page
    current = page.document
    if asked.former is None:
        raise Refused(
            f"--new-version needs the text as it was published: --former FILE;"
            f" `git show REV:{shown}/{current.entry.file} > FILE` brings it back,"
            f" `git log --oneline {shown}/{current.entry.file}` lists what REV may be"
        )
    known = _published(found, page)
    former = _convert(asked, current, known.version)
    if former.version >= new:
        raise Refused(
            f"the new version is of {new}, the former text of {former.version}; the new"
            " one has to be later"
        )
    target = folder / former.entry.file
    if target.exists():
        raise Refused(f"{target.as_posix()} exists already; rename one of the two")
    _compare(found, known, former)
    catalog = folder / FILE_NAME
    before = catalog.read_bytes() if catalog.exists() else None
    return Plan(folder, current, new, former, asked.former.read_bytes(), before)


def _work(typed: str, found: Trace) -> tuple[str, str]:
    """Read of which document what date is meant."""
    work, _, day = typed.rpartition("/")
    try:
        date.fromisoformat(day)
    except ValueError:
        raise Refused(f"{day} is not a date such as 2024-12-25") from None
    if not work:
        works = {one.address.work for one in found.open} | {one.address.work for one in found.lost}
        if len(works) != 1:
            raise Refused(f"say of which document: --new-version DOCUMENT/{day}")
        work = works.pop()
    if work not in found.present.works:
        raise Refused(f"there is no document {work}")
    return work, day


def _published(found: Trace, page: Page) -> Address:
    """Find under what version the text was published that a document had before."""
    lost = [one.address for one in found.lost if one.address.work == page.work]
    # Under a former name, if the ledger knows its texts under that alone.
    mine = [at for at, home in found.homes.items() if home is page]
    changed = {one.record.address.at("") for one in found.open}
    wanted = lost or [at for at in mine if at in changed]
    if not wanted:
        raise Refused(f"{page.work} says what was published; there is no new version")
    return max(wanted, key=lambda at: (at.work == page.work, at))


def _convert(asked: NewVersion, current: Document, known: str) -> Document:
    """Convert the former text under the name that it will have."""
    assert asked.former
    entry = current.entry
    read, problems = convert(Job(asked.former, asked.former.as_posix(), entry.file, entry))
    if read is None:
        raise Refused(f"{asked.former.as_posix()} cannot be read: {problems[0].message}")
    # What the text itself says of its date is told without what the catalog says of the new one.
    bare, _ = convert(Job(asked.former, "", entry.file, None))
    day = asked.former_date or known or (bare.version if bare else "")
    try:
        date.fromisoformat(day)
    except ValueError:
        raise Refused(
            f"the date of {asked.former.as_posix()} is not known; say it with --former-date"
        ) from None
    path = PurePosixPath(entry.file)
    stem, dot, ending = path.name.rpartition(".")
    file = path.with_name(f"{stem}.{day}{dot}{ending}" if dot else f"{path.name}.{day}")
    named = replace(entry, file=file.as_posix(), slug=f"{current.work}/{day}", version=day)
    return replace(read, entry=named, version=day)


def _compare(found: Trace, known: Address, former: Document) -> None:
    """Refuse a text that is not what was published."""
    records = groups(found.ledger)[known]
    home = Address(known.work, former.version)
    ledger = Ledger({home.at(e): r._replace(address=home.at(e)) for e, r in records.items()})
    other: list[Outcome] = list(all_outcomes(trace(ledger, [former]).open))
    if other:
        one = other[0]
        raise Refused(
            f"this is not the text that was published: {len(other):,} of {len(records):,} ids say"
            f" something else, the first of them {one.address.eid}, which was {said(one.record)}"
        )
