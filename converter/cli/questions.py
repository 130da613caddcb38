"""The questions that `tiaowen links accept` asks on a terminal, one for each open address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from converter.ledger.check import also
from converter.ledger.outcomes import Outcome
from converter.ledger.settle import Decision, Verb
from converter.ledger.trace import LostPage, Trace
from converter.ledger.wording import Wording, percent, said


@dataclass(frozen=True, slots=True)
class _Choice:
    """An answer: what it says, and the decision that it is; `asks` for an address if needed."""

    text: str
    verb: Verb | None = None
    new: str = ""
    asks: str = ""


_LEAVE = _Choice("leave this open")


def ask(found: Trace, command: str) -> list[Decision]:
    """Ask what became of each address that is open.

    Args:
        found: What became of what was published.
        command: How a person calls the command, for what cannot be answered here.

    Returns:
        The answers.
    """
    words = Wording(found, command)
    decisions = []
    asked = [*(_of_page(one) for one in found.lost), *(_of_id(one, words) for one in found.open)]
    for number, (old, text, choices) in enumerate(asked, 1):
        click.echo(f"\n{number}/{len(asked)} {text}")
        answer = _choose(choices)
        if answer.verb:
            new = click.prompt(f"  {answer.asks}").strip() if answer.asks else answer.new
            decisions.append(Decision(answer.verb, old, new))
    return decisions


def _choose(choices: Sequence[_Choice]) -> _Choice:
    for number, choice in enumerate(choices, 1):
        click.echo(f"  {number}) {choice.text}")
    last = len(choices)
    picked: int = click.prompt(
        "  Which", type=click.IntRange(1, last), default=last, show_choices=False
    )
    return choices[picked - 1]


def _of_page(lost: LostPage) -> tuple[str, str, list[_Choice]]:
    slug = lost.address.slug
    text = f"{slug} was published with {len(lost.records):,} ids and is not there."
    choices = [] if lost.given_up else list(_fates_of_page(lost))
    return slug, text, [*choices, _LEAVE]


def _fates_of_page(lost: LostPage) -> Iterator[_Choice]:
    for kin in lost.kin:
        now = kin.page.address.slug if lost.address.version else kin.page.work
        file = kin.page.document.entry.file
        yield _Choice(
            f"it is {now} now: {file} has {percent(kin.share)} of its texts", Verb.MOVED, now
        )
    yield _Choice("it was removed", Verb.REMOVED)


def _of_id(one: Outcome, words: Wording) -> tuple[str, str, list[_Choice]]:
    old = str(one.record.address)
    text = f"{words.name(one.record.address)}{also(one)} was published as {said(one.record)}"
    if one.clause is None:
        return old, f"{text}; no clause bears it now.", [*_fates_of_id(one, words), _LEAVE]
    if one.gone_to:
        where = words.where(one.candidates, one.address)
        text += f"; it is now {where}, and the id names something else."
        return old, f"{text}\n  {_new_version(one, words)}", [_LEAVE]
    text += f"; now {said(one.clause.record())} stands there."
    came = words.came.get(one.address)
    if came:
        text += f" That was published as {words.name(came.record.address)}."
    same = [] if came else [_Choice("it is the same rule", Verb.SAME)]
    return old, f"{text}\n  {_new_version(one, words)}", [*same, _LEAVE]


def _new_version(one: Outcome, words: Wording) -> str:
    new = words.new_version(one.address.work)
    return f"If the text is a new version, run {new} instead."


def _fates_of_id(one: Outcome, words: Wording) -> Iterator[_Choice]:
    for candidate in one.candidates:
        new = str(candidate.clause.address)
        text = f"it is {words.where([candidate], one.record.address)} now"
        yield _Choice(text, Verb.MOVED, new)
    yield _Choice("it is another clause now", Verb.MOVED, asks="Which")
    yield _Choice("it was removed", Verb.REMOVED)
    yield _Choice("it was removed, and another clause replaces it", Verb.REMOVED, asks="Which")
