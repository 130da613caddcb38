"""Where addresses lead, for a person and for a program.

Reads: answers. Guarantees: the addresses in the order in which they were found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from converter.bundle import Change
from converter.lookup.addresses import Answer, Earlier, Lead
from converter.lookup.cite import Place

#: How many lines are named where an address stands.
_MOST_LINES = 5
_WIDTH = max(map(len, Lead))

#: What is said of each, before the address of what is there now.
_NOW = {
    Lead.RIGHT: "is",
    Lead.MOVED: "now",
    Lead.REWORDED: "is",
    Lead.OTHER_RULE: "is",
    Lead.GONE: "successor",
}


def to_lines(answers: Sequence[Answer]) -> list[str]:
    """Write where addresses lead, for a person.

    Args:
        answers: The answers.

    Returns:
        Lines; the last one has the counts.
    """
    lines: list[str] = []
    for answer in answers:
        lines.append(f"{answer.lead:<{_WIDTH}}  {answer.found.url}  ({_where(answer)})")
        lines += [f"    {line}" for line in _said(answer)]
    return [*lines, _counts(answers)]


def _where(answer: Answer) -> str:
    numbers = answer.found.lines
    shown = ", ".join(map(str, numbers[:_MOST_LINES]))
    more = f" and {len(numbers) - _MOST_LINES:,} more" if len(numbers) > _MOST_LINES else ""
    return f"{'line' if len(numbers) == 1 else 'lines'} {shown}{more}"


def _said(answer: Answer) -> list[str]:
    said = []
    if answer.targets:
        places = ", ".join(map(_place, answer.targets))
        said.append(f"{_NOW[answer.lead]}: {places}")
    elif answer.lead is Lead.GONE:
        said.append("no successor" if answer.words else "deleted")
    if answer.words:
        said.append(f"it said: {answer.words}")
    return said + [_earlier(one) for one in answer.earlier]


def _place(place: Place) -> str:
    version = f" ({place.version})" if place.version else ""
    return f"{place.label}{version} {place.url}"


def _earlier(earlier: Earlier) -> str:
    """Say what an address named in an earlier text, and what has become of that."""
    then = f"text of {earlier.place.version}: {earlier.place.label} {earlier.place.url}"
    if not earlier.now:
        return f"{then}, deleted since"
    now = ", ".join(_place(place) for place in earlier.now)
    same = earlier.change is Change.UNCHANGED
    likeness = "same words" if same else f"{earlier.change}, {earlier.likeness:.0%} alike"
    return f"{then}, now {now}, {likeness}"


def _counts(answers: Sequence[Answer]) -> str:
    counts = Counter(answer.lead for answer in answers)
    kinds = ", ".join(f"{counts[lead]:,} {lead}" for lead in Lead if counts[lead])
    total = f"{len(answers):,} {'address' if len(answers) == 1 else 'addresses'}"
    return f"{total}: {kinds}" if kinds else f"{total} of the site"


def to_item(answers: Sequence[Answer]) -> dict[str, Any]:
    """Write where addresses lead, for a program; see docs/data.md."""
    counts = Counter(answer.lead for answer in answers)
    return {
        "counts": {lead.value: counts[lead] for lead in Lead},
        "addresses": [
            {
                "address": answer.found.url,
                "lines": list(answer.found.lines),
                "lead": answer.lead.value,
                "targets": [_item(place) for place in answer.targets],
                "earlier": [
                    {
                        **_item(one.place),
                        "now": [_item(place) for place in one.now],
                        "change": one.change.value,
                        "likeness": round(one.likeness, 3),
                    }
                    for one in answer.earlier
                ],
                "words": answer.words or None,
            }
            for answer in answers
        ],
    }


def _item(place: Place) -> dict[str, str | None]:
    return {
        "doc": place.doc,
        "version": place.version,
        "eid": place.eid,
        "label": place.label,
        "url": place.url,
    }
