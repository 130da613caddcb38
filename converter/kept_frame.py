"""What MkDocs has built, kept from run to run as far as it is sure what it depends on.

Reads: a project. Guarantees: what is kept was built from the same configuration, the same pages and
files and by the same libraries; where a configuration may have MkDocs read anything else, such as
one with plugins, nothing is kept.
"""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from converter import mkdocs_build
from converter.cache import Cache, digest, file_digest, fingerprint
from converter.mkdocs_build import Frame
from converter.parallel import pack, unpack
from converter.site_files import below, write_new
from converter.yamlfile import Located, Problems, load

R = TypeVar("R")

#: The sort of result, in a cache, and how many others of it stay.
_KIND, _MOST = "frame", 8
#: What a configuration may say so that nothing but the project decides what MkDocs builds.
_EXTENSIONS = frozenset({"attr_list", "def_list", "md_in_html", "tables", "toc"})
_TAGS = ("!ENV", "!relative", "!!python")
_NAVIGATION = ".tiaowen/nav.yml"


class KeptFrame:
    """What MkDocs builds of a project, or has built of one that was the same."""

    def __init__(self, project: Path, cache: Cache | None) -> None:
        """Look at the configuration of a project.

        Args:
            project: A folder with `mkdocs.yml` and `docs/`.
            cache: What earlier runs have built; None to build all.
        """
        self._project = project
        self._cache = cache if cache and _is_closed(project / "mkdocs.yml") else None

    def is_fast(self) -> bool:
        """As `mkdocs_build.is_fast`.

        Raises:
            BuildFailed: MkDocs cannot use its configuration.
        """
        key = self._key("fast", ["mkdocs.yml", _NAVIGATION])
        fast = self._found(key, lambda: mkdocs_build.is_fast(self._project))
        if not fast:  # a whole site is too much to be kept in one piece
            self._cache = None
        return fast

    def frame(self, site: Path) -> Frame:
        """As `mkdocs_build.frame`.

        Raises:
            BuildFailed: MkDocs reported an error or a warning.
        """

        def make() -> tuple[Frame, dict[str, bytes]]:
            frame = mkdocs_build.frame(self._project, site)
            return frame, {name: (site / name).read_bytes() for name in below(site)}

        # What is left there of an earlier attempt of this run has partly been moved elsewhere.
        shutil.rmtree(site, ignore_errors=True)
        key = self._key("frame", below(self._project))
        frame, files = self._found(key, make)
        if not site.exists():
            for name, content in files.items():
                write_new(f"{site}/{name}", content)
        return frame

    def plain(self, pages: Mapping[str, str]) -> dict[str, str]:
        """As `mkdocs_build.plain`.

        Raises:
            BuildFailed: MkDocs reported an error or a warning.
        """
        each = (part for page in sorted(pages.items()) for part in page)
        key = self._key("plain", below(self._project), *each)
        return self._found(key, lambda: mkdocs_build.plain(self._project, pages))

    def _key(self, what: str, files: list[str], *more: str) -> str:
        """Return the key of a result that these files of the project decide; "" to keep none."""
        if self._cache is None:
            return ""
        read = (f"{name} {file_digest(self._project / name)}" for name in files)
        day = os.environ.get("SOURCE_DATE_EPOCH", "")
        return digest(fingerprint(), what, day, digest(*read), *more)

    def _found(self, key: str, make: Callable[[], R]) -> R:
        if self._cache is None:
            return make()
        content = self._cache.load(_KIND, key)
        if content is not None:
            try:
                found: R = unpack(zlib.decompress(content))
            except Exception:  # a pickle of another world can fail in any way
                self._cache.damaged += 1
            else:
                return found
        made = make()
        self._cache.store(_KIND, key, zlib.compress(pack(made), 1))
        self._cache.drop_unused(_KIND, _MOST)
        return made


def _is_closed(configuration: Path) -> bool:
    """Tell whether nothing outside of the project decides what MkDocs builds."""
    found = load(configuration, Problems(configuration.name, "settings"))
    text = configuration.read_text(encoding="utf-8", errors="replace")
    if found is None or any(tag in text for tag in _TAGS):
        return False
    values: Any = _plain(found)
    if not isinstance(values, dict):
        return False
    theme, extensions = values.get("theme"), values.get("markdown_extensions") or []
    return (
        values.get("INHERIT") == _NAVIGATION
        and values.get("docs_dir", "docs") == "docs"
        and values.get("plugins") == []
        and not values.get("hooks")
        and isinstance(theme, dict)
        and theme.get("name") == "material"
        and str(theme.get("custom_dir", "docs/")).startswith("docs/")
        and ".." not in str(theme.get("custom_dir"))
        and isinstance(extensions, list)
        and {name for one in extensions for name in (one if isinstance(one, dict) else [one])}
        <= _EXTENSIONS
    )


def _plain(found: Located) -> Any:
    """Leave out where each value stands."""
    value = found.value
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value
