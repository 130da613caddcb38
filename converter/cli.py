"""The command line: commands, exit codes, progress. The only module that prints."""

from __future__ import annotations

import gc
import io
import json
import shlex
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from converter import __version__
from converter.exports import EXPORTS
from converter.inputs import MANY, Inputs, make_inputs, reading
from converter.options import Output, relating, writing
from converter.report import UNUSABLE, Report
from converter.rerun import Run, again

# What a run with nothing to do does not need is imported where it is used: with it, the
# start alone would take half a second.
if TYPE_CHECKING:
    from concurrent.futures import Executor

    from converter.bundle import Bundle
    from converter.lookup.published import Published


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


def _convert(
    inputs: Inputs, report: Report, executor: Executor | None, related: bool = False
) -> Bundle:
    from converter.corpus import make_bundle
    from converter.readers import READERS

    with report.timed("convert"), _progress("converting") as progress:
        bundle = make_bundle(
            inputs.sources,
            inputs.shown,
            inputs.glossary,
            executor,
            progress,
            inputs.cache,
            related,
        )
    if len(bundle.documents) >= MANY:
        gc.freeze()  # they stay to the end, and need not be looked through for cycles
    report.take(bundle)
    if not bundle.documents and not report.errors:
        known = ", ".join(sorted(READERS))
        raise click.UsageError(f"{inputs.shown} holds no sources; put raw texts ({known}) there")
    return bundle


def _say_of_cache(inputs: Inputs) -> None:
    for complaint in inputs.cache.complaints() if inputs.cache else ():
        click.echo(f"Warning: {complaint}", err=True)


def _finish(report: Report, output: Output, line: str, listed: bool = False) -> None:
    """Write findings and the last line, and leave with the exit code.

    What is written to a file or for a program is complete. A person is shown all
    findings if they are to be `listed`, and else those that break the build.
    """
    text = EXPORTS[output.form](report, Path.cwd())
    if output.file:
        try:
            output.file.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            _leave(output.file, error)
    elif listed or output.taken:
        click.echo(text, nl=False)
    if not listed or output.file or output.taken:
        for found in report.errors:
            click.echo(str(found), err=output.taken)
    click.echo(line, err=output.taken)
    sys.exit(report.exit_code())


def _leave(path: Path, error: Exception) -> NoReturn:
    """Say why something cannot be written, and end."""
    message = str(error)
    if isinstance(error, OSError):
        message = f"{error.filename or path} cannot be written: {error.strerror or error}"
    click.echo(f"Error: {message}", err=True)
    sys.exit(UNUSABLE)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tiaowen")
def cli() -> None:
    """Build a reference site from Chinese official documents."""


@cli.command()
@reading
@click.option("--site", metavar="DIR", help="Where to put the site [site].")
@relating
@writing
def build(inputs: Inputs, site: str | None, related: bool, output: Output) -> None:
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
            bundle = _convert(inputs, report, pool, related)
            if not report.errors:
                build_site(bundle, inputs, place, report, pool)
            site_module.publish(None if report.errors else place / "site", target, report.to_json())
    except BuildFailed as error:
        raise click.ClickException(f"MkDocs did not build the site:\n{error}") from error
    except (OutputError, OSError) as error:
        _leave(target, error)
    _say_of_cache(inputs)
    if report.errors:
        line = f"No site was built, {target.as_posix()} is unchanged: {report.summary()}"
    else:
        line = f"{target.as_posix()}/index.html: {report.summary()}"
        if report.diagnostics and not (output.taken or output.file):
            shown = f" --sources {shlex.quote(inputs.shown)}" if inputs.given else ""
            click.echo(f"Findings are in {report_file}; `tiaowen check{shown}` prints them.")
    _finish(report, output, line)


@cli.command()
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
    _say_of_cache(inputs)
    done = "Nothing was written" if report.errors else f"{project.as_posix()}/docs"
    _finish(report, output, f"{done}: {report.summary()}")


def _write(inputs: Inputs, project: Path, report: Report, related: bool) -> None:
    from converter.project import OutputError
    from converter.work import executor, write_project

    with executor(inputs) as pool:
        bundle = _convert(inputs, report, pool, related)
    if report.errors:
        return
    try:
        write_project(bundle, inputs, project)
    except (OutputError, OSError) as error:
        _leave(project, error)


@cli.command()
@reading
@writing
def check(inputs: Inputs, output: Output) -> None:
    """Print what is doubtful in the sources; write nothing."""

    def look(report: Report) -> None:
        from converter.work import executor

        with executor(inputs) as pool:
            _convert(inputs, report, pool)

    report = again(Run(inputs.cache, ["check", *inputs.names()], inputs.reads()), look)
    _say_of_cache(inputs)
    _finish(report, output, report.summary(), listed=True)


@cli.command()
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
        bundle = _convert(inputs, report, None, related)
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


@cli.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sources", metavar="DIR", default="sources", show_default=True)
def new(file: Path, sources: str) -> None:
    """Add FILE to the catalog, with what its text says of itself.

    A FILE outside the folder of sources is copied into it first.
    """
    from converter.proposal import NotNew, add_document

    folder = Path(sources)
    if not folder.is_dir():
        raise click.UsageError(f"there is no folder {sources}")
    try:
        values, problems = add_document(file, folder)
    except NotNew as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        _leave(folder, error)
    if problems:
        _finish(Report(diagnostics=problems), Output(), "Nothing added", listed=True)
    click.echo(f"Added to {folder.as_posix()}/catalog.yml; correct what is not right:")
    for key, value in values.items():
        click.echo(f"  {key}: {value}")


@cli.command()
@click.argument("citations", nargs=-1, required=True, metavar="CITATION...")
@click.option("--site", metavar="DIR", help="Look into the data of this built site.")
@click.option("--sources", metavar="DIR", help="Convert this folder of raw texts [sources].")
@click.option("--cache", metavar="DIR", help="What earlier runs left [.tiaowen/cache].")
@click.option(
    "--format", "form", type=click.Choice(["console", "json"]), default="console", show_default=True
)
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
    from converter.lookup.cite import Status, cite, to_item, to_lines
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
        published = publish(_convert(inputs, report, pool))
    for found in report.errors:
        click.echo(str(found), err=True)
    return published


@cli.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what the kind of finding CODE means and what to do; list all kinds without CODE."""
    from converter.findings import explain as explain_finding

    try:
        click.echo(explain_finding(code))
    except KeyError as error:
        raise click.UsageError(str(error.args[0])) from error


def main() -> None:
    """Run the command line; the entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Findings quote Chinese text, which a Windows code page may not hold.
            stream.reconfigure(encoding="utf-8", errors="replace")
    # Ended from outside, a run cleans up as it does after Ctrl+C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    cli(prog_name="tiaowen")


if __name__ == "__main__":
    main()
