"""One citation that somebody types: 监察法第二十条第二款, 监察法 20, 要点第20条."""

from __future__ import annotations

import re
from dataclasses import dataclass

from converter.citations.clauses import read_parts
from converter.citations.numbers import normal_number
from converter.mention import Path, Step
from converter.numerals import to_int
from converter.title_names import STATE


@dataclass(frozen=True, slots=True)
class TypedCitation:
    """A citation without a place around it.

    Attributes:
        name: The document, a title without 《》 or a number; may be empty.
        path: The clause; empty for the document as a whole.
        last: The last clause of a range, else empty.
    """

    name: str
    path: Path = ()
    last: Path = ()


_TITLE = re.compile(r"\s*《(?P<name>.+)》\s*(?P<rest>[^》]*)$")
_NUMBER = re.compile(r".*(?:[〔\[(（]\s?\d{4}\s?[〕\])）]\s?第?\d+号|(?:令|公告).*第.+号)")
_PLAIN = re.compile(
    r"(?P<name>.*?[^\d０-９\s.．])\s*(?P<n>[0-9０-９]{1,4}(?:[.．\s-]+[0-9０-９]{1,3}){0,2})"
)
_CLAUSE = re.compile(
    r"(?:总则|分则)?第\s?[（(]?[^第]{1,12}?[）)]?\s?(?:分编|编|章|节|条|款|项|目|部分)|附[件表录]"
)
_ATTACHMENT = re.compile(
    r"(?P<unit>附[件表录])\s?(?P<n>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})?"
)


def parse_citation(text: str) -> TypedCitation | None:
    """Read one citation that stands by itself.

    Args:
        text: Such as 《监察法》第二十条第二款, 监察法20, 监察法 20.2, 要点第20条,
            国办发〔2018〕123号, 某某通知附件2第三条, 第二十条.

    Returns:
        Its document and clause; None where the words behind a name are no clause.
    """
    text = " ".join(text.split())
    titled = _TITLE.match(text)
    if titled:
        path, last = _clause(titled["rest"])
        if titled["rest"] and not path:
            return None
        return TypedCitation(titled["name"], path, last)
    if not text or text == STATE:
        return None
    for found in _CLAUSE.finditer(text):
        path, last = _clause(text[found.start() :])
        if path:
            return TypedCitation(text[: found.start()].strip(), path, last)
    if _NUMBER.fullmatch(text):
        return TypedCitation(normal_number(text))
    plain = _PLAIN.fullmatch(text)
    if plain:
        return TypedCitation(plain["name"].strip(), _arabic(plain["n"]))
    return TypedCitation(text)


def _arabic(words: str) -> Path:
    numbers = [to_int(n) or 0 for n in re.split(r"[.．\s-]+", words)]
    return tuple(
        Step(unit, number) for unit, number in zip(("条", "款", "项"), numbers, strict=False)
    )


def _clause(text: str) -> tuple[Path, Path]:
    """Read the clause that a text is as a whole."""
    text = text.strip()
    above: Path = ()
    found = _ATTACHMENT.match(text)
    if found:
        above = (Step(found["unit"], to_int(found["n"] or "") or 0),)
        text = text[found.end() :]
        if not text.strip():
            return above, ()
    parts = read_parts(text, 0)
    if len(parts) != 1 or text[parts[0].end :].strip():
        return (), ()
    (part,) = parts
    return above + part.path, above + part.last if part.last else ()
