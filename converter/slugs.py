"""ASCII names for addresses, proposed from the pinyin of a title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

#: What a slug looks like: lower-case letters and digits, joined by hyphens.
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

#: A slug, or one with the date of a version behind it: `jiancha-fa/2018-03-20`.
ADDRESS = re.compile(rf"{SLUG.pattern}(?:/[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})?")

#: Longer slugs are cut at a syllable; addresses are read over the telephone.
_LONGEST = 64


#: So many spellings are remembered: titles are sorted, and listed, in several ways.
_REMEMBERED = 16_384


#: Spellings that another process has found.
_told: dict[str, tuple[str, ...]] = {}


def learn_pinyin(found: Mapping[str, tuple[str, ...]]) -> None:
    """Learn what `pinyin` returns of some texts, which another process has found out."""
    _told.update(found)


def pinyin(text: str) -> tuple[str, ...]:
    """Spell a text out.

    Args:
        text: Any text.

    Returns:
        Its syllables in pinyin without tones; runs of Latin letters and of digits are one
        each, and everything else is left out.
    """
    return _told.get(text) or _spell(text)


@lru_cache(_REMEMBERED)
def _spell(text: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # slow to load, and not needed with a full catalog

    syllables: list[str] = []
    for piece in lazy_pinyin(unicodedata.normalize("NFKC", text).lower()):
        plain = unicodedata.normalize("NFKD", piece).encode("ascii", "ignore").decode()
        syllables.extend(re.findall(r"[a-z]+|[0-9]+", plain))
    return tuple(syllables)


def spelt(text: str) -> tuple[str, ...]:
    """Spell a text out character by character.

    Args:
        text: Any text.

    Returns:
        For each character of its compatibility form (NFKC) the syllable that it is read as
        in this text, without tone; nothing for what is no Chinese character.
    """
    from pypinyin import lazy_pinyin

    plain = unicodedata.normalize("NFKC", text).lower()
    syllables: list[str] = []
    for piece in lazy_pinyin(plain, errors=lambda other: _NOT_SPELT * len(other)):
        syllables += [""] * len(piece) if piece.startswith(_NOT_SPELT) else [piece]
    return tuple(syllables)


#: What stands for a character that is not spelt while a text is.
_NOT_SPELT = "\0"


#: The letter of what begins with none.
OTHER = "#"


def pinyin_key(text: str) -> tuple[bool, tuple[str, ...], str]:
    """Make the key by which an index sorts.

    Args:
        text: A term or a title.

    Returns:
        Whether it begins with no letter, as such come last; its syllables; the text itself,
        for what sounds the same.
    """
    syllables = pinyin(text)
    return _letter(syllables) == OTHER, syllables, text


def letter(text: str) -> str:
    """Return the letter that an index lists a text under: A to Z, or `#` for none."""
    return _letter(pinyin(text))


def letter_folder(first: str) -> str:
    """Name a letter of the index in addresses."""
    return first.lower() if first.isalpha() else "other"


def _letter(syllables: tuple[str, ...]) -> str:
    first = syllables[0][0] if syllables else ""
    return first.upper() if first.isalpha() else OTHER


def propose(title: str) -> str:
    """Propose a slug.

    Args:
        title: A title or file name.

    Returns:
        Its pinyin without tones, digits and Latin letters kept, joined by hyphens,
        at most 64 characters; `document` if nothing is left.
    """
    slug = ""
    for word in pinyin(title):
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > _LONGEST:
            break
        slug = longer
    return slug or "document"


def settle(wanted: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Make proposed slugs unique.

    Args:
        wanted: Proposals in a fixed order, such as that of the files' names.
        taken: Slugs that are given already.

    Returns:
        The slugs in the same order: the first to want one gets it, the next gets
        `-2`, and so on.
    """
    used = set(taken)
    out = []
    for proposal in wanted:
        slug, count = proposal, 1
        while slug in used:
            count += 1
            slug = f"{proposal}-{count}"
        used.add(slug)
        out.append(slug)
    return out
