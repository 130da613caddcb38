"""What can be told of a text by its fingerprint."""

from __future__ import annotations

import random
import statistics

import pytest

from converter.ledger.fingerprint import (
    agreement,
    excerpt,
    fingerprint,
    is_same,
    similarity,
    sketch,
)
from converter.normal import normal_in_place
from tests.ledger_helpers import FILES, PUBLIC


def known(text: str) -> tuple[str, str]:
    """Return what the ledger keeps of a text."""
    return fingerprint(normal_in_place(text), excerpt(text)), excerpt(text)


def share(one: str, other: str) -> float:
    """Count the pairs of characters that two texts have in common (Dice)."""
    pairs = [{f"\x02{t}\x03"[n : n + 2] for n in range(len(t) + 1)} for t in (one, other)]
    return 2 * len(pairs[0] & pairs[1]) / (len(pairs[0]) + len(pairs[1]))


def test_width_and_white_space_do_not_count() -> None:
    assert normal_in_place("（一） １２３，\u200b甲\n乙") == "(一)123,甲乙"
    assert known("甲，乙") == (known("甲 ,\u3000乙")[0], "甲，乙")


def test_the_excerpt_is_as_printed() -> None:
    assert excerpt("第 一，\n二") == "第一，二"
    assert excerpt("甲" * 32) == "甲" * 32
    assert excerpt("甲" * 33) == "甲" * 32 + "…"


def test_a_short_text_is_kept_whole() -> None:
    made, words = known("监督机关")
    assert ":" not in made
    assert similarity(made, words, "监督机关") == 1
    assert similarity(made, words, normal_in_place("监督机构")) == pytest.approx(
        share("监督机关", "监督机构")
    )
    assert similarity(made, words, normal_in_place("法律责任")) == 0


@pytest.mark.parametrize("text", ["总则", "附则", "甲", ""])
def test_the_shortest_texts(text: str) -> None:
    made, words = known(text)
    assert similarity(made, words, text) == 1
    assert similarity(made, words, text + "乙丙") < 0.6
    assert is_same(made, known(text)[0])


def test_only_the_same_text_is_the_same() -> None:
    made, words = known(PUBLIC)
    assert similarity(made, words, normal_in_place(PUBLIC)) == 1
    assert 0.9 < similarity(made, words, normal_in_place(PUBLIC) + "。") < 1
    assert similarity(made, words, normal_in_place(FILES)) < 0.5


def test_how_far_the_estimate_is_off() -> None:
    """Texts of 33 to 300 characters, changed at random: the figures of the documentation."""
    rng = random.Random(6)
    letters = [chr(0x4E00 + n) for n in range(400)]
    errors: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(600):
        text = rng.choices(letters, k=rng.randint(33, 300))
        other = list(text)
        for _ in range(rng.randint(0, len(text) // 2)):
            other[rng.randrange(len(other))] = rng.choice(letters)
        one, two = "".join(text), "".join(other)
        true = share(one, two)
        errors[true > 0.6].append(agreement(sketch(one), sketch(two)) - true)
    for alike, most in ((True, 0.05), (False, 0.1)):
        assert len(errors[alike]) > 100
        assert abs(statistics.mean(errors[alike])) < 0.02
        assert statistics.pstdev(errors[alike]) < most


def test_a_sketch_is_the_same_on_every_machine() -> None:
    assert sketch(normal_in_place(PUBLIC)) == "HuEwyJSuk8NGbCqoWzoYvGB7AsqO0hV5"
    assert len(sketch("甲" * 20_000)) == len(sketch("")) == 32
