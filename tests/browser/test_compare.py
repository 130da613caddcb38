"""Comparison pages in a browser: the changes alone, the link of a row, the colours, paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from converter.corpus import make_bundle
from tests.browser.conftest import OpenPage, serving
from tests.io_helpers import fill, scratch, tiaowen
from tests.pdf_helpers import pdf_text
from tests.versioned import NEWER, OLDER

_CATALOG = """\
documents:
  - {file: 1.txt, slug: shidi, version: 2018-03-20}
  - {file: 2.txt, slug: shidi, version: 2024-12-25}
"""
