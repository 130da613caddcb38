"""The site map: the entries of stamped pages among those of the pages that MkDocs built."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from converter.shell.slots import ShellError

#: The files that hold it.
SITE_MAP = frozenset({"sitemap.xml", "sitemap.xml.gz"})

_ENTRY = re.compile(r"<url>.*?</url>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SiteMap:
    """How the site map is written; it can be pickled.

    Attributes:
        head: What comes before the first entry.
        joint: What comes between two.
        tail: What comes after the last.
        entries: Pages that MkDocs built, below `docs/`, to their entries.
        form: What the entry of another page has before and behind its address.
    """

    head: str
    joint: str
    tail: str
    entries: Mapping[str, str]
    form: tuple[str, str]

    def write(self, uris: Iterable[str]) -> str:
        """Write the site map.

        Args:
            uris: The stamped pages, such as `documents/x/index.md`.
        """
        before, behind = self.form
        entries = {uri: f"{before}{uri.removesuffix('index.md')}{behind}" for uri in uris}
        entries |= self.entries
        listed = self.joint.join(entries[uri] for uri in sorted(entries, key=_as_walked))
        return f"{self.head}{listed}{self.tail}"


def _as_walked(uri: str) -> list[tuple[bool, bool, str]]:
    """Order pages as MkDocs does: those of a folder first, its index before all, then folders."""
    *above, name = uri.split("/")
    stem = name.removesuffix(".md")
    return [
        *((True, True, folder) for folder in above),
        (False, stem not in ("index", "README"), name),
    ]


def learn_site_map(text: str, pages: list[str], probes: list[str]) -> SiteMap | None:
    """Learn how the site map is written.

    Args:
        text: The one that MkDocs wrote.
        pages: The pages that it lists, in order.
        probes: Which of them are probes; at least one.

    Returns:
        How it is written; None if it lists nothing, as without `site_url`.

    Raises:
        ShellError: It is written in another way than is known here.
    """
    found = list(_ENTRY.finditer(text))
    if not found:
        return None
    joints = {text[a.end() : b.start()] for a, b in pairwise(found)}
    if len(found) != len(pages) or len(joints) != 1:
        raise ShellError("the site map lists something else than the pages")
    entries = {uri: match[0] for uri, match in zip(pages, found, strict=True)}
    forms = set()
    for probe in probes:
        form = entries.pop(probe).split(probe.removesuffix("index.md"))
        forms.add(tuple(form))
    if len(forms) != 1 or len(form) != 2:
        raise ShellError("the site map writes the addresses of pages in different ways")
    before, behind = form
    return SiteMap(
        text[: found[0].start()], joints.pop(), text[found[-1].end() :], entries, (before, behind)
    )


def write_site_map(site: Path, text: str) -> None:
    """Put a site map in the place of the one that MkDocs wrote, and pack it as that was packed.

    Args:
        site: The site, with `sitemap.xml` and `sitemap.xml.gz`.
        text: The site map.
    """
    (site / "sitemap.xml").write_text(text, encoding="utf-8", newline="\n")
    packed = site / "sitemap.xml.gz"
    date = int.from_bytes(packed.read_bytes()[4:8], "little")
    with (
        packed.open("wb") as file,
        gzip.GzipFile(str(packed), "wb", fileobj=file, mtime=date) as out,
    ):
        out.write(text.encode())
