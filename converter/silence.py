"""Silencing: findings that an editor has looked at, and why they are right as they stand.

An editor silences one finding at one place, in the document's entry of the catalog. What
is silenced stays in the report with its reason; what silences nothing is a finding itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from converter.diagnostics import Diagnostic, Severity
from converter.entry import Entry, Silence
from converter.findings import FINDINGS, report_file
from converter.yamlfile import Field, Located, Problems, nearest, read_record, text_of

_COUNT = re.compile(r"[1-9][0-9]*")

FIELDS = (
    Field("finding", (str,), "a kind of finding, such as `number-gap`", required=True),
    Field("reason", (str,), "why the text is right as it stands", required=True),
    Field("spot", (str,), "the spot as the finding prints it, with its 〔〕"),
    Field("line", (str,), "the line of the finding, from 1", pattern=_COUNT),
    Field("column", (str,), "the column of the finding, from 1", pattern=_COUNT),
)

#: Silencing what has become of silencing would hide it for ever.
_UNUSED = "silence-unused"


def read_silences(item: Located | None, problems: Problems) -> tuple[Silence, ...]:
    """Read what the entry of a document silences.

    Args:
        item: The list under `silence`, if there is one.
        problems: Takes what is wrong with it.

    Returns:
        What is in good form, in order.
    """
    if item is None or not isinstance(item.value, list):
        return ()
    read = (_read(record, problems) for record in item.value)
    return tuple(wanted for wanted in read if wanted)


def _read(record: Located, problems: Problems) -> Silence | None:
    good = read_record(record, FIELDS, problems)
    code, reason = text_of(good, "finding"), text_of(good, "reason")
    if code is None or reason is None:
        return None
    refused = _refuse(code)
    if refused:
        problems.add(good["finding"].place, f"silence: {refused}")
        return None
    return Silence(
        finding=code,
        reason=" ".join(reason.split()),
        place=record.place,
        spot=text_of(good, "spot") or "",
        line=int(text_of(good, "line") or 0),
        column=int(text_of(good, "column") or 0),
    )


def _refuse(code: str) -> str | None:
    if code not in FINDINGS:
        return f"there is no finding {code!r}{nearest(code, FINDINGS)}"
    if FINDINGS[code].severity is Severity.ERROR:
        return f"{code} is an error and cannot be silenced; correct what it reports"
    if code == _UNUSED:
        return f"{code} cannot be silenced; remove what it reports"
    return None


def silence(
    diagnostics: Sequence[Diagnostic], entries: Collection[Entry], shown: str, catalog: str
) -> list[Diagnostic]:
    """Mark the findings that editors have silenced.

    Args:
        diagnostics: All findings.
        entries: The entries of the documents that could be converted; nothing is known
            of the others.
        shown: How the findings name the folder of sources.
        catalog: The name of the catalog in it.

    Returns:
        The findings, the silenced ones with the reason, and what is wrong with the
        silencing itself: it concerns no finding any more, or more than one.
    """
    out = list(diagnostics)
    path = f"{shown}/{catalog}"
    where: dict[tuple[str, str], list[int]] = {}
    for index, found in enumerate(diagnostics):
        where.setdefault((found.path, found.code), []).append(index)
    lines = sorted(entry.line for entry in entries)
    for entry in entries:
        end = next((line for line in lines if line > entry.line), None)
        for wanted in entry.silenced:
            about = where.get((f"{shown}/{entry.file}", wanted.finding), [])
            # What is wrong with the entry itself stands in the catalog.
            about = about + [
                index
                for index in where.get((path, wanted.finding), [])
                if entry.line <= out[index].line and (end is None or out[index].line < end)
            ]
            out += _mark(out, about, wanted, path)
    return out


def _mark(
    found: list[Diagnostic], about: Sequence[int], wanted: Silence, path: str
) -> Iterator[Diagnostic]:
    """Mark what is wanted, if it is one place, or yield why it is not."""
    hits = [index for index in about if _matches(wanted, found[index])]
    still = [index for index in hits if not found[index].silenced]
    places = {(found[index].path, found[index].line, found[index].column) for index in hits}
    if still and len(places) == 1:
        for index in still:
            found[index] = replace(found[index], silenced=wanted.reason)
    elif not hits:
        spots = [found[index].spot for index in about if not found[index].silenced]
        message = f"silence: {_describe(wanted)}; remove this, or give it as it is printed"
        yield report_file(_UNUSED, path, message + _hint(wanted, spots), wanted.place)
    elif not still:
        message = f"silence: {wanted.finding} is silenced here already; remove one of the two"
        yield report_file(_UNUSED, path, message, wanted.place)
    else:
        message = f"silence: {_ambiguous(wanted, [found[index] for index in hits])}"
        yield report_file("catalog", path, message, wanted.place)


def _matches(wanted: Silence, found: Diagnostic) -> bool:
    return (
        _bare(wanted.spot) == _bare(found.spot)
        and wanted.line in (0, found.line)
        and wanted.column in (0, found.column)
    )


def _bare(spot: str) -> str:
    """Leave out white space, which does not survive being copied from a terminal."""
    return "".join(spot.split())


def _describe(wanted: Silence) -> str:
    spot = f"with the spot {wanted.spot}" if wanted.spot else "without a spot"
    line = f" in line {wanted.line}" if wanted.line else ""
    column = f" at column {wanted.column}" if wanted.column else ""
    return f"there is no finding {wanted.finding} {spot}{line}{column}"


def _hint(wanted: Silence, spots: Sequence[str]) -> str:
    if wanted.spot:
        part = _bare(wanted.spot)
        spots = [spot for spot in spots if part in _bare(spot)] or spots
        if len(spots) != 1 or part not in _bare(spots[0]):
            return nearest(wanted.spot, filter(None, spots))
    return f"; did you mean '{spots[0]}'?" if len(spots) == 1 and spots[0] else ""


def _ambiguous(wanted: Silence, hits: Sequence[Diagnostic]) -> str:
    lines = sorted({found.line for found in hits})
    places = f"in lines {_listed(lines)}; add `line`"
    if len(lines) == 1:
        columns = sorted({found.column for found in hits})
        places = f"in line {lines[0]}, at columns {_listed(columns)}; add `column`"
    return f"{len(hits)} findings {wanted.finding} have this spot, {places}"


def _listed(numbers: Sequence[int]) -> str:
    *first, last = map(str, numbers)
    return f"{', '.join(first)} and {last}" if first else last
