"""Finding kinds: what was published and is no longer what it was."""

from __future__ import annotations

from converter.diagnostics import Severity
from converter.finding_table.row import Finding

_E = Severity.ERROR

LINKS = (
    Finding(
        "link-lost",
        _E,
        "A clause was published, and no clause bears its id any more.",
        "Say what became of it with `tiaowen links accept`: --moved OLD NEW, or --removed OLD"
        " (with --successor NEW if there is one).",
        "已公布的地址不再存在",
        "该地址已经公布，现在没有条目使用该地址。",
        "用 tiaowen links accept 说明去向：移至他处的用 --moved，删去的用 --removed。",
    ),
    Finding(
        "link-changed",
        _E,
        "A clause was published under an id that now names other words.",
        "If it is the same rule, run `tiaowen links accept --same ID`. If the text was edited into"
        " a new version, keep the former one: --new-version DATE --former FILE, where"
        " `git show REV:PATH > FILE` brings the former text back.",
        "已公布的地址指向不同内容",
        "该地址已经公布，现在指向另一条目，或者文字有较大改动。",
        "仍为同一规定的，用 tiaowen links accept --same 确认；属于新版本的，用 --new-version"
        " 并以 --former 保留原文本。",
    ),
    Finding(
        "text-replaced",
        _E,
        "Many published addresses of a document are gone, or name something else.",
        "If the text was edited into a new version, bring the former one back with"
        " `git show REV:PATH > FILE` and run `tiaowen links accept --new-version DOCUMENT/DATE"
        " --former FILE`; that settles all of them.",
        "原文似已改为新版本",
        "该文件的许多地址已经公布，现在不再存在，或者指向不同内容。",
        "原文已修改为新版本的，从版本库取回原文本，用 tiaowen links accept --new-version 登记，"
        "并以 --former 保留原文本。",
    ),
    Finding(
        "document-lost",
        _E,
        "A document was published, and none has its name in addresses any more.",
        "Give it its name back (`slug:` in catalog.yml), or say what became of it with"
        " `tiaowen links accept`: --moved OLD NEW, or --removed OLD.",
        "已公布的文件不再存在",
        "该文件已经公布，现在没有文件使用其地址名称。",
        "在 catalog.yml 中恢复其地址名称（slug），或者用 tiaowen links accept 说明更名或者删除。",
    ),
    Finding(
        "version-lost",
        _E,
        "A version of a document was published, and none has its date any more.",
        "Put its text back as a source of its own (`tiaowen links accept --new-version DATE"
        " --former FILE`), or say with --moved that its date was wrong.",
        "已公布的版本不再存在",
        "文件的该版本已经公布，现在没有该日期的版本。",
        "将原文本作为单独的原文文件恢复；原定日期有误的，用 tiaowen links accept --moved 更正。",
    ),
    Finding(
        "ledger",
        _E,
        "A line of links.lock cannot be read, or contradicts another or the documents.",
        "Take the line from an earlier commit, or settle what it says with"
        " `tiaowen links accept`. The file is written by the program, not by hand.",
        "地址登记文件有误",
        "地址登记文件（links.lock）的某一行无法读取，或者与其他行、与现有文件矛盾。",
        "从版本库的历史恢复该行，或者用 tiaowen links accept 重新确认。"
        "该文件由程序写入，不宜手工修改。",
        input=True,
    ),
)
