"""The old ids that a page keeps, and what its clauses were before.

Reads: the versions of documents and the decisions of the ledger. Writes: for each page its
table. Guarantees: every id of an earlier version, and every one that the ledger knows for the
page, stands in it once, unless a clause of the page bears it; and then what the id meant before
is told at the clause that it meant.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from converter.history.descent import Descent, Rest
from converter.ledger.decisions import OldId, Place
from converter.model import Document
from converter.old_ids.decided import decided, outermost
from converter.old_ids.standing import beside, block, shown
from converter.view import View


@dataclass(frozen=True, slots=True)
class Alias:
    """An old id that lives on at a clause.

    Attributes:
        eid: The id.
        label: What the clause with that id was called; empty where that is not known.
        version: The date of the version that it is of; empty for a decision of the ledger.
        exact: False if its own words have no counterpart, and this is the nearest.
    """

    eid: str
    label: str
    version: str
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Was:
    """What a clause, with all that is in it, was in an earlier version, as far as ids changed.

    Attributes:
        slug: The version.
        ids: Each id there that is another one here, and that one, in the order of the text.
    """

    slug: str
    ids: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A clause that is on the page no more.

    Attributes:
        eid: Its id; empty if another clause bears it now.
        ids: Those of its parts, and those that it had in still earlier versions.
        was: For ids that other clauses bear now: version and ids.
        slug: The last version that has it; empty for a decision of the ledger.
        key: The node there.
        excerpt: For a decision of the ledger, its first words.
        gone: The date of the version that has it no more, or of the decision.
        removed: False if it lives on, in another document.
        place: Its successor, or where it lives on, if there is one.
    """

    eid: str
    ids: tuple[str, ...] = ()
    was: tuple[tuple[str, tuple[str, ...]], ...] = ()
    slug: str = ""
    key: int = 0
    excerpt: str = ""
    gone: str = ""
    removed: bool = True
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class KeptIds:
    """The old ids of one page, by the keys of its nodes.

    Attributes:
        aliases: At the beginning of a node.
        was: Behind a clause with all in it, the latest version first.
        before: What stood before a node.
        behind: What stood behind it.
        end: What stood alone.
    """

    aliases: Mapping[int, tuple[Alias, ...]] = field(default_factory=dict)
    was: Mapping[int, tuple[Was, ...]] = field(default_factory=dict)
    before: Mapping[int, tuple[Tombstone, ...]] = field(default_factory=dict)
    behind: Mapping[int, tuple[Tombstone, ...]] = field(default_factory=dict)
    end: tuple[Tombstone, ...] = ()


def kept_ids(view: View, doc: Document) -> KeptIds:
    """Tell what old ids a page has to keep.

    Args:
        view: The bundle.
        doc: The document of the page.

    Returns:
        Its table. The page of an older version keeps what the ledger says of it alone.
    """
    decisions = view.bundle.decisions
    if len(view.versions(doc)) == 1 and not (decisions.pages or doc.slug in decisions.ids):
        return KeptIds()
    table = _Table(view, doc)
    for old, nested in outermost(decided(view, doc)):
        table.decide(old, nested)
    if view.current(doc) is doc:
        descent = Descent(view, doc)
        for at in reversed(range(descent.latest)):
            table.descend(descent, at)
            for old in decided(view, descent.family[at]):
                table.hand_on(descent, at, old)
        table.bury(descent)
        # The page of the work showed each of its versions while that was the latest.
        for page in decisions.pages:
            if page.slug.partition("/")[0] == doc.work:
                for old, nested in outermost(page.ids):
                    table.decide(old, nested)
    return table.made()


class _Table:
    """Takes down what a page keeps; the first that claims an id has it."""

    def __init__(self, view: View, doc: Document) -> None:
        self.view, self.doc, self.of = view, doc, view.of(doc.slug)
        self.borne = {doc.ids[node.key]: node.key for node in doc.clauses()}
        self.taken = set(self.borne)
        self.aliases: dict[int, list[Alias]] = {}
        self.was: dict[int, dict[str, dict[str, str]]] = {}
        self.stones: dict[tuple[str, int], list[tuple[Tombstone, int]]] = {}
        #: What is gone, by version and node: version and id of all that went with it, and
        #: whether the id is kept there.
        self.graves: dict[tuple[int, int], list[tuple[int, str, bool]]] = {}

    def made(self) -> KeptIds:
        """Return the table."""
        stones = {
            side: {
                key: tuple(stone for stone, _ in sorted(found, key=lambda one: one[1]))
                for (where, key), found in self.stones.items()
                if where == side
            }
            for side in ("before", "behind", "end")
        }
        return KeptIds(
            {key: tuple(found) for key, found in self.aliases.items()},
            {
                key: tuple(Was(slug, tuple(ids.items())) for slug, ids in found.items())
                for key, found in self.was.items()
            },
            stones["before"],
            stones["behind"],
            stones["end"].get(0, ()),
        )

    def alias(self, key: int, alias: Alias) -> None:
        """Let an id live on at a node, unless it is there already."""
        if alias.eid not in self.taken:
            self.taken.add(alias.eid)
            self.aliases.setdefault(shown(self.of, key), []).append(alias)

    def stand(self, stone: Tombstone, where: tuple[str, int], order: int = 0) -> None:
        """Set a tombstone; those at one place stand in the order of the text."""
        self.stones.setdefault(where, []).append((stone, order))

    def lay(self, rest: Rest, at: int, eid: str) -> None:
        """Take down an id of an earlier version with what is gone."""
        free = eid not in self.taken
        self.taken.add(eid)
        self.graves.setdefault((rest.at, rest.key), []).append((at, eid, free))

    def descend(self, descent: Descent, at: int) -> None:
        """Take down the ids of an earlier version."""
        version = descent.family[at]
        for eid, node in descent.clauses(at):
            rest = descent.rest(at, node.key)
            if rest.gone:
                self.lay(rest, at, eid)
                continue
            self.live_on(descent, rest, version, eid, version.labels[node.key])

    def live_on(
        self, descent: Descent, rest: Rest, version: Document, eid: str, label: str
    ) -> None:
        """Say at a clause which id it had in an earlier version."""
        key = shown(self.of, rest.key)
        now = self.doc.ids[key]
        if now != eid:
            holder = block(self.of, descent.unit(descent.latest, key) or key)
            self.was.setdefault(holder, {}).setdefault(version.slug, {})[eid] = now
            self.alias(key, Alias(eid, label, version.version, rest.exact))

    def bury(self, descent: Descent) -> None:
        """Set tombstones for what is gone, the latest first."""
        for (at, key), ids in sorted(self.graves.items(), reverse=True):
            version, own = descent.family[at], descent.family[at].ids[key]
            free = [eid for _, eid, is_free in ids if is_free]
            was: dict[str, list[str]] = {}
            for number, eid, is_free in ids:
                if not is_free:
                    was.setdefault(descent.family[number].slug, []).append(eid)
            stone = Tombstone(
                own if own in free else "",
                tuple(eid for eid in free if eid != own),
                tuple((slug, tuple(eids)) for slug, eids in was.items()),
                version.slug,
                key,
                gone=descent.family[at + 1].version,
            )
            self.stand(stone, self._place(descent, at, key), key)

    def _place(self, descent: Descent, at: int, key: int) -> tuple[str, int]:
        """Find where on the page something gone would stand.

        Returns:
            Behind the clause that it stood behind, or before the one that it stood before;
            within the same chapter if there is one left.
        """
        units = sorted(descent.units[at])
        place = bisect_left(units, key)
        last = max(node.key for node in descent.node(at, key).walk())
        ahead, after = units[:place][::-1], [unit for unit in units[place:] if unit > last]
        up = descent.of[at].parents
        for near in (True, False):
            for side, others in (("behind", ahead), ("before", after)):
                for other in others:
                    if near and up[other] != up[key]:
                        continue
                    rest = descent.rest(at, other)
                    if not rest.gone:
                        return side, block(self.of, rest.key)
        return "end", 0

    def hand_on(self, descent: Descent, at: int, old: OldId) -> None:
        """Keep on the latest page what was decided of an id of an earlier version."""
        version = descent.family[at]
        key = descent.of[at].keys.get(old.place.eid) if old.place else None
        if old.removed or old.place is None or old.place.slug != version.slug or key is None:
            if old.eid in self.taken:
                was = ((version.slug, (old.eid,)),)
                self.bury_decided(replace(self.stone(old), eid="", was=was), old.eid)
            else:
                self.decide(old, ())
            return
        rest = descent.rest(at, key)
        if rest.gone:
            self.lay(rest, at, old.eid)
        else:
            self.live_on(descent, rest, version, old.eid, "")

    def decide(self, old: OldId, nested: Sequence[OldId]) -> None:
        """Keep what the ledger says of an id, and of those that share its fate."""
        place = old.place
        if not old.removed and place and place.slug == self.doc.slug:
            for one in (old, *nested):
                eid = one.place.eid if one.place else ""
                key = self.borne.get(eid, next(iter(self.borne.values())))
                self.alias(key, Alias(one.eid, "", ""))
            return
        if old.eid in self.taken:
            return
        free = [one.eid for one in nested if one.eid not in self.taken]
        self.taken.update((old.eid, *free))
        self.bury_decided(replace(self.stone(old), ids=tuple(free)), old.eid)

    def bury_decided(self, stone: Tombstone, eid: str) -> None:
        """Set a tombstone for what the ledger says is gone, where its id would stand."""
        self.stand(stone, beside(self.of, self.borne, eid))

    @staticmethod
    def stone(old: OldId) -> Tombstone:
        """Make a tombstone of what the ledger says of an id."""
        return Tombstone(
            old.eid, excerpt=old.excerpt, gone=old.date, removed=old.removed, place=old.place
        )
