"""Character checks: the seeds' real faults, each rule, and what must stay silent."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.checks.characters import LIMIT, RULES, Rule, check_characters
from converter.source import SourceText


def found(text: str) -> list[str]:
    """Return the findings about a text as `line:col code message spot`."""
    return [
        f"{d.line}:{d.column} {d.code}: {d.message} {d.spot}"
        for d in check_characters(SourceText.plain("t.txt", text))
    ]


# Snippets of the seed documents, with what is wrong in each.
SEED_FAULTS = [
    (
        "持续破除“四唯〃取人，持续整治“三超两乱”",
        [
            "1:8 character-suspicious: “ is closed by the mark 〃 "
            "持续破除“四唯〔〃〕取人，持续整治“三超"
        ],
    ),
    (
        "坚决禁止向党伸手要职务•、要名誉、要待遇行为",
        [
            "1:12 character-suspicious: • (U+2022) is a bullet and stands inside a line "
            "决禁止向党伸手要职务〔•〕、要名誉、要待遇行为"
        ],
    ),
    (
        "外资企业党组'织建设力度。坚持“三有三带”等",
        [
            "1:7 quote-straight: A straight quotation mark stands in Chinese text "
            "外资企业党组〔'〕织建设力度。坚持“三"
        ],
    ),
    (
        "协调联动机制.，强化属地管理责任",
        [
            "1:7 punctuation-doubled: The punctuation marks .， follow each other "
            "协调联动机制〔.，〕强化属地管理责任"
        ],
    ),
    (
        "“互联网+”方式，推进“智慧党建。",
        ["1:12 quote-unclosed: “ is not closed in its paragraph 互联网+”方式，推进〔“〕智慧党建。"],
    ),
    (
        "当作“私人领地。在党的工作和活动中，坚持“四个服从”",
        ["1:3 quote-unclosed: “ is not closed in its paragraph 当作〔“〕私人领地。在党的工作"],
    ),
    (
        "要履行“一岗双责七认真抓好分管部门",
        ["1:4 quote-unclosed: “ is not closed in its paragraph 要履行〔“〕一岗双责七认真抓好分"],
    ),
    (
        '做“两面人"，坚决反对和制止说假话',
        [
            "1:6 quote-straight: “ is closed by a straight quotation mark "
            '做“两面人〔"〕，坚决反对和制止说假'
        ],
    ),
    (
        '通过“文艺+理论"方式，使理论宣讲',
        [
            "1:9 quote-straight: “ is closed by a straight quotation mark "
            '通过“文艺+理论〔"〕方式，使理论宣讲'
        ],
    ),
    (
        '“三严三实”专题教育、“两学一做"学习教育、“不忘初心”',
        [
            "1:17 quote-straight: “ is closed by a straight quotation mark "
            '专题教育、“两学一做〔"〕学习教育、“不忘初心'
        ],
    ),
    (
        "牢记“五个必须”,坚决反对“七个有之”",
        [
            "1:9 punctuation-ascii: The ASCII mark , stands in Chinese text "
            "牢记“五个必须”〔,〕坚决反对“七个有之”"
        ],
    ),
    (
        "普通干部和普通党员,以管好“关键少数”",
        [
            "1:10 punctuation-ascii: The ASCII mark , stands in Chinese text "
            "普通干部和普通党员〔,〕以管好“关键少数”"
        ],
    ),
    (
        "主动改正错误的机会，,让党纪重处分",
        [
            "1:10 punctuation-doubled: The punctuation marks ，, follow each other "
            "主动改正错误的机会〔，,〕让党纪重处分"
        ],
    ),
    (
        "重要指示批示精神落实、十四五”规划实施",
        ["1:15 quote-unopened: ” is not opened in its paragraph 批示精神落实、十四五〔”〕规划实施"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SEED_FAULTS)
def test_a_real_fault_is_one_finding_at_its_place(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_the_line_is_that_of_the_file() -> None:
    assert found("一、总则\r\n\r\n推进“智慧党建。\n") == [
        "3:3 quote-unclosed: “ is not closed in its paragraph 推进〔“〕智慧党建。"
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_each_rule_finds_its_example(rule: Rule) -> None:
    codes = [d.code for d in check_characters(SourceText.plain("t", rule.example))]
    assert codes == [rule.code]


@pytest.mark.parametrize(
    "text",
    [
        "（一）坚持“四个意识”。",
        "1）坚持；2）完善",
        "一）坚持党的领导",
        "1.坚定理想；2、1.5%，3:00，10,000元，见www.12339.gov.cn，https://a.cn/?b=1,2。",
        "一.坚定不移",
        "贯彻《关于修改〈中华人民共和国监察法〉的决定》（法释〔2025〕4号）",
        "“毛泽东思想、邓小平理论和‘三个代表’重要思想”",
        "约翰·史密斯每年“12·4”……——坚持！！为什么？！",
        "Don't stop, it's B, C: 5'10\" and f(x), g(x) etc.，等",
        "盐酸克仑特罗（Clenbuterol Hydrochloride，俗称“瘦肉精”）、γ射线",
        "（注1：本表所称。\n注2：前款所称。）",
        "国务院关于印发《政府网站\n发展指引》的通知",
        "一\u3000二\u00a0三\t四",
        "•坚持党的领导",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("乡（镇)人民政府", ["1:4 quote-mixed: （ is closed by ) 乡（镇〔)〕人民政府"]),
        ("《关于〈甲》的决定》", ["1:6 quote-mixed: 〈 is closed by 》 《关于〈甲〔》〕的决定》"]),
        (
            '按照"谁设障、谁清除"的原则',
            [
                "1:3 quote-straight: A straight quotation mark stands in Chinese text "
                '按照〔"谁设障、谁清除"〕的原则'
            ],
        ),
        (
            "坚持“一“岗”双责”",
            [
                "1:3 quote-nested: “ is opened again before it is closed: "
                "” is missing, or ‘’ is meant 坚持〔“〕一“岗”双责”"
            ],
        ),
        (
            "标题\n会议《关于修改〈选举法\n实施细则〉的决定》修正",
            [
                "2:3 quote-unclosed: 《 is closed only in a later paragraph "
                "会议〔《〕关于修改〈选举法"
            ],
        ),
        (
            "监\x00察\x01院",
            [
                "1:2 control-character: The line holds 2 characters (U+0000 U+0001) "
                "which no web page can carry 监〔⟨U+0000⟩〕察⟨U+0001⟩院"
            ],
        ),
        (
            "监\u200b察",
            [
                "1:2 zero-width: The line holds 1 character (U+200B) which has no width "
                "监〔⟨U+200B⟩〕察"
            ],
        ),
        (
            "监\ue010\ue010察",
            [
                "1:2 character-replacement: A faulty conversion has left U+E010 in place "
                "of the text 监〔⟨U+E010⟩⟨U+E010⟩〕察"
            ],
        ),
    ],
)
def test_other_faults(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_a_quotation_over_paragraphs_that_each_open_is_right() -> None:
    assert found("他说：“第一段。\n“第二段。\n\n“第三段。”\n他又说。") == []
    assert len(found("他说：“第一段。\n“第二段。\n他又说。")) == 2
    assert len(found("他说“第一段。\n“一岗双责”是原则。")) == 1


def test_a_provision_quoted_in_an_amending_decision_may_run_over_lines() -> None:
    assert found("一、第一条修改为：“甲。\n乙。\n丙。”\n二、删去。") == []
    assert found("一、将第一条修改为：\n“甲：\n（一）乙；\n（二）丙。”") == []
    assert len(found("一、第一条修改为：“甲。\n乙。\n丙。")) == 1
    assert len(found("一、第一条：“甲。\n乙。\n丙。”")) == 2


PAIRED = ["“”", "‘’", "《》", "〈〉", "（）", "〔〕", "【】", "「」", "『』", "[]", "()"]


@st.composite
def balanced(draw: st.DrawFn, depth: int = 3, outer: str = "") -> str:
    """Text in which everything pairs and “ ” do not stand directly in “ ”."""
    out = ""
    for _ in range(draw(st.integers(0, 3))):
        out += draw(st.text(alphabet="监察机关依法履行职责，。；", max_size=4))
        if depth:
            pair = draw(st.sampled_from([p for p in PAIRED if p != outer]))
            out += pair[0] + "监" + draw(balanced(depth - 1, pair)) + pair[1]
    return out


def _quote_findings(text: str) -> list[str]:
    return [line for line in found(text) if " quote-" in line]


@given(balanced())
def test_balanced_text_has_no_quote_finding(text: str) -> None:
    assert _quote_findings("监" + text) == []


@given(balanced(), st.data())
def test_a_removed_mark_is_found(text: str, data: st.DataObject) -> None:
    text = "监察" + text
    places = [i for i, char in enumerate(text) if any(char in pair for pair in PAIRED)]
    if places:
        at = data.draw(st.sampled_from(places))
        assert _quote_findings(text[:at] + text[at + 1 :])


@given(st.text())
def test_any_text_can_be_checked(text: str) -> None:
    findings = check_characters(SourceText.plain("t", text))
    assert findings == sorted(findings, key=lambda d: d.sort_key())


def test_findings_of_one_kind_in_one_line_are_limited() -> None:
    findings = found("监," * 500)
    assert len(findings) == LIMIT
    assert ", and perhaps more in this line " in findings[-1]


@pytest.mark.parametrize("unit", ["“", "（“", '监"', "。 ", "“修改为", "坚持“四个意识”,"])
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(length: int) -> float:
        source = SourceText.plain("t", unit * (length // len(unit)))
        start = time.perf_counter()
        check_characters(source)
        return time.perf_counter() - start

    short = max(seconds(100_000), 0.05)
    assert seconds(800_000) < 40 * short  # a quadratic check would take 64 times as long


def test_straight_marks_far_apart_are_two_faults() -> None:
    assert len(found("党组'织建设" + "监" * 20 + "党组'织建设")) == 1
    assert len(found("党组'织建设" + "监" * 60 + "党组'织建设")) == 2
