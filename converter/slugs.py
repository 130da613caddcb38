"""ASCII names for addresses, proposed from the pinyin of a title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

#: What a slug looks like: lower-case letters and digits, joined by hyphens.
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

#: Longer slugs are cut at a syllable; addresses are read over the telephone.
_LONGEST = 64


def propose(title: str) -> str:
    """Propose a slug.

    Args:
        title: A title or file name.

    Returns:
        Its pinyin without tones, digits and Latin letters kept, joined by hyphens,
        at most 64 characters; `document` if nothing is left.
    """
    from pypinyin import lazy_pinyin  # slow to load, and not needed with a full catalog

    folded = unicodedata.normalize("NFKC", title).lower()
    words: list[str] = []
    for piece in lazy_pinyin(folded):
        plain = unicodedata.normalize("NFKD", piece).encode("ascii", "ignore").decode()
        words.extend(re.findall(r"[a-z]+|[0-9]+", plain))
    slug = ""
    for word in words:
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
