"""Sets of queries, drawn from the clauses of a site by a seed, each with its right answers."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bench.search.truth import COUNTRY, Clause, Corpus, conversion, fold


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader enters.

    Attributes:
        text: All of it, entered at once.
        words: What has to be in a clause, each.
        truth: The names of the clauses that are right.
        first: Whether one of them has to come first, and the rest does not matter.
    """

    text: str
    words: tuple[str, ...]
    truth: frozenset[str]
    first: bool = False


_HAN = r"[\u4e00-\u9fff]"
_LISTED = re.compile(rf"(?<=、){_HAN}{{2,4}}(?=[、，。；和等])")
_QUOTED = re.compile(r"“([^“”‘’\s\"]{2,16})”")
_NAMED = re.compile(r"《[^《》〈〉\s]{2,40}》")
_SENTENCE = re.compile(r"[^。；：\s\"]{20,90}[。；]")
#: Signs that a search may take for more than text.
_SIGNS = frozenset("\"“”‘’'-－:：()（）")
_FREQUENT = ("的", "应当", "人民", "规定", "人民政府")
_ARTICLE = re.compile(r"art_(\d+)")
#: Full-width digits and letters to half-width ones, and the other way.
_OTHER_WIDTH = {
    **{chr(code): chr(code + 0xFEE0) for code in (*range(48, 58), *range(97, 123))},
    **{"，": ",", "；": ";", "（": "(", "）": ")"},
}


class Draw:
    """Draws queries from a corpus.

    Args:
        corpus: What is searched.
        seed: The same seed draws the same queries.
        each: How many are in a set, where the corpus has so many.
    """

    def __init__(self, corpus: Corpus, seed: int, each: int) -> None:
        self._corpus = corpus
        self._random = random.Random(seed)
        self._each = each
        self._written = [clause for clause in corpus.clauses if len(fold(clause.text)) >= 20]

    def sets(self) -> dict[str, list[Query]]:
        """Draw all sets."""
        makers: dict[str, Callable[[], Iterable[tuple[str, ...]]]] = {
            "terms": self._terms,
            "substrings": self._substrings,
            "two terms": self._two_terms,
            "《》": lambda: self._inside(_NAMED),
            "sentences": self._sentences,
            "characters": self._characters,
            "frequent": self._frequent,
        }
        sets = {name: [self._query(words) for words in maker()] for name, maker in makers.items()}
        quoted = [words[0] for words in self._inside(_QUOTED)]
        sets["quoted"] = [Query(f'"{word}"', (word,), self._corpus.having(word)) for word in quoted]
        sets["as printed"] = [self._printed(word, *"“”") for word in quoted]
        sets["written otherwise"] = self._otherwise(sets["substrings"], quoted)
        sets["title + number"] = self._cited()
        return sets

    def _query(self, words: tuple[str, ...]) -> Query:
        return Query(" ".join(words), words, self._corpus.having(*words))

    def _printed(self, word: str, before: str, after: str) -> Query:
        """Ask for words with the quotation marks that stand around them in a text."""
        text = before + word + after
        return Query(text, (text,), self._corpus.having(text))

    def _distinct(self, draw: Callable[[], tuple[str, ...] | None]) -> list[tuple[str, ...]]:
        """Draw until there are enough, or nothing new seems to come."""
        found: dict[tuple[str, ...], None] = {}
        for _ in range(200 * self._each):
            words = draw()
            if words:
                found[words] = None
            if len(found) == self._each:
                break
        return list(found)

    def _text(self) -> str:
        return self._random.choice(self._written).text

    def _terms(self) -> list[tuple[str, ...]]:
        """Words of 2 to 4 characters: members of lists, which commas part from their like."""

        def draw() -> tuple[str, ...] | None:
            words = _LISTED.findall(self._text())
            return (self._random.choice(words),) if words else None

        return self._distinct(draw)

    def _two_terms(self) -> list[tuple[str, ...]]:
        def draw() -> tuple[str, ...] | None:
            words = sorted(set(_LISTED.findall(self._text())))
            return tuple(self._random.sample(words, 2)) if len(words) > 1 else None

        return self._distinct(draw)

    def _substrings(self) -> list[tuple[str, ...]]:
        def draw() -> tuple[str, ...] | None:
            text, size = "".join(self._text().split()), self._random.randint(5, 10)
            at = self._random.randrange(len(text) - size + 1)
            piece = text[at : at + size]
            return None if _SIGNS & set(piece) else (piece,)

        return self._distinct(draw)

    def _inside(self, form: re.Pattern[str]) -> list[tuple[str, ...]]:
        places = [clause.text for clause in self._corpus.clauses if form.search(clause.text)]

        def draw() -> tuple[str, ...]:
            return (self._random.choice(form.findall(self._random.choice(places))),)

        return self._distinct(draw) if places else []

    def _sentences(self) -> list[tuple[str, ...]]:
        def draw() -> tuple[str, ...] | None:
            found = [each for each in _SENTENCE.findall(self._text()) if not _SIGNS & set(each)]
            return (self._random.choice(found),) if found else None

        return self._distinct(draw)

    def _characters(self) -> list[tuple[str, ...]]:
        """Single characters: every one of the texts is as likely as another."""
        all_of_them = sorted({c for clause in self._written for c in re.findall(_HAN, clause.text)})
        few = min(self._each, len(all_of_them))
        return [(character,) for character in self._random.sample(all_of_them, few)]

    def _frequent(self) -> list[tuple[str, ...]]:
        """What nearly every text has: given words, then the most frequent of 1 to 4 characters."""
        counts: Counter[str] = Counter()
        for clause in self._random.sample(self._written, min(3000, len(self._written))):
            for run in re.findall(rf"{_HAN}+", clause.text):
                for size in (1, 2, 3, 4):
                    counts.update({run[at : at + size] for at in range(len(run) - size + 1)})
        words = dict.fromkeys((*_FREQUENT, *(word for word, _ in counts.most_common(self._each))))
        return [(word,) for word in list(words)[: self._each] if self._corpus.having(word)]

    def _otherwise(self, substrings: list[Query], quoted: list[str]) -> list[Query]:
        """The same words in other width, case, traditional characters and other quotation marks."""
        traditional = conversion("s2t") or str.upper
        found = []
        for number, query in enumerate(substrings):
            wide = "".join(_OTHER_WIDTH.get(character, character) for character in query.text)
            text = traditional(wide) if number % 2 else wide
            if fold(text) == fold(query.text) and text != query.text and _plain(text):
                found.append(Query(text, query.words, query.truth))
        for number, word in enumerate(quoted):
            found.append(self._printed(word, *("「」", "『』", "‘’")[number % 3]))
        self._random.shuffle(found)
        return found[: self._each]

    def _cited(self) -> list[Query]:
        """Articles, by title and number in the forms that readers type."""
        titles = self._corpus.by_title()
        known = {clause.name for clause in self._corpus.clauses}
        places = {document["slug"]: document for document in self._corpus.documents}
        articles = [
            clause
            for clause in self._corpus.clauses
            if clause.kind == "article" and _ARTICLE.fullmatch(clause.eid)
        ]
        found: dict[str, Query] = {}
        for _ in range(20 * self._each):
            if len(found) >= self._each or not articles:
                break
            clause = self._random.choice(articles)
            title = places[clause.doc]["title"] or ""
            query = self._cite(clause, title)
            called = _current(titles[fold(query[0])])
            truth = frozenset(f"{slug}#{clause.eid}" for slug in called) & known
            if title and truth:
                found[query[1]] = Query(query[1], (), truth, first=True)
        return list(found.values())

    def _cite(self, clause: Clause, title: str) -> tuple[str, str]:
        """Write a name and a number; return the name alone, and both."""
        name = title.removeprefix(COUNTRY) if self._random.random() < 0.5 else title
        number = clause.eid.removeprefix("art_")
        forms = (
            f"{name}{clause.num}",
            f"{name} {number}",
            f"{name}第{number}条",
            f"{name}{number}条",
            f"《{name}》{clause.num}",
            f"{name} {clause.num}",
        )
        return name, self._random.choice(forms)


def _plain(text: str) -> bool:
    """Whether nothing in it could be taken for more than text."""
    return not _SIGNS & set(text)


def _current(documents: list[dict[str, str | None]]) -> list[str]:
    """Return the slugs of the latest version; those that have no date may be it."""
    latest = max((document["date"] or "" for document in documents), default="")
    return [str(each["slug"]) for each in documents if (each["date"] or latest) == latest]
