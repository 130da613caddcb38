"""Two hundred lives of a document, of twenty acts each: no address is lost, and none lies.

Each act is an editor's: articles put in, taken out, moved, split, merged, reworded, renumbered,
the document or its file renamed; corrected in place, or enacted as a new version. After each the
build says what it cannot decide, and the editor answers. At the end every address that was ever
published is followed on the pages.
"""

from __future__ import annotations

import random
from collections import Counter
from functools import lru_cache

import pytest

from tests.histories import Life, Site
from tests.io_helpers import scratch

HISTORIES, ACTS, BATCH = 200, 20, 20
#: So many lives are looked at by several tests; they come first, and are kept so long.
SHARED = 30


@lru_cache(maxsize=SHARED)
def live(seed: int) -> Life:
    """Act out a life."""
    sources = scratch() / "s"
    sources.mkdir()
    life = Life(sources, random.Random(seed))
    life.begin()
    for _ in range(ACTS):
        life.act()
        life.publish()
    return life


def test_the_histories_have_everything_in_them() -> None:
    done: Counter[str] = Counter()
    refused = 0
    for seed in range(SHARED):
        life = live(seed)
        done.update(life.acts)
        refused += life.refused
    names = {act.__name__ for act in Life.ACTS}
    assert {name for act in done for name in act.split()} == names | {"anew", "enacted"}
    assert refused >= 90


@pytest.mark.parametrize(
    ("attribute", "value"),
    [("data-former", None), ("class", "tw-alias"), ("class", "tw-tombstone"), ("href", None)],
)
def test_addresses_that_lie_are_found(attribute: str, value: str | None) -> None:
    """What keeps addresses true is taken off the pages: then they are not."""
    for site in (Site(live(seed)) for seed in range(8)):
        for tree in site.pages.values():
            for element in list(tree.iter()):
                if value is None:
                    element.attrib.pop(attribute, None)
                elif value in element.get(attribute, "").split():
                    element.drop_tree()
        if list(site.failures()):
            return
    raise AssertionError("nobody noticed")


@pytest.mark.parametrize("first", range(0, HISTORIES, BATCH))
def test_every_address_leads_to_its_rule_or_says_what_became_of_it(first: int) -> None:
    for seed in range(first, first + BATCH):
        life = live(seed)
        assert list(Site(life).failures()) == [], (seed, life.acts)
        assert sum(map(len, life.meant.values())) >= ACTS, seed
