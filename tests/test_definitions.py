"""Definitions in texts: each row of the table, its traps, scopes, and where names begin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.definition_forms import DEFINITION_FORMS, SHORT_NAME, DefinitionForm
from converter.model import Document
from converter.terms.names import fold
from tests.helpers import make_document


def defined(document: Document) -> list[tuple[str, str, str, str, str]]:
    """Return form, wording, meaning, clause and scope of all definitions."""
    return [
        (
            d.form,
            d.wording,
            document.source.slice(d.text).replace("\n", ""),
            document.ids[d.key],
            "" if d.scope is None else document.ids[d.scope],
        )
        for d in document.definitions
    ]


def meanings(text: str) -> list[tuple[str, str]]:
    """Return wordings and meanings of the definitions in one article."""
    document = make_document(f"第一条 {text}\n第二条 本办法自公布之日起施行。\n")
    return [(wording, meaning) for _, wording, meaning, _, _ in defined(document)]


@pytest.mark.parametrize("form", DEFINITION_FORMS, ids=lambda form: form.name)
def test_an_example_is_one_definition_of_its_form(form: DefinitionForm) -> None:
    document = make_document(f"第一条 {form.example}\n第二条 自公布之日起施行。\n")
    assert [d.form for d in document.definitions] == [form.name]


SAYS = {
    "several in one sentence": (
        "本法所称甲方，是指出租人；所称乙方，是指承租人。",
        [("甲方", "出租人"), ("乙方", "承租人")],
    ),
    "a series after a comma": (
        "保护区是指河岸以内的区域，控制区是指河岸以外的区域。",
        [("保护区", "河岸以内的区域"), ("控制区", "河岸以外的区域")],
    ),
    "two words with one meaning": (
        "本解释所称“以上”、“以内”，包括本数。",
        [("以上", "本数"), ("以内", "本数")],
    ),
    "it does not include": ("本法所称的“不满”，不包括本数。", []),
    "的 belongs to the form": ("本法所称的古树，是指百年老树。", [("古树", "百年老树")]),
    "a quotation within": (
        "刑法第五条规定的“持枪抢劫”，是指使用枪支的行为。",
        [("持枪抢劫", "使用枪支的行为")],
    ),
    "a short form within": (
        "本办法所称科学普及（以下简称科普），是指传播知识的活动。",
        [("科学普及", "传播知识的活动"), ("科普", "科学普及")],
    ),
    "only one sentence": ("业主是指房屋所有权人。业主应当守法。", [("业主", "房屋所有权人")]),
    "指定居 is 指": ("华侨是指定居在国外的公民。", [("华侨", "定居在国外的公民")]),
    "指导 is not": ("主管部门的职责是指导和监督。", []),
    "指数 is 指 before 数据": ("电子签名，是指数据中的签名。", [("电子签名", "数据中的签名")]),
    "指控 is 指 before 控制": ("实控人是指控制公司的人。", [("实控人", "控制公司的人")]),
    "指控 is not": ("检察机关的任务是指控犯罪。", []),
    "what it does not include": (
        "本法所称的“以上”，包括本数；所称的“超过”，不包括本数。",
        [("以上", "本数")],
    ),
    "the next thing includes": (
        "本条例所称客运经营包括班车客运和包车客运；客运相关业务包括站场经营。",
        [("客运经营", "班车客运和包车客运")],
    ),
    "但是不限于": ("前款所称方法，包括但是不限于欺骗。", [("方法", "欺骗")]),
    "a case is no term": (
        "本法所称缺陷，是指不合理的危险；产品有国家标准的，是指不符合标准。",
        [("缺陷", "不合理的危险；产品有国家标准的，是指不符合标准")],
    ),
    "指南 is not": ("本指南所称接口指南由主管部门编制。", []),
    "no term": ("这是指工作日。", []),
    "a question": ("该条所称使用，是指何种行为，另行规定。", []),
    "行为 is not 为": ("本法所称行为人应当守法。", []),
    "a term that begins with a preposition": (
        "本条例所称在境内有住所，是指习惯性居住。",
        [("在境内有住所", "习惯性居住")],
    ),
    "a list under the term": ("本法所称外汇，是指下列资产：\n（一）外币；\n（二）债券。",
                          [("外汇", "下列资产：（一）外币；（二）债券")]),
    "a number phrase ends with its parts": (
        "落实“两个责任”，即主体责任和监督责任，推动工作。",
        [("两个责任", "主体责任和监督责任")],
    ),
    "as many parts as it says": ("增强“三个功能”（政治功能和服务功能）。", []),
    "a remark": ("增强“四个意识”（见年度计划）。", []),
    "a list that it closes": (
        "制定问题清单、责任清单和整改清单“三张清单”。",
        [("三张清单", "问题清单、责任清单和整改清单")],
    ),
    "等 before it": (
        "落实首问负责制、限时办结制等“两项制度”。",
        [("两项制度", "首问负责制、限时办结制")],
    ),
    "a phrase of two numbers": (
        "对从事餐饮和住宿的农户实施改厨、改厕、改院和整治污水“三改一整”工程。",
        [("三改一整", "改厨、改厕、改院和整治污水")],
    ),
    "一 counts nothing": ("融入和服务“一带一路”建设。", []),
    "a phrase with 必须": (
        "落实“两管两必须”（管行业必须管安全、管生产必须管安全）要求。",
        [("两管两必须", "管行业必须管安全、管生产必须管安全")],
    ),
    "things that are weighed": (
        "统筹生产、生活、生态“三大布局”。", [("三大布局", "生产、生活、生态")],
    ),
    "things that begin alike": (
        "为失能老人上门助餐、助浴、助洁“三助”。", [("三助", "助餐、助浴、助洁")],
    ),
    "things that are called 统筹": (
        "以统筹考核、述职评议“两项机制”为抓手。", [("两项机制", "统筹考核、述职评议")],
    ),
    "units that use something": (
        "督促使用单位配齐安全总监、安全员“两员”。", [("两员", "安全总监、安全员")],
    ),
    "a whole phrase": (
        "《某某法》第四条第八项所称依照有关法律规定可以减收或者免收费用的外国驻本市领事机构、"
        "国际组织代表机构及其人员的车辆，是指登记在册的车辆。",
        [(
            "依照有关法律规定可以减收或者免收费用的外国驻本市领事机构、国际组织代表机构及其人员的车辆",
            "登记在册的车辆",
        )],
    ),
    "another thing of the list": ("坚定拥护“两个确立”、坚决做到“两个维护”。", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SAYS.values(), ids=SAYS)
def test_says(text: str, expected: list[tuple[str, str]]) -> None:
    assert meanings(text) == expected


#: What stands before the parenthesis, and where the name in it begins.
NAMES = {
    "由": ("由|市教育行政主管部门", "市教育部门"),
    "设立": ("市人民政府设立|爱国卫生运动委员会", "爱卫会"),
    "适用于": ("本条例适用于|本市行政区域内的供水单位", "供水单位"),
    "a title": ("根据|《中华人民共和国水法》", "《水法》"),
    "a title in a list": ("根据《甲法》、|《中华人民共和国乙法》", "乙法"),
    "an aim": ("为了加强和规范|特种设备安全监察", "安全监察"),
    "a part with 的": ("|从事遗体接受工作的单位", "接受单位"),
    "behind the one who acts": ("人力资源行政部门对|接受派遣的单位", "用工单位"),
    "brackets in the name": ("|中国（某某）自由贸易试验区", "自贸试验区"),
    "another before": ("内地居民（以下简称内地居民）同|香港居民", "港民"),
    "就餐": ("|就餐人员", "食客"),
    "so many": ("拥有床位45张，建成100个|社区食堂", "食堂"),
    "a verb of 公文": ("着力打通|城市道路微循环", "微循环"),
    "a verb that may begin a name": ("支持|国有企业技术创新", "技术创新"),
    "a name that begins so": ("|引导基金管理委员会", "管委会"),
    "who does it": ("试点地区开展|长期护理保险", "长护险"),
    "要 before it": ("各地要用好|东西部协作资金", "协作资金"),
    "how it is done": ("采取竞争方式实施|关键技术攻关项目", "攻关项目"),
    "what is set up": ("建立|覆盖城乡的养老服务体系", "服务体系"),
    "悬挂": ("城市抢险车辆悬挂|应急抢险专用标志", "专用标志"),
    "启动": ("在部分学校启动|“课后服务+社团”制度试点", "课后服务试点"),
    "报": ("重大事项报|市供水安全领导小组", "领导小组"),
    "a task": ("完成|投入使用十五年以上的住宅电梯", "老旧电梯"),
    "no task": ("|完成登记的单位", "登记单位"),
    "behind a comma": ("为了保护环境，|海事行政主管部门", "海事部门"),
}


@pytest.mark.parametrize(("before", "short"), NAMES.values(), ids=NAMES)
def test_a_name_begins_behind_what_leads_to_it(before: str, short: str) -> None:
    found = meanings(f"{before.replace('|', '')}（以下简称{short}）负责。")
    assert found[-1] == (short, before.partition("|")[2])


def test_a_number_may_stand_before_the_short_name() -> None:
    said = "落实《某某市应急预案》（某政发〔2021〕9号，以下简称《预案》）。"
    assert meanings(said) == [("《预案》", "《某某市应急预案》")]


def test_what_is_taken_as_a_measure() -> None:
    said = "就餐人次以助餐服务信息平台（以下简称信息平台）"
    assert meanings(f"{said}记录为准。") == [("信息平台", "助餐服务信息平台")]


def test_what_is_among_others_is_not_listed_with_them() -> None:
    said = "坚持政府主导、社会参与，建成100个社区食堂（含助餐点，以下统称食堂）。"
    assert meanings(said) == [("食堂", "社区食堂")]


def test_all_that_is_listed_is_called_so() -> None:
    assert meanings("由公安、交通、农业等部门（以下统称监管部门）负责。") == [
        ("监管部门", "公安、交通、农业等部门")
    ]
    assert meanings("由市交通局会同市公安局、市农业局（以下统称主管部门）负责。") == [
        ("主管部门", "市交通局会同市公安局、市农业局")
    ]
    assert meanings("东江市、西江市（以下分别简称“甲市”、“乙市”）负责。") == [
        ("甲市", "东江市"),
        ("乙市", "西江市"),
    ]


def test_each_has_its_short_form() -> None:
    assert meanings("适用于东海渔港和渔港水域（以下简称“渔港”和“水域”）。") == [
        ("渔港", "东海渔港"),
        ("水域", "渔港水域"),
    ]
    assert meanings("由公安机关（以下简称“警方”或“公安”）负责。") == [
        ("警方", "公安机关"),
        ("公安", "公安机关"),
    ]


def test_a_short_name_of_a_document_is_told_apart() -> None:
    document = make_document(
        "第一条 依据《甲条例》（以下称《条例》）办理。\n第二条 依照《条例》。\n"
    )
    assert [d.form for d in document.definitions] == [SHORT_NAME]


def test_a_scope_is_what_the_words_say() -> None:
    document = make_document(
        "第一章 总则\n第一条 本法所称甲，是指一。\n第二章 服务\n第二条 本章所称乙，是指二。\n"
        "第三条 本条所称丙，是指三。\n前款所称丁，包括四。\n本款所称戊，是指五。\n"
        "第四条 本法第三条所称己，是指六。\n第五条 民法典第三条所称庚，是指七。\n"
    )
    assert [(wording, scope) for _, wording, _, _, scope in defined(document)] == [
        ("甲", ""),
        ("乙", "chp_2"),
        ("丙", "art_3"),
        ("丁", "art_3"),
        ("戊", "art_3__para_3"),
        ("己", "art_3"),
        ("庚", ""),
    ]


def test_a_word_that_is_narrowed_at_a_clause_of_another_law_means_so_there() -> None:
    document = make_document(
        "第一条 所得法第六条第三款所称收入，是指增加；所称收入额，是指扣除捐赠之前的收入额。\n"
        "第二条 某某法第八条所称车辆，是指机动车辆和其他车辆。\n"
        "第三条 本办法所称档案，是指电子档案。\n"
    )
    assert [(wording, scope) for _, wording, _, _, scope in defined(document)] == [
        ("收入", ""),
        ("收入额", "art_1"),
        ("车辆", ""),
        ("档案", ""),
    ]


def test_in_an_attachment_it_holds_there() -> None:
    document = make_document(
        "关于印发办法的通知\n各单位：\n现将办法印发给你们。\n某某局\n2022年1月1日\n附件\n"
        "考核办法\n第一条 本办法所称考核，是指评价。\n第二条 业主委员会（以下简称业委会）负责。\n"
    )
    assert [(wording, scope) for _, wording, _, _, scope in defined(document)] == [
        ("考核", "att_1"),
        ("业委会", "att_1"),
    ]


def test_a_list_of_terms() -> None:
    document = make_document(
        "第一条 甲。\n第二条 本章下列用语的含义：\n（一）监护，是指照顾；\n（二）近亲属：配偶；\n"
        "（三）“成年”指满十八周岁。\n第三条 下列人员：\n（一）代表：三人。\n"
    )
    assert [(wording, meaning) for _, wording, meaning, _, _ in defined(document)] == [
        ("监护", "照顾"),
        ("近亲属", "配偶"),
        ("成年", "满十八周岁"),
    ]


def test_a_list_in_paragraphs() -> None:
    document = make_document(
        "第一条 甲。\n第二条 本法下列用语的含义：\n监护，指照顾。\n近亲属，包括配偶。\n"
        "第三条 乙。\n"
    )
    assert [wording for _, wording, *_ in defined(document)] == ["监护", "近亲属"]


def test_what_is_quoted_for_amendment_defines_nothing() -> None:
    document = make_document(
        "关于修改《某某条例》的决定\n一、将第二条修改为：“本条例所称甲，是指乙。\n"
        "“本条例所称丙，是指丁。”\n二、本决定所称戊，是指己。\n"
    )
    assert [wording for _, wording, *_ in defined(document)] == ["戊"]


def test_it_holds_from_its_place_on() -> None:
    document = make_document("第一条 由市人民代表大会（以下简称市人大）决定。\n")
    (definition,) = document.definitions
    assert document.source.text[definition.since :].startswith("决定")


_WORDS = st.text("甲乙丙、，。；：“”（）《》第一二条款项所称是指以下简称为即的法\n ", max_size=60)


@given(_WORDS, _WORDS)
def test_a_definition_is_words_of_the_text(first: str, second: str) -> None:
    document = make_document(
        f"第一条 {first}本法所称甲，是指乙（以下简称丙）。{second}\n第二条 丁。\n"
    )
    spans = []
    for definition in document.definitions:
        term, text = (document.source.slice(s) for s in (definition.term, definition.text))
        assert fold(term) == fold(definition.wording) != ""
        assert text and text == text.strip()
        node = next(n for n in document.root.walk() if n.key == definition.key)
        pieces = document.pieces(node)
        assert any(piece.contains(definition.term) for piece in pieces)
        assert node.span.contains(definition.text)
        spans.append(definition.term)
    assert all(a.end <= b.start for a, b in zip(sorted(spans), sorted(spans)[1:], strict=False))
