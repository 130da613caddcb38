"""The index as a whole: documents and terms to the files that the scripts read.

Reads: a view of a bundle. Writes: `manifest.js` and a folder of files. Guarantees: the same
documents give the same files; a file never changes under its name.

The files, with N from 0 on:

    base         what every search needs (`TwBase`)
    sample       what the texts are compressed behind; "" in a small collection
    tN           texts of clauses, with their ids and labels (`TwBlock`)
    bN           lists of pairs; none in a small collection
    cN           the list of the frequent wording with this number; likewise
    articles     the first clause of each article, by what each adds to the one before
    outlines-N   outlines of documents, for citations
    moved        what old addresses lead to (`TwMoved`); none where the ledger knows none
    vN           what the clauses of the versions of a document became (`TwLineage`)
    pinyin       how names are read (`TwSpelling`), for letters
    gN           terms and what they mean
    traditional  traditional characters, and as many simplified ones
"""

from __future__ import annotations

from pathlib import Path

from converter.citations.versions import date_of
from converter.search import base
from converter.search.blocks import blocks, sample
from converter.search.common import common_lists
from converter.search.facets import facets
from converter.search.files import Files
from converter.search.fold import simplified
from converter.search.lineage import lineage_files, moved
from converter.search.names import names, spelling
from converter.search.outlines import outlines
from converter.search.postings import pair_lists
from converter.search.stream import Clause, Stream, article_starts, clauses
from converter.search.terms import term_files
from converter.view import View

#: Texts with no more characters than this are looked through as they are: lists of pairs would
#: take more than the texts.
SMALL = 50_000


def write_search(view: View, folder: Path) -> None:
    """Write the index of the search.

    Args:
        view: What there is.
        folder: The folder `search` of the site's pages; made if it is missing.

    Raises:
        OSError: It cannot be written.
    """
    files = Files(folder)
    documents = view.bundle.documents
    listed = [clauses(document) for document in documents]
    stream = Stream(listed)
    small = len(stream.characters) <= SMALL
    wordings = [] if small else _write_common(stream, files)
    value: dict[str, object] = {
        "titles": [document.title for document in documents],
        "dates": [date_of(document) for document in documents],
        "names": names(view),
        "facets": facets(view),
        "clauses": stream.counts.tolist(),
        "long": base.long_clauses(stream),
        "common": wordings,
        "lists": [] if small else _write_lists(stream, files, wordings),
        "blocks": _write_blocks(view, listed, files, small),
        "outlines": _write_outlines(view, files),
        "terms": _write_terms(view, files),
        "alphabet": base.steps(stream.alphabet.tolist()),
    }
    if known := moved(view):
        value["moved"] = 1
        files.add_json("moved", known)
    files.add_json("base", value)
    for number, steps in enumerate(lineage_files(view)):
        files.add_json(f"v{number}", steps)
    files.add_json("articles", base.steps(article_starts(listed)))
    files.add_json("pinyin", spelling(view))
    files.add_json("traditional", ["".join(simplified()), "".join(simplified().values())])
    files.finish()


def _write_common(stream: Stream, files: Files) -> list[str]:
    wordings = []
    for number, common in enumerate(common_lists(stream)):
        files.add(f"c{number}", common.data)
        wordings.append(common.wording)
    return wordings


def _write_lists(stream: Stream, files: Files, wordings: list[str]) -> list[int]:
    characters = frozenset(ord(wording) for wording in wordings if len(wording) == 1)
    keys = []
    for number, lists in enumerate(pair_lists(stream, characters)):
        files.add(f"b{number}", lists.data)
        keys.append(lists.first)
    return base.first_pairs(stream, keys)


def _write_blocks(view: View, listed: list[list[Clause]], files: Files, small: bool) -> list[int]:
    documents = zip(view.bundle.documents, listed, strict=True)
    shared = b"" if small else sample(listed)
    files.add_json("sample", shared.decode())
    firsts = []
    # A small collection is read as a whole, so that one file is enough.
    for number, block in enumerate(blocks(documents, *[SMALL] * small)):
        files.add_like(f"t{number}", block.value, shared)
        firsts.append(block.first)
    return base.steps(firsts)


def _write_outlines(view: View, files: Files) -> list[int]:
    firsts = []
    for number, (first, value) in enumerate(outlines(view)):
        files.add_json(f"outlines-{number}", value)
        firsts.append(first)
    return base.steps(firsts)


def _write_terms(view: View, files: Files) -> int:
    written = term_files(view)
    for number, value in enumerate(written):
        files.add_json(f"g{number}", value)
    return len(written)
