"""Addresses as people type them, and what they mean."""

from __future__ import annotations

from converter.ledger.lines import read_address
from converter.ledger.records import Address, State
from converter.ledger.texts import Page
from converter.ledger.trace import Trace
from converter.ledger.update import outcomes_by_address
from converter.yamlfile import nearest


class Refused(Exception):
    """A decision that cannot be recorded; the argument says why."""


def bare(typed: str) -> str:
    """Return an address of the site without what stands before the document.

    Args:
        typed: Such as `https://host/base/documents/jiancha-fa/2018-03-20/index.html#art_1`.

    Returns:
        Such as `jiancha-fa/2018-03-20#art_1`; what is no address of a page stays as it is.
    """
    before, found, rest = typed.strip().rpartition("documents/")
    if not found or (before and not before.endswith("/")):
        return typed.strip()
    page, mark, eid = rest.partition("#")
    return f"{page.removesuffix('index.html').rstrip('/')}{mark}{eid}"


class Names:
    """What typed addresses mean, given what was published and what is there."""

    def __init__(self, found: Trace) -> None:
        """Take up what was published."""
        self.found = found
        self._outcomes = outcomes_by_address(found.outcomes)

    def is_document(self, typed: str) -> bool:
        """Tell whether a document is meant, or a version of one, and no clause."""
        name = bare(typed)
        work = name.partition("/")[0]
        known = {at.work for at in self.found.ledger.records} | self.found.present.works.keys()
        return "#" not in name and ("/" in name or work in known)

    def document(self, typed: str) -> Address:
        """Read the name of a document, or of a version of one.

        Raises:
            Refused: It is none.
        """
        found = read_address(bare(typed))
        if not found or found.eid:
            raise Refused(f"{typed} is not the name of a document, such as jiancha-fa")
        return found

    def published(self, typed: str) -> Address:
        """Find what was published under a typed address.

        Raises:
            Refused: Nothing was, or it is not clear in which document.
        """
        at = self._read(typed)
        records = self.found.ledger.records
        same = [
            one
            for one in records
            if (one.work, one.eid) == (at.work, at.eid) and at.version in ("", one.version)
        ]
        if not same:
            ids = [one.eid for one in records if one.work == at.work and one.eid]
            hint = nearest(at.eid, ids) if ids else ""
            raise Refused(f"{typed} was never published{hint}")
        current = self.found.present.current(at.work)
        return min(
            same,
            key=lambda one: (
                one not in self._outcomes and records[one].state is State.TEXT,
                not current or one.version != current.version,
                one,
            ),
        )

    def present(self, typed: str, origin: Page | None) -> Address:
        """Find a clause, or a document, that is there.

        Args:
            typed: What was typed.
            origin: The document in which an id alone is meant.

        Raises:
            Refused: There is none.
        """
        name = bare(typed)
        if "#" not in name and not self.is_document(name):
            if origin is None:
                raise Refused(f"say in which document {typed} is: DOCUMENT#{typed}")
            if name in origin.hashes:
                return origin.address.at(name)
            where = f"in {origin.address.slug}{nearest(name, origin.hashes)}"
            raise Refused(f"there is no clause {typed} {where}")
        at = read_address(name)
        page = self.found.present.at(at) if at else None
        if at is None or page is None:
            works = nearest(name.partition("#")[0], self.found.present.works)
            raise Refused(f"there is no document {name.partition('#')[0]}{works}")
        if at.eid and at.eid not in page.hashes:
            raise Refused(f"there is no clause {typed}{nearest(at.eid, page.hashes)}")
        return page.address.at(at.eid)

    def _read(self, typed: str) -> Address:
        name = bare(typed)
        if "#" not in name:
            open_works = {one.address.work for one in self.found.open}
            works = open_works or {at.work for at in self.found.ledger.records}
            if len(works) != 1:
                raise Refused(f"say in which document {typed} is: DOCUMENT#{typed}")
            name = f"{next(iter(works))}#{name}"
        at = read_address(name)
        if not at or not at.eid:
            raise Refused(f"{typed} is not an address, such as jiancha-fa#art_12")
        return at
