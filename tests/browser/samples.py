"""Documents of every input format with all that a page can hold, written for these tests.

They are in the manner of published ones: a page as saved from a government site, a Word file
with footnotes and a merged table, and plain texts with what stands above and below the text.
"""

from __future__ import annotations

import struct
import zlib

from tests.docx_helpers import par, run, word

NOTICE = "documents/mou-mou-shi-ren-min-zheng-fu-guan-yu-gong-gong-chang-suo-an-quan/"
MEASURES = "documents/mou-mou-shi-shou-fei-guan-li-ban-fa/"
TABLE = "art_2__para_1__table_1"
PLAN = "documents/mou-mou-shi-fa-zhan-gui-hua/"
RULES = "documents/mou-mou-shi-dang-an-tiao-li/"
ANSWERS = "documents/guan-yu-ban-fa-shi-yong-wen-ti-de-jie-da/"
CARRIED = "documents/mou-mou-shi-ren-min-zheng-fu-guan-yu-yin-fa-mou-mou-shi-mou-mou/"


def png(width: int, height: int) -> bytes:
    """Make a picture: a frame with a diagonal, on a transparent ground."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checked

    def pixel(x: int, y: int) -> bytes:
        edge = x in (0, width - 1) or y in (0, height - 1) or x * height // width == y
        return b"\x00\xff" if edge else b"\x00\x00"

    rows = b"".join(b"\x00" + b"".join(pixel(x, y) for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 4, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, data)
        for kind, data in ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


_MONTHS = "".join(f"<th>{month}月</th>" for month in range(1, 13))
_PLACES = "".join(
    f"<tr><th>{place}</th>" + "".join(f"<td>{n}次</td>" for n in range(1, 13)) + "</tr>"
    for place in ("商场", "车站", "码头", "影剧院")
)

_PAGE = f"""\
<!DOCTYPE html>
<html><head><meta charset="utf-8">
<meta name="PubDate" content="2023-02-03 09:15">
<title>某某市人民政府关于公共场所安全管理的通知_某某市人民政府门户网站</title></head>
<body>
<div class="header"><a href="/">首页</a> <a href="/zw">政务公开</a> <a href="/fw">服务</a></div>
<div class="crumbs">当前位置：首页 &gt; 政务公开 &gt; 文件</div>
<table class="info">
<tr><td>索 引 号：</td><td>JK001-2023/00012</td><td>主题分类：</td><td>公共安全</td></tr>
<tr><td>发文机关：</td><td>某某市人民政府</td><td>成文日期：</td><td>2023年1月31日</td></tr>
<tr><td>标　　题：</td><td colspan="3">某某市人民政府关于公共场所安全管理的通知</td></tr>
<tr><td>有 效 性：</td><td>有效</td><td>发文字号：</td><td>某政发〔2023〕4号</td></tr>
</table>
<p>来源：某某市人民政府办公室　发布时间：2023-02-03 09:15　【字体：大 中 小】</p>
<div class="TRS_Editor">
<p align="center">某某市人民政府关于公共场所安全管理的通知</p>
<p>各区人民政府，市政府各部门：</p>
<p>　　为加强公共场所安全管理，现就有关事项通知如下：</p>
<p>一、落实责任</p>
<p>　　各区要建立台账，逐项整改。</p>
<p>二、检查安排</p>
<p>　　各类场所检查的次数见下表。</p>
<table border="1">
<tr><th>场所</th>{_MONTHS}</tr>
{_PLACES}
</table>
<p>　　检查的范围如图。</p>
<p align="center"><img src="files/fanwei.png" alt="检查范围图"></p>
<p align="center"><img src="files/queshi.png"></p>
<p align="right">某某市人民政府</p>
<p align="right">2023年1月31日</p>
<p>（联系人：张三，电话：0000）</p>
<p>抄送：市委各部门，市人大常委会办公室。</p>
<p>某某市人民政府办公室　2023年2月1日印发</p>
<p>（责任编辑：李四）</p>
<p>【打印】【关闭窗口】</p>
</div>
<div class="footer">版权所有：某某市人民政府　网站标识码：0000000000</div>
</body></html>
"""

_WIDE = "".join(f'<w:gridCol w:w="{width}"/>' for width in (2000, 3000, 3000))


def _cell(text: str, properties: str = "") -> str:
    inner = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    paragraphs = "".join(map(par, text.split("/")))
    return f"<w:tc>{inner}{paragraphs}</w:tc>"


def _row(*cells: str, head: bool = False) -> str:
    return f"<w:tr><w:trPr>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def _reference(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def _note(number: int, text: str) -> str:
    return f'<w:footnote w:id="{number}">{par(run(text))}</w:footnote>'


def _word() -> bytes:
    table = (
        f"<w:tbl><w:tblPr/><w:tblGrid>{_WIDE}</w:tblGrid>"
        + _row(_cell("类别"), _cell("收费标准", '<w:gridSpan w:val="2"/>'), head=True)
        + _row(
            _cell("甲类", '<w:vMerge w:val="restart"/>'),
            _cell("每件10元"),
            f"<w:tc>{par(run('当日办结') + _reference(3))}</w:tc>",
        )
        + _row(_cell("", "<w:vMerge/>"), _cell("每件8元/不满一件的按一件计"), _cell(""))
        + _row(_cell("乙类"), _cell("免收"), _cell("见第三条"))
        + "</w:tbl>"
    )
    deleted = '<w:del w:id="1" w:author="某"><w:r><w:delText>暂行</w:delText></w:r></w:del>'
    return word(
        par("某某市收费管理办法"),
        par("2022年3月1日某某市人民政府第5次常务会议通过"),
        par("第一章　总则"),
        par(run("第一条　为了规范收费") + _reference(2) + run("，制定本办法。") + deleted),
        par("第二条　收费标准如下："),
        table,
        par("各区不得另行制定标准。"),
        par("第二章　附则"),
        par(run("第三条　本办法自2022年5月1日起施行。") + _reference(4)),
        parts={
            "footnotes": _note(2, "指本办法施行之前的各项收费。")
            + _note(3, "法定节假日除外。")
            + _note(4, "此前的规定同时废止。")
        },
    )


_PLAN = """\
某某市人民政府文件
某政发〔2021〕1号
某某市发展规划
第一篇　发展基础
第一章　发展环境
一、面临的形势
机遇与挑战并存。
二、总体判断
仍处于重要机遇期。
第二篇　重点任务
第二章　产业发展
一、做强制造业
支持企业技术改造。
某某市人民政府
2021年1月31日
（此件公开发布）
抄送：市委办公室。
某某市人民政府办公室　2021年2月1日印发
"""

_RULES = """\
某某市档案条例
某某市档案条例
（2019年1月2日某某市人民代表大会常务委员会通过　2021年3月4日修正）
目录
第一章　总则
第二章　分类
附则
第一章　总则
第一条　为了管理档案，制定本条例。
第二章　分类
第二条　档案分为下列各类：
（一）文书；
（二）图表，包括：
1.地图；
2.统计表。
前款规定的档案，应当归档。
附则
第三条　本条例自2019年3月1日起施行。
"""

_ANSWERS = """\
关于办法适用问题的解答
一、问：某某市收费管理办法施行以前已经受理、施行以后尚未办结的事项，应当依照哪一个标准收费？
答：依照受理时的标准。
二、问：两个以上的单位共同申请的，由谁缴费？
答：由申请人协商确定。
"""

_CARRIED = """\
某某市人民政府关于印发某某市某某工作方案的通知
某政发〔2020〕3号
各区人民政府：
现将《某某市某某工作方案》印发给你们，请认真贯彻执行。
一、加强领导
各区要落实责任。
二、按时报送
每月报送进度。
附件：1.工作分工表
2.联系方式
某某市人民政府
2020年5月6日
某某市某某工作方案
一、目标
（一）总体目标
两年完成。
（二）分年目标
逐年推进。
二、步骤
分步实施。
附件1
工作分工表
一、甲局
负责甲。
附件2
联系方式
电话：0000。
"""

#: Path below the folder of sources to content.
FILES: dict[str, str | bytes] = {
    "公共场所安全管理.html": _PAGE,
    "files/fanwei.png": png(320, 180),
    "收费.docx": _word(),
    "规划.txt": _PLAN,
    "档案.txt": _RULES,
    "解答.txt": _ANSWERS,
    "印发.txt": _CARRIED,
}
