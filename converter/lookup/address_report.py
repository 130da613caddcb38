"""Where addresses lead, for a person and for a program.

Reads: answers. Guarantees: the addresses in the order in which they were found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from converter.comparison import Change
from converter.lookup.addresses import Answer, Earlier, Lead
from converter.lookup.places import Place

#: How many lines are named where an address stands.
_MOST_LINES = 5
_WIDTH = max(map(len, Lead))


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
        lines += [f"    {line}" for line in (*_now(answer), *_earlier(answer))]
    return [*lines, _counts(answers)]


def _where(answer: Answer) -> str:
    numbers = answer.found.lines
    shown = ", ".join(map(str, numbers[:_MOST_LINES]))
    more = f" and {len(numbers) - _MOST_LINES:,} more" if len(numbers) > _MOST_LINES else ""
    return f"{'line' if len(numbers) == 1 else 'lines'} {shown}{more}"


def _now(answer: Answer) -> Iterator[str]:
    """Say what is there now."""
    named = [_place(place) for place in answer.targets]
    if answer.lead is Lead.MOVED:
        yield f"now {', '.join(named)}"
    elif answer.lead is Lead.GONE:
        yield f"deleted; its successor is {', '.join(named)}" if named else "deleted"
    elif answer.lead is Lead.UNKNOWN:
        yield _missing(answer)
    else:
        yield from (place.label + _dated(place) for place in answer.targets)
    if answer.words:
        yield f"it said: {answer.words}"


def _missing(answer: Answer) -> str:
    if answer.found.page:
        return "there is no such page, or no such place on it"
    document = answer.found.slug
    return f"{document} has no such clause" if answer.known else f"there is no document {document}"


def _place(place: Place) -> str:
    return f"{place.label}{_dated(place)} {place.url}"


def _dated(place: Place) -> str:
    return f" ({place.version})" if place.version else ""


def _earlier(answer: Answer) -> Iterator[str]:
    """Say what an address named in earlier texts, and what has become of that."""
    for one in answer.earlier:
        then = f"text of {one.place.version}: "
        # The address of a superseded text says itself where it leads.
        then += "" if one.place in answer.targets else f"{one.place.label} {one.place.url}, "
        if not one.now:
            yield f"{then}deleted since"
            continue
        here = one.now == answer.targets
        now = "now here" if here else f"now {', '.join(map(_place, one.now))}"
        same = one.change is Change.UNCHANGED
        yield f"{then}{now}, {_alike(one) if not same else 'same words'}"


def _alike(earlier: Earlier) -> str:
    return f"{earlier.change}, {earlier.likeness:.0%} alike"


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
    """Return a place as answers for programs have it; no address names a range."""
    return {key: value for key, value in place.item().items() if key != "last"}
