"""Where a name begins before （以下简称X）, in sentences that say something before it."""

from __future__ import annotations

import pytest

from tests.helpers import make_document

#: What stands before the parenthesis; | is where the name begins.
NAMES = {
    # The verb of the sentence, and who acts.
    "who draws it up": ("规划部门组织制定|全市重点产品等的用水定额", "市用水定额"),
    "who decides with it": ("公交公司应当把票款交由|有资质从事押运的企业", "押运企业"),
    "handed over": ("清算组可以将清算事务委托|省政府指定的银行", "托管银行"),
    "in a way": ("街道办事处通过公开招标的方式选择|具有相应能力的单位", "运维单位"),
    "in time": ("市政府应当自公告之日起三十日内足额支付|青苗和房屋等的补偿费用", "补偿费"),
    "as provided": ("承办单位应当按照规定提交|上级派驻的军代表", "军代表"),
    "the state": ("国家加快建设|全国统一的档案服务平台", "统一平台"),
    "the city": ("本市建立和完善|科学仪器共享服务平台", "市共享服务平台"),
    "with others": ("司法部门应当加强与|办理案件的检察机关", "办案机关"),
    "who is who": ("县级公安部门为|个体旅馆的登记机关", "登记机关"),
    "it is it": ("海缆铺设的主管机关是|国家海洋管理局", "主管机关"),
    "another actor": ("由全体合伙人委托的代理人向|省政府授权的工商部门", "登记机关"),
    "by whom": ("侨眷身份由|户籍所在地的县侨务部门", "县侨务部门"),
    "under what": ("商标局在|某某议定书规定的驳回期限", "驳回期限"),
    # Verbs at the beginning.
    "a thing that is drawn up": ("负责组织编制|综合规划中的道路规划", "道路规划"),
    "no discrimination": ("不得歧视|信仰宗教的公民", "信教公民"),
    "encouraged": ("鼓励|设置精神专科的综合医院", "专科医院"),
    "several things are done": ("制定、修改和废止|本市地方性法规", "法规"),
    "marked out": ("卫生部门负责划定|碘缺乏地区", "缺碘地区"),
    "and informed": ("公布年度计划，并通知|各管线建设单位", "管线单位"),
    "submitted": ("听取意见后，提请|市人大常委会主任会议", "主任会议"),
    "or named": ("区政府应当设立或者明确|工作机构", "区工作机构"),
    "for whom": ("经办机构按照号码，为|参加养老保险的职工", "参保人员"),
    "a tax payer": ("取得收入的单位和个人，为|土地税的纳税义务人", "纳税人"),
    "with what": ("其安置面积，以|经依法认定的原住房面积", "原面积"),
    "another thing of two": ("有关部门和|某某工程建设指挥总部", "指挥总部"),
    "to buy it": ("单位必须持许可证到指定的财政部门购领|统一收据", "收据"),
    "a deed": ("检查、处理|违反价格法规的行为", "违法行为"),
    "how it is kept": ("完整地保存和科学地管理|科学技术档案", "科技档案"),
    "使用": ("使用|桥梁桥孔", "桥孔"),
    "customs": ("海关对|与货物有关的商标权", "商标权"),
    "the last of two": ("县政府负责监督的部门、|国家局设在各省的监察机构", "监察机构"),
    "the second of two": ("行政部门对派遣单位和|接受派遣的单位", "接受单位"),
    "and its": ("适用于各级政府及其|负有监管职责的部门", "监管部门"),
    "reading reports": ("为了提高听取和审议|人民政府和人民法院", "政府法院"),
    "made worse": ("擅自转让，致使|某某村房屋", "房屋"),
    "fewer": ("提升意识，减少|道路交通违法行为", "交通违法行为"),
    "set up in a place": ("必须在拟从事活动的省设立|负责该省业务的分支机构", "分支机构"),
    # What belongs to the name after all.
    "of both": ("|国务院部门和省政府部门的资料馆", "资料馆"),
    "two of a name": ("|省教育部门和负责教育的部门", "教育部门"),
    "who has the duty": ("海关是|负责对船舶实施检查的机关", "检查机关"),
    "who draws up": ("|编制环境影响报告的单位", "编制单位"),
    "who is charged": ("|征收单位和受委托征收单位", "收费单位"),
    "who sets up": ("|市人民政府设立的派出机构", "派出机构"),
    "who offers it": ("|向境外投资人募集的股份", "外资股"),
    "what has to be done": ("制定、调整|必须实施检验的商品目录", "目录"),
    "the parts of two": ("|中共某市委、某市政府在新区设立的机构", "某市派出机构"),
    "回收利用": ("组织编制|垃圾处置、回收利用设施规划", "专项规划"),
    "with 或者 before": ("|人均收入在标准以下，且财产符合规定的家庭", "困难家庭"),
    "使用单位": ("|使用单位负责人", "负责人"),
    "a short form within": ("本办法适用于|有害作业（以下简称作业）的企业", "作业单位"),
}


@pytest.mark.parametrize(("before", "short"), NAMES.values(), ids=NAMES)
def test_a_name_begins_behind_what_leads_to_it(before: str, short: str) -> None:
    text = f"第一条 {before.replace('|', '')}（以下简称{short}）。\n第二条 自公布之日起施行。\n"
    document = make_document(text)
    found = [(d.wording, document.source.slice(d.text)) for d in document.definitions if d.wording]
    assert found[-1] == (short, before.partition("|")[2])


#: A sentence, and the name in it.
GOVERNED = {
    "registered there": ("适用于在新区的监管部门（以下称登记机关）登记的企业。", "新区的监管部门"),
    "in the country": (
        "在中华人民共和国境内从事电影创作活动（以下简称电影活动），适用本法。",
        "在中华人民共和国境内从事电影创作活动",
    ),
    "beside each other": (
        "对质量实施监督(检验机构和监督部门并列使用时，统称监督机构)。",
        "检验机构和监督部门",
    ),
    "units there": ("在新区的监管部门（以下称驻区机关）负责。", "在新区的监管部门"),
    "to build it is": ("建设东江生态示范区（以下简称示范区）是先手棋。", "东江生态示范区"),
    "who builds": ("建设单位代表（以下简称代表）是成员。", "建设单位代表"),
    "甲、乙，丙": (
        "境内的机关、学校，集体经济组织（以下统称单位）应当申报。",
        "境内的机关、学校，集体经济组织",
    ),
    "以及": (
        "凡从事经营的企业，以及其他从事竞争的组织（以下统称经营者），应当守法。",
        "从事经营的企业，以及其他从事竞争的组织",
    ),
}


@pytest.mark.parametrize(("sentence", "name"), GOVERNED.values(), ids=GOVERNED)
def test_what_is_behind_the_parenthesis_counts(sentence: str, name: str) -> None:
    document = make_document(f"第一条 {sentence}\n第二条 自公布之日起施行。\n")
    assert [document.source.slice(d.text) for d in document.definitions] == [name]
