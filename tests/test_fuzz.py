"""Damaged documents: never an exception, every character kept, every id unique."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from converter.diagnostics import Diagnostic, Severity
from converter.model import Document
from converter.readers import READERS
from tests.fuzz import (
    CHANGES,
    document_faults,
    encode,
    file_faults,
    kind_of,
    mutate,
    mutate_bytes,
    shrink,
    text_faults,
)
from tests.helpers import CORPORA, SOURCES, make_document

SEEDS = sorted(SOURCES.glob("*.txt"))
#: Real files of other formats; only where they lie beside the checkout.
OTHERS = sorted(
    path
    for path in CORPORA.glob("policy/*")
    if path.suffix.lower() in READERS and path.suffix.lower() != ".txt"
)[:5]


@pytest.mark.parametrize("path", SEEDS, ids=[path.name[:8] for path in SEEDS])
def test_damaged_texts(path: Path) -> None:
    text = path.read_text(encoding="utf-8-sig")
    random = Random(path.name)
    for number in range(600):
        mutant = mutate(random, text)
        faults = text_faults(mutant, page=number % 30 == 0, twice=number % 20 == 1)
        assert faults == [], f"mutant {number}: {mutant!r}"


@pytest.mark.parametrize("path", SEEDS, ids=[path.name[:8] for path in SEEDS])
def test_damaged_files_of_text(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8-sig")
    random = Random(path.name)
    file = tmp_path / path.name
    for number in range(300):
        content = encode(random, mutate(random, text))
        file.write_bytes(content if number % 2 else mutate_bytes(random, content))
        assert file_faults(file, twice=number % 20 == 0) == [], f"mutant {number}"


@pytest.mark.parametrize("path", OTHERS, ids=[path.name[:12] for path in OTHERS])
def test_damaged_files_of_other_formats(path: Path, tmp_path: Path) -> None:
    content = path.read_bytes()
    random = Random(path.name)
    file = tmp_path / path.name
    for number in range(20):
        file.write_bytes(mutate_bytes(random, content))
        assert file_faults(file, page=number % 10 == 0) == [], f"mutant {number}"


# The fuzzer itself


def test_every_change_changes_something_and_no_chance_is_left_to_chance() -> None:
    text = SEEDS[0].read_text(encoding="utf-8-sig")
    for change in CHANGES:
        changed = {change(Random(seed), text) for seed in range(8)}
        assert len(changed - {text}) > 1
        assert change(Random(1), text) == change(Random(1), text)
    assert mutate(Random(1), text) == mutate(Random(1), text)
    assert mutate_bytes(Random(1), b"abc") == mutate_bytes(Random(1), b"abc")


def test_changes_take_any_text() -> None:
    for change in CHANGES:
        for text in ("", "\n", "甲"):
            assert isinstance(change(Random(1), text), str)


def seen(document: Document) -> set[str]:
    """Return the kinds of fault found before anything fails."""
    kinds = set()
    with suppress(KeyError):
        for fault in document_faults(document, page=True):
            kinds.add(kind_of(fault))
    return kinds


def test_faults_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same looks on results that are wrong, and on a converter that fails."""
    whole = make_document("要求\n一、甲\n乙。\n")
    first = whole.root.children[0]
    wrong = {
        "conservation": replace(whole, root=replace(whole.root, children=(first,))),
        "ids": replace(whole, ids=dict.fromkeys(whole.ids, "sec_1")),
        "labels": replace(whole, labels={}),
        "position": replace(
            whole, diagnostics=(Diagnostic("empty", Severity.NOTE, "x", 9, 1, "…"),)
        ),
        "page": replace(whole, source=replace(whole.source, text="要求\n一、甲\n  。\n")),
    }
    assert list(document_faults(whole, page=True)) == []
    for kind, document in wrong.items():
        assert kind in seen(document)

    def fails(text: str) -> None:
        raise ValueError(text)

    monkeypatch.setattr("tests.fuzz.make_document", fails)
    assert text_faults("甲") == ["exception: ValueError in fails: 甲"]
    results = iter((whole, wrong["position"]))
    monkeypatch.setattr("tests.fuzz.make_document", lambda text: next(results))
    assert text_faults("甲", twice=True) == ["determinism: two runs differ"]


def test_an_example_is_made_as_small_as_it_can_be() -> None:
    text = "\n".join(f"第{number}条 甲乙丙。" for number in range(50))
    assert shrink(text, lambda t: "7" in t and "丙" in t) in ("7丙", "丙7", "丙\n7")
