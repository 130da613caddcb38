"""Words that lead to a name, and how they are told from words of the name.

A row that is wrong for some name says behind what it is right: 对 leads, 对外 does not.
"""

from __future__ import annotations

import re

#: Verbs that lead to a name and hardly ever stand within one. 管理, 监督, 建设 and the like,
#: of which the names of authorities consist, are not among them.
VERBS = (
    "设立|成立|组建|组成|建立健全|建立|指定|制定|编制|取得|会同|适用于|属于|位于|(?<!回收)(?<!综合)(?<!开发)(?<!再生)利用|采用|实行|"
    "设置|申请|领取|报送|提交|交由|移交|选择|委托|聘请|听取|签订|签署|缔结|通过|依托|"
    "举办|开办|兴办|创办|召开|参加|加入|推广|推行|具有|享有|拥有|持有|办理|核发|颁发|发给|"
    "编写|拟定|拟订|起草|出具|填写|缴纳|收取|支付(?!方|人)|给予|落实|构建|打造|配备|搭建|"
    "采取|加盖|划设|查验|发放|方可|购买|供应|提倡|调整|联系|参与|禁止|擅自占用|擅自|接收|"
    "履行|违反|遵守|执行|公布|发布|印发|批准|纳入|列入|编入|进入|称为|作为|成为|包括|含有"
)
#: Words that lead to a name wherever they stand in front of it.
PREPOSITIONS = (
    "根据|依据|依照|按照|遵照|参照|对照|适用于|为了|围绕|通过|针对|关于|除了|除|"
    "所称的|所称|所指的|所指|是指|指的是"
)
LEADS = f"{PREPOSITIONS}|应当|可以|必须|不得|有权|负责(?![人制])"
#: What an aim begins with: 为保护X. Without 为 before them, most are parts of names: 保护区.
AIMS = (
    "加强|规范|促进|保护|保障|发展|推进|推动|维护|贯彻落实|贯彻实施|贯彻执行|贯彻|实施|执行|"
    "提高|提升|改善|完善|健全|深化|优化|防治|预防|防止|发挥|保证|鼓励|支持|引导|全面|正确|"
    "进一步|切实|有效|充分|建立|做好|开展|扩大|增强|强化|落实|合理"
)
#: Those that are no parts of names.
AIMS_ALONE = (
    "做好|结合|鼓励(?!类)|加强|促进|贯彻落实|贯彻实施|贯彻执行|贯彻|发挥|提高|健全|推进|推动|进一步|切实|规范(?!性)|统筹(?=推进|开展|抓好|实施)|开展|"
    "实施(?!细则|方案|办法|条例|意见|计划|主体|单位|机关|部门|机构)"
)
#: What follows a verb that is part of a name after all: 申请人, 执行机关.
NO_VERB = (
    "(?![、和与及人者书费权]|证(?![券据明])|机关|机构|单位|部门|程序|条件|期限|标准|情况|工作)"
)
#: Words of one character that lead to a name, each with what it is not: 对外, 反对, 方向.
SHORT = (
    r"由(?!于)|向|对(?!外|口|于)|将|把|经(?!济|营|费|纪|贸|理)|与|为(?!主|期)|在(?!建|校|职|编|册)|"
    r"以(?!上|下|内|外|及|色)|按|因(?!素)|从(?!事|业)|自(?!治|然|由|贸|愿|主|建|用|行|我|身|筹|备)|"
    r"凡是|凡|除|至|使(?![用馆领])|让|令|于|和|及|是"
)
#: What is done to rules; several of these lead to their name: 制定、修改和废止本市法规.
CHANGES = "制定|修改|废止|解释|编制|修订|调整|公布|发布|审批|实施"
FOR = rf"为了?(?:(?:{AIMS})(?:和|、)?)+"
AT_START = re.compile(
    rf"(?:{FOR}|{LEADS}|(?:{VERBS}){NO_VERB}|(?:{AIMS_ALONE})(?![、和与及])"
    rf"|(?:{AIMS})(?=[本各全省市县])|{SHORT}"
    r"|组织(?![和、以或及等与])|依法|分别|共同|一律|的"
    r"|提请|认定(?!机构|机关|部门)|往来|便于|划定|订立|通知(?!书)|决定(?!机关|权)|随机抽取|建立、健全"
    r"|(?:完整|科学|合理|有效|充分|全面|及时|依法|公正|准确|积极|主动|正确|统一)地[一-鿿]{2}(?:和|、)?"
    r"|(?:采取|开展)与|深入(?=实施|推进|开展|贯彻)|充分(?=发挥)|并(?![联购网])|(?:或者|和)(?:明确|确定|指定)"
    r"|就(?![业近地诊读医学])|安置(?=国有|[^，]{0,6}企业)"
    rf"|(?:{CHANGES})(?:(?:、|和|与|及|或者)(?:{CHANGES}))+)"
)
ANYWHERE = re.compile(
    rf"(?:{FOR}|{LEADS}|(?<![受被])(?:{VERBS}){NO_VERB}|(?<=机构|机关|部门|企业|单位|公司)接受"
    r"|(?<![自理缘事])由(?!于)|(?<![方面导定走志])向(?![^，]{0,2}区)|(?<![反针面相])对(?![外口象应])"
    r"|(?<!即)将(?![来军])|(?<![行作认人以成因])为(?!主|期)|(?<![但凡就可])是(?!否))"
)
