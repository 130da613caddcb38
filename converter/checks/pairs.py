"""Quotation marks and brackets within one paragraph: which of them do not pair."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

#: What counts as Chinese text beside a mark: Han, 〇, and full-width punctuation.
CJK = (
    "\u3001-\u3011\u3014-\u301f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff20"
    "\uff3b-\uff40\uff5b-\uff65“”‘’…—\U00020000-\U000323af"
)


class Fault(NamedTuple):
    """A finding before it is given its place: code, range of offsets, message."""

    code: str
    start: int
    end: int
    message: str


class Pair(NamedTuple):
    """Two marks that belong together, and the family within which they get mixed up."""

    opening: str
    closing: str
    family: str


PAIRS: tuple[Pair, ...] = (
    Pair("“", "”", "double"),  # “四个意识”
    Pair("‘", "’", "single"),  # “‘三个代表’重要思想”
    Pair("（", "）", "round"),  # （一）
    Pair("(", ")", "round"),  # (一)
    Pair("〔", "〕", "square"),  # 法释〔2025〕4号
    Pair("［", "］", "square"),
    Pair("[", "]", "square"),
    Pair("【", "】", "square"),  # 【判决理由】
    Pair("《", "》", "angle"),  # 《中国共产党问责条例》
    Pair("〈", "〉", "angle"),  # 《关于修改〈监察法〉的决定》
    Pair("「", "」", "corner"),
    Pair("『", "』", "corner"),
)

#: Marks that open and close alike, and so stand in for either half of a pair:
#: the family that they act in and the code that they are reported under.
STAND_INS: dict[str, tuple[str, str]] = {
    '"': ("double", "quote-straight"),
    "'": ("single", "quote-straight"),
    "＂": ("double", "quote-straight"),
    "＇": ("single", "quote-straight"),
    "〃": ("double", "character-suspicious"),  # “四唯〃
    "〝": ("double", "character-suspicious"),
    "〞": ("double", "character-suspicious"),
    "″": ("double", "character-suspicious"),
}

CLOSES = {pair.closing: pair.opening for pair in PAIRS}
_FAMILY = {mark: p.family for p in PAIRS for mark in (p.opening, p.closing)} | {
    mark: family for mark, (family, _) in STAND_INS.items()
}
MARKS = re.compile("[" + re.escape("".join(_FAMILY)) + "]")
#: A stand-in counts only with Chinese text at one side; 5'10", don't and 〃 in a
#: table column do not.
_STAND_IN = re.compile(f"(?<=[{CJK}]).|.(?=[{CJK}])")
#: Two stand-ins this near to each other are one pair, and one fault.
_REACH = 40
#: With so many unpaired marks a paragraph is past pairing, and the rest is not read.
_MOST = 1000
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])[’'](?=[A-Za-z])")
#: Each mark closed by its own before any other stands; ’ may be an apostrophe.
_PLAIN = f"[^{re.escape(''.join(_FAMILY))}]*+"
_PLAINLY_PAIRED = re.compile(
    rf"{_PLAIN}(?:(?:"
    + "|".join(
        re.escape(pair.opening) + _PLAIN + re.escape(pair.closing)
        for pair in PAIRS
        if pair.family != "single"
    )
    + rf"){_PLAIN})*+"
)
#: `1）` and `一)`, which open a point and have no opening bracket.
_LIST_MARK = re.compile(
    r"(?:^|[\s“；;：:。，,、])(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z])$"
)


def unmask(text: str) -> str:
    """Blank out web addresses, so that their punctuation is no punctuation of the text."""
    if "://" not in text and "www." not in text:
        return text
    return _WEB_ADDRESS.sub(lambda match: "x" * len(match.group()), text)


_WEB_ADDRESS = re.compile(r"(?:https?://|www\.)[\w./?%&=#:~+\-@!;,]+", re.ASCII)


@dataclass(slots=True)
class _Open:
    """A mark that waits for its other half."""

    char: str
    at: int
    nests: bool = False  # another “ was opened directly inside


@dataclass(slots=True)
class _Matcher:
    """Pairs the marks of one paragraph.

    Attributes:
        text: The paragraph.
        mixing: Which reading of `《〈…》…》` and `（…(…）` to try: that a mark of the
            same family closes the innermost one, or that the innermost is unclosed.
    """

    text: str
    mixing: bool
    stack: list[_Open] = field(default_factory=list)
    waiting: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    def run(self) -> list[Fault]:
        for match in MARKS.finditer(self.text):
            self._take(match.group(), match.start())
            if len(self.stack) + len(self.faults) > _MOST:
                break
        while self.stack:
            self._drop()
        self.faults.sort(key=lambda fault: fault.start)
        return self.faults

    def _take(self, char: str, at: int) -> None:
        if char in STAND_INS:
            if _STAND_IN.match(self.text, at):
                self._stand_in(char, at)
        elif char not in CLOSES:
            if char == "“" and self.stack and self.stack[-1].char == "“":
                self.stack[-1].nests = True
            self._push(char, at)
        elif not (char == "’" and _APOSTROPHE.match(self.text, at)):
            self._close(char, at)

    def _push(self, char: str, at: int) -> None:
        self.stack.append(_Open(char, at))
        self.waiting[char] += 1

    def _pop(self) -> _Open:
        entry = self.stack.pop()
        self.waiting[entry.char] -= 1
        return entry

    def _drop(self) -> None:
        """Take the innermost mark off as one that nothing closes."""
        entry = self._pop()
        if entry.char in STAND_INS:
            self._odd(entry.char, entry.at)
        else:
            self._fault("quote-unclosed", entry.at, f"{entry.char} is not closed in its paragraph")

    def _close(self, char: str, at: int) -> None:
        wanted, family = CLOSES[char], _FAMILY[char]
        top = self.stack[-1] if self.stack else None
        mixed = top and top.char != wanted and _FAMILY[top.char] == family
        if top and mixed and (self.mixing or not self.waiting[wanted] or top.char in STAND_INS):
            self._mixed(self._pop(), char, at)
            return
        if self.waiting[wanted]:
            while self.stack[-1].char != wanted:
                self._drop()
            entry = self._pop()
            if entry.nests:
                message = "“ is opened again before it is closed: ” is missing, or ‘’ is meant"
                self._fault("quote-nested", entry.at, message)
        elif not (char in "）)" and _LIST_MARK.search(self.text, max(0, at - 4), at)):
            self._fault("quote-unopened", at, f"{char} is not opened in its paragraph")

    def _mixed(self, entry: _Open, char: str, at: int) -> None:
        if entry.char in STAND_INS:
            self._odd(entry.char, entry.at)
        else:
            self._fault("quote-mixed", at, f"{entry.char} is closed by {char}")

    def _stand_in(self, char: str, at: int) -> None:
        """Let a mark without direction close what it can close, or open."""
        family, code = STAND_INS[char]
        top = self.stack[-1] if self.stack else None
        if not top or _FAMILY[top.char] != family:
            self._push(char, at)
        elif top.char not in STAND_INS:
            self._pop()
            self._fault(code, at, f"{top.char} is closed by {_named(char)}")
        elif at - top.at <= _REACH:
            self._pop()
            self._odd(top.char, top.at, at + 1)
        else:
            self._drop()
            self._push(char, at)

    def _odd(self, char: str, at: int, end: int = 0) -> None:
        self._fault(STAND_INS[char][1], at, f"{_named(char)} stands in Chinese text", end)

    def _fault(self, code: str, at: int, message: str, end: int = 0) -> None:
        self.faults.append(Fault(code, at, end or at + 1, message[0].upper() + message[1:]))


def _named(char: str) -> str:
    kind = "a straight quotation mark" if STAND_INS[char][1] == "quote-straight" else "the mark"
    return f"{kind} {char}" if kind == "the mark" else kind


def paragraph_faults(text: str) -> list[Fault]:
    """Find the marks of one paragraph that do not pair.

    Args:
        text: The paragraph.

    Returns:
        The faults, with offsets into the paragraph, in the reading that has fewest.
    """
    if _PLAINLY_PAIRED.fullmatch(text):
        return []
    faults = _Matcher(text, mixing=False).run()
    if len(faults) > 1:
        other = _Matcher(text, mixing=True).run()
        faults = other if len(other) < len(faults) else faults
    return faults
