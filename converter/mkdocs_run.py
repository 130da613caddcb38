"""All that leans on MkDocs: its configuration, one build, one server, and what they complain of."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from converter.failures import BuildFailed

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from watchdog.observers.api import BaseObserver

#: The date that pages and the site map bear when none is set, so that two builds on
#: different days are the same bytes. MkDocs fails on the value 0; this is 1980-01-01,
#: the first date that a ZIP archive can hold.
_EPOCH = "315532800"


#: How often files are looked at while a site is served, in seconds.
_LOOK = 0.5


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


@contextmanager
def loaded(project: Path, site: Path, docs: Path) -> Iterator[MkDocsConfig]:
    """Load a configuration, for pages in a folder of our own; take errors for our own."""
    with _environment():
        from mkdocs.config import load_config
        from mkdocs.exceptions import Abort, MkDocsException

        log = logging.getLogger("mkdocs")
        collector = _Collector()
        log.addHandler(collector)
        log.propagate = False
        try:
            yield load_config(
                str(project / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(site), strict=True
            )
        except (Abort, MkDocsException) as error:
            raise BuildFailed("\n".join(collector.messages) or str(error)) from error
        finally:
            log.removeHandler(collector)
            log.propagate = True


#: Folders whose files are written when MkDocs is done; links to them are checked then.
_LATER = frozenset({"data"})


#: What the theme has for its own search, and for those who write it: 2 MB that no page asks for.
IDLE = re.compile(r"assets/javascripts/(?:lunr|workers)/.*|assets/.*\.map")


def run(config: MkDocsConfig, folders: Collection[str], copied: bool = True) -> list[str]:
    """Let MkDocs build.

    Args:
        config: Its configuration.
        folders: Folders that have pages which it is not shown, but links lead to.
        copied: Whether files that are no pages are copied to the site.

    Returns:
        The pages that it built, in its order.
    """
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.plugins import BasePlugin
    from mkdocs.structure.files import File, Files, InclusionLevel

    class AllFiles(Files):
        """The files of a project, with the pages that are stamped."""

        def get_file_from_path(self, path: str) -> File | None:
            found = super().get_file_from_path(path)
            if found is None and path.partition("/")[0] in {*folders, *_LATER}:
                return File(path, config.docs_dir, config.site_dir, use_directory_urls=True)
            return found

    pages: list[str] = []

    class Hidden(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
        """Tells MkDocs of pages that it does not see."""

        def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
            pages.extend(file.src_uri for file in files.documentation_pages())
            searches = any(name.rpartition("/")[2] == "search" for name in config.plugins)
            for file in files:
                idle = IDLE.fullmatch(file.src_uri) and not searches
                if (idle or not copied) and not file.is_documentation_page():
                    file.inclusion = InclusionLevel.EXCLUDED
            return AllFiles(files)

    config.plugins["tiaowen"] = Hidden()
    mkdocs_build(config)
    return pages


def serve(site: Path, build: Callable[[], None], watch: list[Path], address: str) -> None:
    """Serve a site, and build it anew when something changes; open pages load themselves again.

    Args:
        site: The folder of the site.
        build: Builds it; called before the first page is served, too.
        watch: Files and folders whose changes count.
        address: Host and port, as `127.0.0.1:8000`.

    Raises:
        OSError: The address cannot be served at.
    """
    from mkdocs.livereload import LiveReloadServer

    host, _, port = address.rpartition(":")
    server = LiveReloadServer(
        builder=build, host=host, port=int(port), root=str(site), mount_path="/"
    )
    server.observer = _observer()  # type: ignore[assignment]
    for path in watch:
        server.watch(str(path))
    build()
    try:
        server.serve(open_in_browser=False)  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()


def _observer() -> BaseObserver:
    """Make what looks for changes, compared to what is there when it is told of a folder.

    By itself it compares to what is there when its thread runs, which may be after somebody has
    seen the first page and changed a source.
    """
    from watchdog.observers.api import BaseObserver
    from watchdog.observers.polling import PollingEmitter

    class FromNow(PollingEmitter):
        """Notices all changes since it was made."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._snapshot = self._take_snapshot()

        def on_thread_start(self) -> None:
            """Compare to what was there before, not to what is there now."""

    return BaseObserver(FromNow, timeout=_LOOK)
