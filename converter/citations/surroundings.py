"""What stands around an ordinal and tells a clause from a counted thing: 第三条规定, 第三条航道.

Reads: the paragraph. Writes nothing.
"""

from __future__ import annotations

import re

#: Ordinals of common nouns, where no name, no 本 and no other clause stands before: 第一项工作.
COMMON = re.compile(
    r"(?:工作|任务|议程|议题|课题|活动|改革|成果|试验|实验|技术|专利|指标|目标|建议|决议|提案|制度"
    r"|原则|意见|措施|理由|要求|经验|内容|标准|重点|举措|职责|职能|条件|使命|优势|道|则|[，,：:。])"
)
#: Words before and behind a clause that show it to be one.
GOVERNED = re.compile(
    r"(?:依照|依据|根据|违反|按照?|适用|符合|属于|采取|除|对|在|的|将|由|有|至|原|为|入|见|上述|本文)$"
)
FOLLOWED = re.compile(
    r"(?:规定|所|的|第|之|、|和|与|或|及|至|中|内|[，。；：:,;）)”’\s]|修改|等|以|外|后|前|有|列|情形|行为|禁止"
    r"|关于|作|增加|改|罚|处|而|时|为|删|确|予|以|违|条|款|项|提|设定|另|免|原|没有|未|适用|限制|相关|甲|乙|$)"
)
#: 协议第七项 is no clause of a document of this kind; 第四十八第一款 has lost its 条.
OF_CONTRACT = re.compile(
    r"(?:协议书?|合同|契约|遗嘱|通知书|决定书|判决书?|裁定书?|申请书?|表|单|证)$"
)
CUT_OFF = re.compile(r"[条零〇一二三四五六七八九十百千0-9]$")
OF_PART = re.compile("落实|要求|任务|部署|内容|事项|明确|提出|确定")
