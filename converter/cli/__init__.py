"""The command line: commands, exit codes, progress. The only package that prints."""

from __future__ import annotations

import io
import signal
import sys

import click

from converter import __version__
from converter.cli.ask import cite, explain, new
from converter.cli.deliver import package, unpack
from converter.cli.links import links
from converter.cli.make import build, check, convert, serve
from converter.cli.revised import affected, check_addresses


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tiaowen")
def cli() -> None:
    """Build a reference site from Chinese official documents."""


for command in (build, check, cite, convert, explain, links, new, package, serve, unpack):
    cli.add_command(command)
for command in (affected, check_addresses):
    links.add_command(command)


def main() -> None:
    """Run the command line; the entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Findings quote Chinese text, which a Windows code page may not hold.
            stream.reconfigure(encoding="utf-8", errors="replace")
    # Ended from outside, a run cleans up as it does after Ctrl+C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    cli(prog_name="tiaowen")
