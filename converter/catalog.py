"""The catalog: what editors say of each source, in `catalog.yml` beside the sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from converter.anchors import FLOATING, RESTARTING, RUNNING
from converter.diagnostics import Diagnostic
from converter.entry import Entry, Profile
from converter.findings import report_file
from converter.silence import read_silences
from converter.slugs import ADDRESS, SLUG
from converter.yamlfile import (
    Field,
    Located,
    Problems,
    is_date,
    load,
    nearest,
    read_record,
    text_of,
    texts_of,
)

FILE_NAME = "catalog.yml"

FIELDS = (
    Field(
        "file",
        (str,),
        "the path of a source below this folder, such as `2023年工作要点.txt`",
        required=True,
        # Relative, with forward slashes, and nothing hidden on the way: no `..` either.
        pattern=re.compile(r"(?!/)(?!\.)(?!.*/\.)[^\\]+"),
    ),
    Field(
        "slug",
        (str,),
        "lower-case letters, digits and hyphens, such as `2023-gongzuo-yaodian`",
        required=True,
        pattern=SLUG,
    ),
    Field("title", (str,), "a title, for a text that has none"),
    Field("kind", (str,), "what sort of document it is, such as 工作要点"),
    Field("issuer", (str,), "the issuing organ (发文机关)"),
    Field("date", (str,), "a date such as `2023-01-31`", check=is_date),
    Field("number", (str,), "the document number (文号)"),
    Field("version", (str,), "the date of this version, such as `2023-01-31`", check=is_date),
    Field(
        "profile",
        (str,),
        "`statute` or `official`",
        pattern=re.compile("|".join(profile.value for profile in Profile)),
    ),
    Field("numbering", (dict,), "levels with `running` or `restarting`"),
    Field(
        "aliases",
        (list,),
        "a list of other names by which documents cite it",
        each=Field("aliases", (str,), "a name"),
    ),
    Field(
        "compare",
        (list,),
        "a list of slugs of older documents to compare with",
        each=Field(
            "compare",
            (str,),
            "a slug, or `SLUG/DATE` for one of several versions",
            pattern=ADDRESS,
        ),
    ),
    Field("silence", (list,), "a list of findings that are not to be reported"),
)


@dataclass(frozen=True, slots=True)
class Catalog:
    """What a catalog says.

    Attributes:
        entries: Its entries by file, without those that are not in good form.
        diagnostics: What is wrong with it.
        files: All the files that it names, also in entries that are left out.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    files: frozenset[str] = frozenset()


def read_catalog(folder: Path, shown: str) -> Catalog:
    """Read the catalog of a folder of sources.

    Args:
        folder: The folder.
        shown: How to name the folder in messages.

    Returns:
        Its catalog; an empty one where there is no file. Entries that are not in
        good form are left out and reported.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return Catalog()
    problems = Problems(f"{shown}/{FILE_NAME}", "catalog")
    entries: dict[str, Entry] = {}
    slugs: dict[str, Entry] = {}
    files: set[str] = set()
    records = _records(load(path, problems), problems)
    for record in records:
        files |= _named(record)
        entry = _entry(record, problems)
        if entry is None:
            continue
        if entry.file in entries:
            problems.add(
                record.place,
                f"{entry.file} has an entry already, in line {entries[entry.file].line};"
                " remove one of the two",
            )
        elif entry.slug in slugs and not (entry.version and slugs[entry.slug].version):
            other = slugs[entry.slug]
            problems.add(
                record.place,
                f"the slug {entry.slug!r} belongs to {other.file} already, in line {other.line};"
                " give this document another, or if they are versions of one, each a `version:`",
            )
        else:
            if not (folder / entry.file).is_file():
                problems.add(
                    record.place,
                    f"there is no file {entry.file}; correct the name or remove the entry"
                    f"{_nearest_file(folder, entry.file)}",
                )
            entries[entry.file] = slugs[entry.slug] = entry
    _check_compared(records, slugs, problems)
    return Catalog(entries, tuple(problems.found), frozenset(files))


def _named(record: Located) -> set[str]:
    file = record.value.get("file") if isinstance(record.value, dict) else None
    return {str(file.value)} if file else set()


def _nearest_file(folder: Path, name: str) -> str:
    return nearest(name, (p.relative_to(folder).as_posix() for p in folder.rglob("*.*")))


def _records(root: Located | None, problems: Problems) -> list[Located]:
    if root is None:
        return []
    top = read_record(root, (Field("documents", (list,), "a list of documents"),), problems)
    listed = top.get("documents")
    return listed.value if listed and isinstance(listed.value, list) else []


def _entry(record: Located, problems: Problems) -> Entry | None:
    good = read_record(record, FIELDS, problems)
    file, slug = text_of(good, "file"), text_of(good, "slug")
    if file is None or slug is None:
        return None
    profile = text_of(good, "profile")
    return Entry(
        file=file,
        slug=slug,
        title=text_of(good, "title"),
        kind=text_of(good, "kind"),
        issuer=text_of(good, "issuer"),
        date=text_of(good, "date"),
        number=text_of(good, "number"),
        version=text_of(good, "version"),
        profile=Profile(profile) if profile else None,
        aliases=texts_of(good, "aliases"),
        numbering=_numbering(good.get("numbering"), problems),
        compare=_compare(good.get("compare")),
        silenced=read_silences(good.get("silence"), problems),
        line=record.place.line,
    )


def _numbering(item: Located | None, problems: Problems) -> tuple[tuple[str, str], ...]:
    if item is None or not isinstance(item.value, dict):
        return ()
    levels = sorted(kind.value for kind in FLOATING)
    out = []
    for level, choice in item.value.items():
        if level.rpartition("__")[2] not in levels:
            problems.add(
                choice.place,
                f"numbering: unknown level {level!r}{nearest(level, levels)}"
                f" (known: {', '.join(levels)})",
            )
        elif choice.value not in (RUNNING, RESTARTING):
            problems.add(
                choice.place,
                f"numbering: expected `running` or `restarting`, found {choice.value!r}",
            )
        else:
            out.append((level, str(choice.value)))
    return tuple(sorted(out))


def _compare(item: Located | None) -> tuple[str, ...]:
    """Read the slugs of documents to compare with."""
    listed = item.value if item and isinstance(item.value, list) else ()
    return tuple(str(slug.value) for slug in listed)


def _check_compared(
    records: Sequence[Located], slugs: Mapping[str, Entry], problems: Problems
) -> None:
    """Report documents to compare with that the catalog does not list, or that ask for it."""
    for record in records:
        fields = record.value if isinstance(record.value, dict) else {}
        item, own = fields.get("compare"), fields.get("slug")
        for slug in item.value if item and isinstance(item.value, list) else ():
            # Which versions there are is known when the documents are: see `works`.
            work = str(slug.value).partition("/")[0]
            if own and slug.value == own.value:
                problems.add(slug.place, "compare: a document is not compared with itself")
            elif ADDRESS.fullmatch(str(slug.value)) and work not in slugs:
                meant = nearest(work, slugs)
                problems.add(slug.place, f"compare: there is no document {work!r}{meant}")


def missing_entry(shown: str, file: str) -> Diagnostic:
    """Report a source that a catalog does not list.

    Args:
        shown: How to name the folder of sources.
        file: The path of the source in it.

    Returns:
        The finding, with the command that adds an entry.
    """
    where = "" if shown == "sources" else f" --sources {_argument(shown)}"
    return report_file(
        "catalog-missing",
        f"{shown}/{file}",
        f"has no entry in {FILE_NAME}; its title and address are derived and may change:"
        f" run `tiaowen new{where} {_argument(f'{shown}/{file}')}`",
    )


def _argument(path: str) -> str:
    """Write a path so that a shell takes it for one argument."""
    return f'"{path}"' if re.search(r"[\s&;|<>()']", path) else path
