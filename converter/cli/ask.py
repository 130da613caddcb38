"""The commands beside them: a document added, a citation looked up, a finding explained."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from converter.cli.shared import as_json, convert_sources, finish, leave, looking_up
from converter.inputs import make_inputs
from converter.options import Output
from converter.report import Report

if TYPE_CHECKING:
    from converter.lookup.published import Published


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sources", metavar="DIR", default="sources", show_default=True)
def new(file: Path, sources: str) -> None:
    """Add FILE to the catalog, with what its text says of itself.

    A further version of a law that is there gets its slug, and a date beside it.

    A FILE outside the folder of sources is copied into it first.
    """
    from converter.proposal import NotNew, add_document

    folder = Path(sources)
    if not folder.is_dir():
        raise click.UsageError(f"there is no folder {sources}")
    try:
        added = add_document(file, folder)
    except NotNew as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        leave(folder, error)
    if added.problems:
        finish(Report(diagnostics=list(added.problems)), Output(), "Nothing added", listed=True)
    click.echo(f"Added to {folder.as_posix()}/catalog.yml; correct what is not right:")
    for key, value in added.values.items():
        click.echo(f"  {key}: {value}")
    for other, version in added.dated.items():
        click.echo(f"{other} is another version of it and has got `version: {version}`.")


@click.command()
@click.argument("citations", nargs=-1, required=True, metavar="CITATION...")
@looking_up
@as_json
def cite(
    citations: tuple[str, ...],
    site: str | None,
    sources: str | None,
    cache: str | None,
    form: str,
) -> None:
    """Print address, label, text and status of each CITATION.

    As a clerk writes it: 监察法第二十条第二款, "监察法 20", 《某某办法》第三条, 要点第20条, a
    number such as 国办发〔2018〕123号, an address of the site, or the name of a document
    there with the id of a clause. Ends with 1 if one of them leads nowhere.
    """
    from converter.lookup.answers import to_item, to_lines
    from converter.lookup.cite import Status, cite
    from converter.lookup.published import NotASite, read_site

    if site and (sources or cache):
        raise click.UsageError("--site excludes --sources and --cache")
    try:
        published = read_site(Path(site)) if site else _publish(sources, cache)
        answers = [cite(citation, published) for citation in citations]
    except NotASite as error:
        raise click.UsageError(f"{error}; name another folder with --site") from error
    if form == "json":
        items = [to_item(answer) for answer in answers]
        click.echo(json.dumps(items, ensure_ascii=False, indent=1))
    else:
        click.echo("\n\n".join("\n".join(to_lines(answer)) for answer in answers))
    sys.exit(any(answer.status is not Status.RESOLVED for answer in answers))


def _publish(sources: str | None, cache: str | None) -> Published:
    """Convert sources as far as their data; what is doubtful in them is for `check`."""
    from converter.work import executor, publish

    inputs = make_inputs(sources, cache=cache)
    report = Report()
    with executor(inputs) as pool:
        published = publish(convert_sources(inputs, report, pool))
    for found in report.errors:
        click.echo(str(found), err=True)
    return published


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what the kind of finding CODE means and what to do; list all kinds without CODE."""
    from converter.findings import explain as explain_finding

    try:
        click.echo(explain_finding(code))
    except KeyError as error:
        raise click.UsageError(str(error.args[0])) from error
