"""Character checks: marks that do not pair, doubled and ASCII punctuation, odd characters.

Everything here is local to a paragraph, which is a line of the source, except that
a quotation may run over several (`checks.quotes`). Nothing is corrected.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from converter.checks.pairs import CJK, Fault, unmask
from converter.checks.quotes import quote_faults
from converter.diagnostics import Diagnostic
from converter.discards import ZERO_WIDTH, is_unrenderable
from converter.findings import report
from converter.source import SourceText
from converter.span import Span

#: Findings of one kind that are listed for one line.
LIMIT = 100

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_CLOSING = "”’）》〉〕】」』"
_OPENING = "“‘（《〈〔【「『"
_DIGIT = "零〇○一二三四五六七八九十百千"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of odd place.

    Attributes:
        code: A row of `findings.FINDINGS`.
        pattern: What it looks like; the whole match is the place.
        message: What is the matter; `{mark}` is the match, `{code}` its code points.
        example: A text that has it.
        signs: Characters of a class, of which each match holds one; empty for two marks that
            follow each other. A line without any sign is not looked at.
        unless: Matches that are in order after all.
    """

    code: str
    pattern: re.Pattern[str]
    message: str
    example: str
    signs: str
    unless: Callable[[re.Match[str]], bool] = lambda match: False


def _is_doubled(match: re.Match[str]) -> bool:
    """Tell whether a run of marks is in order: ！！ and ？！, and the stop of `etc.` before ，."""
    run = match.group()
    before = match.string[max(0, match.start() - 1) : match.start()]
    if set(run) <= set("！？!?") or (run[0] == "." and before.isascii() and before.isalpha()):
        return True
    return run.isascii() and not _near_cjk(match)


def _near_cjk(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    return bool(_CJK.match(text[start - 1 : start]) or _CJK.match(text[end : end + 1]))


_CJK = re.compile(f"[{CJK}]")
_LIST_NUMBER = re.compile(rf"\s*[{_DIGIT}]{{1,4}}")


def _is_list_number(match: re.Match[str]) -> bool:
    """Tell whether a full stop ends a number at the start of its line, as in 一.坚定."""
    return _LIST_NUMBER.fullmatch(match.string, 0, match.start()) is not None


_SUSPICIOUS = "character-suspicious"
_IS = "{mark} ({code}) "
#: Letters of other scripts that look like Latin ones.
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"
_CYRILLIC = "АВЕЗКМНОРСТУХаеорсух"
_MARKS = "，。、；：！？．｡､,.;:!?"
#: What conversions leave: U+FFFD, halves of pairs, private characters.
_REPLACED = "\ufffd\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010fffd"
_BULLETS = "•∙⋅・･‧⦁◦●"
#: What is written for 〇.
_ROUND = "OoＯｏОоΟο○◯0０"
_LOOKALIKES = "丶ㄧㄚー∶︰ˎˏ`´′‵"
_FORMS = "\ufe10-\ufe1f\ufe30-\ufe6f｡｢｣､ｦ-ﾟ"
_RADICALS = "\u2e80-\u2fd5\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26"
_UNSEEN = "\u00ad\u034f\u061c\u115f\u1160\u202a-\u202e\u2066-\u206f\u2800\u3164\ufe0e\ufe0f"
_BREAKS = "\u2028\u2029"

RULES: tuple[Rule, ...] = (
    Rule(
        "punctuation-doubled",
        re.compile(rf"[{_MARKS}](?:[ \u3000]*[，。、；：！？．｡､]|[,.;:!?])+"),
        "The punctuation marks {mark} follow each other",
        "机制.，强化",
        "",
        _is_doubled,
    ),
    Rule(
        "punctuation-ascii",
        # A comma before Latin letters or digits counts too, one between them does not.
        re.compile(
            rf"(?<=[{_HAN}{_CLOSING})])[,;:?!](?![,.;:?!，。、；：！？．/\\])"
            rf"|(?<=[0-9A-Za-z%])[,;](?=[{_HAN}{_OPENING}])"
        ),
        "The ASCII mark {mark} stands in Chinese text",
        "普通党员,以管好",
        ",;:?!",
        lambda match: not _in_chinese(match),
    ),
    Rule(
        "punctuation-ascii",
        re.compile(rf"(?<=[{_HAN}{_CLOSING}])\.(?=[{_HAN}{_OPENING}]|\s*$)|\.{{3,}}(?=[{CJK}])"),
        "The ASCII mark {mark} stands in Chinese text",
        "完善机制.强化管理",
        ".",
        _is_list_number,
    ),
    Rule(
        "character-replacement",
        re.compile(f"[{_REPLACED}]+"),
        "A faulty conversion has left {code} in place of the text",
        "监\ufffd",
        _REPLACED,
    ),
    Rule(
        _SUSPICIOUS,
        re.compile(rf"(?<=\S)[{_BULLETS}](?=\S)"),
        _IS + "is a bullet and stands inside a line",
        "向党伸手要职务•、要名誉",
        _BULLETS,
    ),
    Rule(
        _SUSPICIOUS,
        re.compile(rf"(?<=[{_DIGIT}])[{_ROUND}]+(?=[{_DIGIT}年])"),
        _IS + "stands for 〇 in a Chinese number",
        "二O二三年",
        _ROUND,
    ),
    Rule(
        _SUSPICIOUS,
        re.compile(
            rf"(?<![{_GREEK}{_CYRILLIC}\w])[{_GREEK}{_CYRILLIC}]{{1,3}}(?=[{CJK}])"
            rf"|(?<=[{CJK}])[{_GREEK}{_CYRILLIC}]{{1,3}}(?![\u0370-\u04ff])"
        ),
        _IS + "looks like a Latin letter and is a Greek or Cyrillic one",
        "Х市",
        _GREEK + _CYRILLIC,
    ),
    Rule(
        _SUSPICIOUS,
        re.compile(f"(?<=[{_HAN}])[{_LOOKALIKES}](?=[{_HAN}])"),
        _IS + "looks like another mark and is not used between Chinese characters",
        "坚持丶完善",
        _LOOKALIKES,
    ),
    Rule(
        _SUSPICIOUS,
        re.compile(f"(?<=[{_HAN}])．(?=[{_HAN}])"),
        _IS + "is a point after a number and stands between Chinese characters",
        "机制．强化",
        "．",
        _is_list_number,
    ),
    Rule(
        _SUSPICIOUS,
        re.compile(f"[{_FORMS}]+"),
        _IS + "is a vertical, small or half-width form",
        "坚持﹑完善",
        _FORMS,
    ),
    Rule(
        _SUSPICIOUS,
        re.compile(f"[{_RADICALS}]+"),
        _IS + "is a radical or a compatibility form and not the character that it looks like",
        "⼯作",
        _RADICALS,
    ),
    Rule(
        _SUSPICIOUS,
        re.compile(f"[{_UNSEEN}]+"),
        "The text holds {code}, which cannot be seen",
        "监\u00ad察",
        _UNSEEN,
    ),
    Rule(
        _SUSPICIOUS,
        re.compile(f"[{_BREAKS}]+"),
        "{code} ends a line, though most programs do not show it",
        "加强\u2028管理",
        _BREAKS,
    ),
)

_SIGNS = "".join(rule.signs for rule in RULES)
#: What a line holds where one of the rules may apply.
_SIGN = re.compile(rf"[{_MARKS}{_SIGNS}](?:(?<=[{_SIGNS}])|(?=[ \u3000]*[{_MARKS}]))")

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f" + "".join(sorted(ZERO_WIDTH)) + "\ufdd0-\ufdef\ufffe\uffff]"
)


def _in_chinese(match: re.Match[str]) -> bool:
    """Tell whether what follows an ASCII mark, blanks aside, is Chinese or the line's end.

    After a Chinese character Latin letters and digits will do as well, but not a
    mark after a bracket that belongs to Latin text: `f(x), g(x)`.
    """
    before = match.string[match.start() - 1]
    after = match.string[match.end() : match.end() + 8].lstrip(" \u3000")[:1]
    if before == ")" or before.isascii():
        return not after or bool(_CJK.match(after))
    return not after or not after.isascii() or after.isalnum() or after in "(["


def _codes(text: str) -> str:
    return " ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(text))


def _rule_faults(text: str, start: int) -> Iterator[Fault]:
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            if not rule.unless(match):
                mark = match.group()
                message = rule.message.format(mark=mark[:10], code=_codes(mark[:10]))
                yield Fault(rule.code, start + match.start(), start + match.end(), message)


def _invisible_faults(text: str, start: int) -> Iterator[Fault]:
    """Count the characters of a line that a page cannot carry or that have no width."""
    for code, test, what in (
        ("control-character", is_unrenderable, "which no web page can carry"),
        ("zero-width", ZERO_WIDTH.__contains__, "which have no width"),
    ):
        places = [match for match in _INVISIBLE.finditer(text) if test(match.group())]
        if places:
            names = _codes("".join(sorted({match.group() for match in places})))
            count = f"{len(places)} character" + ("s" if len(places) > 1 else "")
            what = what.replace("have", "has") if len(places) == 1 else what
            message = f"The line holds {count} ({names}) {what}"
            yield Fault(code, start + places[0].start(), start + places[0].end(), message)


def check_characters(source: SourceText) -> list[Diagnostic]:
    """Find what an editor should compare with the official text, character by character.

    Args:
        source: The text.

    Returns:
        Findings in the order of their places: unpaired quotation marks and brackets,
        straight quotation marks, doubled and ASCII punctuation, suspicious characters,
        and one finding a line for control and one for zero-width characters. Of one
        kind at most `LIMIT` in one line; the last says that there may be more.
    """
    faults = quote_faults(source)
    invisible = _INVISIBLE.search(source.text) is not None
    for line, inner in source.lines():
        text = source.slice(line)
        if _SIGN.search(text):
            faults += _rule_faults(unmask(text), line.start)
        if invisible and inner:
            faults += _invisible_faults(text, line.start)
    faults.sort(key=lambda fault: fault.start)
    return _limited(source, faults)


def _limited(source: SourceText, faults: list[Fault]) -> list[Diagnostic]:
    counts: Counter[tuple[int, str]] = Counter()
    found = []
    for fault in faults:
        key = (source.position(fault.start).line, fault.code)
        counts[key] += 1
        if counts[key] <= LIMIT:
            more = ", and perhaps more in this line" if counts[key] == LIMIT else ""
            span = Span(fault.start, fault.end)
            found.append(report(fault.code, source, span, fault.message + more))
    found.sort(key=Diagnostic.sort_key)
    return found
