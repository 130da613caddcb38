"""Where sentences and their parts begin and end, brackets and quotation marks observed."""

from __future__ import annotations

_OPEN = dict(zip("（(〔《〈“‘【[", "）)〕》〉”’】]", strict=True))
_CLOSE = {close: open_ for open_, close in _OPEN.items()}

#: What ends a sentence, and what ends a part of one that may stand alone.
STOPS = "。！？!?\n\r"
PARTS = STOPS + "；;：:"
CLAUSES = PARTS + "，,"


def end_of(text: str, start: int, stops: str = STOPS) -> int:
    """Find where a sentence ends.

    Args:
        text: The text.
        start: A place in the sentence.
        stops: What ends it, where it stands outside brackets and quotation marks.

    Returns:
        The offset of the first stop at or behind the place, or of the bracket that closes
        around it, or the end of the text. A bracket that is never closed counts for nothing.
    """
    first, depth = len(text), 0
    for at in range(start, len(text)):
        char = text[at]
        if char in stops:
            if not depth:
                return at
            first = min(first, at)
        if char in "\n\r":
            break
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            if not depth:
                return at
            depth -= 1
    return first if depth else len(text)


def start_of(text: str, end: int, stops: str = STOPS) -> int:
    """Find where a sentence begins.

    Args:
        text: The text.
        end: A place in the sentence.
        stops: What ends the one before it, outside brackets and quotation marks.

    Returns:
        The offset behind the last stop before the place, or behind a bracket that opens
        around the place, or 0.
    """
    depth = 0
    for at in range(end - 1, -1, -1):
        char = text[at]
        if char in _CLOSE:
            depth += 1
        elif char in _OPEN:
            if not depth:
                return at + 1
            depth -= 1
        elif char in stops and not depth:
            return at + 1
    return 0


def depths(text: str) -> list[int]:
    """Count for each character how deep in brackets and quotation marks it stands.

    Args:
        text: The text.

    Returns:
        A number a character; the marks themselves belong to the inside.
    """
    out, depth = [], 0
    for char in text:
        depth += char in _OPEN
        out.append(depth)
        depth -= char in _CLOSE and depth > 0
    return out
