"""A quick stand-in for the pages of a site, for tests of what is around them."""

from __future__ import annotations

import json
from concurrent.futures import Executor
from pathlib import Path

from converter import spare
from converter.bundle import Bundle
from converter.inputs import Inputs
from converter.ledger.records import Ledger
from converter.report import Report
from converter.site_files import SiteFiles
from converter.writers import data
from tests.io_helpers import fill


def quick_site(
    bundle: Bundle,
    inputs: Inputs,
    place: Path,
    report: Report,
    pool: Executor | None,
    ledger: Ledger | None = None,
    compress: tuple[str, ...] = (),
    shown: Path | None = None,
) -> None:
    """Make a site of a page for every document, which shows its text, and their list.

    Patch `converter.work.build_site` with it.
    """
    listed = json.dumps(data.documents(bundle), ensure_ascii=False, indent=1)
    pages = {f"{document.url}index.html": document.source.text for document in bundle.documents}
    files = spare.taken(shown, place, inputs.cache) if shown else SiteFiles(place / "site")
    for name, text in {"data/documents.json": listed, **pages}.items():
        fill(place / "project", {name: text})
        files.put(name, text.encode())
    files.settle()
    if shown and inputs.cache:
        assert spare.remember(files, inputs.cache)
