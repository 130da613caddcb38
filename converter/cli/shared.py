"""What the commands share: converting with progress, and how a run ends."""

from __future__ import annotations

import gc
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from converter.atomic import write_whole
from converter.exports import EXPORTS, brief, for_person
from converter.inputs import LEDGER, MANY, Inputs
from converter.options import Output
from converter.report import UNUSABLE, Report
from converter.settings import FILE_NAME as SETTINGS
from converter.settings import read_settings

# What a run with nothing to do does not need is imported where it is used: with it, the
# start alone would take half a second.
if TYPE_CHECKING:
    from concurrent.futures import Executor

    from converter.bundle import Bundle
    from converter.ledger.file import Held


#: How a command that answers questions prints its answers.
as_json = click.option(
    "--format", "form", type=click.Choice(["console", "json"]), default="console", show_default=True
)

_LOOKING_UP = (
    click.option("--site", metavar="DIR", help="Look into the data of this built site."),
    click.option("--sources", metavar="DIR", help="Convert this folder of raw texts [sources]."),
    click.option("--cache", metavar="DIR", help="What earlier runs left [.tiaowen/cache]."),
)


def looking_up(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say where it looks up what is published."""
    for option in reversed(_LOOKING_UP):
        command = option(command)
    return command


@contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal when there is much to do; nothing elsewhere."""
    shown = 0

    def update(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // max(total, 1)
        if total >= MANY and sys.stderr.isatty() and percent != shown:
            shown = percent
            bar = "█" * (percent // 4)
            click.echo(f"\r{label} {bar:<25} {percent:3}% {done}/{total}", nl=False, err=True)

    yield update
    if shown:
        click.echo("", err=True)


def convert_sources(
    inputs: Inputs,
    report: Report,
    executor: Executor | None,
    related: bool = False,
    place: Path | None = None,
) -> Bundle:
    """Convert the sources, with a bar where there are many.

    Args:
        inputs: Where the run reads from.
        report: Takes counts, findings and the time.
        executor: What to give work to, if anything.
        related: Whether related clauses are looked for.
        place: A folder of its own for texts that are put aside; in memory if None.

    Returns:
        The documents and what lies between them.

    Raises:
        click.UsageError: There are no sources.
    """
    from converter.corpus import make_bundle
    from converter.parallel import without_collection
    from converter.readers import READERS

    with report.timed("convert"), _progress("converting") as progress, without_collection():
        bundle = make_bundle(
            inputs.sources,
            inputs.shown,
            inputs.glossary,
            executor,
            progress,
            inputs.cache,
            related,
            place / "documents" if place else None,
        )
        if len(bundle.documents) >= MANY:
            gc.freeze()  # they stay to the end, and need not be looked through for cycles
    report.take(bundle)
    report.add(read_settings(inputs.origin / SETTINGS)[1])
    if not bundle.documents and not report.errors:
        known = ", ".join(sorted(READERS))
        raise click.UsageError(f"{inputs.shown} holds no sources; put raw texts ({known}) there")
    return bundle


def convert_and_hold(
    inputs: Inputs,
    report: Report,
    executor: Executor | None,
    related: bool = False,
    wanted: bool = True,
    place: Path | None = None,
) -> tuple[Bundle, Held | None]:
    """Convert the sources, and hold the ledger against them.

    Args:
        inputs: Where the run reads from.
        report: Takes counts, findings and times.
        executor: What to give work to, if anything.
        related: Whether related clauses are looked for.
        wanted: Whether a ledger that was named has to be there.
        place: As for `convert_sources`.

    Returns:
        The documents, with what old addresses resolve to; and what is to be recorded, unless
        there is no ledger or a source could not be used.

    Raises:
        click.UsageError: There are no sources, or not the ledger that was named.
    """
    from converter.ledger.file import hold

    path = inputs.ledger
    if path and wanted and _is_named(inputs, path) and not path.exists():
        hint = "`tiaowen build` and `tiaowen links accept` write one"
        raise click.UsageError(f"there is no ledger {path.as_posix()}; {hint}")
    bundle = convert_sources(inputs, report, executor, related, place)
    # What is missing because it could not be read has not vanished.
    if path is None or report.exit_code() == UNUSABLE:
        return bundle, None
    with report.timed("ledger"):
        try:
            held = hold(path, bundle.documents, accept_command(inputs))
        except OSError as error:
            raise click.UsageError(f"{path.as_posix()} cannot be read: {error.strerror}") from error
    if held.file.exists:
        report.add(held.findings)
    return replace(bundle, decisions=held.decisions), held


def _is_named(inputs: Inputs, ledger: Path) -> bool:
    """Tell whether a ledger was named, and is not that of the checkout."""
    return inputs.given or ledger != LEDGER


def accept_command(inputs: Inputs) -> str:
    """Return how a person calls `tiaowen links accept` for these inputs."""
    words = ["tiaowen", "links", "accept"]
    words += ["--sources", inputs.shown] if inputs.given else []
    if inputs.ledger and _is_named(inputs, inputs.ledger):
        words += ["--ledger", inputs.ledger.as_posix()]
    return shlex.join(words)


def say_of_ledger(held: Held | None, err: bool = False) -> None:
    """Say what was recorded in the ledger, if anything."""
    if held and not held.is_recorded:
        line = recorded_line(held)
        click.echo(f"{line}; commit it with the texts", err=err)


def recorded_line(held: Held) -> str:
    """Say what is to be recorded in a ledger, or was."""
    said = [f"{number:,} {word}" for word, number in held.changes.items() if number]
    path = held.file.path.as_posix()
    return f"{path}: {', '.join(said) or 'no address yet'}"


def say_of_cache(inputs: Inputs) -> None:
    """Warn of what is wrong with the cache."""
    for complaint in inputs.cache.complaints() if inputs.cache else ():
        click.echo(f"Warning: {complaint}", err=True)


def finish(report: Report, output: Output, line: str, listed: bool = False) -> None:
    """Write findings and the last line, and leave with the exit code.

    What is written to a file or for a program is complete. A person is shown all
    findings if they are to be `listed`, and else those that break the build.
    """
    text = EXPORTS[output.form](report, Path.cwd())
    if output.file:
        try:
            write_whole(output.file, text)
        except OSError as error:
            leave(output.file, error)
    elif listed or output.taken:
        click.echo(text if output.taken else for_person(report), nl=False)
    if not listed or output.file or output.taken:
        for line_of_error in brief(report.errors):
            click.echo(line_of_error, err=output.taken)
    click.echo(line, err=output.taken)
    sys.exit(report.exit_code())


def leave(path: Path, error: Exception) -> NoReturn:
    """Say why something cannot be written, and end."""
    message = str(error)
    if isinstance(error, OSError):
        # Of two names, as of a copy, the second is the one that is written.
        name = error.filename2 or error.filename or path
        message = f"{name} cannot be written: {error.strerror or error}"
    click.echo(f"Error: {message}", err=True)
    sys.exit(UNUSABLE)
