"""The geometry of the pictures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.pictures.layout import Arc, Grid, arc, radius, shorten, step, width

WORDS = st.text(alphabet="监察法条例2018 a《…", max_size=30)


def test_a_letter_is_narrower_than_a_character() -> None:
    assert width("监察") == 2
    assert width("《2018》") == pytest.approx(2 + 4 * 0.62)
    assert width("") == 0


SHORT = {
    ("监察法", 3): "监察法",
    ("监察法实施条例", 4): "监察法…",
    ("监察法实施条例", 1): "…",
    ("2023年工作要点", 4): "2023…",
}


@pytest.mark.parametrize(("given", "expected"), SHORT.items())
def test_words_are_cut_to_fit(given: tuple[str, int], expected: str) -> None:
    assert shorten(*given) == expected


@given(WORDS, st.integers(1, 20))
def test_what_is_cut_fits_and_begins_as_it_did(words: str, most: int) -> None:
    cut = shorten(words, most)
    assert width(cut) <= most
    assert cut == words or words.startswith(cut.removesuffix("…"))


@pytest.mark.parametrize(("count", "number"), [(0, 0), (1, 1), (4, 1), (5, 2), (9, 2), (99, 3)])
def test_steps_begin_at_their_least_count(count: int, number: int) -> None:
    assert step(count, (1, 5, 10)) == number


def test_cells_lie_side_by_side() -> None:
    grid = Grid(left=100, top=50, cell=20, rows=3, columns=2)
    assert [grid.x(0), grid.x(1), grid.right] == [100, 120, 140]
    assert [grid.y(0), grid.y(2), grid.bottom] == [50, 90, 110]


def test_an_arc_is_the_same_from_either_end_and_wider_for_far_ends() -> None:
    assert arc(100, 0, 400, 80) == arc(0, 100, 400, 80) == Arc(0, 100, 40)
    assert arc(0, 400, 400, 80).reach == 80
    assert Arc(0, 25, 9).half == 12.5


def test_a_point_grows_with_its_count_up_to_the_largest() -> None:
    assert [radius(n) for n in (0, 1, 4, 9, 1000)] == [4, 5, 6, 7, 10]
