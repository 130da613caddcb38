"""The commands after a law is revised: what rests on its old text, where old addresses lead."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from converter.cli.shared import (
    as_json,
    convert_and_hold,
    convert_sources,
    looking_up,
    say_of_cache,
)
from converter.inputs import Inputs, make_inputs, reading
from converter.report import Report

if TYPE_CHECKING:
    from converter.bundle import Bundle
    from converter.lookup.addresses import Addresses
    from converter.lookup.find_addresses import Found


@click.command()
@reading
@click.option("--work", metavar="SLUG", help="Only what rests on older texts of this document.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["console", "json", "markdown"]),
    default="console",
    show_default=True,
)
def affected(inputs: Inputs, work: str | None, form: str) -> None:
    """List what has to be looked at after a law is revised.

    Clauses that cite, and entries of the glossary that quote, what was reworded, renumbered,
    split, merged, regrouped or deleted since the text that they rest on; the most urgent first.
    """
    from converter.history.affected import revisions, undated
    from converter.lookup import todo
    from converter.view import View

    bundle = _convert(inputs)
    view = View(bundle)
    if work and work not in view.documents:
        raise click.UsageError(f"there is no document {work!r}; name it as its address does")
    found = [one for one in revisions(view) if work in (None, one.newer, one.older)]
    counts = undated(view)
    newest = view.current(view.documents[work]).slug if work else ""
    unsure = counts.get(newest, 0) if work else sum(counts.values())
    glossary = inputs.glossary.as_posix() if inputs.glossary else ""
    made = todo.parts(view, found, glossary)
    if form == "json":
        items = todo.to_items(view, made, unsure)
        click.echo(json.dumps(items, ensure_ascii=False, indent=1))
    else:
        write = todo.to_markdown if form == "markdown" else todo.to_lines
        click.echo("\n".join(write(made, unsure)))


def _convert(inputs: Inputs) -> Bundle:
    """Convert sources; what is doubtful in them is for `check`."""
    from converter.work import executor

    report = Report()
    with executor(inputs) as pool:
        bundle = convert_sources(inputs, report, pool)
    say_of_cache(inputs)
    for found in report.errors:
        click.echo(str(found), err=True)
    return bundle


@click.command("check")
@click.argument("url_list", metavar="URL-LIST", type=click.File("rb"))
@looking_up
@click.option("--ledger", metavar="FILE", help="Published addresses [links.lock].")
@as_json
def check_addresses(
    url_list: BinaryIO,
    site: str | None,
    sources: str | None,
    cache: str | None,
    ledger: str | None,
    form: str,
) -> None:
    """Tell of every address of the site in URL-LIST where it leads now.

    URL-LIST is any text: the export of a wiki, an archive of mails, a log; `-` reads it from
    standard input. Ends with 1 if one of the addresses leads nowhere.
    """
    from converter.lookup.address_report import to_item, to_lines
    from converter.lookup.addresses import Addresses, Lead, answers
    from converter.lookup.find_addresses import find_addresses
    from converter.lookup.pages import SitePages
    from converter.lookup.published import NotASite, read_site

    if site and (sources or cache or ledger):
        raise click.UsageError("--site excludes --sources, --cache and --ledger")
    # What is no UTF-8 can be no address, and does not hide those around it.
    lines = io.TextIOWrapper(url_list, encoding="utf-8-sig", errors="replace")
    found = find_addresses(lines)
    try:
        if site:
            known = Addresses(read_site(Path(site)), SitePages(Path(site)))
        else:
            known = _addresses(make_inputs(sources, cache=cache, ledger=ledger), found)
        told = answers(found, known)
    except NotASite as error:
        raise click.UsageError(f"{error}; name another folder with --site") from error
    if form == "json":
        click.echo(json.dumps(to_item(told), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(to_lines(told)))
    sys.exit(any(answer.lead is Lead.UNKNOWN for answer in told))


def _addresses(inputs: Inputs, found: Sequence[Found]) -> Addresses:
    """Convert what would be published, with what the ledger has decided."""
    from converter.lookup.addresses import Addresses
    from converter.lookup.pages import bundle_pages
    from converter.work import executor, publish

    # Documents of a series are put side by side only where that is asked for: it takes time.
    series = any(one.page.startswith("compare/") for one in found)
    report = Report()
    with executor(inputs) as pool:
        bundle, _ = convert_and_hold(inputs, report, pool, series)
    say_of_cache(inputs)
    for problem in report.errors:
        click.echo(str(problem), err=True)
    return Addresses(publish(bundle), bundle_pages(bundle), bundle.decisions)
