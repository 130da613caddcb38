"""Finding kinds: files that cannot be used, the catalog, the glossary."""

from __future__ import annotations

from converter.diagnostics import Severity
from converter.finding_table.row import Finding

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

FILES = (
    Finding(
        "unreadable",
        _E,
        "The file cannot be read as text.",
        "Save it as UTF-8, or convert it.",
        "文件无法读取",
        "文件不是文本，字符编码无法识别，或者没有读取权限。",
        "用能够正确显示该文件的软件打开，另存为 UTF-8 编码的文本文件；其他格式的，先行转换。",
        input=True,
    ),
    Finding(
        "empty",
        _E,
        "The file holds no text.",
        "Fill it, or remove it and its catalog entry.",
        "文件没有内容",
        "文件中没有任何文字。",
        "补齐内容；不再需要的，删除该文件及其在 catalog.yml 中的登记。",
        input=True,
    ),
    Finding(
        "suffix",
        _E,
        "No reader knows this kind of file.",
        "Convert it to one of those named.",
        "文件格式不能识别",
        "程序不能读取这种格式的文件。",
        "转换为提示中列出的格式。",
        input=True,
    ),
    Finding(
        "title-missing",
        _N,
        "No title was recognised in the text; the file's name is shown, marked as assigned.",
        "Give a title in catalog.yml.",
        "未识别出标题",
        "正文中没有识别出标题，网页以文件名代替，并注明为编者所拟。",
        "在 catalog.yml 中填写标题（title）。",
        "一、总体要求\n坚持稳中求进。\n二、主要任务\n抓好落实。\n",
    ),
)

CATALOG = (
    Finding(
        "catalog",
        _E,
        "The catalog is not in good form.",
        "Correct the place named in catalog.yml.",
        "文件目录填写有误",
        "catalog.yml 的内容不符合规定的格式。",
        "按提示更正 catalog.yml 中的相应位置。",
        input=True,
    ),
    Finding(
        "catalog-missing",
        _W,
        "A source has no entry in the catalog.",
        "Run `tiaowen new FILE`; until then its title and slug are derived.",
        "文件没有登记",
        "文件已放入原文文件夹，但没有在 catalog.yml 中登记；其标题和地址由程序推定，可能发生变化。",
        "执行 tiaowen new 命令予以登记，并核对登记内容。",
    ),
    Finding(
        "title-twice",
        _W,
        "The catalog gives a title, and the text begins with one of its own, which is shown.",
        "Remove the title from catalog.yml if the text's is right; if what was taken for a"
        " title is none, please report it with the source.",
        "标题重复",
        "catalog.yml 填写了标题，而正文自有标题；网页显示正文的标题。",
        "正文标题无误的，删去 catalog.yml 中的标题；误将其他文字识别为标题的，"
        "请连同原文反馈维护人员。",
        "关于做好防汛工作的通知\n各有关单位：\n一、总体要求\n坚持预防为主。\n",
    ),
    Finding(
        "silence-unused",
        _W,
        "An entry under `silence` silences nothing any more.",
        "Remove the entry, or copy the spot again.",
        "“不再提示”的登记已失效",
        "catalog.yml 中“不再提示”（silence）的某项登记，没有与之对应的提示。",
        "原文已经更正的，删去该项登记；位置有变动的，按当前的提示重新填写。",
    ),
    Finding(
        "settings",
        _E,
        "The settings of the site are not in good form.",
        "Correct the place named in mkdocs.yml, below `extra: tiaowen:`.",
        "站点设置有误",
        "mkdocs.yml 中 extra 之下 tiaowen 一节的设置不符合规定的格式。",
        "按提示更正 mkdocs.yml 中的相应位置。",
        input=True,
    ),
    Finding(
        "glossary",
        _E,
        "The glossary is not in good form.",
        "Correct the place named in glossary.yml.",
        "术语表填写有误",
        "glossary.yml 的内容不符合规定的格式。",
        "按提示更正 glossary.yml 中的相应位置。",
        input=True,
    ),
    Finding(
        "glossary-source",
        _W,
        "A definition is not found at the clause that it is said to come from.",
        "Correct `source` or `definition`.",
        "释义与出处不符",
        "术语的释义不见于所注明的条文。",
        "核对出处，更正 glossary.yml 中的出处（source）或者释义（definition）。",
    ),
    Finding(
        "glossary-revised",
        _W,
        "The clause that an entry of the glossary quotes was revised since.",
        "Compare the definition with the latest text, and correct `source` and `definition`; an"
        " entry that means the older text names it by its date, and may stay.",
        "释义所据条文已经修订",
        "术语的释义出自较早的文本，所据条文在本站收录的最新文本中已经修改、改了序号或者删去。",
        "对照最新文本核对释义，更正 glossary.yml 中的出处（source）和释义（definition）；"
        "确需依据原文本的，出处写明该文本的日期，可以保留。",
    ),
)
