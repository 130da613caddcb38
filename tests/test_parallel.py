"""Values on their way between processes."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field

from converter.parallel import pack, unpack
from converter.quote import Shown
from converter.span import Position
from converter.term import Term, TermUse


@dataclass(slots=True)
class Changing:
    """A value that is no frozen one, with a field that its maker does not take."""

    name: str
    found: list[str] = field(default_factory=list, init=False)


def test_values_are_the_same_on_the_other_side() -> None:
    shown = Shown("art_1", "第一条", Position(3, 1), "", "两高", "印发", -1)
    use = TermUse("lianggao#corpus", "a", 4, 0, 2, True, shown)
    changing = Changing("项")
    changing.found.append("第一项")
    assert unpack(pack((use, changing))) == (use, changing)


def test_values_go_by_their_fields() -> None:
    use = TermUse("lianggao#corpus", "a", 4, 0, 2)
    assert len(pack([use] * 2)) < len(pickle.dumps([use] * 2, 5))


def test_the_name_of_a_sense_is_one_string() -> None:
    term = Term("两高", "lianggao", "corpus")
    uses = [TermUse(term.id, "a", key, 0, 2) for key in range(20)]
    assert len({id(use.term) for use in uses}) == 1
