"""Which texts are searched again when something else in the collection has changed.

The texts are short, so that it can be counted by hand how many have which two characters.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from converter.related import earlier
from converter.related.earlier import Change, Earlier
from converter.related.index import Index, Listed, lay_out, make_index
from converter.related.pairs import Pairs
from converter.related.search import Known, search
from converter.related.units import Unit


def _documents(rows: Sequence[tuple[str, str]]) -> list[Listed]:
    """Make a document of one clause of each title and text."""
    return [
        Listed(f"d{at}", title, "2020-05-01", [Unit(1, "art_1", "第一条", text, text)])
        for at, (title, text) in enumerate(rows)
    ]


def _titled(*texts: str) -> list[tuple[str, str]]:
    """Give each text a title that has nothing in common with the others."""
    return list(
        zip(("养犬条例", "供水规定", "防汛办法", "校车细则", "公园守则"), texts, strict=True)
    )


class _Again:
    """A run on some documents, and what the next one, on others, takes over of it."""

    def __init__(self, before: list[tuple[str, str]], after: list[tuple[str, str]]) -> None:
        self.texts = [text for _, text in after]
        self.found_with, self.earlier, self.shared = self._first(before)
        layout, numbers = lay_out(_documents(after))
        moved = self.earlier.moves(layout, numbers)
        pairs = Pairs.of(layout.texts)
        self.index = make_index(layout, pairs)
        self.moved = {text: int(moved[at]) for at, (_, text) in enumerate(before)}
        self.change: Change = self.earlier.change(self.index, pairs, moved)

    @staticmethod
    def _first(rows: list[tuple[str, str]]) -> tuple[Index, Earlier, Known]:
        layout, _ = lay_out(_documents(rows))
        pairs = Pairs.of(layout.texts)
        index, known = make_index(layout, pairs), Known()
        found = list(search(index, np.arange(len(layout.texts)), known))
        return index, Earlier.of(layout, pairs, index, found, known), known

    @property
    def searched(self) -> list[str]:
        """The texts that are searched again."""
        return [self.texts[at] for at in np.flatnonzero(self.change.outdated)]


@pytest.fixture(autouse=True)
def _however_much_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(earlier, "_MOST_CHANGED", 1)


def test_a_title_that_is_less_telling_than_it_was() -> None:
    rows = [
        ("甲市养犬条例", "犬只免疫"),
        ("校车办法", "定期检验"),
        ("公园守则", "按时开放"),
        ("丁市防汛规定", "堤防维护"),
    ]
    # Now two titles have 养犬; as many as before are different.
    again = _Again(rows, [*rows[:3], ("丁市养犬规定", "堤防维护")])
    assert again.moved == {"犬只免疫": -1, "定期检验": 1, "按时开放": 2, "堤防维护": -1}
    assert again.searched == ["犬只免疫", "堤防维护"]


def test_one_pair_is_less_telling_and_another_more() -> None:
    """What the text is normalised by stays what it was."""
    shared = ("犬证堤防", "犬证水费", "堤防校车", "公园开放")
    again = _Again(_titled(*shared, "堤防用户"), _titled(*shared, "犬证用户"))
    sizes = again.found_with.matter.sizes, again.index.matter.sizes
    assert sizes[0][0] == sizes[1][0]
    # Of two pairs by which it could be compared with one of these, none has both.
    assert again.searched == ["犬证堤防", "犬证水费", "堤防校车", "犬证用户"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("用户犬牌", "用户狗牌", id="fewer pairs begin with 犬"),
        pytest.param("用户狗证", "用户狗牌", id="fewer pairs end with 证"),
    ],
)
def test_a_character_is_in_fewer_pairs(before: str, after: str) -> None:
    """The words that texts share depend on it, though their pairs are as telling as they were."""
    shared = ("犬证由动物疫控机构发给本人", "犬证由动物疫控机构发给户主", "堤防维护", "公园开放")
    again = _Again(_titled(*shared, before), _titled(*shared, after))
    assert again.shared.keys() == {(0, 1), (1, 0)}
    assert again.index.matter.sizes[:2].tolist() == again.found_with.matter.sizes[:2].tolist()
    assert again.searched == ["犬证由动物疫控机构发给本人", "犬证由动物疫控机构发给户主", after]
    assert again.earlier.known(again.change) == {}
