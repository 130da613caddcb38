"""The parts of saved web pages are no sources of their own."""

from __future__ import annotations

from pathlib import Path

from converter.corpus import count_sources, make_bundle

PNG = b"\x89PNG\r\n\x1a\n"
PAGE = """<html><body><p>关于印章的通知</p><p>样式如下：</p>
<p><img src="%E5%9B%BE/%E5%8D%B0.png?v=1" alt="印章"></p><p>以上。</p></body></html>"""


def fill(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def test_the_folder_of_a_saved_page_and_the_pictures_that_it_names(tmp_path: Path) -> None:
    fill(
        tmp_path,
        {
            "通知.html": PAGE.encode(),
            "图/印.png": PNG,
            "通知_files/style.css": b"p {}",
            "通知_files/deep/page.html": PAGE.encode(),
        },
    )
    assert count_sources(tmp_path) == 1
    bundle = make_bundle(tmp_path, "s")
    assert [str(found) for found in bundle.diagnostics] == []
    (document,) = bundle.documents
    assert [(image.alt, image.data) for image in document.source.images] == [("印章", PNG)]


def test_a_picture_that_no_page_names_is_reported(tmp_path: Path) -> None:
    fill(tmp_path, {"a.html": PAGE.encode(), "scan.png": PNG, "b_files/x.css": b""})
    found = [str(found) for found in make_bundle(tmp_path, "s").diagnostics]
    assert [line.partition(": ")[0] for line in found] == [
        "s/a.html:2:4",
        "s/b_files/x.css",
        "s/scan.png",
    ]


def test_a_changed_picture_is_read_again(tmp_path: Path) -> None:
    from converter.cache import Cache

    fill(tmp_path / "s", {"a.html": PAGE.encode(), "图/印.png": PNG})
    cache = Cache(tmp_path / "cache")
    for data in (PNG, PNG + b"2"):
        (tmp_path / "s/图/印.png").write_bytes(data)
        (document,) = make_bundle(tmp_path / "s", "s", cache=cache).documents
        assert document.source.images[0].data == data


def test_a_part_of_a_saved_page_makes_no_parts_of_its_own(tmp_path: Path) -> None:
    frame = b'<html><body><p>x</p><img src="../scan.png"></body></html>'
    fill(tmp_path, {"a.html": PAGE.encode(), "a_files/frame.html": frame, "scan.png": PNG})
    assert count_sources(tmp_path) == 2
