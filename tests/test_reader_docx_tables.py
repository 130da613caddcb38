"""Tables of Word files: which cell stands where."""

from __future__ import annotations

from converter.source import SourceText
from converter.span import Position
from tests.docx_helpers import level, numbering, par, read_word, run


def cell(*blocks: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks) or par()}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(c if c.startswith("<") else cell(par(c)) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


DOWN = '<w:vMerge w:val="restart"/>'
ON = "<w:vMerge/>"


def grid(source: SourceText, index: int = 0) -> list[tuple[str, int, int, int, int]]:
    return [
        (source.slice(c.span), c.row, c.column, c.rows, c.columns)
        for c in source.tables[index].cells
    ]


def test_cells_are_lines_by_rows_and_paragraphs_are_counted_in_them() -> None:
    source = read_word(par("甲"), table(row("一", "二"), row("三", "")), par("乙"))
    assert source.text == "甲\n一\n二\n三\n\n乙\n"
    assert grid(source) == [
        ("一", 1, 1, 1, 1),
        ("二", 1, 2, 1, 1),
        ("三", 2, 1, 1, 1),
        ("", 2, 2, 1, 1),
    ]
    assert source.slice(source.tables[0].span) == "一\n二\n三\n"
    assert source.position(source.text.index("三")) == Position(4, 1)
    assert source.position(source.text.index("乙")) == Position(6, 1)


def test_merged_cells() -> None:
    source = read_word(
        table(
            row(cell(par("类别"), properties=DOWN), cell(par("数量"), properties=span(2))),
            row(cell(properties=ON), "甲", "乙"),
            row(cell(par("被盖住"), properties=ON), "1", "2"),
            row("合计", cell(par("3"), properties=span(2))),
        )
    )
    assert grid(source) == [
        ("类别", 1, 1, 3, 1),
        ("数量", 1, 2, 1, 2),
        ("甲", 2, 2, 1, 1),
        ("乙", 2, 3, 1, 1),
        ("1", 3, 2, 1, 1),
        ("2", 3, 3, 1, 1),
        ("合计", 4, 1, 1, 1),
        ("3", 4, 2, 1, 2),
    ]
    assert [(r.rule, r.text) for r in source.removals] == [("merged-cell", "被盖住")]


def test_merging_down_from_nowhere_is_a_cell_of_its_own() -> None:
    source = read_word(table(row(cell(par("甲"), properties=ON), "乙")))
    assert grid(source) == [("甲", 1, 1, 1, 1), ("乙", 1, 2, 1, 1)]


def test_cells_merged_in_the_old_way_and_rows_that_begin_later() -> None:
    over, under = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    source = read_word(
        table(
            row(cell(par("甲"), properties=over), cell(properties=under), "乙"),
            row("丙", "丁", properties='<w:gridBefore w:val="1"/>'),
        )
    )
    assert [c[:3] + c[4:] for c in grid(source)] == [
        ("甲", 1, 1, 2),
        ("乙", 1, 3, 1),
        ("丙", 2, 2, 1),
        ("丁", 2, 3, 1),
    ]


def test_rows_that_head_the_table() -> None:
    head = "<w:tblHeader/>"
    source = read_word(
        table(row("类别", "数量", properties=head), row("甲", "1"), row("乙", "2", properties=head))
    )
    assert [source.slice(c.span) for c in source.tables[0].cells if c.header] == ["类别", "数量"]


def test_a_table_in_a_cell_is_lines_of_the_cell() -> None:
    inner = table(row("内一", "内二"))
    source = read_word(table(row(cell(par("甲"), inner, par()), "乙")))
    assert grid(source) == [("甲\n内一\n内二", 1, 1, 1, 1), ("乙", 1, 2, 1, 1)]
    assert len(source.tables) == 1


def test_a_table_of_one_cell_is_a_frame() -> None:
    source = read_word(table(row(cell(par("甲"), table(row("一", "二")), par("乙")))))
    assert source.text == "甲\n一\n二\n乙\n"
    assert grid(source) == [("一", 1, 1, 1, 1), ("二", 1, 2, 1, 1)]


def test_a_table_without_text_is_none() -> None:
    source = read_word(par("甲"), table(row("", "")), par("乙"))
    assert (source.tables, source.text) == ((), "甲\n\n\n乙\n")


def test_numbers_and_text_boxes_in_cells() -> None:
    box = f"<v:textbox><w:txbxContent>{par('框')}</w:txbxContent></v:textbox>"
    box = f"<w:pict><v:shape>{box}</v:shape></w:pict>"
    lists = numbering({1: level(0, "decimal", "%1.", '<w:suff w:val="nothing"/>')}, {5: (1, "")})
    source = read_word(
        par("甲", number="5/0"),
        table(row(cell(par("乙", number="5/0")), cell(par(run("丙") + f"<w:r>{box}</w:r>")))),
        par("丁", number="5/0"),
        lists=lists,
    )
    assert source.text == "1.甲\n2.乙\n丙\n框\n3.丁\n"
    assert grid(source) == [("2.乙", 1, 1, 1, 1), ("丙\n框", 1, 2, 1, 1)]


def test_deleted_rows_are_left_out() -> None:
    gone = '<w:del w:id="1" w:author="某"/>'
    source = read_word(table(row("一", "二"), row("三", "四", properties=gone), row("五", "六")))
    assert [c[:3] for c in grid(source)] == [("一", 1, 1), ("二", 1, 2), ("五", 2, 1), ("六", 2, 2)]
    assert "".join(r.text for r in source.removals) == "三四"
    assert {r.rule for r in source.removals} == {"tracked-deletion"}
    assert source.position(source.text.index("六")) == Position(6, 1)


def test_rows_and_cells_in_content_controls() -> None:
    wrapped = f"<w:sdt><w:sdtPr/><w:sdtContent>{row('一', '二')}</w:sdtContent></w:sdt>"
    inner = f"<w:sdt><w:sdtContent>{cell(par('三'))}</w:sdtContent></w:sdt>"
    source = read_word(table(wrapped, f"<w:tr>{inner}{cell(par('四'))}</w:tr>"))
    assert [c[:3] for c in grid(source)] == [("一", 1, 1), ("二", 1, 2), ("三", 2, 1), ("四", 2, 2)]


def test_a_footnote_in_a_cell() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    source = read_word(
        table(row(cell(par(run("甲") + mark)), "乙")),
        parts={"footnotes": f'<w:footnote w:id="2">{par("注。")}</w:footnote>'},
    )
    assert source.text == "甲\n乙\n注。\n"
    assert [(n.offset, source.slice(n.span)) for n in source.footnotes] == [(1, "注。")]
