"""YAML files written by people, read with the place of every value.

PyYAML composes the file into nodes that know line and column, so that a wrong
value is reported where it stands. Editing such files is for `entries.add_entry`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from converter.diagnostics import Diagnostic
from converter.findings import report_file
from converter.span import Position


@dataclass(frozen=True, slots=True)
class Located:
    """A value with its place: a scalar, a list or a mapping of further such values.

    Attributes:
        value: The value.
        place: Where it begins.
        key_place: Where its key stands, if it has one.
    """

    value: object
    place: Position
    key_place: Position | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A key that a record may have.

    Attributes:
        name: The key.
        types: What its value may be.
        expects: The same in words, for messages.
        required: True if a record must have it.
        pattern: What a text must look like as a whole.
        check: What else must be true of a text.
        each: What every item of a list must be.
    """

    name: str
    types: tuple[type, ...]
    expects: str
    required: bool = False
    pattern: re.Pattern[str] | None = None
    check: Callable[[str], bool] | None = None
    each: Field | None = None


class Problems:
    """Collects what is wrong with one file."""

    def __init__(self, path: str, code: str) -> None:
        self.path = path
        self.code = code
        self.found: list[Diagnostic] = []

    def add(self, place: Position, message: str) -> None:
        """Add a finding at a place of the file."""
        self.found.append(report_file(self.code, self.path, message, place))


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_START = Position(1, 1)


def load(path: Path, problems: Problems) -> Located | None:
    """Read a YAML file.

    Args:
        path: The file.
        problems: Takes what is wrong with it: not readable, not YAML, a key twice.

    Returns:
        Its content, or None if it cannot be read or is empty.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        root = yaml.compose(text, Loader=_LOADER)
        return _locate(root, problems) if root is not None else None
    except OSError as error:
        problems.add(_START, f"cannot be read: {error.strerror}")
        return None
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        column = len(before.rpartition(b"\n")[2].decode("utf-8")) + 1
        place = Position(before.count(b"\n") + 1, column)
        problems.add(place, "is not UTF-8 from here on; save it as UTF-8")
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Position(mark.line + 1, mark.column + 1) if mark else _START
        problems.add(place, f"is not YAML: {error.problem}; check indentation and quotes here")
        return None
    except yaml.YAMLError as error:
        problems.add(_START, f"is not YAML: {' '.join(str(error).split())}")
        return None
    except RecursionError:
        problems.add(_START, "is nested too deeply, or an alias in it stands for itself")
        return None


def _place(node: yaml.Node) -> Position:
    return Position(node.start_mark.line + 1, node.start_mark.column + 1)


def _locate(node: yaml.Node, problems: Problems, key_place: Position | None = None) -> Located:
    place = _place(node)
    if isinstance(node, yaml.SequenceNode):
        return Located([_locate(item, problems) for item in node.value], place, key_place)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Located] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in mapping:
                problems.add(
                    _place(key_node), f"the key {key!r} stands twice in one record; remove one"
                )
            mapping[key] = _locate(value_node, problems, _place(key_node))
        return Located(mapping, place, key_place)
    return Located(_scalar(node), place, key_place)


def _scalar(node: yaml.Node) -> object:
    """Read a scalar; dates stay text, so that 2023-01-01 needs no quotation marks."""
    kinds = {"tag:yaml.org,2002:null": None, "tag:yaml.org,2002:bool": node.value == "true"}
    if node.tag in kinds:
        return kinds[node.tag]
    return str(node.value)


def nearest(word: str, words: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the nearest known word, or nothing."""
    # It takes time to load, and only who has made a mistake needs it.
    from rapidfuzz import fuzz, process

    ordered = sorted(words, reverse=True)
    close = process.extractOne(word, ordered, scorer=fuzz.ratio, score_cutoff=60)
    # Not as `repr` has it: what is copied from here has to be the word itself.
    return f"; did you mean '{close[0]}'?" if close else ""


def read_record(
    record: Located, fields: Sequence[Field], problems: Problems
) -> Mapping[str, Located]:
    """Check one record against the keys that it may have.

    Args:
        record: The record.
        fields: The keys.
        problems: Takes what is wrong.

    Returns:
        The values that are in good form, by key; keys set to null are left out.
    """
    if not isinstance(record.value, dict):
        problems.add(record.place, "expected a record of `key: value` lines here")
        return {}
    known = {field.name: field for field in fields}
    good: dict[str, Located] = {}
    for key, item in record.value.items():
        field = known.get(key)
        if field is None:
            names = ", ".join(known)
            problems.add(
                item.key_place or item.place,
                f"unknown key {key!r}{nearest(key, known)} (known: {names})",
            )
        elif item.value is None:
            continue
        elif _is_good(item, field, problems):
            good[key] = item
    for field in fields:
        if field.required and field.name not in record.value:
            problems.add(record.place, f"the key {field.name!r} is missing: {field.expects}")
    return good


def _is_good(item: Located, field: Field, problems: Problems) -> bool:
    """Tell whether a value is what its field asks for; report it, or its items, if not."""
    if not _fits(item.value, field):
        kind = "nothing" if item.value is None else type(item.value).__name__
        shown = item.value if isinstance(item.value, str) else kind
        problems.add(item.place, f"{field.name}: expected {field.expects}, found {shown!r}")
        return False
    if field.each is None or not isinstance(item.value, list):
        return True
    # Every wrong item is reported, not only the first.
    verdicts = [_is_good(part, field.each, problems) for part in item.value]
    return all(verdicts)


def is_date(text: str) -> bool:
    """Tell whether a text such as `2023-01-31` is a day of the calendar."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _fits(value: object, field: Field) -> bool:
    if isinstance(value, str) and not value.strip():
        return False
    if field.pattern and not field.pattern.fullmatch(str(value)):
        return False
    if field.check and not field.check(str(value)):
        return False
    return isinstance(value, field.types)


def text_of(record: Mapping[str, Located], key: str) -> str | None:
    """Return a text value of a record, or None."""
    item = record.get(key)
    return str(item.value) if item else None


def texts_of(record: Mapping[str, Located], key: str) -> tuple[str, ...]:
    """Return a list of texts from a record; empty if it is not there."""
    item = record.get(key)
    if item is None or not isinstance(item.value, list):
        return ()
    return tuple(str(entry.value) for entry in item.value)
