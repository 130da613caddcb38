"""A search for many wordings at once (Aho-Corasick): its time does not depend on their number."""

from __future__ import annotations

from collections.abc import Callable, Iterable

# A compiled module that comes without stubs, so the type checker does not find it.
import ahocorasick  # type: ignore[import-not-found]

#: Yields for each place where a wording stands the offset of its last character, and itself.
Search = Callable[[str], Iterable[tuple[int, str]]]


def search_for(wordings: Iterable[str]) -> Search:
    """Prepare a search.

    Args:
        wordings: What to search for.

    Returns:
        A function of a text that yields every place of every wording in it, also of those
        that overlap, in the order of their ends.
    """
    made = ahocorasick.Automaton()
    for wording in wordings:
        if wording:
            made.add_word(wording, wording)
    if not len(made):
        return lambda text: ()
    made.make_automaton()
    search: Search = made.iter
    return search
