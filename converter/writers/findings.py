"""The page that explains the kinds of findings to editors, made from their table."""

from __future__ import annotations

import json

from converter.diagnostics import Severity, visible
from converter.finding_table.row import Finding
from converter.findings import TOPICS
from converter.writers.escape import html_text, markdown

TITLE = "检查项目"

_SEVERITIES = {
    Severity.ERROR: ("错误", "必须解决，否则不生成网站"),
    Severity.WARNING: ("警告", "应当核对，不影响生成网站"),
    Severity.NOTE: ("说明", "供参考，不影响生成网站"),
}

_INTRODUCTION = "\n\n".join(
    (
        "生成网站时，程序逐件检查原文，发现疑点即予提示，写明文件、行、列和代码。"
        "程序不改动原文，是否有误由编者与正式文本核对后决定。"
        "提示只供编者使用，不在本站公布；各项检查的代码、含义和处理办法如下。",
        "提示分为三级："
        + "；".join(f"**{name}**，{meaning}" for name, meaning in _SEVERITIES.values())
        + "。示例中，⟨U+200B⟩ 一类的记号表示不能显示的字符。",
    )
)

_SILENCE = """\
## 不再提示 { #group-silence }

经核对，原文确实如此的警告和说明，可以在 `sources/catalog.yml` 中该文件的登记之下写明，\
以后不再提示：

```yaml
documents:
  - file: 某某办法.txt
    slug: mou-mou-ban-fa
    silence:
      - finding: number-gap
        spot: '〔第三条〕 本办法自公布之日起'
        reason: 经核对，正式文本即无第二条。
```

| 键 | 内容 |
|---|---|
| `finding` | 检查项目的代码；必填 |
| `reason` | 理由；必填 |
| `spot` | 提示中标出〔〕的一段文字，照原样抄录，放在英文单引号之内；提示没有这一段的，不填 |
| `line`、`column` | 行、列；同样的文字不止一处时填写 |

每项登记只对一处有效，不得用于错误。不再提示的项目仍然列入报告，并注明理由；\
原文更正后登记失效的，提示 [silence-unused](#silence-unused)。"""


def render() -> str:
    """Write the page.

    Returns:
        A Markdown page with front matter; every kind has its code as its anchor.
    """
    blocks = [
        f"---\ntitle: {json.dumps(TITLE, ensure_ascii=False)}\n---",
        f"# {TITLE} {{ #findings }}",
        _INTRODUCTION,
    ]
    for topic in TOPICS:
        blocks.append(f"## {markdown(topic.title_zh)} {{ #group-{topic.name} }}")
        for row in topic.rows:
            blocks.append(f"### {markdown(row.name_zh)} `{row.code}` {{ #{row.code} }}")
            blocks.append(_entry(row))
    return "\n\n".join([*blocks, _SILENCE]) + "\n"


def _entry(row: Finding) -> str:
    rows = [
        ("级别", _SEVERITIES[row.severity][0]),
        ("含义", html_text(row.meaning_zh)),
        ("处理", html_text(row.advice_zh)),
    ]
    if row.example:
        lines = "<br>".join(html_text(visible(line)) for line in row.example.splitlines())
        rows.append(("示例", lines))
    cells = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows)
    return f'<dl class="tw-term">{cells}</dl>'
