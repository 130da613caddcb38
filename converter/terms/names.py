"""The names of terms: what counts when wordings are compared, and the name of a term's page."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable

from converter.discards import essential
from converter.slugs import propose

#: One quotation mark of a pair, the other of which stands outside.
_CLOSES, _OPENS = re.compile("[^“]*”"), re.compile("“[^”]*$")
_FOLD: dict[int, str | None] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD.update(dict.fromkeys(map(ord, "“”‘’\"'「」『』"), None))


def fold(text: str) -> str:
    """Reduce a wording to what counts when terms are compared.

    Args:
        text: A term or a piece of text.

    Returns:
        The text without quotation marks and white space, full-width letters, digits and
        signs made half-width.
    """
    return _fold(text, _changed(text))


#: Nearly all of any text stays as it is, which is told in one step: what does not is among these.
_DOUBTFUL = re.compile("[^\u4e00-\u9fff、。]")
#: Those of them that were met and stay as they are.
_SAME: set[str] = set()


def _changed(text: str) -> list[tuple[str, str]]:
    """Return what becomes of the characters of a text that are folded, and which these are."""
    found = []
    for char in set(_DOUBTFUL.findall(text)) - _SAME:
        folded = essential(char).translate(_FOLD)
        if folded == char:
            _SAME.add(char)
        else:
            found.append((folded, char))
    # What is left out comes first: of a full-width quotation mark becomes a half-width one
    # that stays.
    return sorted(found)


def _fold(text: str, changed: Iterable[tuple[str, str]]) -> str:
    # A text has few different characters that are folded, and each of them is replaced in a
    # hundredth of the time in which all characters are looked up.
    for new, old in changed:
        text = text.replace(old, new)
    return text


class Folded:
    """A document's text, folded, with the offset in the source of each of its characters."""

    def __init__(self, text: str) -> None:
        """Fold a text."""
        changed = _changed(text)
        self.text = _fold(text, changed)
        self._raw = text
        dropped = "".join([old for new, old in changed if not new])
        found = re.finditer(f"[{re.escape(dropped)}]", text) if dropped else ()
        #: For each character that is left out the number of those before it that are not.
        self._before = [hit.start() - nth for nth, hit in enumerate(found)]

    def _origin(self, at: int) -> int:
        return at + bisect_right(self._before, at)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the folded text stands in the source.

        “两新”组织 is not cut within its quotation marks.
        """
        start, end = self._origin(start), self._origin(end - 1) + 1
        words = self._raw[start:end]
        if _CLOSES.match(words) and self._raw[start - 1 : start] == "“":
            start -= 1
        if _OPENS.search(words) and self._raw[end : end + 1] == "”":
            end += 1
        return start, end


def term_page(wording: str) -> str:
    """Name the page of a term.

    The name depends on the words alone, so that it stays when other terms come and go:
    权利 and 权力, which sound the same, are told apart by what follows the pinyin.

    Args:
        wording: The term.

    Returns:
        Its pinyin, and four hexadecimal digits of the SHA-256 of its folded form:
        `si-ge-yi-shi-1f0a`.
    """
    folded = fold(wording)
    return f"{propose(folded)}-{hashlib.sha256(folded.encode()).hexdigest()[:4]}"
