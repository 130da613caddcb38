"""Where a heading ends and the text begins."""

from __future__ import annotations

import pytest

from converter.entry import Profile
from converter.headings import run_in_levels, split_heading
from converter.scan import scan
from converter.source import SourceText
from converter.span import Span


def split(text: str, run_in: bool) -> tuple[str | None, str | None]:
    source = SourceText.plain("x.txt", text)
    heading, rest = split_heading(source, Span(0, len(text)), run_in)
    return source.slice(heading) if heading else None, source.slice(rest) if rest else None


LONGEST = "长" * 49


@pytest.mark.parametrize(
    ("text", "heading", "rest"),
    [
        ("总体要求", "总体要求", None),
        ("加强领导。", "加强领导。", None),
        ("加强领导。落实责任。", "加强领导。", "落实责任。"),
        ("加强领导。 　落实责任。", "加强领导。", "落实责任。"),
        ("怎样做好？要有决心。", "怎样做好？", "要有决心。"),
        ("行动起来！要有决心。", "行动起来！", "要有决心。"),
        ("落实“甲。乙”精神。做好。", "落实“甲。乙”精神。", "做好。"),
        ("贯彻《意见（试行。）》精神。做好。", "贯彻《意见（试行。）》精神。", "做好。"),
        ("建设“智慧党建。做好。", "建设“智慧党建。做好。", None),
        ("甲）乙。丙。", "甲）乙。", "丙。"),
        ("要求如下：做好。", None, "要求如下：做好。"),
        ("做好甲；做好乙。", None, "做好甲；做好乙。"),
        (f"{LONGEST}。做好。", f"{LONGEST}。", "做好。"),
        (f"{LONGEST}长。做好。", f"{LONGEST}长。", "做好。"),
        (f"{LONGEST}长长。做好。", None, f"{LONGEST}长长。做好。"),
        (f"{LONGEST}长", f"{LONGEST}长", None),
        (f"{LONGEST}长长", None, f"{LONGEST}长长"),
        ("", None, None),
    ],
)
def test_run_in(text: str, heading: str | None, rest: str | None) -> None:
    assert split(text, run_in=True) == (heading, rest)


@pytest.mark.parametrize(
    ("text", "heading", "rest"),
    [
        ("总体要求", "总体要求", None),
        ("加强领导。", "加强领导。", None),
        ("加强领导。落实责任。", None, "加强领导。落实责任。"),
    ],
)
def test_not_run_in(text: str, heading: str | None, rest: str | None) -> None:
    assert split(text, run_in=False) == (heading, rest)


def levels(text: str, profile: Profile = Profile.OFFICIAL) -> frozenset[str]:
    source = SourceText.plain("x.txt", text)
    return run_in_levels(source, scan(source), profile)


def test_a_level_is_run_in_where_nearly_all_its_lines_could_be() -> None:
    good, bad = "1.加强领导。落实责任。\n", "1.要求如下：做好。\n"
    assert levels(good * 4 + bad) == {"1."}
    assert levels(good * 3 + bad) == frozenset()
    assert levels("一、甲\n" + good + bad) == {"一、"}


def test_no_level_is_run_in_in_a_statute() -> None:
    assert levels("一、加强领导。落实责任。\n", Profile.STATUTE) == frozenset()
    assert levels("") == frozenset()
