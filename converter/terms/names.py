"""The names of terms: what counts when wordings are compared, and the name of a term's page."""

from __future__ import annotations

import hashlib

from converter.discards import essential
from converter.slugs import propose

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
    return essential(text).translate(_FOLD)


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
