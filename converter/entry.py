"""What the catalog says about one source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from converter.span import Position


class Profile(StrEnum):
    """What a document's numbering follows.

    `STATUTE` is 法规 (立法法, article 65: 编章节条款项目), `OFFICIAL` is 公文
    (GB/T 9704-2012, 7.3.3: 一、（一）1.（1）).
    """

    STATUTE = "statute"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class Silence:
    """A finding that an editor has looked at and does not want to be told of again.

    Attributes:
        finding: Its code.
        reason: Why the text is right as it stands.
        place: Where the catalog says so.
        spot: The spot that it prints; empty for one that prints none.
        line: Its line, if the spot occurs in several; else 0.
        column: Its column, if the spot occurs in the line several times; else 0.
    """

    finding: str
    reason: str
    place: Position
    spot: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalog says about one source.

    Attributes:
        file: Path of the source below its folder, with forward slashes.
        slug: Name in addresses, ASCII, assigned once and kept.
        title: A title assigned by an editor, for a text that has none.
        kind: What sort of document it is, in the words of the field (工作要点).
        issuer: 发文机关, as an editor knows it.
        date: 成文日期 as an editor knows it, ISO 8601.
        number: 文号.
        version: The date of this version, ISO 8601, for one of several.
        profile: The numbering that the document follows, if not to be detected.
        numbering: For a level whose numbers run through the document (`running`)
            or restart in each parent (`restarting`): level or `att_1__level` to that word.
        aliases: Other names by which documents cite it.
        compare: Slugs of documents that it is to be compared with, the older ones.
        silenced: The findings about it that are not to be reported.
        line: Line of the catalog where the entry begins; 0 without a catalog.
    """

    file: str
    slug: str
    title: str | None = None
    kind: str | None = None
    issuer: str | None = None
    date: str | None = None
    number: str | None = None
    version: str | None = None
    profile: Profile | None = None
    numbering: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()
    silenced: tuple[Silence, ...] = ()
    line: int = 0
