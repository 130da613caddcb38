"""One citation that somebody types: 监察法第二十条第二款, 监察法 20, 要点第20条."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from converter.citation_forms import NUMBER
from converter.citations.clauses import read_parts
from converter.citations.dated import leading, trailing
from converter.citations.numbers import normal_number
from converter.mention import Path, Step
from converter.numerals import ARABIC, CHINESE, to_int
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
_ISSUED = re.compile(r".*(?:[〔【\[(（]\s?\d{4}\s?[〕】\])）]\s?第?\d+号|(?:令|公告).*第.+号)")
_PLAIN = re.compile(
    r"(?P<name>.*?[^\d０-９\s.．])\s*"
    r"(?P<n>(?:(?:19|20)\d{2}[-.．]\d{1,2}[-.．]\d{1,2}\s+)?"
    r"[0-9０-９]{1,4}(?:[.．\s-]+[0-9０-９]{1,3}){0,2})"
)
#: 监察法 2018 is a version, and so is 监察法 2018-03-20: no document has so many articles.
_YEAR = re.compile(r"(?P<date>(?:19|20)\d{2}(?:[-.．]\d{1,2}[-.．]\d{1,2})?)(?P<rest>[.．\s-].+)?")
#: The levels of a 公文 by their printed numbers: 三(二), 三、（二）1.（1）. One number alone has to
#: stand apart from the name.
_LEVELS = re.compile(
    rf"(?P<name>.*?)(?<!{CHINESE})\s*(?P<one>{CHINESE}{{1,4}})\s?[、.．]?\s?"
    rf"[（(]\s?(?P<two>{CHINESE}{{1,4}})\s?[）)][、.．]?"
    rf"(?:\s?(?P<three>{ARABIC}{{1,3}})[、.．]?(?:\s?[（(]\s?(?P<four>{ARABIC}{{1,3}})\s?[）)])?)?"
)
_LEVEL = re.compile(
    rf"(?P<name>.*?\S)(?<!{CHINESE})"
    rf"(?:\s(?P<one>{CHINESE}{{1,4}})[、.．]?|(?P<same>{CHINESE}{{1,4}})、)"
)
#: Units without 第: 20条2款.
_BARE = re.compile(
    rf"(?P<name>.*?)(?<![第0-9０-９])(?<!{CHINESE})\s*(?P<clause>{NUMBER}\s?条(?:\s?之{NUMBER})?"
    rf"(?:\s?{NUMBER}\s?款)?(?:\s?[（(]?{NUMBER}[）)]?\s?项)?(?:\s?{NUMBER}\s?目)?)"
)
_UNIT = re.compile(rf"(?<!之)(?<!{CHINESE})([（(]?{NUMBER}[）)]?)\s?(?=[条款项目])")
_CLAUSE = re.compile(
    r"(?:总则|分则)?第\s?[（(]?[^第]{1,12}?[）)]?\s?(?:分编|编|章|节|条|款|项|目|部分)|附[件表录]"
)
_ATTACHMENT = re.compile(
    r"(?P<unit>附[件表录])\s?(?P<n>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})?"
)


def parse_citation(text: str) -> TypedCitation | None:
    """Read one citation that stands by itself.

    Args:
        text: Such as 《监察法》第二十条第二款, 监察法20, 监察法 20.2, 要点第20条, 措施 三(二),
            国办发〔2018〕123号, 某某通知附件2第三条, 第二十条.

    Returns:
        Its document and clause; None where the words behind a name are no clause.
    """
    text = " ".join(text.split())
    version = trailing(text)
    if version:
        clause = parse_citation(text.removesuffix(version))
        # Behind a name it is read as part of that.
        if clause and clause.path:
            return replace(clause, name=clause.name + version)
    titled = _TITLE.match(text)
    if titled:
        return _behind_title(titled["name"], titled["rest"].strip())
    if not text or text == STATE:
        return None
    for found in _CLAUSE.finditer(text):
        path, last = _clause(text[found.start() :])
        if path:
            return TypedCitation(text[: found.start()].strip(), path, last)
    if _ISSUED.fullmatch(text):
        return TypedCitation(normal_number(text))
    return _numbered(text) or TypedCitation(text)


def _behind_title(name: str, rest: str) -> TypedCitation | None:
    version = leading(rest)
    name, rest = name + version.strip(), rest[len(version) :].strip()
    if not rest:
        return TypedCitation(name)
    path, last = _clause(rest)
    # A word that no number ends with stands for the name.
    other = _numbered(f"法 {rest}") if not path else None
    if other and other.name == "法":
        path = other.path
    return TypedCitation(name, path, last) if path else None


def _numbered(text: str) -> TypedCitation | None:
    """Read numbers behind a name as they are noted down: 监察法 20.2, 20条2款, 措施 三(二)."""
    bare = _BARE.fullmatch(text)
    if bare:
        path, _ = _clause(_UNIT.sub(r"第\1", bare["clause"]))
        return TypedCitation(bare["name"].strip(), path) if path else None
    levels = _LEVELS.fullmatch(text)
    if levels:
        return TypedCitation(levels["name"].strip(), _levels(levels))
    level = _LEVEL.fullmatch(text)
    if level:
        number = to_int(level["one"] or level["same"])
        return TypedCitation(level["name"].strip(), (Step("一、", number),)) if number else None
    plain = _PLAIN.fullmatch(text)
    if not plain:
        return None
    dated = _YEAR.fullmatch(plain["n"])
    if not dated:
        return TypedCitation(plain["name"].strip(), _arabic(plain["n"]))
    if not dated["rest"]:
        return None
    return TypedCitation(
        plain["name"].strip() + dated["date"], _arabic(dated["rest"].strip(" .．-"))
    )


def _levels(found: re.Match[str]) -> Path:
    units = (("one", "一、"), ("two", "项"), ("three", "目"), ("four", "目"))
    return tuple(
        Step(unit, to_int(found[group]) or 0, arabic=unit == "目")
        for group, unit in units
        if found[group]
    )


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
