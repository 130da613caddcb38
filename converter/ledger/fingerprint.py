"""What is left of a text when it is gone: whether another is the same, and how like it is.

The ledger cannot keep the texts that it knows. Of a short text it keeps all, as the excerpt.
Of a longer one it keeps a hash and a sketch of 192 bits, from which the share of pairs of
characters that it has in common with any other text can be told: for each of 192 orders of
all pairs, one bit of the pair that comes first (b-bit minwise hashing: Li and König, 2010).
Two sketches agree in a bit for certain where the texts share the first pair, else by chance,
so the share of bits in which they agree gives the share of pairs. How far this is off is
measured in `tests/test_ledger_fingerprint.py`: the standard deviation is below 5 points where
the texts are alike (above 60 %), and below 10 where they are not.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import b2a_base64
from functools import cache, lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from converter.discards import essential
from converter.normal import normal_in_place

# Needed only for texts that are new or have changed; it takes a while to load.
if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]

#: So many characters of a text stand in the ledger for people to read.
EXCERPT = 32
#: What stands behind them if there are more.
CUT = "…"

_URL_SAFE = bytes.maketrans(b"+/", b"-_")

_BITS = 192
#: So many pairs are worked on at a time, which bounds the memory that a long text takes.
_CHUNK = 4096


def excerpt(text: str) -> str:
    """Return the first words of a text, as they are printed, without white space."""
    bare = essential(text)
    return bare if len(bare) <= EXCERPT else bare[:EXCERPT] + CUT


def exact(text: str) -> str:
    """Hash a text that is `normal_in_place`; two that differ have one hash once in 2^48 times."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).digest()
    return b2a_base64(digest, newline=False).translate(_URL_SAFE).decode("ascii")


def fingerprint(text: str, words: str) -> str:
    """Return what the ledger keeps of a text.

    Args:
        text: The text, as `normal_in_place` returns it.
        words: Its excerpt. If that is all of it, there is no need of a sketch.

    Returns:
        The hash, and for a longer text the sketch behind a colon.
    """
    return exact(text) if normal_in_place(words) == text else f"{exact(text)}:{sketch(text)}"


def is_same(known: str, text_hash: str) -> bool:
    """Tell whether a text with this hash is the one that a fingerprint was taken of."""
    return known.startswith(text_hash)


def similarity(known: str, words: str, text: str, text_sketch: str = "") -> float:
    """Tell how like a text is to one that is known by its fingerprint.

    Args:
        known: The fingerprint.
        words: The excerpt that was kept with it.
        text: The other text, as `normal_in_place` returns it.
        text_sketch: Its sketch, if it has been made before.

    Returns:
        The share of pairs of characters that both have in common (Sørensen and Dice), from 0
        to 1; estimated where the known text was not kept whole. 1 only for the same text.
    """
    hashed, _, sketched = known.partition(":")
    if hashed == exact(text):
        return 1.0
    if not sketched:
        return min(_dice(normal_in_place(words), text), 0.99)
    return min(agreement(sketched, text_sketch or sketch(text)), 0.99)


def agreement(one: str, other: str) -> float:
    """Estimate from two sketches the share of pairs that their texts have in common."""
    left, right = (int.from_bytes(urlsafe_b64decode(s), "big") for s in (one, other))
    same = 1 - (left ^ right).bit_count() / _BITS
    common = max(0.0, 2 * same - 1)  # of all pairs that one or the other has (Jaccard)
    return 2 * common / (1 + common)


def _dice(one: str, other: str) -> float:
    left, right = _pairs(one), _pairs(other)
    return 2 * len(left & right) / (len(left) + len(right))


def _pairs(text: str) -> set[str]:
    """Return the pairs of characters; the ends count, so that one character has two."""
    framed = f"\x02{text}\x03"
    return {framed[at : at + 2] for at in range(len(framed) - 1)}


@lru_cache(maxsize=4096)
def sketch(text: str) -> str:
    """Make the sketch of a text.

    Args:
        text: The text, as `normal_in_place` returns it.

    Returns:
        192 bits in base64url, 32 characters.
    """
    import numpy as np

    framed = f"\x02{text}\x03".encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(framed, dtype="<u4").astype(np.uint32)
    pairs = _mixed(codes[:-1] * np.uint32(0x9E3779B1) + codes[1:] * np.uint32(0x85EBCA77))
    pairs = np.unique(pairs)
    factors, terms = _orders()
    least = np.full(_BITS, 0xFFFFFFFF, dtype=np.uint32)
    for start in range(0, len(pairs), _CHUNK):
        part = pairs[start : start + _CHUNK, None]
        np.minimum(least, (part * factors + terms).min(axis=0), out=least)
    bits = (_mixed(least) & np.uint32(1)).astype(np.uint8)
    return urlsafe_b64encode(np.packbits(bits).tobytes()).decode()


def _mixed(codes: Codes) -> Codes:
    """Spread codes evenly over all numbers (the finaliser of MurmurHash3)."""
    import numpy as np

    codes = (codes ^ (codes >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    codes = (codes ^ (codes >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return codes ^ (codes >> np.uint32(16))


@cache
def _orders() -> tuple[Codes, Codes]:
    """Return 192 orders of all pairs, each as a factor and a term, the same on every machine."""
    import numpy as np

    drawn = b"".join(blake2b(bytes([n]), digest_size=8).digest() for n in range(_BITS))
    numbers = np.frombuffer(drawn, dtype="<u4").astype(np.uint32).reshape(_BITS, 2)
    return numbers[:, 0] | np.uint32(1), numbers[:, 1]
