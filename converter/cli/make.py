"""The commands that make something of the sources: a site, a project, findings."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from converter.cli.shared import (
    convert_and_hold,
    finish,
    leave,
    say_of_cache,
    say_of_ledger,
)
from converter.cli.summing import Summary, summing
from converter.cli.verifying import verify_site
from converter.failures import BuildFailed, OutputError
from converter.inputs import Inputs, make_inputs, reading
from converter.options import Output, compressing, relating, writing
from converter.report import Report
from converter.rerun import Run, again

if TYPE_CHECKING:
    from converter.ledger.file import Held


@click.command()
@reading
@click.option("--site", metavar="DIR", help="Where to put the site [site].")
@click.option("--verify", is_flag=True, help="Build twice, and publish only what is equal.")
@compressing
@relating
@summing
@writing
def build(
    inputs: Inputs,
    site: str | None,
    verify: bool,
    compress: tuple[str, ...],
    related: bool,
    output: Output,
    summary: Summary,
) -> None:
    """Convert the sources, build the site and check it."""
    from converter.site import report_file

    target = _site(inputs, site)
    summary.begin(target)
    report, held = Report(), None

    def make(fresh: Report) -> None:
        nonlocal report, held
        report = fresh
        held = _build(inputs, target, fresh, related, summary, verify, compress)

    # To verify, and to say what has changed, there has to be a build.
    cache = None if verify or summary.file else inputs.cache
    day = os.environ.get("SOURCE_DATE_EPOCH", "")
    name = ["build", *inputs.names(), str(target.resolve()), str(related), *compress, day]
    reads = [*inputs.reads(), inputs.origin / "mkdocs.yml", inputs.origin / "docs"]
    try:
        report = again(Run(cache, name, reads, [target, report_file(target)]), make)
    except BuildFailed as error:
        summary.write("MkDocs did not build the site", report)
        raise click.ClickException(f"MkDocs did not build the site:\n{error}") from error
    except (OutputError, OSError) as error:
        leave(target, error)
    say_of_cache(inputs)
    if report.errors:
        line = f"No site was built, {target.as_posix()} is unchanged: {report.summary()}"
    else:
        line = f"{target.as_posix()}/index.html: {report.summary()}"
        if report.diagnostics and not (output.taken or output.file):
            shown = f" --sources {shlex.quote(inputs.shown)}" if inputs.given else ""
            file = target.absolute().parent / "report.json"
            click.echo(f"Findings are in {file}; `tiaowen check{shown}` prints them.")
        say_of_ledger(held, err=output.taken)
    summary.write("No site was built" if report.errors else "The site was built", report, held)
    finish(report, output, line)


def _site(inputs: Inputs, named: str | None) -> Path:
    """Settle where the site is to be."""
    from converter.site import misplaced

    if inputs.given and not named:
        raise click.UsageError("with --sources, say with --site where the site is to be")
    target = Path(named or "site")
    wrong = misplaced(target, inputs.sources)
    if wrong:
        raise click.UsageError(f"{target.as_posix()} {wrong}; name another folder with --site")
    return target


def _build(
    inputs: Inputs,
    target: Path,
    report: Report,
    related: bool,
    summary: Summary,
    verify: bool,
    compress: tuple[str, ...],
) -> Held | None:
    """Build beside the old site, and put the new one in its place unless there are errors."""
    from converter import site as site_module
    from converter.work import build_site, executor

    site_module.report_file(target)
    with site_module.workplace(target) as place, executor(inputs) as pool:
        bundle, held = convert_and_hold(inputs, report, pool, related, False, place)
        if not report.errors:
            ledger = held.file.ledger if held else None
            shown = None if verify else target
            build_site(bundle, inputs, place, report, pool, ledger, compress, shown)
        new = None if report.errors else place / "site"
        summary.take(bundle, new)
        if verify and new:
            options = [] if related else ["--no-related"]
            options += ["--compress", ",".join(compress)] if compress else []
            verify_site(inputs, options, place, report, held)
        cache = None if verify else inputs.cache
        site_module.publish(new, target, report.to_json(), cache)
        if held and new:
            held.write()
    return held


@click.command()
@reading
@click.option("--out", metavar="DIR", help="Where to put the MkDocs project [this checkout].")
@relating
@writing
def convert(inputs: Inputs, out: str | None, related: bool, output: Output) -> None:
    """Write the Markdown pages and the data; `mkdocs build --strict` makes the site."""
    if inputs.given and not out:
        raise click.UsageError("with --sources, say with --out where the project is to be")
    project = Path(out or ".")
    if not out and not (project / "mkdocs.yml").is_file():
        raise click.UsageError("there is no mkdocs.yml here; run this in a checkout, or give --out")
    origin = [inputs.origin / "mkdocs.yml", inputs.origin / "docs"]
    written = [project / "mkdocs.yml", project / ".tiaowen" / "nav.yml", project / "docs"]
    # In a checkout the pages written by hand lie among those that are written.
    reads = [*inputs.reads(), *(path for path in origin if out)]
    name = ["convert", *inputs.names(), str(project.resolve()), str(related)]
    run = Run(inputs.cache, name, reads, written)
    report = again(run, lambda report: _write(inputs, project, report, related))
    say_of_cache(inputs)
    done = "Nothing was written" if report.errors else f"{project.as_posix()}/docs"
    finish(report, output, f"{done}: {report.summary()}")


def _write(inputs: Inputs, project: Path, report: Report, related: bool) -> None:
    from converter.failures import OutputError
    from converter.work import executor, write_project

    with executor(inputs) as pool:
        bundle, _ = convert_and_hold(inputs, report, pool, related)
        if report.errors:
            return
        try:
            write_project(bundle, inputs, project, pool)
        except (OutputError, OSError) as error:
            leave(project, error)


@click.command()
@reading
@summing
@writing
def check(inputs: Inputs, output: Output, summary: Summary) -> None:
    """Print what is doubtful in the sources; write nothing."""
    held = None

    def look(report: Report) -> None:
        from converter.work import executor

        nonlocal held
        with executor(inputs) as pool:
            bundle, held = convert_and_hold(inputs, report, pool)
        summary.take(bundle, None)

    # In a checkout there may be a site to compare with.
    summary.begin(None if inputs.given else Path("site"))
    # A report that is remembered says nothing of documents.
    cache = None if summary.file else inputs.cache
    report = again(Run(cache, ["check", *inputs.names()], inputs.reads()), look)
    say_of_cache(inputs)
    summary.write("The sources were checked", report, held)
    finish(report, output, report.summary(), listed=True)


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@relating
def serve(address: str, related: bool) -> None:
    """Serve the site of this checkout, rebuilt when a source or page changes."""
    from converter import mkdocs_build
    from converter.site import swap
    from converter.work import build_site

    inputs = make_inputs(jobs=1)
    if not Path("mkdocs.yml").is_file():
        raise click.UsageError("there is no mkdocs.yml here; run this in a checkout")
    # Not in docs/ itself: what is written there would be a change to rebuild for.
    place = Path.cwd() / ".tiaowen" / "serve"

    def build_again() -> None:
        report, new = Report(), place / "new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        try:
            bundle, held = convert_and_hold(inputs, report, None, related, False, new)
            if not report.errors:
                ledger = held.file.ledger if held else None
                build_site(bundle, inputs, new, report, None, ledger)
        except (BuildFailed, OutputError, click.ClickException) as error:
            click.echo(f"Error: {error}", err=True)
            return
        for found in report.errors:
            click.echo(str(found), err=True)
        if report.errors:
            click.echo("The pages are as before; correct the sources above.", err=True)
            return
        swap(new / "site", place / "site")
        click.echo(f"{report.summary()}; http://{address}/ (Ctrl+C stops)")

    watched = [
        Path(name) for name in ("sources", "glossary.yml", "links.lock", "docs", "mkdocs.yml")
    ]
    try:
        mkdocs_build.serve(place / "site", build_again, [p for p in watched if p.exists()], address)
    except OSError as error:
        message = f"{address}: {error.strerror}; choose another with --address"
        raise click.ClickException(message) from error
