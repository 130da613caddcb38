"""The commands that carry a site to where it cannot be built: as packages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from converter.cli.shared import leave

# What they lean on is imported where it is used, so that other commands start as quickly.
if TYPE_CHECKING:
    from converter.delivery.manifest import Manifest

#: So many files of a wrong site are named.
_MOST = 10


@click.command()
@click.argument("site", metavar="SITE", type=click.Path(exists=True, file_okay=False))
@click.option(
    "--since",
    metavar="OLD",
    type=click.Path(exists=True),
    help="The site that is there, or the package that made it [a package of all files].",
)
@click.option("--out", metavar="FILE", required=True, help="The package to write, a ZIP file.")
def package(site: str, since: str | None, out: str) -> None:
    """Pack what of SITE has changed since an earlier site.

    `tiaowen unpack FILE --onto SITE` makes the new site of the earlier one.
    """
    from converter.delivery.manifest import BadPackage
    from converter.delivery.pack import make_package
    from converter.delivery.tree import NotATree
    from converter.site import is_site

    place, old, file = Path(site), Path(since) if since else None, Path(out)
    for folder in (place, old):
        if folder and folder.is_dir() and not is_site(folder):
            raise click.UsageError(f"{folder.as_posix()} is no site of ours")
        if folder and folder.resolve() in file.resolve().parents:
            raise click.UsageError(f"{out} is inside {folder.as_posix()}; name another file")
    if file.is_dir():
        raise click.UsageError(f"{out} is a folder; name a file")
    try:
        manifest = make_package(place, old, file)
    except BadPackage as error:
        _refuse(f"{old.as_posix()}: {error}" if old and old.is_file() else f"{error}")
    except NotATree as error:
        _refuse(str(error))
    except OSError as error:
        leave(file, error)
    made = f"the site {_short(manifest.result)}"
    if manifest.base == manifest.result:
        click.echo(f"{out} holds nothing: nothing has changed since {since}, {made}")
        return
    size = f"{out}: {_counted(manifest)}, {file.stat().st_size:,} bytes"
    base = f"for the site {_short(manifest.base)}, " if manifest.base else ""
    click.echo(f"{size}; {base}makes {made}")


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False))
@click.option("--onto", "site", metavar="SITE", required=True, help="The site to make new.")
def unpack(file: str, site: str) -> None:
    """Make a site new with a package of `tiaowen package`.

    All is made and checked beside it; then it is replaced in one step. A package that is
    damaged or for another site changes nothing.
    """
    from converter.delivery.manifest import BadPackage
    from converter.delivery.tree import NotATree
    from converter.delivery.unpack import WrongBase
    from converter.delivery.unpack import unpack as apply
    from converter.failures import OutputError

    place = Path(site)
    if place.resolve() in (Path.cwd(), *Path.cwd().parents, *Path(file).resolve().parents):
        raise click.UsageError(f"{site} is the folder that you or {file} are in, or one above it")
    try:
        done = apply(Path(file), place)
    except BadPackage as error:
        _refuse(f"{file} cannot be used: {error}")
    except WrongBase as error:
        _refuse(_wrong(file, site, dict(error.files)))
    except (NotATree, OutputError) as error:
        _refuse(str(error))
    except OSError as error:
        leave(place, error)
    if done is None:
        click.echo(f"{site} is already what {file} makes of it; nothing was done")
    else:
        click.echo(f"{site}: {_counted(done)}; it is the site {_short(done.result)} now")


def _refuse(message: str) -> NoReturn:
    leave(Path(), Exception(message))


def _wrong(file: str, site: str, files: dict[str, str]) -> str:
    """Say that a package is for another site, and which files tell so."""
    if not Path(site).is_dir():
        return f"there is no site {site}, and {file} holds only what one needs to be made new"
    lines = [f"  {path} {how}" for path, how in list(files.items())[:_MOST]]
    more = len(files) - len(lines)
    lines += [f"  and {more:,} more"] if more > 0 else []
    count = f"{len(files):,} file{'' if len(files) == 1 else 's'}"
    return "\n".join(
        [
            f"{file} is for another site than {site}, which differs from it in {count}:",
            *lines,
            "Unpack the packages before it in their order, or one of all files.",
        ]
    )


def _counted(manifest: Manifest) -> str:
    """Count the files of a package."""
    total = len(manifest.files)
    files = f"{total:,} file{'' if total == 1 else 's'}"
    if manifest.base is None:
        return f"all {files}"
    new = len(manifest.changed) - len(manifest.was)
    changed = f"{new:,} new, {len(manifest.was):,} changed, {len(manifest.removed):,} removed"
    return f"{changed} of {files}"


def _short(digest: str | None) -> str:
    return (digest or "")[:12]
