"""What counts of a text when it is held against another.

Neither width nor white space does, wherever texts are compared. Who compares what:

- conservation (`discards.essential`): all characters but white space, zero-width characters and
  what no page can carry;
- two versions, two definitions, what a page states (`normal`): of that the compatibility forms;
- the ledger (`normal_in_place`): the same, but a character whose form is several, such as … or
  ⑩, stays what it is, so that the text of a clause is a piece of the document's. Hashes of it
  stand in `links.lock` for ever: a change here makes every published clause a reworded one;
- the search (`search.fold`): what somebody who types cannot be asked to know, so also case, style
  of quotation marks, and traditional characters; each character becomes one or none;
- terms (`terms.names.fold`): likewise, without any quotation marks, in the text as it is written.
"""

from __future__ import annotations

import unicodedata

from converter.discards import essential, is_discard


def normal(text: str) -> str:
    """Leave of a text what counts when texts are compared.

    Args:
        text: Any text.

    Returns:
        The text in NFKC (Unicode Standard Annex 15), where full-width and half-width
        characters are the same, without white space and all else that conservation leaves
        out of account.
    """
    return essential(unicodedata.normalize("NFKC", essential(text)))


class _InPlace(dict[int, str]):
    """Translation table of characters to what counts of them; filled as they are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char)
        kept = " " if is_discard(char) else plain if len(plain) == 1 else char
        self[code] = kept
        return kept


_IN_PLACE = _InPlace()


def in_place(text: str) -> str:
    """Put each character of a text into the form in which it counts, place by place.

    Args:
        text: The text.

    Returns:
        As many characters: of each its compatibility form (NFKC) if that is one character,
        for white space and the other discards a space.
    """
    return text.translate(_IN_PLACE)


def normal_in_place(text: str) -> str:
    """Return what the ledger compares of a text.

    Args:
        text: The text, or its excerpt.

    Returns:
        It as `in_place` does, without the spaces.
    """
    return in_place(text).replace(" ", "")
