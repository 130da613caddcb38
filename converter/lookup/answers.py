"""Answers to typed citations, written for a person or for a program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from converter.lookup.cite import Answer, Status
from converter.lookup.lineage import Former
from converter.lookup.places import Place

#: What is said of each status, above what may be meant.
_SAID = {
    Status.NOT_IN_CORPUS: ("not in the corpus", "not in the corpus; the nearest names:"),
    Status.NO_SUCH_CLAUSE: ("no such clause", "no such clause; what there is:"),
    Status.AMBIGUOUS: ("ambiguous", "ambiguous; it may be:"),
    Status.UNREADABLE: ("no document and clause that can be read, such as 监察法第二十条第二款",)
    * 2,
}


def to_lines(answer: Answer) -> list[str]:
    """Write an answer for a person.

    Args:
        answer: The answer.

    Returns:
        Lines.
    """
    lines = [answer.query]
    if answer.target:
        lines.append(f"  resolved: {_said(answer.target)}")
        lines.append(f"  {answer.target.url}")
    else:
        lines.append(f"  {_heading(answer)}")
        lines += [f"    {_said(place)}  {place.url}" for place in answer.candidates]
        lines += [f"    and {answer.more:,} others; name it in full"] * bool(answer.more)
    said = {former.was.doc for former in answer.former}
    said |= {place.doc for former in answer.former for place in former.now}
    others = (place for place in answer.versions if place.doc not in said)
    lines += [f"  other version: {_said(place)}  {place.url}" for place in others]
    lines += [line for former in answer.former for line in _became(former, answer.target)]
    return [*lines, *(f"    {line}" for line in answer.text)]


def _heading(answer: Answer) -> str:
    if answer.status is Status.NO_SUCH_CLAUSE and answer.former and not answer.candidates:
        return "no such clause any more; what it was:"
    return _SAID[answer.status][bool(answer.candidates)]


def _became(former: Former, target: Place | None) -> Iterator[str]:
    """Say what became of a clause of an earlier version."""
    if former.was != target:
        yield f"  formerly: {_said(former.was)}  {former.was.url}"
    if not former.now:
        yield "    no longer there"
    for place in former.now:
        words = "no longer there; it was in what is now" if former.within else "now"
        yield f"    {words}: {_said(place)}  {place.url}"


def _said(place: Place) -> str:
    return place.label + (f" ({place.version})" if place.version else "")


def to_item(answer: Answer) -> dict[str, Any]:
    """Write an answer for a program.

    Args:
        answer: The answer.

    Returns:
        What JSON can hold; see docs/data.md.
    """
    return {
        "query": answer.query,
        "status": answer.status.value,
        "target": answer.target.item() if answer.target else None,
        "text": "\n".join(answer.text) or None,
        "candidates": [place.item() for place in answer.candidates],
        "more": answer.more,
        "versions": [place.item() for place in answer.versions],
        "former": [
            {
                "was": former.was.item(),
                "now": [place.item() for place in former.now],
                "within": former.within,
            }
            for former in answer.former
        ],
    }
