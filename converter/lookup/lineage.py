"""What became of a clause from one version of a document to the latest, among what is published.

Reads: what is published. Guarantees: only what the comparisons of versions say.
`docs/javascripts/search/lineage.js` does the same for the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from converter.lookup.places import Place
from converter.lookup.published import Published


@dataclass(frozen=True, slots=True)
class Former:
    """A clause of an earlier version, and what it is in the latest.

    Attributes:
        was: The clause then.
        now: The clauses that it is now; none if it did not last.
        within: True if it did not last, but the article that it was in did, which is `now`.
    """

    was: Place
    now: tuple[Place, ...]
    within: bool


def formers(
    published: Published,
    slug: str,
    find: Callable[[str], Sequence[str | None]],
    found: Sequence[str | None],
    *,
    dated: bool = False,
) -> tuple[Former, ...]:
    """Say what else a number or an id is, or was, in the versions of a document.

    Args:
        published: What there is.
        slug: The version that was looked in.
        find: Looks for the same in another version.
        found: What was found in this one.
        dated: True if this version was asked for.

    Returns:
        Of an earlier version what became of the clause. Of the latest, for each earlier one in
        which the same number or id is a clause that is not the same now, what became of that,
        the latest first; nothing
        where the latest was asked for.
    """
    family = published.family(slug)
    if slug != family[-1]:
        made = _former(published, family, slug, found)
        return (made,) if made else ()
    changes = []
    for older in reversed(() if dated else family[:-1]):
        made = _former(published, family, older, find(older))
        if made is None:
            continue
        # What is not there any more bears no number that something else could bear.
        if made.within or not made.now or [place.eid for place in made.now] != list(found):
            changes.append(made)
    return tuple(changes)


def _former(
    published: Published, family: tuple[str, ...], older: str, found: Sequence[str | None]
) -> Former | None:
    """Follow a clause to the latest version, where it is the only one that is meant."""
    eid = found[0] if len(found) == 1 else None
    if eid is None:
        return None
    eids, within = [eid], False
    later = family[family.index(older) :]
    for version, _ in pairwise(later):
        became: list[str] = []
        for one in eids:
            successors, inside = _successors(published, version, one)
            if successors is None:
                return None
            became += [successor for successor in successors if successor not in became]
            within |= inside
        eids = became
    now = tuple(Place.of(published, family[-1], one) for one in eids)
    return Former(Place.of(published, older, eid), now, within and bool(now))


def _successors(published: Published, slug: str, eid: str) -> tuple[Sequence[str] | None, bool]:
    """Return what a clause became in the next version, or what the article it was in did."""
    outline, within = published.outline(slug), False
    while not (successors := published.successors(slug, eid)):
        parent = outline.lines[outline.places[eid]]["parent"]
        if successors is None or not parent or "art_" not in parent:
            return successors, False
        eid, within = parent, True
    return successors, within
