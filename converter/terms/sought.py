"""What is looked for in all documents: wordings that mean the same everywhere, and set phrases.

Reads: terms. Guarantees: small enough to be sent to other processes, each of which makes the
automaton for it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from converter.cache import digest
from converter.term import Term
from converter.terms.automaton import Search, search_for
from converter.terms.names import fold
from converter.terms.number_phrases import is_set_phrase


@dataclass(frozen=True, slots=True, eq=False)
class Wordings:
    """What is looked for in all documents: small enough to be sent to other processes.

    Attributes:
        common: Wordings that mean the same in all documents, folded, each with its term.
        phrases: Set phrases that some documents explain, folded, each with its page.
        digest: Changes when anything of it does.
    """

    common: Mapping[str, Term]
    phrases: Mapping[str, str]
    digest: str

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Wordings:
        """Take from all terms those that concern all documents."""
        terms = list(terms)
        common: dict[str, Term] = {}
        for term in terms:
            if term.scope == "corpus":
                for wording in (term.term, *term.aliases):
                    common.setdefault(fold(wording), term)
        phrases = _set_phrases(terms)
        return cls(common, phrases, digest(repr(list(common.items())), repr(phrases)))

    def __eq__(self, other: object) -> bool:
        """Tell whether two tables are the same."""
        return isinstance(other, Wordings) and other.digest == self.digest

    def __hash__(self) -> int:
        """Return a number by which a table is found again."""
        return hash(self.digest)


@lru_cache(maxsize=2)
def automaton(wordings: Wordings) -> Search:
    """Return what finds the wordings in a text; made once in each process."""
    return search_for({*wordings.common, *wordings.phrases})


def _set_phrases(terms: Iterable[Term]) -> dict[str, str]:
    """Return the number phrases that hold in some documents only, and their pages."""
    phrases = {}
    for term in terms:
        for wording in (term.term, *term.aliases):
            folded = fold(wording)
            if term.scope != "corpus" and is_set_phrase(folded):
                phrases[folded] = term.page
    return phrases
