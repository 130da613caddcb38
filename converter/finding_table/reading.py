"""Finding kinds: what a reader has to say of its format. They need a file, not a text."""

from __future__ import annotations

from converter.diagnostics import Severity
from converter.finding_table.row import Finding

_W = Severity.WARNING

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
)
