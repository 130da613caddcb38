"""Related clauses that an earlier run has found: what is taken over is what a search would find."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converter.cache import Cache
from converter.related import earlier, find
from converter.related.find import KEPT, relate
from converter.related.index import Index, Listed
from converter.related.pairs import Pairs, Texts
from converter.related.rows import Ints
from converter.related.search import Found, Known, search
from converter.related.units import Unit, matter
from tests.io_helpers import scratch

#: Sentences of which clauses are made; some share words with others, some are formulas.
_SENTENCES = (
    "养犬人应当携犬只到动物诊疗机构接种狂犬病疫苗，领取犬只免疫证明。",
    "饲养犬只应当按照规定接种狂犬病疫苗，取得犬只免疫证明和犬牌。",
    "携犬只出户的，应当使用牵引绳，并主动避让老年人、儿童。",
    "在公共场所遛犬应当使用牵引绳，主动避让老年人、孕妇和儿童。",
    "饲养动物的单位和个人应当履行动物疫病强制免疫义务。",
    "供水企业应当建立水质检测制度，保证供水水质符合国家饮用水卫生标准。",
    "二次供水设施的水质应当符合国家饮用水卫生标准，并定期检测水质。",
    "用户应当按照约定缴纳水费，不得擅自改动供水设施。",
    "堤防由所在地人民政府负责维护，维护经费列入财政预算。",
    "水库、堤防的维护经费由人民政府列入本级财政预算。",
    "校车应当定期检验，校车驾驶人应当取得校车驾驶资格。",
    "县级以上人民政府应当加强对校车安全工作的监督检查。",
)
_TITLES = ("甲市养犬管理条例", "乙市养犬管理规定", "丙市城市供水条例", "丁市防汛条例", "校车条例")
_DATES = ("", "2010-05-01", "2020-05-01")

#: A document: its title, its date, and of which sentences each clause is made.
_Drawn = tuple[str, str, list[tuple[int, ...]]]

_CLAUSE = st.lists(st.integers(0, len(_SENTENCES) - 1), min_size=1, max_size=2).map(tuple)
_DOCUMENT = st.tuples(
    st.sampled_from(_TITLES), st.sampled_from(_DATES), st.lists(_CLAUSE, max_size=4)
)
#: Which document takes the place of which, and whether one is taken away.
_EDIT = st.tuples(st.integers(0, 9), st.none() | _DOCUMENT)


def _listed(at: int, drawn: _Drawn) -> Listed:
    title, date, clauses = drawn
    texts = ["\n".join(_SENTENCES[part] for part in clause) for clause in clauses]
    own = [
        Unit(key, f"art_{key}", f"第{key}条", text[:9], matter(text))
        for key, text in enumerate(texts, 1)
    ]
    return Listed(f"d{at}", title, date, own)


def _same_again(states: Sequence[Sequence[Listed]]) -> None:
    """Hold each run that knows what those before it have found to one that knows nothing."""
    cache = Cache(scratch() / "cache")
    for state in states:
        assert relate(state, None, cache) == relate(state)
    assert not cache.damaged and not cache.trouble


@given(st.lists(_DOCUMENT, max_size=10), st.lists(_EDIT, min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_any_edits_give_what_a_search_gives(drawn: list[_Drawn], edits: list[_Edit]) -> None:
    there = dict(enumerate(drawn))
    states = [[_listed(*one) for one in there.items()]]
    for at, document in edits:
        there.pop(at, None)
        if document:
            there[at] = document
        states.append([_listed(*one) for one in there.items()])
    # In so few documents most edits change more than a quarter.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(earlier, "_MOST_CHANGED", 1)
        _same_again(states)


_Edit = tuple[int, _Drawn | None]

_FIRST: list[_Drawn] = [
    (_TITLES[0], "2020-05-01", [(0,), (2,)]),
    (_TITLES[1], "2010-05-01", [(1,), (3,)]),
    (_TITLES[2], "2020-05-01", [(5,), (7,)]),
    ("戊市供水用水条例", "2021-05-01", [(6,), (7,)]),
    (_TITLES[3], "2020-05-01", [(8,)]),
    ("己市水库条例", "2019-05-01", [(9,)]),
    (_TITLES[4], "2018-05-01", [(10,), (11,)]),
]


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many texts each search was for."""
    numbers: list[int] = []

    def counted(index: Index, texts: Ints, known: Known) -> Iterator[Found]:
        numbers.append(len(texts))
        return search(index, texts, known)

    monkeypatch.setattr(find, "search", counted)
    return numbers


def _with(at: int, drawn: _Drawn) -> list[Listed]:
    return [_listed(*one) for one in enumerate([*_FIRST[:at], drawn, *_FIRST[at + 1 :]])]


def test_only_what_may_have_changed_is_searched_again(
    searched: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier, "_MOST_CHANGED", 1)
    title, date, clauses = _FIRST[6]
    states = {
        "all that are there": _with(6, _FIRST[6]),
        "nothing has changed": _with(6, _FIRST[6]),
        "a clause is repeated": _with(6, (title, date, [*clauses, (4,)])),
        "it is gone again": _with(6, _FIRST[6]),
        "a date is not known": _with(4, (_FIRST[4][0], "", [(8,)])),
    }
    cache = Cache(tmp_path / "cache")
    found = {}
    for name, state in states.items():
        searched.clear()
        assert relate(state, None, cache)
        found[name] = searched[0]
    assert found["all that are there"] == 11 and found["nothing has changed"] == 0
    assert 1 <= found["a clause is repeated"] < 12 and found["it is gone again"] < 11
    # The clause itself, the one that is near to it, and another that has 人民政府.
    assert found["a date is not known"] == 3


def test_clauses_that_change_places_are_noticed() -> None:
    """Of clauses that are equally near the first is shown."""
    twice: list[_Drawn] = [(_TITLES[0], "", [(0,)]), (_TITLES[1], "", [(1,), (0, 2), (3,)])]
    turned: list[_Drawn] = [twice[0], (_TITLES[1], "", [(3,), (0, 2), (1,)])]
    _same_again([[_listed(*one) for one in enumerate(some)] for some in (twice, turned, twice)])


def test_pairs_are_the_same_as_those_made_of_nothing() -> None:
    old = [matter(sentence) for sentence in _SENTENCES]
    cases = {
        "the same": old,
        "none": [],
        "one more": [*old[:3], matter("幼儿园应当配备保健人员。"), *old[3:]],
        "one less": [*old[:3], *old[4:]],
        "another": [*old[:3], matter("幼儿园应当配备保健人员。"), *old[4:]],
        "all others": [matter("幼儿园应当配备保健人员。"), matter("博物馆应当向公众开放。")],
    }
    before = Pairs.of(Texts.of(old))
    for name, new in cases.items():
        texts = Texts.of(new)
        number = {text: at for at, text in enumerate(new)}
        moved = np.array([number.get(text, -1) for text in old], np.int64)
        made, updated = Pairs.of(texts), before.updated(texts, moved)
        assert texts.all() == new
        for field in ("codes", "counts"):
            assert getattr(made, field).tolist() == getattr(updated, field).tolist(), name
        for field in ("texts", "features"):
            for one, other in ((getattr(made, field), getattr(updated, field)),):
                assert one.starts.tolist() == other.starts.tolist(), name
                assert one.values.tolist() == other.values.tolist(), name


def test_what_was_kept_may_be_damaged(tmp_path: Path) -> None:
    state = _with(6, _FIRST[6])
    cache = Cache(tmp_path / "cache")
    found = relate(state, None, cache)
    (kept,) = (tmp_path / "cache" / KEPT).iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    assert relate(state, None, cache) == found and cache.damaged == 1
    # An entry that is whole, and holds something else.
    cache.store(KEPT, kept.name, b"\x08" + bytes(200))
    assert relate(state, None, cache) == found and cache.damaged == 2


def _made_up(draw: random.Random, words: Sequence[str]) -> tuple[str, ...]:
    """Make up clauses of words, some of which are much more frequent than others."""
    number = min(len(words), 400)
    return tuple(
        "".join(words[int(number ** draw.random()) - 1] for _ in range(draw.randint(8, 24)))
        for _ in range(draw.randint(1, 6))
    )


def test_edits_among_many_documents_give_what_a_search_gives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(earlier, "_MOST_CHANGED", 1)
    draw = random.Random(7)
    letters = [chr(0x4E00 + at) for at in range(150)]
    words = [draw.choice(letters) + draw.choice(letters) for _ in range(400)]
    there = {at: (words[at % 9] + words[at], "", _made_up(draw, words)) for at in range(60)}
    states = []
    for _ in range(40):
        states.append(
            [
                Listed(
                    f"d{at}",
                    title,
                    date,
                    [Unit(key, f"art_{key}", "", "", text) for key, text in enumerate(texts)],
                )
                for at, (title, date, texts) in there.items()
            ]
        )
        at = draw.choice(sorted(there))
        title, date, texts = there[at]
        there[at] = draw.choice(
            [
                (title, date, (*texts[:1], *_made_up(draw, words)[:1], *texts[1:])),
                (title, date, texts[1:] + texts[:1]),
                (title + words[draw.randrange(20)], date, texts),
                (title, "2020-05-01", tuple(text + words[-1] for text in texts)),
                (title, date, draw.choice(list(there.values()))[2]),
            ]
        )
    _same_again(states)
