"""Results in few files: what is found, what is made again, and what stays of a file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from converter import packs as packs_module
from converter.aside import fetch, put_aside, take_over
from converter.cache import HEAD, Cache
from converter.packs import Kept, Packs, Way, each
from converter.parallel import unpack

#: The numbers that were squared.
_asked: list[int] = []


@pytest.fixture(autouse=True)
def of_four(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file holds four results at most."""
    monkeypatch.setattr(packs_module, "_MOST", 4)
    _asked.clear()


def _square(number: int) -> int:
    _asked.append(number)
    return number * number


def _kept(number: int, square: int) -> Kept[int] | None:
    return Kept(f"of {number}", "", square, ()) if number else None


WAY: Way[int, int] = Way(_square, "of {}".format, _kept)


def squares(place: Path, numbers: range | list[int]) -> tuple[list[int], list[int]]:
    """Return the squares of numbers, and which of them had to be made."""
    _asked.clear()
    return list(each(WAY, numbers, None, Packs(Cache(place), "squares"))), list(_asked)


def lying(place: Path) -> list[list[int]]:
    """Return what lies in the files."""
    files = (path.read_bytes()[HEAD:] for path in (place / "squares").iterdir())
    return sorted(unpack(content.partition(b"\n")[2]) for content in files)


def test_what_was_kept_is_not_made_again(tmp_path: Path) -> None:
    every = [number * number for number in range(10)]
    assert squares(tmp_path, range(10)) == (every, list(range(10)))
    # Of 0 nothing is kept.
    assert squares(tmp_path, range(10)) == (every, [0])
    assert lying(tmp_path) == [[1, 4, 9, 16], [25, 36, 49, 64], [81]]
    assert squares(tmp_path, [9, 12, 0, 3]) == ([81, 144, 0, 9], [12, 0])


CHANGES: dict[str, tuple[list[int], list[list[int]]]] = {
    "one more goes to those that have few": ([1, 2, 3, 4, 5, 6], [[1, 4, 9, 16], [25, 36]]),
    "half of a file stays, and what is not wanted": ([3, 4, 5], [[1, 4, 9, 16], [25]]),
    "less than half does not stay": ([4, 5], [[16, 25]]),
    "only the few are wanted": ([5], [[25]]),
    "nobody wants anything": ([7], [[49]]),
    "nothing is new": ([1, 2, 3, 4, 5], [[1, 4, 9, 16], [25]]),
}


@pytest.mark.parametrize(("numbers", "files"), CHANGES.values(), ids=CHANGES)
def test_files_are_neither_sparse_nor_many(
    tmp_path: Path, numbers: list[int], files: list[list[int]]
) -> None:
    squares(tmp_path, range(1, 6))
    squares(tmp_path, numbers)
    assert lying(tmp_path) == files
    assert squares(tmp_path, numbers)[1] == []


def test_one_change_after_another_leaves_few_files(tmp_path: Path) -> None:
    for step in range(30):
        numbers = [*range(1, 17), 100 + step]
        assert squares(tmp_path, numbers)[0] == [number * number for number in numbers]
    assert len(lying(tmp_path)) == 5


def test_what_a_result_was_found_to_depend_on_has_to_be_the_same(tmp_path: Path) -> None:
    def way(also: str) -> Way[int, int]:
        def kept(number: int, square: int) -> Kept[int]:
            return Kept(f"of {number}", also, square, ())

        return Way(_square, "of {}".format, kept, lambda number, square: f"{also}")

    for also, made in (("one", [3]), ("one", []), ("other", [3]), ("other", [])):
        _asked.clear()
        assert list(each(way(also), [3], None, Packs(Cache(tmp_path), "squares"))) == [9]
        assert _asked == made


def test_a_cache_that_is_full_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    squares(tmp_path, range(1, 4))

    def full(one: object, other: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("converter.cache.os.replace", full)
        squares(tmp_path, [3, 8])
    assert squares(tmp_path, [1, 2, 3])[1] == []


def _no_links(one: object, other: object) -> None:
    raise OSError(18, "Invalid cross-device link")


@pytest.mark.parametrize("link", [None, _no_links], ids=["linked", "copied"])
def test_what_is_put_aside_stays_to_the_end_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: Callable[..., None] | None
) -> None:
    """Another run may drop it from the cache meanwhile."""
    if link:
        monkeypatch.setattr("converter.packs.os.link", link)
    names = []
    for run in ("first", "second"):
        (tmp_path / run).mkdir()
        some = Packs[int](Cache(tmp_path / "cache"), "squares", tmp_path / run)
        for number in (1, 2, 3):
            if some.find(f"of {number}", lambda square: "") is None:
                name, place = put_aside(tmp_path / run, b"text %d" % number * 1000)
                take_over(tmp_path / run, {name: place})
                some.keep(Kept(f"of {number}", "", number, (name,)))
                names.append(name)
        some.close()
    assert len(names) == 3
    shutil.rmtree(tmp_path / "cache")
    shutil.rmtree(tmp_path / "first")
    assert [fetch(name) for name in names] == [b"text %d" % n * 1000 for n in (1, 2, 3)]


@pytest.mark.parametrize("link", [None, _no_links], ids=["linked", "copied"])
def test_what_another_run_drops_before_it_is_asked_for_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: Callable[..., None] | None
) -> None:
    if link:
        monkeypatch.setattr("converter.packs.os.link", link)
    (tmp_path / "run").mkdir()
    some = Packs[int](Cache(tmp_path / "cache"), "squares", tmp_path / "run")
    name, place = put_aside(tmp_path / "run", b"text of 1")
    take_over(tmp_path / "run", {name: place})
    some.keep(Kept("of 1", "", 1, (name,)))
    some.close()
    other = Packs[int](Cache(tmp_path / "cache"), "squares", tmp_path / "run")
    shutil.rmtree(tmp_path / "cache")
    assert other.find("of 1", lambda square: "") is None


def test_what_is_put_aside_stays_in_memory_where_there_is_no_folder(tmp_path: Path) -> None:
    for _ in range(2):
        some = Packs[int](Cache(tmp_path), "squares")
        if some.find("of 1", lambda square: "") is None:
            name, place = put_aside(None, b"text of 1")
            take_over(None, {name: place})
            some.keep(Kept("of 1", "", 1, (name,)))
        some.close()
    shutil.rmtree(tmp_path)
    assert fetch(name) == b"text of 1"


def test_the_same_in_other_processes(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2) as executor:
        for numbers in (range(30), range(20, 50)):
            some = Packs[int](Cache(tmp_path), "squares")
            found = list(each(WAY, numbers, executor, some))
            assert found == [number * number for number in numbers]
    assert sum(map(len, lying(tmp_path))) == 30
