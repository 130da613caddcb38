"""How documents may be called, for the browser: what `lookup.names` needs, and pinyin.

Everything is by the place of a document in the bundle; titles and dates are written
elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from converter.citation_forms import KINDS, any_of
from converter.citations.numbers import normal_number
from converter.model import Document
from converter.search.lineage import families
from converter.search.spread import Spread
from converter.slugs import propose, spelt
from converter.view import View


def names(view: View) -> dict[str, object]:
    """Collect how documents may be called beside their titles.

    Args:
        view: What there is.

    Returns:
        `TwNames` of `docs/javascripts/search/types.d.ts`: aliases and 文号 of documents that
        have any; the documents that are versions of one; the kinds that names end with, as a
        pattern.
    """
    documents = view.bundle.documents
    numbers = {place: _numbers(doc) for place, doc in enumerate(documents)}
    return {
        "aliases": {
            str(place): list(doc.entry.aliases)
            for place, doc in enumerate(documents)
            if doc.entry.aliases
        },
        "numbers": {str(place): found for place, found in numbers.items() if found},
        "versions": families(view),
        "kinds": any_of(KINDS),
    }


def _numbers(document: Document) -> list[str]:
    return [normal_number(fact.value) for fact in document.facts if fact.name == "number"]


#: So many names are spelt out at a time.
_AT_A_TIME = 200


def spelling(view: View, spread: Spread | None = None) -> dict[str, object]:
    """Spell titles and aliases out, so that they are found by pinyin.

    Args:
        view: What there is.
        spread: Where names are spelt out; in this process if None.

    Returns:
        `syllables`, each with the characters that are read so, such as `ba把罢`;
        `words`, for characters that are read otherwise in some names: each a word, the place of
        the character in it, and its syllable; `slugs` of the documents for which
        `slugs.propose` gives another one, by their places.
    """
    documents = view.bundle.documents
    listed = list(dict.fromkeys(n for doc in documents for n in (doc.title, *doc.entry.aliases)))
    jobs = [listed[at : at + _AT_A_TIME] for at in range(0, len(listed), _AT_A_TIME)]
    made = (spread or Spread()).map(_spelt, jobs, "search-names", _of_names)
    found = dict(pair for each in made for pair in each)
    read = {name.text: name.syllables for name in found.values()}
    usual = _usual(read)
    return {
        "syllables": _by_syllable(usual),
        "words": _exceptions(read, usual),
        "slugs": {
            str(place): doc.slug
            for place, doc in enumerate(documents)
            if doc.slug != found[doc.title].slug
        },
    }


@dataclass(frozen=True, slots=True)
class _Spelt:
    """A name spelt out.

    Attributes:
        text: Its compatibility form in small letters.
        syllables: How each character of that is read.
        slug: The slug that would be proposed for it.
    """

    text: str
    syllables: tuple[str, ...]
    slug: str


def _spelt(names: Sequence[str]) -> list[tuple[str, _Spelt]]:
    texts = [unicodedata.normalize("NFKC", name).lower() for name in names]
    return [
        (name, _Spelt(text, spelt(text), propose(name)))
        for name, text in zip(names, texts, strict=True)
    ]


def _of_names(names: Sequence[str]) -> Iterable[bytes]:
    return (name.encode("utf-8", "surrogatepass") for name in names)


def _usual(read: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Find out how each character is read most often."""
    counts: dict[str, Counter[str]] = {}
    for text, syllables in read.items():
        for char, syllable in zip(text, syllables, strict=True):
            if syllable:
                counts.setdefault(char, Counter())[syllable] += 1
    return {
        char: max(sorted(count), key=lambda syllable: count[syllable])
        for char, count in sorted(counts.items())
    }


def _by_syllable(usual: Mapping[str, str]) -> list[str]:
    groups: dict[str, list[str]] = {}
    for char, syllable in usual.items():
        groups.setdefault(syllable, []).append(char)
    return [syllable + "".join(chars) for syllable, chars in sorted(groups.items())]


Word = tuple[str, int, str]


def _exceptions(read: Mapping[str, Sequence[str]], usual: Mapping[str, str]) -> list[Word]:
    """List the shortest words in which a character is always read in another way."""
    holding: dict[str, list[str]] = {}
    for text in read:
        for char in dict.fromkeys(text):
            holding.setdefault(char, []).append(text)
    words: dict[tuple[str, int], str] = {}
    for text, syllables in read.items():
        for at, syllable in enumerate(syllables):
            if syllable and syllable != usual[text[at]]:
                for word, inside in _around(text, at):
                    if (word, inside) in words:
                        break
                    if _always(word, inside, syllable, holding[text[at]], read):
                        words[word, inside] = syllable
                        break
    return sorted((word, inside, syllable) for (word, inside), syllable in words.items())


def _around(text: str, at: int) -> Iterable[tuple[str, int]]:
    """Yield the words of a text that hold a character, the shortest first."""
    for length in range(2, len(text) + 1):
        for start in range(max(0, at - length + 1), min(at, len(text) - length) + 1):
            yield text[start : start + length], at - start


def _always(
    word: str,
    inside: int,
    syllable: str,
    texts: Iterable[str],
    read: Mapping[str, Sequence[str]],
) -> bool:
    for text in texts:
        at = text.find(word)
        while at >= 0:
            if read[text][at + inside] != syllable:
                return False
            at = text.find(word, at + 1)
    return True
