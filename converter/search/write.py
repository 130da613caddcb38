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

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from converter.cache import Cache
from converter.citations.versions import date_of
from converter.search import base
from converter.search.blocks import BLOCK_CHARACTERS, sample
from converter.search.common import common_lists
from converter.search.facets import facets
from converter.search.files import Files, json_bytes, zipped
from converter.search.fold import simplified
from converter.search.heads import heads
from converter.search.lineage import lineage_files, moved
from converter.search.lists import SEGMENTS, Lists, earlier_lists
from converter.search.names import names, spelling
from converter.search.part import Part, part
from converter.search.segments import (
    Found,
    Held,
    Texts,
    divided,
    look_over,
    segment_of,
    text_files,
    with_parts,
)
from converter.search.spread import Spread
from converter.search.stream import Stream
from converter.search.terms import term_files
from converter.site_files import SiteFiles
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
    write_index(parts, about(view, parts), SiteFiles(folder))


def write_index(
    parts: Sequence[Part],
    known: About,
    site: SiteFiles,
    folder: str = "",
    executor: Executor | None = None,
    cache: Cache | None = None,
) -> None:
    """Write the index of the search.

    Args:
        parts: The parts of the documents. They are gone through several times, each part
            asked for once a time, and none is kept, so that they need not be in memory.
        known: What is known of the documents as wholes.
        site: The files that the index becomes some of.
        folder: Its folder among them, with a slash at its end.
        executor: Where pieces are sorted, joined and compressed; in this process if None.
        cache: What earlier runs have sorted and compressed.

    Raises:
        OSError: It cannot be written.
    """
    files = Files(site, folder)
    spread = Spread(executor, cache)
    known_heads = heads(parts)
    small = sum(each.units for each in known_heads) <= SMALL
    segments = list(divided(known_heads, small))

    def whole(held: Held) -> Held:
        return with_parts(held, parts)

    keys = [spread.key(held.key) for held in segments]
    earlier = None if small else earlier_lists(keys, spread)
    found = list(spread.map(look_over, segments, SEGMENTS, _of_segment, whole))
    stream = Stream(
        [each.measure for each in found],
        lambda at: segment_of(whole(segments[at]).opened()),
    )
    wordings = [] if small else _write_common(stream, segments, files, spread)
    lists = (
        [] if small else _write_lists(stream, found, files, wordings, Lists(spread, keys, earlier))
    )
    shared = b"" if small else sample(chain.from_iterable(each.typical for each in found))
    files.add_json("sample", shared.decode())
    # A small collection is read as a whole, so that one file is enough.
    most = SMALL if small else BLOCK_CHARACTERS
    texts = (Texts(held, held.of(known.slugs), shared, most) for held in segments)
    value: dict[str, object] = {
        "titles": known.titles,
        "dates": known.dates,
        "names": known.names,
        "facets": known.facets,
        "clauses": stream.counts.tolist(),
        "long": base.long_clauses(stream),
        "common": wordings,
        "lists": lists,
        "blocks": _write_blocks(texts, found, files, spread, whole),
        "outlines": _write_outlines(segments, found, files),
        "terms": len(known.terms),
        "alphabet": base.steps(stream.alphabet.tolist()),
    }
    if known.moved:
        value["moved"] = 1
        files.add_json("moved", known.moved)
    files.add_json("base", value)
    _write_json("terms", "g", known.terms, files, spread)
    _write_json("lineage", "v", known.lineage, files, spread)
    _write_beside(found, known, files, spread)
    files.finish()


def _write_beside(found: Sequence[Found], known: About, files: Files, spread: Spread) -> None:
    """Write what only some queries need."""
    for name, content in (
        ("articles", base.article_starts(found)),
        ("pinyin", known.spelling),
        ("traditional", ["".join(simplified()), "".join(simplified().values())]),
    ):
        (packed,) = spread.map(zipped, [[json_bytes(content)]], f"search-{name}", iter)
        files.add_packed(name, packed[0])


def _write_common(
    stream: Stream, segments: Sequence[Held], files: Files, spread: Spread
) -> list[str]:
    wordings = []
    keys = [held.key for held in segments]
    for number, common in enumerate(common_lists(stream, keys, spread)):
        files.add(f"c{number}", common.data)
        wordings.append(common.wording)
    return wordings


def _write_lists(
    stream: Stream, found: Sequence[Found], files: Files, wordings: list[str], lists: Lists
) -> list[int]:
    characters = frozenset(ord(wording) for wording in wordings if len(wording) == 1)
    starts, made = lists.write(stream, [each.groups for each in found], characters)
    for number, packed in enumerate(made):
        files.add_packed(f"b{number}", packed)
    return base.first_pairs(stream, starts.tolist())


def _of_segment(held: Held) -> tuple[bytes, ...]:
    return (held.key,)


def _write_blocks(
    jobs: Iterable[Texts],
    found: Sequence[Found],
    files: Files,
    spread: Spread,
    whole: Callable[[Held], Held],
) -> list[int]:
    firsts: list[int] = []
    before = 0

    def with_texts(texts: Texts) -> Texts:
        return replace(texts, held=whole(texts.held))

    made = spread.map(text_files, jobs, "search-texts", Texts.content, with_texts)
    for listed, each in zip(made, found, strict=True):
        for first, packed in listed:
            files.add_packed(f"t{len(firsts)}", packed)
            firsts.append(before + first)
        before += len(each.measure.slots)
    return base.steps(firsts)


def _write_outlines(segments: Sequence[Held], found: Sequence[Found], files: Files) -> list[int]:
    firsts: list[int] = []
    for held, each in zip(segments, found, strict=True):
        for first, packed in each.outlines:
            files.add_packed(f"outlines-{len(firsts)}", packed)
            firsts.append(held.first + first)
    return base.steps(firsts)


#: So many files of JSON are compressed together.
_AT_A_TIME = 24


def _write_json(
    name: str, letter: str, values: Sequence[object], files: Files, spread: Spread
) -> None:
    """Write files of JSON: letters and a number; the name is that of their sort in a cache."""
    contents = [json_bytes(value) for value in values]
    jobs = (contents[at : at + _AT_A_TIME] for at in range(0, len(contents), _AT_A_TIME))
    made = spread.map(zipped, jobs, f"search-{name}", iter)
    for number, packed in enumerate(chain.from_iterable(made)):
        files.add_packed(f"{letter}{number}", packed)
