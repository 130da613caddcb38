"""Finding kinds: what a reader has to say of its format. They need a file, not a text."""

from __future__ import annotations

from converter.diagnostics import Severity
from converter.finding_table.row import Finding

_W, _N = Severity.WARNING, Severity.NOTE

READING = (
    Finding(
        "image-missing",
        _W,
        "A picture is named in the text and is not at hand; the page says so at its place.",
        "Put the picture beside the source, under the name that the text gives it.",
        "缺少图片",
        "正文中有图片，但没有找到图片文件；网页在相应位置注明。",
        "按正文所写的名称，将图片放在原文文件旁边。",
    ),
    Finding(
        "encoding-declared",
        _N,
        "A web page is in another encoding than the one that it declares.",
        "Look whether its characters are right.",
        "字符编码与声明不符",
        "网页文件的实际字符编码，与文件自身声明的不同。",
        "查看文字显示是否正确。",
    ),
    Finding(
        "body-guessed",
        _N,
        "Where a web page holds the document was found by measure and not by name.",
        "Look whether the text begins and ends where the document does.",
        "正文范围由程序推断",
        "网页文件没有标明正文的位置，正文的起止由程序根据文字的分布推断。",
        "查看网页所示文字是否与文件的起止一致。",
    ),
    Finding(
        "metadata-differs",
        _W,
        "The metadata table of the page gives another title, date or number than the text.",
        "Compare with the official text; give what is right in catalog.yml.",
        "文件信息与正文不符",
        "网页文件的信息表所列的标题、日期或者文号，与正文不一致。",
        "与正式文本核对，在 catalog.yml 中填写正确的内容。",
    ),
    Finding(
        "lines-joined",
        _N,
        "The lines of the file end at one width; they were joined to paragraphs.",
        "Check the paragraphs, or put each paragraph on one line of its own.",
        "折行已合并成段",
        "原文的各行在同一宽度处折断，程序已按段落合并。",
        "核对分段是否正确，或者将原文改为一段一行。",
    ),
    Finding(
        "page-without-text",
        _W,
        "A page of a PDF file holds no text; it may be a picture of a page.",
        "Recognise its text first (OCR), if there is any.",
        "页面没有文字",
        "PDF 文件的某一页没有文字，可能是扫描的图像。",
        "该页确有文字的，先行文字识别（OCR）。",
    ),
    Finding(
        "page-pictures",
        _N,
        "Pages of a PDF file hold pictures, which are not taken over.",
        "See whether they belong to the document; if so, take it as a Word or web file.",
        "页面图片没有收录",
        "PDF 文件的页面含有图片，网页没有收录。",
        "查看图片是否属于文件内容；属于的，改用该文件的 Word 或者网页格式。",
    ),
    Finding(
        "tracked-changes",
        _W,
        "The Word file holds tracked changes. What was"
        " inserted is taken, what was deleted left out.",
        "Accept or reject the changes in Word, and save the file.",
        "含有修订记录",
        "Word 文件含有未处理的修订：插入的文字已收录，删除的文字未收录。",
        "在 Word 中接受或者拒绝各项修订，然后保存。",
    ),
    Finding(
        "symbol-unknown",
        _W,
        "A character of a symbol font has no known equal; 〓 stands for it.",
        "Put an ordinary character in its place.",
        "符号无法识别",
        "Word 文件中符号字体的某个字符没有对应的通用字符，以“〓”代替。",
        "在原文件中改用通用字符。",
    ),
    Finding(
        "number-format",
        _W,
        "An automatic number has a format that is not known; digits stand for it.",
        "Compare with the file as Word shows it, and write the numbers as text.",
        "自动编号的格式不能识别",
        "Word 文件的自动编号采用程序不能识别的格式，以数字代替。",
        "与 Word 中的显示核对，将编号改为直接录入的文字。",
    ),
    Finding(
        "field-unknown",
        _W,
        "Word shows something for a field that the file does not hold.",
        "Write what is shown as text.",
        "域的内容缺失",
        "Word 显示的某个域，其内容没有存入文件。",
        "将显示的内容改为直接录入的文字。",
    ),
    Finding(
        "object-left-out",
        _W,
        "A chart, a diagram or an embedded document is shown in Word and not here.",
        "Write what matters in it as text, or put a picture in its place.",
        "嵌入对象没有收录",
        "Word 文件中的图表、图示或者嵌入文档，网页没有收录。",
        "将其中的必要内容写成文字，或者以图片代替。",
    ),
    Finding(
        "raised-text",
        _N,
        "Raised or lowered text stands on the line, as text has no such thing.",
        "Compare with the original; 10⁵ must not become 105. Write ², ³ or ₂ if need be.",
        "上标下标改为正常文字",
        "Word 文件中的上标、下标文字，在网页上与其他文字等高。",
        "与原文件核对，防止 10⁵ 误为 105；必要时改用 ²、³、₂ 等字符。",
    ),
)
