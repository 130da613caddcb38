"""What of the published addresses somebody has to decide, as findings.

Reads: a trace. Writes: findings. Each says what was published, where that is now as far as
can be told, and the command that settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from converter.diagnostics import Diagnostic
from converter.findings import report, report_file
from converter.ledger.lines import BadLine, short
from converter.ledger.outcomes import UNLIKE, Outcome
from converter.ledger.records import ALL, Record, State
from converter.ledger.texts import Clause, Page
from converter.ledger.trace import Kin, LostPage, Trace
from converter.ledger.wording import COMMAND, Wording, percent, said
from converter.span import Position, Span

#: With more open than this a document is likely to be another version, which settles them all.
_MANY = 5
#: From this share of its texts on, a version with another date is likely to be the same text.
_SAME_TEXT = 0.9
#: A document that has less of the texts of a lost one is likely to be another with like clauses.
_HALF = 0.5


def check(found: Trace, bad: Iterable[BadLine] = (), command: str = COMMAND) -> list[Diagnostic]:
    """Report what somebody has to decide.

    Args:
        found: What became of what was published.
        bad: The lines of the ledger that could not be read.
        command: How a person calls the command that settles it.

    Returns:
        The findings, by place.
    """
    words, name = Wording(found, command), found.ledger.name
    out = [report_file("ledger", name, line.message, Position(line.line, 1)) for line in bad]
    out += _contradictions(found, words)
    out += (_of_page(lost, words) for lost in found.lost)
    out += _replaced(found, words)
    out += (_of_id(one, words) for one in found.open)
    return sorted(out, key=Diagnostic.sort_key)


def _at(words: Wording, record: Record | None, code: str, message: str) -> Diagnostic:
    place = Position(record.line, 1) if record and record.line else None
    return report_file(code, words.found.ledger.name, message, place)


def _contradictions(found: Trace, words: Wording) -> Iterator[Diagnostic]:
    for rivals in found.rivals:
        lines = " and ".join(str(line) for line in sorted(record.line for record in rivals))
        message = f"lines {lines} say different things of {words.name(rivals[0].address)}"
        yield _at(words, rivals[-1], "ledger", f"{message}; keep the one that is right")
    for record in found.dangling:
        at, target = record.address, ""
        name = words.name(at) if at.eid else at.work if at.version == ALL else at.slug
        if record.target:
            target = short(record.target, at) if record.target.eid else record.target.slug
        message = (
            f"{name} leads to {target}, which is not there; say where it leads with"
            f" {words.run('--moved', name, 'ADDRESS')}, or {words.run('--removed', name)}"
        )
        yield _at(words, record, "ledger", message)


# Ids


def _replaced(found: Trace, words: Wording) -> Iterator[Diagnostic]:
    """Tell of documents that look like another version before telling of their ids."""
    opened: dict[Page, list[Outcome]] = {}
    for one in found.open:
        if one.record.address.work == one.address.work:
            opened.setdefault(found.present.pages[one.address.at("")], []).append(one)
    for page, outcomes in opened.items():
        if len(outcomes) <= _MANY:
            continue
        number = len(outcomes) + sum(len(one.below) for one in outcomes)
        yield report_file(
            "text-replaced",
            page.document.source.name,
            f"{words.name(page.address)} looks like a new version: {number:,} of"
            f" {_count(len(found.known[page]), 'published address', 'es')} are gone or name"
            f" something else; if it is one, {_keep(page, words)}",
        )


def _keep(page: Page, words: Wording) -> str:
    """Say how a text that was edited into another version is kept."""
    source = page.document.source.name
    back = f"bring the former text back with `git show REV:{source} > FILE`"
    if words.found.present.current(page.work) is page:
        return f"{back} and run {words.new_version(page.work)}"
    return f"give it a file and a `version:` of its own, and {back}, in its place"


def _of_id(one: Outcome, words: Wording) -> Diagnostic:
    if one.clause is None:
        return _at(words, one.record, "link-lost", _lost(one, words))
    page = words.found.present.pages[one.address.at("")]
    return report("link-changed", page.document.source, _spot(one.clause), _changed(one, words))


def _spot(clause: Clause) -> Span:
    node = clause.node
    own = next(node.own_spans(), None)
    return own or Span(node.span.start, node.span.start)


def _lost(one: Outcome, words: Wording) -> str:
    name = words.name(one.record.address)
    message = f"{name} was published and no clause bears this id now{also(one)}"
    message += f"; it said {said(one.record)}"
    best = one.candidates[0].clause.address if one.candidates else None
    if best is None:
        return (
            f"{message}, and nothing like it is there: run {words.run('--removed', name)},"
            f" or {words.run('--moved', name, 'ADDRESS')} if another clause says it now"
        )
    return (
        f"{message}; most like it: {words.where(one.candidates, one.record.address)}:"
        f" run {words.run('--moved', name, words.target(best, one.record.address))},"
        f" or {words.run('--removed', name)} if the clause was removed"
    )


def _changed(one: Outcome, words: Wording) -> str:
    name = words.name(one.record.address)
    version = _another_version(one, words)
    where = words.where(one.candidates, one.record.address)
    message = f"{name}{also(one)} was published as {said(one.record)}"
    if one.record.state is not State.TEXT:
        became = "removed" if one.record.state is State.TOMBSTONE else "moved"
        return (
            f"{message} and {became} on {one.record.date}; a clause with other words bears this id"
            f" again: give it another number; {version}"
        )
    if one.gone_to:
        return (
            f"{message}, which is now {words.where(one.candidates[:1], one.record.address)};"
            f" the id names something else: {version}; if not, undo the change"
        )
    near = f"; most like it: {where}" if where else ""
    came = words.came.get(one.address)
    if came:
        return (
            f"{message}; what stands here now was published as {words.name(came.record.address)}"
            f"{near}: {version}; if not, undo the change"
        )
    if one.likeness < UNLIKE:
        alike = "something else stands here now"
    else:
        alike = f"the words here are like that by {percent(one.likeness)}"
    return (
        f"{message}; {alike}{near}: if it is the same rule, run {words.run('--same', name)};"
        f" {version}"
    )


def _another_version(one: Outcome, words: Wording) -> str:
    """Say what to do if a text has been edited into another version."""
    if words.found.present.current(one.address.work) is words.found.present.at(one.address):
        return f"if the text is a new version, run {words.new_version(one.address.work)}"
    return "if the text is another version, give it a file and a `version:` of its own"


def also(one: Outcome) -> str:
    """Say how many ids share the fate of one."""
    number = len(one.below)
    return (
        f" (nor {_count(number, 'id')} in it)"
        if number and not one.clause
        else (f" (with {_count(number, 'id')} in it)" if number else "")
    )


def _count(number: int, noun: str, plural: str = "s") -> str:
    return f"{number:,} {noun}{'' if number == 1 else plural}"


# Documents


def _of_page(lost: LostPage, words: Wording) -> Diagnostic:
    ids = _count(len(lost.records), "id")
    first = min(lost.records, key=lambda record: record.line, default=None)
    if lost.given_up:
        return _at(words, first, "document-lost", _given_up(lost))
    if lost.address.work in words.found.present.works:
        return _at(words, first, "version-lost", _version(lost, ids, words))
    work = lost.address.work
    message = f"the document {work} was published with {ids} and is not there"
    if not lost.kin:
        return _at(
            words,
            first,
            "document-lost",
            f"{message}, nor are its texts: put its file back,"
            f" or run {words.run('--removed', work)}",
        )
    best = lost.kin[0].page
    if lost.kin[0].share < _HALF:
        return _at(
            words,
            first,
            "document-lost",
            f"{message}; some of its texts are in {_kin(lost.kin)}: put its file back, or run"
            f" {words.run('--removed', work)}, or {words.run('--moved', work, best.work)} if that"
            " is what it is now",
        )
    return _at(
        words,
        first,
        "document-lost",
        f"{message}; its texts are in {_kin(lost.kin)}: give it its name back (`slug: {work}` in"
        f" the catalog), or run {words.run('--moved', work, best.work)}",
    )


def _given_up(lost: LostPage) -> str:
    page, decided = lost.kin[0].page, lost.given_up
    assert decided
    became = (
        f"renamed {decided.target.slug}"
        if decided.state is State.ALIAS and decided.target
        else "removed"
    )
    return (
        f"the document {lost.address.work} was {became} on {decided.date}, and"
        f" {_file(page)} bears its name now: give that another `slug:` in the catalog"
    )


def _version(lost: LostPage, ids: str, words: Wording) -> str:
    work, version = lost.address.work, lost.address.version
    message = f"the version {version} of {work} was published with {ids} and is not there"
    best = lost.kin[0]
    message += f"; its texts are in {_kin(lost.kin)}"
    moved = words.run("--moved", lost.address.slug, best.page.address.slug)
    if best.page.work != work:
        return f"{message}: give it its name back (`slug: {work}` in the catalog), or run {moved}"
    redated = f"if only the date was wrong, run {moved}"
    new = best.page.version or "DATE"
    edited = (
        "if it was edited into a new version,"
        f" run {words.run('--new-version', f'{work}/{new}', '--former', 'FILE')}"
    )
    both = (redated, edited) if best.share >= _SAME_TEXT else (edited, redated)
    return f"{message}: {'; '.join(both)}"


def _kin(kin: Sequence[Kin]) -> str:
    return ", ".join(
        f"{_file(one.page)} ({one.page.address.slug}, {percent(one.share)})" for one in kin
    )


def _file(page: Page) -> str:
    return page.document.entry.file
