"""The option `--verify` of `tiaowen build`: the second build, and what is said of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from converter.inputs import Inputs
from converter.report import BROKEN, Report

if TYPE_CHECKING:
    from converter.ledger.file import Held
    from converter.verify import Difference

#: So many files that differ are named.
_MOST = 20


def verify_site(
    inputs: Inputs, options: Sequence[str], place: Path, report: Report, held: Held | None
) -> None:
    """Build a second time, and end unless that gives the same bytes.

    Args:
        inputs: What the first site was built from.
        options: The options of the first build that decide what the site holds.
        place: The folder with the first site.
        report: Takes the time.
        held: The ledger, if there is one.

    Raises:
        SystemExit: The second build failed, or is not the same; both are said.
    """
    from converter.verify import SecondBuildFailed, build_again, compare

    with report.timed("verify"):
        try:
            second = build_again(inputs, options, place)
        except SecondBuildFailed as error:
            _end(f"The second build of the same input failed:\n{error}")
        found = [*compare(place / "site", second / "site"), *_ledgers(held, second)]
    if not found:
        return
    lines = [f"  {one}" for one in found[:_MOST]]
    more = len(found) - _MOST
    lines += [f"  and {more:,} more"] if more > 0 else []
    count = f"{len(found):,} file{'' if len(found) == 1 else 's'}"
    _end("\n".join([f"Two builds of the same input differ in {count}:", *lines]))


def _ledgers(held: Held | None, second: Path) -> list[Difference]:
    """Compare what both builds record in the ledger."""
    from converter.ledger.lines import write_lines
    from converter.verify import Difference, where

    if held is None or held.file.bad:
        return []
    first = held.file.content if held.is_recorded else write_lines(held.next)
    other = (second / "links.lock").read_bytes()
    same = first.encode() == other
    return [] if same else [Difference(held.file.path.name, where(first.encode(), other))]


def _end(message: str) -> NoReturn:
    click.echo(f"Error: {message}\nNothing was published.", err=True)
    sys.exit(BROKEN)
