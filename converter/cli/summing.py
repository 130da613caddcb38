"""The options `--summary` and `--against`, and what is gathered for a summary during a run."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from converter.atomic import write_whole
from converter.cli.shared import leave, recorded_line
from converter.inputs import Inputs
from converter.report import Report

# Only a run that is asked for a summary needs these.
if TYPE_CHECKING:
    from converter.bundle import Bundle
    from converter.ledger.file import Held
    from converter.summary.past import Item, Past, Sizes


class Summary:
    """What a summary says, gathered during a run; nothing is done if none was asked for.

    Attributes:
        file: Where to write it; None if none was asked for.
    """

    def __init__(self, file: Path | None, against: Path | None) -> None:
        """Take what was asked for: the file, and the site to compare with."""
        self.file = file
        self._against = against
        self._past: Past | None = None
        self._documents: list[Item] = []
        self._sizes: Sizes | None = None

    def begin(self, site: Path | None) -> None:
        """Read what there is to compare with, before it is replaced.

        Args:
            site: The site that is there, unless another one was named.

        Raises:
            click.UsageError: There is no site where one was named.
        """
        if self.file is None:
            return
        from converter.summary.past import read_past

        if site and site.resolve() in self.file.resolve().parents:
            raise click.UsageError(f"{self.file} is inside the site; name another file")
        place = self._against or site
        self._past = read_past(place) if place else None
        if self._against and self._past is None:
            raise click.UsageError(f"there is no site of ours in {self._against.as_posix()}")

    def take(self, bundle: Bundle, site: Path | None) -> None:
        """Take what a run has made.

        Args:
            bundle: The documents.
            site: The finished site, if there is one.
        """
        if self.file is None:
            return
        from converter.summary.past import measure, read_documents
        from converter.writers import data

        built = read_documents(site) if site else None
        # As they are read back from the site that is there.
        self._documents = built or json.loads(json.dumps(data.documents(bundle)))
        self._sizes = measure(site) if site else None

    def write(self, outcome: str, report: Report, held: Held | None = None) -> None:
        """Write the summary; a run that cannot write it ends.

        Args:
            outcome: What came of the run, for the heading.
            report: Its report.
            held: The ledger, if there is one.
        """
        if self.file is None:
            return
        from converter.summary.page import Run, render

        said = json.loads(report.to_json())
        recorded = recorded_line(held) if held and not held.is_recorded else ""
        run = Run(
            outcome,
            report.summary(),
            self._documents,
            said["findings"],
            said["timings"],
            self._sizes,
            recorded,
        )
        try:
            write_whole(self.file, render(run, self._past))
        except OSError as error:
            leave(self.file, error)


def summing(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a summary.

    Args:
        command: A command that takes `inputs`, and `summary`, a `Summary`.

    Returns:
        The command with the options.

    Raises:
        click.UsageError: When called, if the file would be taken for a source, or there is
            something to compare with and no file.
    """

    @wraps(command)
    def with_summary(summary: str | None, against: str | None, **others: object) -> None:
        inputs = others["inputs"]
        assert isinstance(inputs, Inputs)
        if against and not summary:
            raise click.UsageError("--against is for a summary; give --summary FILE as well")
        file = Path(summary) if summary else None
        if file and inputs.sources.resolve() in file.resolve().parents:
            raise click.UsageError(f"{summary} is inside the folder of sources; name another file")
        command(summary=Summary(file, Path(against) if against else None), **others)

    for option in (
        click.option(
            "--against", metavar="SITE", help="The site to compare with [the one that is there]."
        ),
        click.option("--summary", metavar="FILE", help="Write a summary in Markdown to FILE."),
    ):
        with_summary = option(with_summary)
    return with_summary
