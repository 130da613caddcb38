"""Finding kinds: what is doubtful in a text. Each has an example, which a test tries."""

from __future__ import annotations

from converter.diagnostics import Severity
from converter.finding_table.row import Finding

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

#: The advice where only the official text can tell.
_COMPARE, _COMPARE_ZH = "Compare with the official text.", "与正式文本核对。"

NUMBERING = (
    Finding(
        "number-gap",
        _W,
        "A number of a series is missing.",
        _COMPARE,
        "序号缺漏",
        "同一序列的序号中间有缺漏。",
        _COMPARE_ZH,
        "第一条 为了规范管理，制定本办法。\n第三条 本办法自公布之日起施行。\n",
    ),
    Finding(
        "number-repeat",
        _W,
        "A number of a series stands twice.",
        "Compare with the official text; the second has an address ending in _inst2.",
        "序号重复",
        "同一序列中，同一序号出现两次。",
        "与正式文本核对。后一处的地址以 _inst2 结尾，与前一处相区别。",
        "第一条 为了规范管理，制定本办法。\n第一条 本办法自公布之日起施行。\n",
    ),
    Finding(
        "number-back",
        _W,
        "A number of a series is smaller than the one before it.",
        _COMPARE,
        "序号倒退",
        "同一序列中，后面的序号小于前面的序号。",
        _COMPARE_ZH,
        "第一条 为了规范管理，制定本办法。\n第二条 各单位应当落实责任。\n"
        "第三条 各单位应当加强检查。\n第二条 本办法自公布之日起施行。\n",
    ),
    Finding(
        "number-start",
        _W,
        "A series does not begin with 1.",
        _COMPARE,
        "序号不从一开始",
        "一个序列的第一个序号不是一。",
        "与正式文本核对；节选的文件属于正常情况。",
        "第二条 各单位应当落实责任。\n第三条 本办法自公布之日起施行。\n",
    ),
    Finding(
        "heading-unnumbered",
        _W,
        "A heading between two articles has lost its number; it stands as a chapter.",
        _COMPARE,
        "标题缺少编号",
        "两条之间单独成行的标题没有编号，网页将其作为一章。",
        _COMPARE_ZH,
        "某某管理办法\n第一章 总则\n第一条 为了规范管理，制定本办法。\n"
        "监督管理\n第二条 各单位应当加强检查。\n",
    ),
    Finding(
        "contents-differ",
        _W,
        "The contents (目录) and the headings of the text are not the same.",
        _COMPARE,
        "目录与正文标题不符",
        "文件自带的目录，与正文各编、章、节的标题不一致。",
        _COMPARE_ZH,
        "某某管理办法\n目录\n第一章 总则\n第二章 附则\n"
        "第一章 总则\n第一条 为了规范管理，制定本办法。\n"
        "第二章 罚则\n第二条 违反本办法的，责令改正。\n",
    ),
    Finding(
        "citation-no-such-clause",
        _W,
        "The text cites a clause of its own that it does not have.",
        "Compare with the official text; clauses are often renumbered and citations left as they"
        " were.",
        "引用的条款不存在",
        "文件引用自身的某一条款，而文件中没有这一条款。",
        "与正式文本核对；文件修改后条序变动的，常有漏改的引用。",
        "第一条 为了规范管理，制定本办法。\n第二条 违反本办法第九条规定的，责令改正。\n",
    ),
    Finding(
        "count-mismatch",
        _W,
        "The text says how many parts it has, and has another number of them.",
        _COMPARE,
        "数目与自述不符",
        "正文自述的数目，与实际列出的数目不一致。",
        _COMPARE_ZH,
        "下面，我讲三点意见。\n一、提高认识\n要统一思想。\n二、狠抓落实\n要压实责任。\n",
    ),
)

CHARACTERS = (
    Finding(
        "quote-unclosed",
        _W,
        "An opening quotation mark or bracket has no closing one in its paragraph.",
        _COMPARE,
        "引号或括号缺少后半",
        "前引号或前括号在本段内没有对应的后引号或后括号。",
        _COMPARE_ZH,
        "推进“智慧党建，提升工作水平。",
    ),
    Finding(
        "quote-unopened",
        _W,
        "A closing quotation mark or bracket has no opening one in its paragraph.",
        _COMPARE,
        "引号或括号缺少前半",
        "后引号或后括号在本段内没有对应的前引号或前括号。",
        _COMPARE_ZH,
        "落实十四五”规划，推动高质量发展。",
    ),
    Finding(
        "quote-nested",
        _N,
        "A quotation stands in another with the same marks; inside “ ” are ‘ ’.",
        "Look for a missing ” before it.",
        "引号内仍用同样的引号",
        "双引号之内又出现双引号。引号之内再用引号的，应当使用单引号（GB/T 15834—2011）。",
        "检查前面是否漏写后引号。",
        "落实“一“岗”双责”要求。",
    ),
    Finding(
        "quote-mixed",
        _W,
        "A bracket is closed by one of another kind or width.",
        _COMPARE,
        "前后括号不一致",
        "前后括号的种类不同，或者一个全角、一个半角。",
        _COMPARE_ZH,
        "各单位（含直属单位)要认真落实。",
    ),
    Finding(
        "quote-straight",
        _W,
        "A straight quotation mark stands in Chinese text.",
        _COMPARE,
        "直引号",
        "中文中使用了不分前后的直引号。",
        _COMPARE_ZH,
        '增强"四个意识"，做到令行禁止。',
    ),
    Finding(
        "punctuation-doubled",
        _W,
        "Two punctuation marks follow each other that never do.",
        _COMPARE,
        "标点连用",
        "两个不应相连的标点连在一起。",
        _COMPARE_ZH,
        "健全工作机制，。强化属地责任。",
    ),
    Finding(
        "punctuation-ascii",
        _W,
        "An ASCII punctuation mark stands between Chinese characters.",
        _COMPARE,
        "中文中夹用西文标点",
        "汉字之间使用了西文（半角）标点。",
        _COMPARE_ZH,
        "教育普通党员,以身作则。",
    ),
    Finding(
        "character-suspicious",
        _W,
        "A character stands where official documents never use it.",
        _COMPARE,
        "可疑字符",
        "出现公文中不应使用的字符，多为录入或者识别错误。",
        _COMPARE_ZH,
        "反对〃四风，弘扬新风。",
    ),
    Finding(
        "character-replacement",
        _W,
        "The text holds U+FFFD or private characters, left by a faulty conversion.",
        "Take the text from its origin again.",
        "转换留下的乱码",
        "文字在转换编码时已经损坏，留下替代字符或者自造字符。",
        "从来源重新取得原文。",
        "纪检监\ufffd机关要依法履职。",
    ),
    Finding(
        "control-character",
        _W,
        "The text holds characters that no web page can carry; they are left out.",
        "Remove them from the source.",
        "控制字符",
        "原文含有网页不能显示的控制字符，网页略去这些字符。",
        "从原文中删除这些字符。",
        "纪检监\x07察机关要依法履职。",
    ),
    Finding(
        "zero-width",
        _N,
        "The text holds characters without width.",
        "Remove them unless they are meant.",
        "零宽字符",
        "原文含有不占位置、肉眼看不见的字符。",
        "不是有意使用的，从原文中删除。",
        "纪检监\u200b察机关要依法履职。",
    ),
)

TERMS = (
    Finding(
        "definition-twice",
        _W,
        "A word is defined twice for the same part of a text, in different words.",
        _COMPARE,
        "同一用语有两种释义",
        "在同一适用范围内，同一用语先后作了不同的释义。",
        _COMPARE_ZH,
        "第一条 本办法所称用户，是指自然人。\n第二条 本办法所称用户，是指企业。\n",
    ),
    Finding(
        "definition-unused",
        _N,
        "A short form is introduced (以下简称) and never used after it.",
        "Compare with the official text; the short form may have been written in full.",
        "简称没有使用",
        "规定了简称（“以下简称”等），之后的正文没有使用。",
        "与正式文本核对；全文确未使用的，属于起草疏漏。",
        "第一条 市教育行政主管部门（以下简称市教育部门）负责实施。\n"
        "第二条 本办法自公布之日起施行。\n",
    ),
    Finding(
        "term-early",
        _N,
        "A short form is used before the text introduces it (以下简称).",
        _COMPARE,
        "简称先于规定使用",
        "正文在规定简称（“以下简称”等）之前，已经使用该简称。",
        _COMPARE_ZH,
        "第一条 业主应当配合城管办检查。\n"
        "第二条 城市管理办公室（以下简称城管办）负责检查，城管办应当公布结果。\n",
    ),
)
