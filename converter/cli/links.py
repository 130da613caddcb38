"""The commands of the ledger: what of the published addresses is open, and settling it."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from converter.cli.shared import accept_command, convert_and_hold, leave, say_of_cache
from converter.exports import brief
from converter.inputs import Inputs, reading
from converter.report import BROKEN, CLEAN, Report

if TYPE_CHECKING:
    from converter.diagnostics import Diagnostic
    from converter.ledger.file import Held
    from converter.ledger.new_version import Plan
    from converter.ledger.settle import Decision
    from converter.model import Document


@click.group()
def links() -> None:
    """Keep published addresses: what became of them, and what was decided."""


def _held(inputs: Inputs) -> tuple[Held, tuple[Document, ...]]:
    """Convert the sources and hold the ledger against them; leave if they cannot be used."""
    from converter.work import executor

    if inputs.ledger is None:
        raise click.UsageError("there is no mkdocs.yml here; name the ledger with --ledger")
    report = Report()
    with executor(inputs) as pool:
        bundle, held = convert_and_hold(inputs, report, pool, wanted=False)
    say_of_cache(inputs)
    if held is None:
        for found in report.errors:
            click.echo(str(found), err=True)
        click.echo("Nothing was looked at; correct the sources first.", err=True)
        sys.exit(report.exit_code())
    return held, bundle.documents


@links.command()
@reading
@click.option(
    "--format", "form", type=click.Choice(["console", "json"]), default="console", show_default=True
)
@click.option("--all", "every", is_flag=True, help="Print all addresses, not ten of a file.")
def status(inputs: Inputs, form: str, every: bool) -> None:
    """Print what of the published addresses is open.

    Ends with 0 if the ledger says what the documents say, and with 1 if something has to be
    decided or recorded.
    """
    held, _ = _held(inputs)
    findings = held.findings if held.file.exists else ()
    if form == "json":
        click.echo(json.dumps(_item(held, findings), ensure_ascii=False, indent=1))
    else:
        for line in map(str, findings) if every else brief(findings):
            click.echo(line)
        click.echo(_state(held, findings))
    sys.exit(BROKEN if findings or not held.is_recorded else CLEAN)


def _state(held: Held, findings: Sequence[Diagnostic]) -> str:
    """Say in a line how the ledger stands."""
    path = held.file.path.as_posix()
    if not held.file.exists:
        return f"There is no {path} yet; `tiaowen build` or `tiaowen links accept` writes it."
    said = [f"{len(held.file.ledger.records):,} addresses", f"{_to_decide(findings):,} to decide"]
    said += [f"{number:,} {word} to record" for word, number in held.changes.items() if number]
    return f"{path}: {', '.join(said)}"


def _to_decide(findings: Sequence[Diagnostic]) -> int:
    """Count findings, but for those that only sum up others."""
    return sum(found.code != "text-replaced" for found in findings)


def _item(held: Held, findings: Sequence[Diagnostic]) -> dict[str, object]:
    return {
        "ledger": held.file.path.as_posix(),
        "exists": held.file.exists,
        "addresses": len(held.file.ledger.records),
        "record": held.changes,
        "findings": [
            {
                "code": found.code,
                "path": found.path,
                "line": found.line,
                "column": found.column,
                "message": found.message,
                "spot": found.spot,
            }
            for found in findings
        ],
    }


class _Accept(click.Command):
    """A command that knows which --removed each --successor follows."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        removed, owners = 0, []
        for word in args:
            removed += word.partition("=")[0] == "--removed"
            if word.partition("=")[0] == "--successor":
                if not removed or removed - 1 in owners:
                    raise click.UsageError(
                        "--successor belongs behind the --removed that it is the successor of", ctx
                    )
                owners.append(removed - 1)
        ctx.meta["tiaowen.owners"] = owners
        return super().parse_args(ctx, args)


@links.command(cls=_Accept)
@reading
@click.option("--same", multiple=True, metavar="A", help="A is the same rule in new words.")
@click.option("--moved", multiple=True, nargs=2, metavar="A B", help="A is found at B now.")
@click.option("--removed", multiple=True, metavar="A", help="A is no more.")
@click.option("--successor", multiple=True, metavar="B", help="What replaces the --removed before.")
@click.option("--new-version", metavar="DATE", help="The text was edited into that of DATE.")
@click.option("--former", metavar="FILE", help="With --new-version: the text as it was published.")
@click.option("--former-date", metavar="DATE", help="Its date, where that is not known.")
@click.pass_context
def accept(
    ctx: click.Context,
    /,
    inputs: Inputs,
    same: tuple[str, ...],
    moved: tuple[tuple[str, str], ...],
    removed: tuple[str, ...],
    successor: tuple[str, ...],
    **version: str | None,
) -> None:
    """Record new addresses and rewordings, and what was decided of the others.

    A and B are written DOCUMENT#ID, DOCUMENT/2018-03-20#ID, as the whole address of a page,
    or as an id alone where only one document is in question; a whole document as DOCUMENT.
    All decisions are recorded, or none. Without options, on a terminal, asks for each address
    that is open; ends with 1 if something is left to decide.
    """
    from converter.ledger.settle import Decision, Verb

    decisions = [Decision(Verb.SAME, one) for one in same]
    decisions += [Decision(Verb.MOVED, *pair) for pair in moved]
    successors = dict(zip(ctx.meta["tiaowen.owners"], successor, strict=True))
    decisions += [
        Decision(Verb.REMOVED, one, successors.get(at, "")) for at, one in enumerate(removed)
    ]
    if not version["new_version"] and (version["former"] or version["former_date"]):
        raise click.UsageError("--former and --former-date belong to --new-version")
    held, documents = _held(inputs)
    plan = _plan(inputs, held, documents, version) if version["new_version"] else None
    if plan:
        own = plan.current.entry.file
        documents = (*(doc for doc in documents if doc.entry.file != own), *plan.documents)
    elif not decisions and held.findings and sys.stdin.isatty() and sys.stdout.isatty():
        from converter.cli.questions import ask

        decisions = ask(held.trace, accept_command(inputs))
    _settle(inputs, held, documents, decisions, plan)


def _plan(
    inputs: Inputs, held: Held, documents: Sequence[Document], version: Mapping[str, str | None]
) -> Plan:
    """Work out what a new version takes, or leave and say why it cannot be."""
    from converter.ledger.names import Refused
    from converter.ledger.new_version import NewVersion, plan

    former = Path(version["former"]) if version["former"] else None
    asked = NewVersion(version["new_version"] or "", former, version["former_date"] or "")
    try:
        return plan(asked, held.trace, inputs.sources, inputs.shown)
    except (Refused, OSError) as error:
        _refuse(held, [str(error)])


def _refuse(held: Held, reasons: Iterable[str]) -> NoReturn:
    for line in reasons:
        click.echo(f"Error: {line}", err=True)
    click.echo(f"Nothing was recorded; {held.file.path.as_posix()} is unchanged.", err=True)
    sys.exit(BROKEN)


def _settle(
    inputs: Inputs,
    held: Held,
    documents: Sequence[Document],
    decisions: Sequence[Decision],
    plan: Plan | None = None,
) -> None:
    from converter.ledger.check import check
    from converter.ledger.file import write_ledger
    from converter.ledger.settle import AllRefused, refused_lines, settle
    from converter.ledger.update import changes

    path, command = held.file.path, accept_command(inputs)
    if held.file.bad:
        for found in held.findings:
            click.echo(str(found), err=True)
        click.echo(f"{path.as_posix()} is unchanged; correct these lines first.", err=True)
        sys.exit(BROKEN)
    try:
        settled = settle(held.file.ledger, documents, decisions, _today(), command)
    except AllRefused as refused:
        _refuse(held, refused_lines(refused))
    counts = changes(held.file.ledger, settled.ledger)
    if plan or any(counts.values()) or not held.file.exists:
        try:
            if plan:
                plan.write()
            write_ledger(held.file, settled.ledger)
        except OSError as error:
            if plan:
                plan.undo()
            leave(path, error)
    if plan:
        click.echo(plan.said(inputs.shown))
    left = check(settled.left, (), command)
    for line in brief(left):
        click.echo(line)
    said = [f"{number:,} {word}" for word, number in counts.items() if number] or ["unchanged"]
    click.echo(f"{path.as_posix()}: {', '.join(said)}, {_to_decide(left):,} left to decide")
    sys.exit(BROKEN if left else CLEAN)


def _today() -> str:
    """Return the day that decisions are dated with."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return time.strftime("%Y-%m-%d", time.gmtime(int(epoch)) if epoch else time.localtime())
