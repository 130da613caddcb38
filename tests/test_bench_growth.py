"""The measuring of builds by size: what is built, and the slope."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bench.growth import Row, change, share, slope
from bench.measure import Cost
from tests.io_helpers import contents, fill


def _row(documents: int, cpu: float) -> Row:
    report: dict[str, object] = {"documents": documents, "timings": {"convert": 1.26, "pages": 2.0}}
    return Row("1/4, no cache", Cost(cpu / 2, cpu, 120.4, ""), report, (91_600_000, 20_000_000))


def test_a_row_says_what_a_build_took() -> None:
    assert _row(857, 31.04).line() == (
        "| 1/4, no cache | 857 | 15.5 | 31.0 | 120 | 92 | 72 | convert 1.3, pages 2.0 |"
    )


@pytest.mark.parametrize(("power", "wanted"), [(1, 1.0), (2, 2.0), (0, 0.0)])
def test_the_slope_is_the_power_of_growth(power: int, wanted: float) -> None:
    rows = [_row(count, 0.5 * count**power) for count in (10, 40, 160)]
    assert slope(rows) == pytest.approx(wanted)


def test_every_nth_text_is_taken(tmp_path: Path) -> None:
    folder = fill(tmp_path / "all", {f"{n}.txt": "" for n in range(9)} | {"catalog.yml": ""})
    assert sorted(contents(share(folder, 4, tmp_path / "some"))) == ["0.txt", "4.txt", "8.txt"]


def test_one_word_of_one_text_changes(tmp_path: Path) -> None:
    folder = fill(tmp_path, {"a.txt": "应当一，应当二。", "b.txt": "没有。"})
    change(folder, random.Random(1))
    assert contents(folder) == {"a.txt": "应当一，必须二。".encode(), "b.txt": "没有。".encode()}
