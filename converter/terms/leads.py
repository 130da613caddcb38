"""What stands at the beginning of a name that has a part ending in 的, and is none of it.

In 应当将事务委托市人民政府指定的机构（以下简称受托机构） the name is 市人民政府指定的机构; in
编制规划的机构（以下简称编制机构） all is name. The verb of the sentence is told from one that
describes the name by who acts before it, by what kind of thing the name is, and by whether
的 follows it at once.
"""

from __future__ import annotations

import re

from converter.terms.sentences import depths

#: What names of those who act end in.
_ACTORS = (
    "海关|部门|机关|政府|机构|法院|检察院|单位|公司|企业|组织|委员会|办事处|协会|人员|公民|经营者|"
    "投资者|代理人|当事人|申请人|所有人|联合会|商会|学会|工会|组|人"
)
_IS_ACTOR = re.compile(rf".*(?:{_ACTORS}|者|家庭|学校|医院|银行|中心|团体|村民)\Z", re.DOTALL)
_STATE = "国家|国务院|本市|本省|本县|全市|全省|市|省"
#: Verbs of a sentence whose object is the name.
_MAIN = (
    "组织编制|组织制定|编制|制定|审批|整合|建立和完善|建立、健全|建立健全|建立|加强|加快建设|"
    "加快推进|推进|鼓励|支持|公布|划定|划设|签订|订立|通知|聘请|征求|确定|组建了|成立了|设立了|签订了"
)
_SUBJECT = re.compile(
    rf"(?:[^，的]{{2,60}}(?:{_ACTORS})|{_STATE})(?:依法|统一|共同|分别)?(?:{_MAIN})(?=[^，的]{{5}})"
)
#: What may stand between 应当 and its verb.
_HOW = (
    "(?:通过|采取|采用|以|按照|根据|依照|依据|自|在|经)[^，]{0,40}?"
    "(?:方式|程序|标准|规定|要求|原则|计划|办法|日内|期限内)|"
    "依法|及时|足额|同步|统一|定期|优先|共同|分别|无偿|另行|充分|按程序"
)
_MUST = re.compile(
    rf"(?:[^，]{{0,60}}(?:{_ACTORS}))?(?:应当|必须|可以|不得)(?:{_HOW})*"
    rf"(?:(?:将|把)[^，的]{{1,24}}?|持[^，]{{2,16}}?到[^，]{{2,16}}?)?"
    rf"(?:在[^，]{{2,40}}?(?=设立|设置|开设))?"
    rf"(?:{_MAIN}|设立|设置|开设|委托|交由|转交|移交|提交|报送|报(?![告名纸考])|支付|缴纳|选择|领取|购领|申领|歧视|"
    r"配备|发放|查验|审核|提供|建设|安排)(?=[^，的]{3})"
)
#: The same without 应当, where a part of the sentence begins with what is handed over.
_HANDED = re.compile(
    rf"(?:{_HOW})*(?:将|把)[^，的]{{1,24}}?(?:委托|交由|转交|移交|提交|报送|报(?![告名纸考]))"
    rf"|(?:[^，]{{1,60}}(?:{_ACTORS}))?(?:通过|采取|采用)[^，]{{1,30}}?方式(?:选择|委托|确定|聘请)(?=[^，的]{{3}})"
)
#: Verbs that no name begins with that says who somebody is.
_NEVER = re.compile(
    "要求|督促|便于|鼓励|支持|属于|提请|加强|认定|歧视|安置|通知|整合|转交|移交|建立、健全|建立健全|发挥|"
    "充分发挥|深入实施|随机抽取"
)
#: Verbs that lead to a thing, though they may describe who acts: 编制规划的机构.
_TO_A_THING = re.compile(
    "(?:深入|全面|切实|认真|积极|大力|加快)*(?:完善|聚焦|学习贯彻|贯彻落实|组织编制|编制|制定|起草|拟订|划定|划设|决定|同步建设|订立|签订|支付|缴纳|提交|加强|推进)"
    "(?:、[一-鿿]{2})?(?=[^，、的]{4})"
)
#: What is set up, told by its head: 建立覆盖城乡的服务体系.
_SET_UP = re.compile(
    "(?:建立|建成|健全|构建|形成|打造|培育)"
    "(?=[^，]*的[^，的]*(?:体系|机制|制度|平台|网络|格局|模式|环境|会议|小组|队伍|基地|清单|目录|名录)\\Z)"
)
#: What is done about a deed: 查处违反法规的行为.
_TO_A_DEED = re.compile("(?:检查、处理|查处|制止|纠正|打击|惩治)(?=[^，]*的行为\\Z)")
_NEEDS = re.compile("需要(?=划设|设立|建立|设置|制定|配备|编制)")
#: Who is what: 市教育局为本市学校的主管部门.
_IS = re.compile(rf"(?:[^，以]|以[上下内外]){{2,60}}(?:{_ACTORS}|空域|区域|国家)为(?!主|期|了)")
#: 为 before those for whom something is done, and before what somebody is.
_FOR = re.compile(
    "为(?![主了])(?![^，]*(?:提供|服务|从事|设立|设置|建立|办理|实施|进行|生产|制造|形成|开展|供应)[^，]*的)"
)
_BY = re.compile("经(?=[^，]{2,40}(?:所属|下属|直属)的)")
_WITH = re.compile("以(?![上下内外及]|[^，]*(?:为|方式|形式|名义|作为)[^，]*的)(?=[经本其该])")
_ABOUT = re.compile("就(?![业近地诊读医学])")
#: Where another actor begins: 代理人向登记机关, 身份由市侨务部门.
_OTHER = re.compile(
    "[^，]*(?:(?:代理人|当事人|申请人|经营者)向|(?:职责|身份)由(?!于)|第[^，第条]{1,4}条对"
    "|(?:局|部门|机关|机构|委员会|法院)在(?=[^，]*规定的))"
)
_RULES = (
    *(
        _SET_UP,
        _MUST,
        _HANDED,
        _SUBJECT,
        _IS,
        _NEVER,
        _NEEDS,
        _TO_A_DEED,
        _FOR,
        _BY,
        _WITH,
        _ABOUT,
        _OTHER,
    ),
    re.compile("与[^，的]{1,8}?(?:订立|签订)"),
    re.compile("(?:或者|以及|并且?|且|与(?!会|[^，]*(?:有关|相关|签订|订立)))(?=.)"),
)


def name_behind_leads(name: str) -> int:
    """Find where a name begins that has a part ending in 的.

    Args:
        name: What stands before the parenthesis, from where the name may begin.

    Returns:
        The offset of its first character.
    """
    deep = depths(name)
    relative = max((i for i, c in enumerate(name) if c == "的" and not deep[i]), default=-1)
    rules = _RULES if _IS_ACTOR.match(name, relative + 1) else (*_RULES, _TO_A_THING)
    at = 0
    while found := next((m for m in (rule.match(name, at) for rule in rules) if m), None):
        beyond = found.end() > relative and found.re not in (_MUST, _HANDED)
        if beyond or deep[found.end()]:
            break
        at = found.end()
    return at
