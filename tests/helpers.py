"""Plain functions that the tests share: a text to a document, a document to what a person reads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml
from bs4 import BeautifulSoup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from converter.catalog import read_catalog
from converter.entry import Entry
from converter.listing import Listing
from converter.model import Document
from converter.other_pages import other_pages
from converter.pipeline import Job, Work, convert, run_passes
from converter.source import SourceText
from converter.span import Span
from converter.tree import Node
from converter.view import View
from converter.writers.markdown import render

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "sources"
FIXTURES = ROOT / "tests" / "fixtures"
#: Real statutes and documents; beside the checkout, never in it.
CORPORA = ROOT.parent / "shared" / "corpora"

#: With this set, fixtures are rewritten instead of compared; look at `git diff` afterwards.
UPDATE = os.environ.get("TIAOWEN_UPDATE_FIXTURES") == "1"


def make_document(text: str, name: str = "x.txt", entry: Entry | None = None) -> Document:
    """Take a text through all passes."""
    work = Work(SourceText.plain(name, text), entry, Path(name).stem)
    document = run_passes(work, name, "", len(text.encode("utf-8", "surrogatepass")))
    return replace(document, entry=entry or Entry(file=name, slug="x"))


def comparison_pages(view: View) -> Iterator[tuple[str, str]]:
    """Write the pages of all comparisons and their list, as a site does: folders and pages."""
    for uri, page in other_pages(view, Listing(view.bundle)):
        if uri.startswith("compare/"):
            text = page if isinstance(page, str) else page.write(view.settings)
            yield uri.removesuffix("index.md"), text


def seed(name: str) -> Document:
    """Convert one of the five documents of `sources/`, as a build does."""
    entry = read_catalog(SOURCES, "sources").entries[name]
    document, problems = convert(Job(SOURCES / name, f"sources/{name}", name, entry))
    assert document is not None and problems == []
    return document


def eids(document: Document) -> list[str]:
    """Return the ids of what can be cited, in document order."""
    return [document.ids[node.key] for node in document.clauses()]


def node_at(document: Document, eid: str) -> Node:
    """Return the node with an id."""
    return next(node for node in document.clauses() if document.ids[node.key] == eid)


#: How much of a heading or paragraph an outline shows, in characters.
_SHOWN = 20


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _outline_lines(
    document: Document, node: Node, depth: int, width: int, places: bool
) -> Iterator[str]:
    source = document.source
    for child in node.children:
        words = [source.slice(child.num)] if child.num else []
        if child.heading:
            words.append(f"【{_shorten(source.slice(child.heading))}】")
        if any(child.body):
            words.append(_shorten(" / ".join(source.slice(span) for span in child.body)))
        if child.is_empty:
            words = ["（空款）"]
        words = words or ["（所附文件）"]
        line = f"{source.position(child.span.start).line:>3}  " if places else ""
        eid = document.ids[child.key]
        indent = "    " * depth
        label = document.labels[child.key]
        yield f"{line}{eid:<{width}} {indent}{' '.join(words)} 〔{label}〕"
        yield from _outline_lines(document, child, depth + 1, width, places)


def outline(document: Document, places: bool = False) -> str:
    """Write a document's structure for a person to check against the text.

    A line a node: its id, then indented its number as printed, its heading in 【】, the
    beginning of its text, and the label to cite it by in 〔〕.

    Args:
        document: The document.
        places: With the line of the source before each node.
    """
    longest = max(map(len, document.ids.values()), default=0)
    width = -(-longest // 8) * 8  # so that a new id rarely moves all the others
    lines = _outline_lines(document, document.root, 0, width, places)
    return "".join(f"{line}\n" for line in lines)


def uncovered(document: Document) -> list[Span]:
    """Return what of a text lies in no node, overlaps or lies outside the parent's span."""
    source = document.source
    wrong: list[Span] = []
    own = sorted(span for node in document.root.walk() for span in node.own_spans())
    at = 0
    for span in own:
        if span.start < at:
            wrong.append(span)
        elif source.strip(Span(at, span.start)):
            wrong.append(source.strip(Span(at, span.start)))
        at = max(at, span.end)
    rest = source.strip(Span(at, len(source.text)))
    wrong += [rest] if rest else []
    for node in document.root.walk():
        wrong += [child.span for child in node.children if not node.span.contains(child.span)]
        wrong += [span for span in node.own_spans() if not node.span.contains(span)]
    return wrong


@cache
def mkdocs_config() -> MkDocsConfig:
    """Load the part of mkdocs.yml that decides how Markdown becomes HTML."""
    written = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    config = MkDocsConfig(config_file_path=str(ROOT / "mkdocs.yml"))
    config.load_dict(
        {
            "site_name": "x",
            "docs_dir": str(ROOT / "docs"),
            "plugins": [],
            "markdown_extensions": written["markdown_extensions"],
        }
    )
    errors, _ = config.validate()
    assert errors == []
    return config


def to_html(document: Document) -> str:
    """Write a document and let MkDocs render it, configured as the site is."""
    config = mkdocs_config()
    config.plugins._current_plugin = "tests"  # named as the maker of the file
    file = File.generated(config, "documents/x/index.md", content=render(document))
    page = Page(None, file, config)
    page.read_source(config)
    page.render(config, Files([file]))
    assert page.content is not None
    return str(page.content)


def source_text_of(html: str) -> str:
    """Return what a page shows without the apparatus."""
    soup = BeautifulSoup(html, "lxml")
    for element in soup.select("[data-editorial], .headerlink"):
        element.decompose()
    return soup.get_text()


def ids_of(html: str) -> list[str]:
    """Return all ids on a page."""
    return [str(element["id"]) for element in BeautifulSoup(html, "lxml").select("[id]")]


def check_fixture(path: Path, actual: str) -> None:
    """Compare with a fixture file, or rewrite it."""
    if UPDATE:
        path.write_text(actual, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == actual, (
        f"{path.relative_to(ROOT)} differs; if the new form is right, run"
        " TIAOWEN_UPDATE_FIXTURES=1 pytest and look at `git diff`"
    )
