"""Weigh a built site: `python -m bench.weight SITE`.

The first table says what each part of the site weighs, the second what pages weigh. Of each kind of
page it gives means of these bytes, uncompressed:

- page: the whole file.
- content: what stands in `<article>` without the line of the frame in it, which is what
  Python-Markdown makes of the page's Markdown (`tests/test_stamped_pages.py` holds the two to the
  same bytes). Our apparatus (marks of clauses, links, folds) is content in this sense: it stands
  in the Markdown; the frame and the outline do not.
- bare: the content without all that carries `data-editorial`: the source's own text, with the
  elements, ids and links around it.

The ratios are those of the sums, so that large pages count for more; the last row is all pages.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import html

_FRAME_LINE = b'<p class="tw-address"'
_KINDS = ("documents", "glossary", "citations", "browse", "compare", "revisions")
_MB = 1_000_000


def part_of(path: str) -> str:
    """Name the part of a site that a file belongs to, given its path from the site's root."""
    folder, slash, _ = path.partition("/")
    if not slash:
        return "rest"
    return folder if folder in (*_KINDS, "data", "search") else "rest"


def content_of(page: bytes) -> bytes:
    """Return what stands in the article of a page, without the line that the frame has there."""
    start = page.find(b">", page.find(b"<article")) + 1
    end = page.find(b"</article>", start)
    line = page.rfind(_FRAME_LINE, start, end)
    return page[start : line if line >= 0 else end].strip()


def bare(content: bytes) -> bytes:
    """Return content without the apparatus, as a browser would write it."""
    tree = html.fragment_fromstring(content.decode(), create_parent="article")
    for element in list(tree.iterfind(".//*[@data-editorial]")):
        if element.getparent() is not None:
            element.drop_tree()
    whole: bytes = html.tostring(tree, encoding="utf-8")
    return whole.removeprefix(b"<article>").removesuffix(b"</article>")


def _pages(site: Path) -> Iterator[tuple[str, tuple[int, int, int]]]:
    for path in sorted(site.rglob("index.html")):
        name = path.relative_to(site).as_posix()
        page = path.read_bytes()
        if b"<article" in page:  # a page at an old address, which leads on, has none
            content = content_of(page)
            yield part_of(name), (len(page), len(content), len(bare(content)))


def _row(name: str, found: Iterable[tuple[int, int, int]]) -> str:
    rows = list(found)
    page, content, plain = (sum(column) for column in zip(*rows, strict=True))
    means = " | ".join(f"{total / len(rows):,.0f}" for total in (page, content, plain))
    return f"| {name} | {len(rows):,} | {means} | {page / content:.2f} | {page / plain:.2f} |"


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    site = parser.parse_args().site
    sizes: dict[str, int] = defaultdict(int)
    for path in site.rglob("*"):
        if path.is_file():
            sizes[part_of(path.relative_to(site).as_posix())] += path.stat().st_size
    print("| part | MB |\n|---|---|")
    for name, size in sorted(sizes.items(), key=lambda item: -item[1]):
        print(f"| {name} | {size / _MB:.1f} |")
    print(f"| all but the search | {(sum(sizes.values()) - sizes['search']) / _MB:.1f} |\n")
    kinds: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for kind, weights in _pages(site):
        kinds[kind].append(weights)
    print("| pages | count | page | content | bare | page / content | page / bare |")
    print(f"|---|{'---|' * 6}")
    for kind, rows in kinds.items():
        print(_row(kind, rows))
    print(_row("all", (row for rows in kinds.values() for row in rows)))


if __name__ == "__main__":
    main()
