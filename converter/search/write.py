"""The index as a whole: documents and terms to the files that the scripts read.

Reads: the parts of the documents, and what is known of these as wholes. Writes: `manifest.js` and
a folder of files. Guarantees: the same documents give the same files, with any executor and cache;
what a file holds never changes under its name.

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

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from converter.cache import Cache
from converter.citations.versions import date_of
from converter.search import base, postings
from converter.search.blocks import BLOCK_CHARACTERS, Block, blocks, compress, sample
from converter.search.common import common_lists
from converter.search.facets import facets
from converter.search.files import Files, Packed, json_bytes, pack_files, zipped
from converter.search.fold import simplified
from converter.search.lineage import lineage_files, moved
from converter.search.names import names, spelling
from converter.search.outlines import outlines
from converter.search.part import Part, part
from converter.search.spread import Spread
from converter.search.stream import Segment, Stream
from converter.search.terms import term_files
from converter.view import View

#: Texts with no more characters than this are looked through as they are: lists of pairs would
#: take more than the texts.
SMALL = 50_000


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the documents as wholes, each table in the order of the documents.

    Attributes:
        slugs: Their names in addresses.
        titles: Their titles.
        dates: Their dates.
        names: What `names.names` returns.
        facets: What `facets.facets` returns.
        spelling: What `names.spelling` returns.
        terms: What `terms.term_files` returns.
        lineage: What `lineage.lineage_files` yields.
        moved: What `lineage.moved` returns.
    """

    slugs: Sequence[str]
    titles: Sequence[str]
    dates: Sequence[str]
    names: dict[str, object]
    facets: dict[str, object]
    spelling: dict[str, object]
    terms: Sequence[object]
    lineage: Sequence[object]
    moved: dict[str, list[object]]


def about(
    view: View,
    parts: Sequence[Part],
    executor: Executor | None = None,
    cache: Cache | None = None,
) -> About:
    """Collect what is known of the documents as wholes.

    Args:
        view: What there is. Of the trees of documents only those of versions are looked at.
        parts: The parts of its documents.
        executor: Where titles are spelt out; in this process if None.
        cache: What earlier runs have spelt out.
    """
    documents = view.bundle.documents
    places = {document.slug: place for place, document in enumerate(documents)}
    defining = {term.source.document for term in view.bundle.terms if term.source}
    return About(
        slugs=[document.slug for document in documents],
        titles=[document.title for document in documents],
        dates=[date_of(document) for document in documents],
        names=names(view),
        facets=facets(view),
        spelling=spelling(view, Spread(executor, cache)),
        terms=term_files(view, {s: parts[places[s]] for s in defining if s and s in places}),
        lineage=list(lineage_files(view)),
        moved=moved(view),
    )


def write_search(view: View, folder: Path) -> None:
    """Write the index of the search of a view.

    Args:
        view: What there is.
        folder: The folder `search` of the site's pages; made if it is missing.

    Raises:
        OSError: It cannot be written.
    """
    parts = [part(document) for document in view.bundle.documents]
    write_index(parts, about(view, parts), folder)


def write_index(
    parts: Sequence[Part],
    known: About,
    folder: Path,
    executor: Executor | None = None,
    cache: Cache | None = None,
) -> None:
    """Write the index of the search.

    Args:
        parts: The parts of the documents. They are gone through several times, each part
            asked for once a time, and none is kept, so that they need not be in memory.
        known: What is known of the documents as wholes.
        folder: The folder `search` of the site's pages; made if it is missing.
        executor: Where pieces are sorted, joined and compressed; in this process if None.
        cache: What earlier runs have sorted and compressed.

    Raises:
        OSError: It cannot be written.
    """
    files = Files(folder)
    spread = Spread(executor, cache)
    stream = Stream(part.folded for part in parts)
    small = stream.size <= SMALL
    wordings = [] if small else _write_common(stream, files, spread)
    value: dict[str, object] = {
        "titles": known.titles,
        "dates": known.dates,
        "names": known.names,
        "facets": known.facets,
        "clauses": stream.counts.tolist(),
        "long": base.long_clauses(stream),
        "common": wordings,
        "lists": [] if small else _write_lists(stream, files, wordings, spread),
    }
    alphabet = stream.alphabet.tolist()
    # The characters are not needed any more, and are most of what is in memory.
    del stream
    value["blocks"] = _write_blocks(parts, known.slugs, files, small, spread)
    value["outlines"] = _write_outlines(parts, files, spread)
    value["terms"] = len(known.terms)
    value["alphabet"] = base.steps(alphabet)
    if known.moved:
        value["moved"] = 1
        files.add_json("moved", known.moved)
    files.add_json("base", value)
    _write_json("terms", "g", known.terms, files, spread)
    _write_json("lineage", "v", known.lineage, files, spread)
    files.add_json("articles", base.article_starts(parts))
    files.add_json("pinyin", known.spelling)
    files.add_json("traditional", ["".join(simplified()), "".join(simplified().values())])
    files.finish()


def _write_common(stream: Stream, files: Files, spread: Spread) -> list[str]:
    wordings = []
    for number, common in enumerate(common_lists(stream, spread)):
        files.add(f"c{number}", common.data)
        wordings.append(common.wording)
    return wordings


def _write_lists(stream: Stream, files: Files, wordings: list[str], spread: Spread) -> list[int]:
    characters = frozenset(ord(wording) for wording in wordings if len(wording) == 1)
    groups = list(
        spread.map(postings.sorted_segment, stream.segments, "search-segments", _of_segment)
    )
    keys: list[int] = []
    for firsts, packed in spread.map(merged, postings.ranges(stream, groups, characters)):
        for first, data in zip(firsts, packed, strict=True):
            files.add_packed(f"b{len(keys)}", data, data.characters)
            keys.append(first)
    return base.first_pairs(stream, keys)


def merged(these: postings.Range) -> tuple[list[int], list[Packed]]:
    """Write the lists of a range: the first pair of each file, and the files."""
    lists = postings.merge(these)
    return [each.first for each in lists], pack_files([each.data for each in lists])


def _of_segment(segment: Segment) -> Iterable[bytes]:
    return (array.tobytes() for array in (segment.characters, segment.headings, segment.counts))


#: One file of texts of so many ends a bundle of those that are compressed together, by a hash of
#: it, and so many end it anyhow.
_BUNDLE, _MOST_IN_BUNDLE = 16, 48

Texts = tuple[bytes, list[bytes]]


def _write_blocks(
    parts: Sequence[Part], slugs: Sequence[str], files: Files, small: bool, spread: Spread
) -> list[int]:
    shared = b"" if small else sample(parts)
    files.add_json("sample", shared.decode())
    firsts: list[int] = []
    waiting: list[list[bytes]] = []
    # A small collection is read as a whole, so that one file is enough.
    listed = blocks(parts, slugs, SMALL if small else BLOCK_CHARACTERS)
    jobs = _bundles(listed, shared, firsts, waiting)
    number = 0
    for packed in spread.map(compressed, jobs, "search-texts", _of_texts):
        for data, value in zip(packed, waiting.pop(0), strict=True):
            files.add_packed(f"t{number}", data, value)
            number += 1
    return base.steps(firsts)


def _bundles(
    listed: Iterable[Block], shared: bytes, firsts: list[int], waiting: list[list[bytes]]
) -> Iterator[Texts]:
    """Bundle files of texts, and note where each begins and what is being compressed."""
    held: list[bytes] = []
    for block in listed:
        firsts.append(block.first)
        held.append(block.value)
        if len(held) >= _MOST_IN_BUNDLE or not crc32(block.value) % _BUNDLE:
            waiting.append(held)
            yield shared, held
            held = []
    if held:
        waiting.append(held)
        yield shared, held


def _of_texts(texts: Texts) -> Iterable[bytes]:
    return (texts[0], *texts[1])


def compressed(texts: Texts) -> list[Packed]:
    """Compress files of texts behind the sample that comes first."""
    return compress(*texts)


def _write_outlines(parts: Iterable[Part], files: Files, spread: Spread) -> list[int]:
    listed = outlines(part.outline for part in parts)
    _write_json("outlines", "outlines-", [value for _, value in listed], files, spread)
    return base.steps([first for first, _ in listed])


#: So many files of JSON are compressed together.
_AT_A_TIME = 24


def _write_json(
    name: str, letter: str, values: Sequence[object], files: Files, spread: Spread
) -> None:
    """Write files of JSON: letters and a number; the name is that of their sort in a cache."""
    contents = [json_bytes(value) for value in values]
    jobs = (contents[at : at + _AT_A_TIME] for at in range(0, len(contents), _AT_A_TIME))
    made = (packed for each in spread.map(zipped, jobs, f"search-{name}", iter) for packed in each)
    for number, (content, packed) in enumerate(zip(contents, made, strict=True)):
        files.add_packed(f"{letter}{number}", packed, content)
