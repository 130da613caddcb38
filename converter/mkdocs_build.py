"""All that leans on MkDocs: one build, one server, and what they complain of."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

#: The date that pages and the site map bear when none is set, so that two builds on
#: different days are the same bytes. MkDocs fails on the value 0; this is 1980-01-01,
#: the first date that a ZIP archive can hold.
_EPOCH = "315532800"


class BuildFailed(Exception):
    """MkDocs did not build the site; the message says why."""


class _Collector(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())


@contextmanager
def _environment() -> Iterator[None]:
    """Fix what a build would otherwise take from its surroundings."""
    before = dict(os.environ)
    os.environ.setdefault("SOURCE_DATE_EPOCH", _EPOCH)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def build(project: Path, site: Path) -> str:
    """Build a project, strictly.

    Args:
        project: A folder with `mkdocs.yml` and `docs/`.
        site: Where to put the site; emptied first.

    Returns:
        The path below which the site is to be served, as `site_url` says it: `/`, or
        `/tiaowen/` and the like. The links of 404.html begin with it.

    Raises:
        BuildFailed: MkDocs reported an error or a warning.
    """
    with _environment():
        from mkdocs.commands.build import build as mkdocs_build
        from mkdocs.config import load_config
        from mkdocs.exceptions import Abort, MkDocsException

        log = logging.getLogger("mkdocs")
        collector = _Collector()
        log.addHandler(collector)
        log.propagate = False
        try:
            config = load_config(str(project / "mkdocs.yml"), site_dir=str(site), strict=True)
            mkdocs_build(config)
        except (Abort, MkDocsException) as error:
            raise BuildFailed("\n".join(collector.messages) or str(error)) from error
        finally:
            log.removeHandler(collector)
            log.propagate = True
        return urlsplit(config.site_url or "").path.rstrip("/") + "/"


def serve(place: Path, write: Callable[[], None], watch: list[Path], address: str) -> None:
    """Serve a project, and build it anew when something changes.

    Args:
        place: A folder to work in: the project is its folder `project`.
        write: Writes the project; called before every build.
        watch: Files and folders whose changes count.
        address: Host and port, as `127.0.0.1:8000`.
    """
    with _environment():
        from mkdocs.commands.build import build as mkdocs_build
        from mkdocs.config import load_config
        from mkdocs.livereload import LiveReloadServer

        host, _, port = address.rpartition(":")
        config_file, site = place / "project" / "mkdocs.yml", place / "site"

        def rebuild() -> None:
            write()
            if config_file.is_file():
                mkdocs_build(
                    load_config(str(config_file), site_dir=str(site), site_url=f"http://{address}/")
                )

        rebuild()
        server = LiveReloadServer(
            builder=rebuild, host=host, port=int(port), root=str(site), mount_path="/"
        )
        for path in watch:
            server.watch(str(path))
        try:
            server.serve(open_in_browser=False)  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()
