"""The formulas that end a document."""

from __future__ import annotations

import pytest

from converter.formulas import FORMULAS, Formula, is_formula
from converter.tree import Kind
from tests.helpers import make_document


@pytest.mark.parametrize("row", FORMULAS, ids=lambda row: row.name)
def test_an_example_fits_its_own_row_alone_and_ends_a_document(row: Formula) -> None:
    assert [other.name for other in FORMULAS if other.pattern.fullmatch(row.example)] == [row.name]
    document = make_document(f"关于工作的通知\n一、目标\n做好。\n二、步骤\n抓紧。\n{row.example}\n")
    last = document.root.children[-1]
    assert (last.kind, document.own_text(last)) == (Kind.CONCLUSIONS, row.example)


@pytest.mark.parametrize(
    "text",
    [
        "特此通知的事项如下。",
        "此复印件有效。",
        "请结合实际。",
        "本意见自觉接受监督。",
        "出席的人员要登记。",
    ],
)
def test_what_only_begins_like_one(text: str) -> None:
    assert not is_formula(text)
