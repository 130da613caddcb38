"""A site with three versions of one ordinance, whose numbers have changed, and its old addresses.

| rule | 2010 | 2015 | 2020 |
|---|---|---|---|
| purpose | 1 | 1 | 1 |
| scope | | 2 | 2 |
| registration | 2 | 3 | 3 |
| fees | 3 | 4 | |
| fines | 4 | 6 | 5 |
| leash | 5 | 5 | 4 |
| questions | | 7 | |
"""

from __future__ import annotations

from pathlib import Path

from tests.io_helpers import fill, scratch, tiaowen

WORK = "documents/mou-shi-yang-quan-guan-li-tiao-li/"
RENAMED = "documents/mou-shi-yang-quan-ban-fa/"
OLDEST_NAME = "documents/yang-quan/"
LATEST, MIDDLE, OLDEST = "2020-07-01", "2015-06-01", "2010-05-01"

_RULES = {
    "purpose": "为了规范养犬行为，保障公民人身安全，维护市容环境，根据有关法律，制定本条例。",
    "scope": "本市城市化管理区域内犬只的饲养、经营和相关管理活动，适用本条例。",
    "registration": "养犬应当自取得犬只之日起三十日内，到住所地公安派出所办理登记，领取犬牌。",
    "fees": "办理登记应当缴纳管理费，每只每年一百元，专款用于流浪犬的收容。",
    "leash": "携带犬只出户，应当由成年人用不长于二米的绳牵领，避让老年人和儿童。",
    "fines": "违反本条例规定，放任犬只伤人的，由公安机关处二百元以上一千元以下罚款。",
    "questions": "本条例的具体应用问题，由市公安局负责解释。",
}
_NOTES = {
    OLDEST: "2010年5月1日 某市人民代表大会常务委员会第三次会议通过\n",
    MIDDLE: "2015年6月1日 某市人民代表大会常务委员会第九次会议修订\n",
    LATEST: "2020年7月1日 某市人民代表大会常务委员会第二十次会议修订\n",
}
_ORDER = {
    OLDEST: ("purpose", "registration", "fees", "fines", "leash"),
    MIDDLE: ("purpose", "scope", "registration", "fees", "leash", "fines", "questions"),
    LATEST: ("purpose", "scope", "registration", "leash", "fines"),
}


def _text(version: str) -> str:
    notes = "".join(note for date, note in _NOTES.items() if date <= version)
    rules = (
        f"第{number}条 {_RULES[name]}\n"
        for number, name in zip("一二三四五六七", _ORDER[version], strict=False)
    )
    return f"某市养犬管理条例\n{notes}{''.join(rules)}"


def _stub(lead: str, links: str = "") -> str:
    """Write a page that leads on, as `converter/writers/stubs.py` does."""
    return (
        '<!doctype html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n'
        "<title>某市养犬管理条例</title>\n"
        '<script src="../../javascripts/lead.js"></script>\n</head>\n'
        f'<body data-lead="{lead}">\n<p><a href="{lead}">某市养犬管理条例</a></p>\n{links}\n'
        "</body>\n</html>\n"
    )


def make_site() -> Path:
    """Build the site, with names in addresses that its document had earlier."""
    place = scratch()
    texts = {f"养犬条例{version}.txt": _text(version) for version in _ORDER}
    folder, site = fill(place / "texts", texts), place / "site"
    done = tiaowen("build", "--sources", str(folder), "--site", str(site), cwd=place)
    assert done.returncode == 0, done.stdout + done.stderr
    turned = f'<ul><li><a id="art_9" href="../../{WORK}#art_4">第四条</a></li></ul>'
    stubs = {
        RENAMED: _stub(f"../../{WORK}", turned),
        OLDEST_NAME: _stub(f"../../{RENAMED}"),
        "documents/round/": _stub("../about/"),
        "documents/about/": _stub("../round/"),
    }
    fill(site, {f"{name}index.html": page for name, page in stubs.items()})
    _add_links(site / "documents" / "index.html")
    _insert(site / WORK / "index.html", ' id="art_1__para_1">', '<a class="tw-cite" href="#art_6">')
    _insert(site / WORK / "index.html", "为了规范", "</a>")
    return site


def _insert(page: Path, behind: str, markup: str) -> None:
    """Put markup behind the first place of some words in a page."""
    before, found, after = page.read_text(encoding="utf-8").partition(behind)
    assert found, behind
    page.write_text(before + found + markup + after, encoding="utf-8")


def _add_links(page: Path) -> None:
    """Add links of this site's own to its list of documents."""
    links = "".join(
        f'<a href="{address}">{name}</a> '
        for name, address in (
            ("本站第五条", f"../{WORK}#art_5"),
            ("本站旧名第五条", f"../{RENAMED}#art_5"),
        )
    )
    _insert(page, "</h1>", f"<p>{links}</p>")
