"""Compressed copies of the files of a site, of which an earlier build may have left some.

Reads and writes: a site that is being made. Guarantees: those of `compress`; a copy that is there
of the same file is not made again.
"""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Executor

from converter.compress import ENDINGS, compress_site
from converter.site_files import SiteFiles


def compress_files(
    files: SiteFiles, forms: Collection[str], executor: Executor | None = None
) -> None:
    """Write compressed copies beside the files of a site that is being made.

    A copy that an earlier build has left of the same file stays, and where it has found that none
    is worth it, there is none.

    Args:
        files: The files; the copies are noted among them.
        forms: Keys of `FORMS`.
        executor: What does the work; this process if None.

    Raises:
        OSError: A file cannot be read or written.
    """
    copies: dict[str, tuple[str, str]] = {}
    for path, origin in files.made.copy().items():
        if path.rpartition(".")[2] in ENDINGS:
            named = {f"{path}.{form}": origin and f"{origin} {form}" for form in forms}
            copies |= {copy: (path, of) for copy, of in named.items() if copy not in files.made}
    wanted = {copy: row for copy, row in copies.items() if not files.has(copy, row[1])}
    for copy in wanted:
        files.remove(copy)
    compress_site(files.folder, forms, executor, {path for path, _ in wanted.values()})
    for copy, (_, origin) in wanted.items():
        files.note(copy, origin, absent=not (files.folder / copy).exists())
