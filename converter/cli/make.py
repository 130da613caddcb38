"""The commands that make something of the sources: a site, a project, findings."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import click

from converter.cli.shared import (
    convert_and_hold,
    convert_sources,
    finish,
    leave,
    say_of_cache,
    say_of_ledger,
)
from converter.inputs import Inputs, make_inputs, reading
from converter.options import Output, compressing, relating, writing
from converter.report import Report
from converter.rerun import Run, again


@click.command()
@reading
@click.option("--site", metavar="DIR", help="Where to put the site [site].")
@compressing
@relating
@writing
def build(
    inputs: Inputs, site: str | None, compress: tuple[str, ...], related: bool, output: Output
) -> None:
    """Convert the sources, build the site and check it."""
    from converter import site as site_module
    from converter.mkdocs_build import BuildFailed
    from converter.project import OutputError
    from converter.work import build_site, executor

    if inputs.given and not site:
        raise click.UsageError("with --sources, say with --site where the site is to be")
    target = Path(site or "site")
    wrong = site_module.misplaced(target, inputs.sources)
    if wrong:
        raise click.UsageError(f"{target.as_posix()} {wrong}; name another folder with --site")
    report = Report()
    try:
        report_file = site_module.report_file(target)
        with site_module.workplace(target) as place, executor(inputs) as pool:
            bundle, held = convert_and_hold(inputs, report, pool, related, wanted=False)
            if not report.errors:
                ledger = held.file.ledger if held else None
                build_site(bundle, inputs, place, report, pool, ledger, compress)
            site_module.publish(None if report.errors else place / "site", target, report.to_json())
            if held and not report.errors:
                held.write()
    except BuildFailed as error:
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
            click.echo(f"Findings are in {report_file}; `tiaowen check{shown}` prints them.")
        say_of_ledger(held, err=output.taken)
    finish(report, output, line)


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
    from converter.project import OutputError
    from converter.work import executor, write_project

    with executor(inputs) as pool:
        bundle, _ = convert_and_hold(inputs, report, pool, related)
    if report.errors:
        return
    try:
        write_project(bundle, inputs, project)
    except (OutputError, OSError) as error:
        leave(project, error)


@click.command()
@reading
@writing
def check(inputs: Inputs, output: Output) -> None:
    """Print what is doubtful in the sources; write nothing."""

    def look(report: Report) -> None:
        from converter.work import executor

        with executor(inputs) as pool:
            convert_and_hold(inputs, report, pool)

    report = again(Run(inputs.cache, ["check", *inputs.names()], inputs.reads()), look)
    say_of_cache(inputs)
    finish(report, output, report.summary(), listed=True)


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@relating
def serve(address: str, related: bool) -> None:
    """Serve the site of this checkout, rebuilt when a source or page changes."""
    from converter import mkdocs_build
    from converter.project import make_project

    inputs = make_inputs(jobs=1)
    if not Path("mkdocs.yml").is_file():
        raise click.UsageError("there is no mkdocs.yml here; run this in a checkout")
    # Not in docs/ itself: what is written there would be a change to rebuild for.
    place = Path.cwd() / ".tiaowen" / "serve"

    def write_again() -> None:
        report = Report()
        bundle = convert_sources(inputs, report, None, related)
        for found in report.errors:
            click.echo(str(found), err=True)
        if report.errors:
            click.echo("The pages are as before; correct the sources above.", err=True)
            return
        shutil.rmtree(place / "project", ignore_errors=True)
        make_project(bundle, place / "project", inputs.origin)
        click.echo(f"{report.summary()}; http://{address}/ (Ctrl+C stops)")

    watched = [Path(name) for name in ("sources", "glossary.yml", "docs", "mkdocs.yml")]
    try:
        mkdocs_build.serve(place, write_again, [p for p in watched if p.exists()], address)
    except OSError as error:
        message = f"{address}: {error.strerror}; choose another with --address"
        raise click.ClickException(message) from error
