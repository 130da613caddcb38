"""The definitions that are found, against those that were marked by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from converter.corpus import make_bundle
from tests.gold_compare import Comparison, Found, compare
from tests.gold_definitions import FORMS, compare_definitions, expected, form_of, pairs
from tests.gold_marks import GoldFile, read_folder, read_marks, write_plain

FOLDERS = ("definitions", "definitions_heldout", "definitions_policy")


def read(text: str, name: str = "called/甲.txt") -> GoldFile:
    plain, marks = read_marks(text)
    return GoldFile(name, plain, tuple(marks))


def counts(folder: str) -> Mapping[str, int]:
    """Count the marks of a folder, by form, and the traps."""
    counted: Counter[str] = Counter()
    for file in read_folder(folder):
        counted.update(form_of(file, wording) for wording, _ in pairs(file))
        counted["trap"] += sum(mark.sign == "✗" for mark in file.marks)
    return counted


def test_there_are_enough() -> None:
    of = counts("definitions")
    assert set(of) == {*FORMS, "trap"}
    assert min(of[form] for form in FORMS) >= 10
    assert sum(of[form] for form in FORMS) >= 150
    assert of["trap"] >= 100


def test_there_are_enough_held_out() -> None:
    of = counts("definitions_heldout")
    assert set(of) == {*FORMS, "trap"}
    assert sum(of[form] for form in FORMS) >= 40
    assert of["trap"] >= 30


def test_no_definition_is_in_both_folders() -> None:
    words = [
        {file.words(wording) for file in read_folder(folder) for wording, _ in pairs(file)}
        for folder in FOLDERS
    ]
    assert words[0] & words[1] == set()


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_mark_has_its_place(folder: str, tmp_path: Path) -> None:
    files = read_folder(folder)
    bundle = make_bundle(write_plain(files, tmp_path), folder)
    marked = sum(1 for file in files for _ in pairs(file))
    assert len(set(expected(files, bundle))) == marked


@pytest.mark.parametrize("folder", FOLDERS)
def test_definitions_are_found(folder: str, tmp_path: Path) -> None:
    result = compare_definitions(folder, tmp_path)
    assert min(result.precision, result.recall) >= 0.99, str(result)


def test_marks_are_read() -> None:
    file = read("甲。\n称〘2|〖1|乙|chapter〗〙（以下简称〖2|丙|short〗），是指〘1|丁〙，✗戊。")
    assert file.text == "甲。\n称乙（以下简称丙），是指丁，戊。"
    assert [(file.words(w), file.words(d), form_of(file, w)) for w, d in pairs(file)] == [
        ("乙", "丁", "called"),
        ("丙", "乙", "short"),
    ]
    lines = read("〘甲、乙〙“〖一〗”，〘丙、丁〙“〖二〗”。\n〖三〗：〘戊〙。")
    assert [(lines.words(w), lines.words(d)) for w, d in pairs(lines)] == [
        ("一", "甲、乙"),
        ("二", "丙、丁"),
        ("三", "戊"),
    ]
    assert [(mark.sign, mark.line) for mark in file.marks if mark.sign == "✗"] == [("✗", 2)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("甲\n乙〙", "line 2: 〙 without 〘"),
        ("〘甲", "line 1: 〘 without 〙"),
        ("甲\n〖乙", "line 2: 〖"),
    ],
)
def test_marks_without_partner_are_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        read(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("甲\n〖1|乙〗", "called/甲.txt:2: 1: not as many 〖 as 〘"),
        ("〖甲〗〘乙〙\n〘丙〙", "called/甲.txt:2: : not as many 〖 as 〘"),
        ("〖甲|chapters〗〘乙〙", "called/甲.txt:1: unknown: chapters"),
    ],
)
def test_marks_that_do_not_pair_are_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        list(pairs(read(text)))


def test_comparison_counts_and_names_the_differences() -> None:
    a, b, c = Found("a.txt", 1, "甲"), Found("a.txt", 2, "乙"), Found("b.txt", 3, "丙")
    result = compare([a, a, b], [a, c])
    assert result == Comparison(right=1, missing=(a, b), extra=(c,))
    assert str(result) == (
        "precision 0.5000, recall 0.3333\n"
        "a.txt:1: missing: 甲\na.txt:2: missing: 乙\nb.txt:3: extra: 丙"
    )
    assert (compare([], []).precision, compare([], []).recall) == (1.0, 1.0)
