"""From what was decided to what old addresses resolve to.

Reads: a trace. Writes: the table in `decisions`. Guarantees: every place in it is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from converter.ledger.decisions import Decisions, OldId, OldPage, Place
from converter.ledger.follow import End, follow
from converter.ledger.present import groups
from converter.ledger.records import ALL, Address, Record, State, natural
from converter.ledger.texts import Page
from converter.ledger.trace import Trace


def make_decisions(found: Trace) -> Decisions:
    """Make the table of old addresses.

    Args:
        found: What became of what was published; of what is open nothing is said.

    Returns:
        The table.
    """
    ids: dict[str, dict[str, OldId]] = {}
    published = groups(found.ledger)
    for at, records in published.items():
        page = found.homes.get(at)
        # Those of a document with another name stand on pages of their own, below.
        if page is None or page.work != at.work or (at.version and at != page.address):
            continue
        mine = ids.setdefault(page.document.slug, {})
        for record in records.values():
            old = _old_id(found, record)
            if old and record.address.eid not in page.hashes:
                mine.setdefault(old.eid, old)
    table = {slug: _sorted(old.values()) for slug, old in sorted(ids.items()) if old}
    return Decisions(table, tuple(_pages(found, published)))


def _sorted(old: Iterable[OldId]) -> tuple[OldId, ...]:
    return tuple(sorted(old, key=lambda one: natural(one.eid)))


def _end(found: Trace, record: Record) -> End:
    return follow(found.ledger, found.present, found.homes, record)


def _place(end: End) -> Place | None:
    return Place(end.page.document.slug, end.eid) if end.page else None


def _old_id(found: Trace, record: Record) -> OldId | None:
    """Say where an id leads; None if nothing was decided of it, or something is open."""
    if record.state is State.TEXT:
        return None
    end = _end(found, record)
    if not end.page and not end.removal:
        return None
    day = (end.removal or record).date
    return OldId(record.address.eid, _place(end), end.removal is not None, record.excerpt, day)


def _pages(found: Trace, published: Mapping[Address, Mapping[str, Record]]) -> Iterator[OldPage]:
    """Yield the documents and versions that are no more under the names that they had."""
    for decided in sorted(found.ledger.records.values(), key=lambda one: one.address):
        work, version, eid = decided.address
        if eid:
            continue
        versions = sorted(at for at in published if at.work == work)
        if version == ALL and work not in found.present.works:
            yield _undated(found, work, [published[at] for at in versions], decided)
        for at in versions if version == ALL else [decided.address]:
            # Without a date it is the page of the work, above.
            if at.version and at not in found.present.pages:
                yield _page(found, at, published.get(at, {}), found.homes.get(at), decided)


def _undated(
    found: Trace, work: str, versions: Sequence[Mapping[str, Record]], decided: Record
) -> OldPage:
    """Say where the page without a date leads, which showed each version in its time.

    That of its new name shows the latest, and says of every id what it was in the others.
    """
    records = {eid: record for version in versions for eid, record in version.items()}
    end = _end(found, decided)
    now = found.present.current(end.page.work) if end.page and not end.removal else None
    if now is None:
        return _page(found, Address(work), records, None, decided)
    place = Place(now.document.slug)
    ids = []
    for eid, record in records.items():
        # What was decided of an id of this text under its former name comes first: the page may
        # bear that id for something else. Of ids of other texts the page tells itself.
        is_of_this = found.homes.get(record.address.at("")) is now
        own = _old_id(found, record) if is_of_this else None
        there = place._replace(eid=eid)
        ids.append(own or OldId(eid, there, False, record.excerpt, record.date))
    return OldPage(work, place, False, "", decided.date, _sorted(ids))


def _page(
    found: Trace, at: Address, records: Mapping[str, Record], page: Page | None, decided: Record
) -> OldPage:
    end = _end(found, decided)
    page = page or end.page
    removed = end.removal is not None
    place = Place(page.document.slug) if page else None
    ids = []
    for eid, record in records.items():
        own = _old_id(found, record)
        if own is None and page and not removed:
            own = _renamed_id(found, page, eid, record, decided)
        ids.append(own or OldId(eid, place, removed, record.excerpt, decided.date))
    title = (end.removal or decided).excerpt
    return OldPage(at.slug, place, removed, title, decided.date, _sorted(ids))


def _renamed_id(
    found: Trace, page: Page, eid: str, record: Record, decided: Record
) -> OldId | None:
    """Say where an id of a renamed document leads: to itself, or where it went since."""
    if eid in page.hashes:
        place = Place(page.document.slug, eid)
        return OldId(eid, place, False, record.excerpt, decided.date)
    since = found.known[page].get(eid)
    return _old_id(found, since) if since else None
