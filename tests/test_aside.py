"""What is put aside is found again, by whoever has put it aside, and wherever."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from converter.aside import fetch, put_aside, take_over


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
