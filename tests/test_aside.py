"""What is put aside is found again, by whoever has put it aside, and wherever."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from converter import aside
from converter.aside import Place, fetch, learn, places, put_aside, take_over
from converter.corpus import make_bundle
from tests.io_helpers import TEXT, fill


def _put(folder: Path, value: bytes) -> tuple[str, Path]:
    """Put a value aside; return its name and the file that it is in."""
    name, place = put_aside(folder, value)
    take_over(folder, {name: place})
    return name, Path(place.path)


def test_values_lie_one_behind_the_other(tmp_path: Path) -> None:
    one, file = _put(tmp_path, b"first")
    two, other = _put(tmp_path, b"second")
    assert (fetch(one), fetch(two)) == (b"first", b"second")
    assert file == other
    assert file.read_bytes() == b"firstsecond"


def test_a_system_without_reading_at_an_offset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [_put(tmp_path, content)[0] for content in (b"one\r\n", b"two", b"three")]
    monkeypatch.delattr(os, "pread")
    assert [fetch(name) for name in reversed(names)] == [b"three", b"two", b"one\r\n"]


def test_a_later_run_in_the_same_folder(tmp_path: Path) -> None:
    """It removes the folder, and its files have the names of those that were there."""
    folder = tmp_path / "aside"
    folder.mkdir()
    one, file = _put(folder, b"first")
    assert fetch(one) == b"first"
    shutil.rmtree(folder)
    folder.mkdir()
    two, other = _put(folder, b"other")
    assert file == other
    assert fetch(two) == b"other"


def test_a_run_in_another_folder(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        _, file = _put(tmp_path / name, b"value")
        assert file.parent == tmp_path / name


def test_each_process_has_a_file_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that was forked off, and has the variables of the other."""
    _, file = _put(tmp_path, b"value")
    assert file.name == str(os.getpid())
    monkeypatch.setattr(os, "getpid", lambda: 7)
    two, other = _put(tmp_path, b"another")
    assert other.name == "7"
    assert fetch(two) == b"another"
    assert file.read_bytes() == b"value"


def test_what_was_cut_short_is_noticed(tmp_path: Path) -> None:
    name, file = _put(tmp_path, b"value")
    file.write_bytes(b"va")
    with pytest.raises(OSError, match="a document that was put aside is gone"):
        fetch(name)


def test_a_process_forgets_the_texts_of_runs_that_are_over(tmp_path: Path) -> None:
    """As `serve` builds again and again in one folder, and the texts change."""
    folder, known, opened = tmp_path / "aside", [], []
    for number in range(4):
        shutil.rmtree(folder, ignore_errors=True)
        texts = {f"{n}.txt": TEXT.replace("工作", f"工作{number}{n}") for n in range(3)}
        bundle = make_bundle(fill(tmp_path / "texts", texts), "texts", aside=folder)
        assert [doc.source.text for doc in bundle.documents] == list(texts.values())
        known.append(len(aside._places))
        opened.append(len(aside._files))
    assert known[1:] == known[1:2] * 3
    assert opened[1:] == opened[1:2] * 3


def test_bytes_that_come_with_a_job_are_forgotten_with_it() -> None:
    """As in the worker of a cluster, which sees many runs."""
    learn({"one": Place(content=b"1")})
    assert fetch("one") == b"1"
    assert places(["one"]) == {"one": Place(content=b"1")}
    learn({"two": Place(content=b"2")})
    assert fetch("two") == b"2"
    with pytest.raises(KeyError):
        fetch("one")
