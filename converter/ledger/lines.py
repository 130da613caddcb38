"""The file of the ledger: records to lines and back.

A line an address, its fields separated by single spaces. Each line says all that it says by
itself, and none says anything of the whole, so that two people who add documents change no
line of each other's; `.gitattributes` has git take the lines of both.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from converter.ledger.records import ALL, NONE, Address, Ledger, Record, State, make_ledger, order
from converter.slugs import SLUG

#: The first line. What comes after a `#` at the beginning of a line is for people.
HEADER = (
    "# The addresses that this site has published, one a line: document, version, clause, text."
    " Written by tiaowen; commit it with the texts."
)

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_EID = re.compile(r"[A-Za-z0-9_.-]+")
_PRINT = re.compile(r"[A-Za-z0-9_-]{8}(?::[A-Za-z0-9_-]{32})?")
#: The line of a text: nearly all lines are such, so they are read in one go.
_TEXT = re.compile(
    rf"({SLUG.pattern}) ({_DATE.pattern}|{NONE}) ({_EID.pattern})"
    rf" text ({_PRINT.pattern})(?: (\S+))?"
)
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be read.

    Attributes:
        line: Its number, from 1.
        message: What is wrong with it and what to do.
    """

    line: int
    message: str


class _Wrong(Exception):
    """A field is not in good form; the argument says which and what was expected."""


def write_lines(ledger: Ledger) -> str:
    """Write a ledger.

    Args:
        ledger: The ledger; rivals are left out.

    Returns:
        The content of the file.
    """
    records = sorted(ledger.records.values(), key=order)
    return "".join(f"{line}\n" for line in (HEADER, *map(to_line, records)))


def to_line(record: Record) -> str:
    """Write a record as a line, without its end."""
    at = record.address
    fields = [at.work, at.version or NONE, at.eid or ALL, record.state.value]
    fields += [show(record, at) for show in _SHOWN[record.state if at.eid else _whole(record)]]
    return " ".join(fields).rstrip()


def read_lines(text: str, name: str) -> tuple[Ledger, list[BadLine]]:
    """Read a ledger. The order of its lines does not matter.

    Args:
        text: The content of the file.
        name: The file, as messages name it.

    Returns:
        The ledger, and the lines that cannot be read.
    """
    records, bad = [], []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        line = line.removesuffix("\r")
        if match := _TEXT.fullmatch(line):
            work, version, eid, known, words = match.groups()
            address = Address(work, "" if version == NONE else version, eid)
            records.append(Record(address, State.TEXT, known, words or "", line=number))
            continue
        if not line.strip() or line.startswith("#"):
            continue
        try:
            records.append(_read(line, number))
        except _Wrong as wrong:
            bad.append(BadLine(number, str(wrong)))
    return make_ledger(records, name), bad


# A field of a line: how a record shows it, and how it is read.


def _whole(record: Record) -> str:
    return f"{record.state} of all"


def short(address: Address, origin: Address) -> str:
    """Write an address as seen from another: the id alone in the same version."""
    if (address.work, address.version) == (origin.work, origin.version) and address.eid:
        return address.eid
    return str(address) if address.eid else f"{address.slug}#{ALL}"


_SHOWN: dict[str, tuple[Callable[[Record, Address], str], ...]] = {
    State.TEXT: (lambda r, _: r.fingerprint, lambda r, _: r.excerpt),
    State.MOVED: (
        lambda r, at: short(r.target, at) if r.target else NONE,
        lambda r, _: r.date,
        lambda r, _: r.fingerprint,
        lambda r, _: r.excerpt,
    ),
    State.TOMBSTONE: (
        lambda r, _: r.date,
        lambda r, at: short(r.target, at) if r.target else NONE,
        lambda r, _: r.fingerprint,
        lambda r, _: r.excerpt,
    ),
    "alias of all": (lambda r, _: r.target.slug if r.target else NONE, lambda r, _: r.date),
    "tombstone of all": (
        lambda r, _: r.date,
        lambda r, _: str(r.target) if r.target else NONE,
        lambda r, _: r.excerpt,
    ),
}


def _read(line: str, number: int) -> Record:
    if _CONFLICT.match(line):
        raise _Wrong(
            "a merge has left its marks here; remove the lines with <<<<<<<, ======= and >>>>>>>,"
            " and keep the lines between them"
        )
    fields = line.split(" ")
    if len(fields) < 5:
        raise _Wrong(
            f"a line has at least 5 fields, this has {len(fields)}; take it from an earlier commit"
        )
    work, version, eid, word = fields[:4]
    address = Address(
        _matching(SLUG, work, "a document"),
        "" if version == NONE else version if version == ALL else _date(version),
        "" if eid == ALL else _matching(_EID, eid, "the id of a clause"),
    )
    if address.version == ALL and address.eid:
        raise _Wrong(f"a version is missing before {eid!r}; take the line from an earlier commit")
    form = word if address.eid else f"{word} of all"
    if form not in _READ:
        known = sorted(key.removesuffix(" of all") for key in _READ if address.eid or "all" in key)
        expected = ", ".join(dict.fromkeys(known))
        raise _Wrong(f"expected one of {expected}, found {word!r}; take it from an earlier commit")
    reads = _READ[form]
    values = fields[4:]
    # An excerpt may be empty: there are cells of tables without text.
    values += [""] * (len(reads) - len(values) if len(reads) - len(values) == 1 else 0)
    if len(values) != len(reads):
        wanted = 4 + len(reads)
        raise _Wrong(
            f"{word} takes {wanted} fields, this line has {len(fields)};"
            " take it from an earlier commit"
        )
    record = Record(address, State(word), line=number)
    for read, value in zip(reads, values, strict=True):
        record = read(record, value)
    return record


def _matching(pattern: re.Pattern[str], value: str, what: str) -> str:
    if not pattern.fullmatch(value):
        raise _Wrong(f"{value!r} is not {what}; take the line from an earlier commit")
    return value


def _date(value: str) -> str:
    return _matching(_DATE, value, "a date such as 2018-03-20")


def read_address(value: str, origin: Address | None = None) -> Address | None:
    """Read `eid`, `work#eid`, `work/2018-03-20#eid`, or a document without `#eid`.

    Args:
        value: The address.
        origin: Where an id alone belongs; without it a single word is a document.

    Returns:
        The address, or None if it is none.
    """
    page, mark, eid = value.partition("#")
    if origin and not mark:
        return origin.at(value) if _EID.fullmatch(value) else None
    work, dated, version = page.partition("/")
    eid = "" if eid == ALL else eid
    mark = mark if eid else ""
    good = SLUG.fullmatch(work) and (not dated or _DATE.fullmatch(version))
    return Address(work, version, eid) if good and (not mark or _EID.fullmatch(eid)) else None


def _target(record: Record, value: str) -> Record:
    if value == NONE and record.state is State.TOMBSTONE:
        return record
    found = read_address(value, record.address if record.address.eid else None)
    if not found:
        raise _Wrong(f"{value!r} is not an address; take the line from an earlier commit")
    return record._replace(target=found)


def _day(record: Record, value: str) -> Record:
    return record._replace(date=_date(value))


def _print(record: Record, value: str) -> Record:
    return record._replace(fingerprint=_matching(_PRINT, value, "a fingerprint"))


def _words(record: Record, value: str) -> Record:
    return record._replace(excerpt=value)


_READ: dict[str, tuple[Callable[[Record, str], Record], ...]] = {
    State.TEXT: (_print, _words),
    State.MOVED: (_target, _day, _print, _words),
    State.TOMBSTONE: (_day, _target, _print, _words),
    "alias of all": (_target, _day),
    "tombstone of all": (_day, _target, _words),
}
