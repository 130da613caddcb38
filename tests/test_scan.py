"""What a line shows on its own."""

from __future__ import annotations

import pytest

from converter.discards import essential
from converter.scan import is_amending, scan
from converter.source import SourceText
from converter.traits import Trait


def source_of(text: str) -> SourceText:
    return SourceText.plain("x.txt", text)


@pytest.mark.parametrize(
    ("line", "trait"),
    [
        ("2018年3月20日", Trait.DATE),
        ("（2018年3月20日）", Trait.DATE),
        ("２０１８年３月２０日", Trait.DATE),
        ("二〇一八年三月二十日", Trait.DATE),
        ("二○一八年 三月 二十日", Trait.DATE),
        ("（2018年3月20日第十三届全国人民代表大会第一次会议通过）", Trait.NOTE),
        ("国发〔2023〕5号", Trait.NOTE),
        ("国发[2023] 5 号", Trait.NOTE),
        ("中华人民共和国主席令第3号", Trait.NOTE),
        ("目录", Trait.TOC),
        ("目　　录：", Trait.TOC),
        ("目次", Trait.TOC),
        ("各区人民政府，市政府各部门：", Trait.ADDRESSEE),
        ("同志们：", Trait.ADDRESSEE),
        ("附件", Trait.ATTACHMENT),
        ("附件1", Trait.ATTACHMENT),
        ("附 件 ２：", Trait.ATTACHMENT),
        ("附表三", Trait.ATTACHMENT),
        ("序　言", Trait.PREFACE),
        ("总纲", Trait.PREFACE),
        ("某某市人民政府", Trait.PLAIN),
        ("国家实行制度。”", Trait.ENDED),
        ("下列情形：", Trait.COLON),
        ("各位领导、同志们！", Trait.ADDRESSEE),
        ("国发〔2023〕5号", Trait.FILE_NUMBER),
        ("国发〔2023〕5号　签发人：张某", Trait.FILE_NUMBER),
        ("某某省人民政府文件", Trait.RED_HEAD),
        ("机密★1年", Trait.RED_HEAD),
        ("特 急", Trait.RED_HEAD),
        ("签发人：张某", Trait.RED_HEAD),
        ("同志们：", Trait.SALUTATION),
        ("各位代表！", Trait.SALUTATION),
        ("坚持党的领导", Trait.SENTENCE),
        ("（此件公开发布）", Trait.BELOW_DATE),
        ("抄送：市委办公室。", Trait.BELOW_DATE),
        ("某某办公室 2024年3月6日印发", Trait.BELOW_DATE),
        ("附件1：工作方案", Trait.TITLED_ATTACHMENT),
        ("附件二　工作方案", Trait.TITLED_ATTACHMENT),
    ],
)
def test_line_has_trait(line: str, trait: Trait) -> None:
    (found,) = scan(source_of(line))
    assert found.is_a(trait)


@pytest.mark.parametrize(
    ("line", "trait"),
    [
        ("2018年3月20日起施行。", Trait.DATE),
        ("2018年3月", Trait.DATE),
        ("本法自2018年3月20日起施行。", Trait.NOTE),
        ("目录管理办法", Trait.TOC),
        ("决定作如下修改：", Trait.ADDRESSEE),
        ("为做好工作，现通知如下：", Trait.ADDRESSEE),
        ("根据法律，制定本办法：", Trait.ADDRESSEE),
        ("附件所列的材料应当齐全。", Trait.ATTACHMENT),
        ("附件：1.工作方案", Trait.ATTACHMENT),
        ("序言部分说明了目的。", Trait.PREFACE),
        ("做好工作，落实责任", Trait.PLAIN),
        ("某某市人民政府", Trait.ENDED),
        ("某某市人民政府", Trait.COLON),
        ("让我们努力！", Trait.ADDRESSEE),
        ("主席令第3号", Trait.FILE_NUMBER),
        ("根据《关于某事的文件", Trait.RED_HEAD),
        ("各单位：", Trait.SALUTATION),
        ("关于坚持党的领导的意见", Trait.SENTENCE),
        ("要求", Trait.SENTENCE),
        ("推进工作任务分解表", Trait.SENTENCE),
        ("请准时参加。", Trait.BELOW_DATE),
        ("附件：1.工作方案", Trait.TITLED_ATTACHMENT),
        ("附件1.2中的事项", Trait.TITLED_ATTACHMENT),
        ("附件1所列的材料应当齐全。", Trait.TITLED_ATTACHMENT),
        ("附件1", Trait.TITLED_ATTACHMENT),
    ],
)
def test_line_has_no_trait(line: str, trait: Trait) -> None:
    (found,) = scan(source_of(line))
    assert not found.is_a(trait)


def test_blank_lines_are_left_out_and_ends_stripped() -> None:
    source = source_of("\ufeff　甲 \r\n\u3000\r\n\x00\n\t乙\u200b")
    assert [source.slice(line.span) for line in scan(source)] == ["甲", "乙"]


def test_nothing_is_lost() -> None:
    text = "甲\n\n第一条　乙\r一、丙\x0b\r\n  一是丁\u2028戊"
    source = source_of(text)
    assert essential("".join(source.slice(line.span) for line in scan(source))) == essential(text)


def test_marker_and_point_are_found_behind_white_space() -> None:
    first, second = scan(source_of("　　第一条　甲\n　　一是乙\n"))
    assert first.marker and first.marker.level.name == "条"
    assert first.point is None
    assert second.point and (second.point.style.name, second.point.value) == ("一是", 1)
    assert second.marker is None


def test_very_long_lines_are_looked_at_only_at_their_end() -> None:
    (line,) = scan(source_of("长" * 5000 + "。"))
    assert line.traits == {Trait.ENDED}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某某法修正案\n第一条", True),
        ("全国人民代表大会常务委员会\n关于修改《某某法》的决定\n", True),
        ("关于修改部分法规的决定\n", True),
        ("关于废止《某某条例》的决定\n", True),
        ("某某法修正案（草案）\n", True),
        ("某某法\n（根据2018年《关于修改〈某某法〉的决定》修正）\n第一条", False),
        ("某某法\n根据2018年《关于修改〈某某法〉的决定》修正\n第一条", False),
        ("关于《某某法修正案》的解释\n", False),
        ("某某法\n第一条　根据关于修改某法的决定执行。\n", False),
        ("某某法\n甲\n乙\n关于修改《某某法》的决定\n", False),
        ("工作要点\n", False),
    ],
)
def test_amending(text: str, expected: bool) -> None:
    assert is_amending(source_of(text)) is expected


def test_quoted_provisions_of_an_amending_decision_have_no_numbers() -> None:
    text = "某某法修正案\n第一条　修改为：\n“第二条　甲：\n“（一）乙；\n（二）丙。”\n第三条　丁。\n"
    lines = scan(source_of(text))
    assert [line.quoted for line in lines] == [False, False, False, True, True, False]
    assert [line.marker is not None for line in lines] == [False, True, False, False, False, True]


def test_quoted_points_are_no_points() -> None:
    lines = scan(source_of("某某法修正案\n第一条　修改为：“甲：\n一是乙；\n二是丙。”\n一是丁。\n"))
    assert [line.point is not None for line in lines] == [False, False, False, False, True]


def test_elsewhere_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    lines = scan(source_of("工作要点\n一、建设“智慧党建\n二、抓好落实\n"))
    assert [line.quoted for line in lines] == [False, False, False]
    assert lines[2].marker
