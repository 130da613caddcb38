"""Large data files: when they are compressed, which, and what the page about them says then.

Reads: the cards of documents. Guarantees: a file is there plain or compressed, never both.
"""

from __future__ import annotations

import re

from converter.bundle import Bundle
from converter.card import card_of
from converter.compress import gzip
from converter.settings import Settings

#: The page about the data, below `docs/`.
PAGE = "data.md"
#: What is behind the name of a compressed file.
ENDING = ".gz"
#: The files that grow with every document or clause.
_LARGE = (
    "clauses.jsonl",
    "citations.jsonl",
    "related.jsonl",
    "changes.jsonl",
    "documents.json",
    "glossary.json",
)
#: Higher levels take half as long again and leave a fiftieth less.
_LEVEL = 6

_NAMED = re.compile(rf"\bdata/({'|'.join(map(re.escape, _LARGE))})(?![.\w])")
_OPENED = re.compile(r'^(import json\n)(.*?)\bopen\(("[^"]+\.gz"), ', re.M | re.S)


def is_large(bundle: Bundle, settings: Settings) -> bool:
    """Tell whether the large data files of a site are compressed.

    Args:
        bundle: Its documents, which are not read for this.
        settings: How much text it may be without.
    """
    characters = sum(card_of(document).characters for document in bundle.documents)
    return characters > settings.data_plain_up_to


def compressed(lines: bytes) -> bytes:
    """Compress the lines of one document, so that they can be read without those before them.

    Returns:
        A member of a gzip file; members behind each other are such a file. Nothing for no lines.
    """
    return gzip(lines, _LEVEL) if lines else b""


def page_of_compressed(text: str) -> str:
    """Have the page about the data name the compressed files, in links and in the example.

    Args:
        text: The page as it is written by hand, in Markdown, with the names of plain files.
    """
    named = _NAMED.sub(lambda found: found[0] + ENDING, text)
    return _OPENED.sub(r'import gzip\n\1\2gzip.open(\3, "rt", ', named)


def leads_to_compressed(text: str) -> bool:
    """Tell whether the page about the data, in Markdown, links the compressed files."""
    return f"(data/{_LARGE[0]}{ENDING})" in text
