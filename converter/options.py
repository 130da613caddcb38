"""The options of several commands: how findings are written, what is looked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path

import click

from converter.compress import FORMS, Missing, require
from converter.exports import EXPORTS
from converter.inputs import Inputs


@dataclass(frozen=True, slots=True)
class Output:
    """How findings are to be written.

    Attributes:
        form: A row of `EXPORTS`.
        file: Where to; standard output if None.
    """

    form: str = "console"
    file: Path | None = None

    @property
    def taken(self) -> bool:
        """True if standard output is for a program to read."""
        return self.form != "console" and self.file is None


def writing(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how findings are written.

    Args:
        command: A command that takes `inputs`, and `output`, an `Output`.

    Returns:
        The command with the options.

    Raises:
        click.UsageError: When called, if the file would be taken for a source, or two forms
            are asked for.
    """

    @wraps(command)
    def with_output(form: str, file: str | None, as_json: bool, **others: object) -> None:
        path = Path(file) if file else None
        inputs = others["inputs"]
        assert isinstance(inputs, Inputs)
        if path and inputs.sources.resolve() in path.resolve().parents:
            raise click.UsageError(f"{file} is inside the folder of sources; name another file")
        if as_json and form not in ("console", "json"):
            raise click.UsageError(f"--json and --format {form} exclude each other")
        command(output=Output("json" if as_json else form, path), **others)

    for option in (
        click.option("--json", "as_json", is_flag=True, help="The same as --format json."),
        click.option("--output", "file", metavar="FILE", help="Write the findings to FILE."),
        click.option(
            "--format",
            "form",
            type=click.Choice(list(EXPORTS)),
            default="console",
            show_default=True,
            help="How findings are written.",
        ),
    ):
        with_output = option(with_output)
    return with_output


def relating(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option that says whether related clauses are looked for.

    Args:
        command: A command that takes `related`.

    Returns:
        The command with the option.
    """
    option = click.option(
        "--related/--no-related",
        default=True,
        show_default=True,
        help="Show related clauses of other documents.",
    )
    return option(command)


def compressing(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option that says which compressed copies are written.

    Args:
        command: A command that takes `compress`, keys of `compress.FORMS`.

    Returns:
        The command with the option.

    Raises:
        click.UsageError: When called, if a form is not known, or needs what is not installed.
    """

    def read(_context: click.Context, _option: click.Parameter, value: str | None) -> object:
        forms = tuple(dict.fromkeys(value.split(","))) if value is not None else ()
        if unknown := [form for form in forms if form not in FORMS]:
            known = " and ".join(FORMS)
            raise click.UsageError(f"--compress knows {known}, not {unknown[0]!r}")
        try:
            require(forms)
        except Missing as error:
            raise click.UsageError(f"--compress {error}") from error
        return forms

    option = click.option(
        "--compress",
        metavar="gz,br",
        callback=read,
        help="Write compressed copies beside the files, for servers that send them.",
    )
    return option(command)
