"""What is looked at first to spare a costly look: it never hides what that would find.

Texts are put together at random from the characters and words that the tables speak of.
"""

from __future__ import annotations

import re
from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st

from converter.checks import characters, pairs
from converter.definition_forms import LIST_AHEAD, LIST_SIGN
from converter.discards import essential, is_discard
from converter.levels import LEVELS, match_level, match_point
from converter.readers.wrapped_text import _column, width_of
from converter.source import SourceText
from converter.span import Span
from converter.traits import _LOOKS, traits_of

_NUMBERS = ("一", "十", "二十三", "〇", "3", "１２", "①", "㈠", "⒈", "⑴", "❶")
_MARKS = tuple("，。、；：！？．｡､,.;:!?“”‘’（）()〔〕[]《》—-\"' \u3000\t\x0c")
_WORDS = (
    "第 条 章 节 编 篇 类 部分 分编 目录 附件 附表 附 总则 附则 序言 前言 总纲 抄送 主送 印发 特急 "
    "加急 机密 签发人 文件 年 月 日 2018年3月20日 二〇一八年三月二十日 号 令 公告 通过 公布 修订 "
    "施行 发布 各单位 同志们 先生 坚持 为 根据 问 记者 某某市人民政府 是 要 其 首先 最后 用语 含义 "
    "定义 术语 下列 意义 是指 甲乙 工作 甲 http://a.b/c, www.a.cn"
).split()
_ODD = tuple("\u200b\u00ad\u2028\ufffd\ue000・•Х‵ー﹑⼯oO○\x07\ufeff\U0001ffff\U0001f600")

TEXTS = st.lists(st.sampled_from((*_NUMBERS, *_MARKS, *_WORDS, *_ODD)), max_size=9).map("".join)


@given(TEXTS)
@settings(max_examples=600)
@example("第十\x0c一条 甲")
def test_levels_and_points(text: str) -> None:
    text = text.strip()
    if not text:
        return
    found = match_level(text, 0, len(text)), match_point(text, 0, len(text))
    with (
        patch("converter.levels._OPENING", re.compile("(?s:.)(?P<unit>)")),
        patch("converter.levels._levels_at", lambda char, unit: LEVELS),
        patch("converter.levels._POINT_STARTS", frozenset(text[0])),
    ):
        assert found == (match_level(text, 0, len(text)), match_point(text, 0, len(text)))


#: A line for each way in which a row of the table can begin and end.
LINES = [
    *(
        "2018年3月20日 （2018年3月20日） (二〇一八年三月二十日) ２０１８年3月20日某会议通过 "
        "（某会议通过） (某会议) 某会议通过 某部公布 某部修订 某会议修正 某日施行 某部发布 "
        "某局批准 国发〔2023〕5号 第3号 第五号令 3号公告 目录 目次： 目錄: 各单位： 各处: 同志们！ "
        "各位先生! 附件 附表： 附图3 附录: 附： 总则 分则 罚则 附则 第一章甲第二章乙 "
        "目录第一章甲第二章乙 序言 前言 引言 总纲 导言 （甲） (乙) 甲乙 甲。 甲！” 甲？’ 甲；） "
        "甲.) 甲!》 甲?」 甲;』 甲：“ 甲:” 甲：‘ 甲:’ 国发〔2023〕5号签发人：甲 中央文件 特急 "
        "加急 签发人：甲 绝密 机密★1年 秘密 202301 女士们： 代表! 坚持甲 为甲 根据甲 依据甲 "
        "按照甲 依照甲 要甲 深入甲 全面甲 加强甲 推进甲 坚决甲 认真甲 切实甲 努力甲 贯彻甲 落实甲 "
        "进一步甲 —1— －2－ –3– -4- 抄送：甲 抄报:甲 主送：甲 分送：甲 某局印发 附件1：方案 "
        "附表2、甲 问：甲 记者：甲 记者问：甲 附件：1.方案"
    ).split(),
    "某某市人民政府 2023年3月3日",
    "某某局\u3000二〇二三年三月三日",
]


def test_traits_of_each_row() -> None:
    for line in LINES:
        shown = {look.trait for look in _LOOKS if look.pattern.fullmatch(line)}
        assert traits_of(line, Span(0, len(line))) == shown != set(), line
    assert all(any(look.pattern.fullmatch(line) for line in LINES) for look in _LOOKS)


@given(TEXTS)
@settings(max_examples=600)
def test_traits(text: str) -> None:
    source = SourceText.plain("a.txt", text)
    span = source.strip_all()
    if span:
        line = source.slice(span)
        assert traits_of(source.text, span) == {
            look.trait for look in _LOOKS if look.pattern.fullmatch(line)
        }


@given(TEXTS)
@settings(max_examples=600)
def test_odd_characters(text: str) -> None:
    if not characters._SIGN.search(text):
        assert not any(rule.pattern.search(text) for rule in characters.RULES)


@given(TEXTS)
@settings(max_examples=600)
def test_pairs_of_marks(text: str) -> None:
    if pairs._PLAINLY_PAIRED.fullmatch(text):
        assert pairs._Matcher(text, mixing=False).run() == []


@given(TEXTS)
@settings(max_examples=600)
def test_lists_of_terms(text: str) -> None:
    assert LIST_SIGN.search(text) or not LIST_AHEAD.search(text)


def test_words_that_announce_lists() -> None:
    for word in "用语 术语 名词 词语 概念 词汇 用词 称谓".split():
        assert LIST_AHEAD.search(f"下列{word}的解释：") and LIST_SIGN.search(f"{word}的解释："), (
            word
        )


@given(TEXTS)
@settings(max_examples=300)
def test_what_counts_of_a_text(text: str) -> None:
    assert essential(text) == "".join(char for char in text if not is_discard(char))
    assert width_of(text) == sum(map(_column, text))


def test_every_character_counts_as_it_does_alone() -> None:
    every = map(chr, range(0x110000))
    kept = "".join(char for char in every if not is_discard(char))
    assert essential("".join(map(chr, range(0x110000)))) == kept
    assert all(
        essential(f"甲{char}") == "甲" for char in map(chr, range(0x3000)) if is_discard(char)
    )
    columns = re.compile("[\u2000-\u206f\u3000-\u30ff\u4e00-\u4eff\uff00-\uffef]")
    some = [char for char in map(chr, range(0x10000)) if columns.match(char)]
    assert [width_of(char) for char in some] == [_column(char) for char in some]
