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


def _former(eid: str, now: str, version: str) -> str:
    return (
        f'<p class="tw-former" data-editorial="" data-former="{eid} {eid}__para_1"'
        f' data-now="{now} {now}__para_1" data-version="{version}">…</p>'
    )


def _banner(version: str, dated: str) -> str:
    return (
        f'<aside class="tw-version" data-editorial="" data-version="{version}"'
        f' data-current="{LATEST}" data-dated="{dated}" aria-label="文本日期">…</aside>'
    )


def _stone(eid: str, former: str = "", version: str = "") -> str:
    """Write a tombstone; its id, or what its id was where another clause bears that."""
    own = f' id="{eid}"' if eid else ""
    parts = f'<a id="{eid}__para_1"></a>' if eid else ""
    was = (
        f'<p class="tw-former" data-editorial="" data-former="{former}"'
        f' data-version="{version}">…</p>'
    )
    return (
        f'<aside class="tw-tombstone" role="note" data-editorial=""{own}>{parts}<p>已删去。</p>'
        f"{was if former else ''}</aside>\n"
    )


#: What stands before an article of the latest page.
_BEFORE = {
    "art_4": (
        f"{_former('art_2', 'art_3', OLDEST)}\n"
        f"{_stone('', 'art_3', OLDEST)}{_stone('', 'art_4', MIDDLE)}"
    ),
    "art_5": (
        f'<div class="tw-formers" data-editorial="">{_former("art_5", "art_4", MIDDLE)}'
        "<details><summary>更早的文本</summary>"
        f"{_former('art_5', 'art_4', OLDEST)}</details></div>"
    ),
}
_END = (
    f"{_former('art_6', 'art_5', MIDDLE)}\n{_former('art_4', 'art_5', OLDEST)}\n{_stone('art_7')}"
)
_ALIAS = (
    '<a class="tw-alias" id="art_6" data-editorial="" role="note"'
    ' aria-label="2015年6月1日文本第六条"></a>'
)


def _mark_latest(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    text = text.replace("</h1>\n", f"</h1>\n{_banner(LATEST, f'{LATEST}/')}\n", 1)
    for eid, before in _BEFORE.items():
        heading = f'<h2 class="tw-article" id="{eid}">'
        text = text.replace(heading, f"{before}\n{heading}", 1)
    text = text.replace('id="art_5">', f'id="art_5">{_ALIAS}', 1)
    end = text.index("</p>", text.index('<p class="tw-paragraph" id="art_5__para_1">')) + 4
    page.write_text(f"{text[:end]}\n{_END}{text[end:]}", encoding="utf-8")


def _stub(lead: str, root: str, links: str = "") -> str:
    return (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>某市养犬管理条例</title>'
        f'</head><body data-lead="{lead}"><p><a href="{lead}">某市养犬管理条例</a></p>{links}'
        f'<script src="{root}javascripts/lead.js"></script></body></html>'
    )


def make_site() -> Path:
    """Build the site; its pages get what the scripts read."""
    place = scratch()
    texts = {f"养犬条例{version}.txt": _text(version) for version in _ORDER}
    folder, site = fill(place / "texts", texts), place / "site"
    done = tiaowen("build", "--sources", str(folder), "--site", str(site), cwd=place)
    assert done.returncode == 0, done.stdout + done.stderr
    _mark_latest(site / WORK / "index.html")
    for version in (MIDDLE, OLDEST):
        page = site / WORK / version / "index.html"
        text = page.read_text(encoding="utf-8")
        banner = _banner(version, f"../{version}/")
        page.write_text(text.replace("</h1>\n", f"</h1>\n{banner}\n", 1), encoding="utf-8")
    ids = "".join(f'<a id="art_{n}" href="../#art_{n}">第{n}条</a>' for n in (1, 2, 3, 4, 5))
    turned = f'<a id="art_9" href="../../{WORK}#art_4">第九条</a>'
    fill(
        site,
        {
            f"{WORK}{LATEST}/index.html": _stub("../", "../../../", ids),
            f"{RENAMED}index.html": _stub(f"../../{WORK}", "../../", turned),
            f"{OLDEST_NAME}index.html": _stub(f"../../{RENAMED}", "../../"),
            "documents/round/index.html": _stub("../about/", "../../"),
            "documents/about/index.html": _stub("../round/", "../../"),
        },
    )
    _add_links(site / "documents" / "index.html")
    return site


def _add_links(page: Path) -> None:
    """Add links of this site's own to its list of documents."""
    text = page.read_text(encoding="utf-8")
    links = "".join(
        f'<a href="{address}">{name}</a> '
        for name, address in (
            ("本站第五条", f"../{WORK}#art_5"),
            ("本站旧名第五条", f"../{RENAMED}#art_5"),
        )
    )
    page.write_text(text.replace("</h1>", f"</h1><p>{links}</p>", 1), encoding="utf-8")
