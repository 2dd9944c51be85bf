"""The page of a comparison: old beside new, nothing but words of our own unescaped."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import html

import qmskit
from qmskit.cli import main
from qmskit.model.changes import Change, EditKind
from qmskit.model.comparisons import ToldComparison, ToldProcedure
from qmskit.renderers.html.comparison import comparison_page
from tests.docset.test_diffing import quicker, tiny
from tests.trees import CODE

DAY = date(2026, 11, 22)


def changed(path: str, kind: EditKind, old: str, new: str, label: str = "Mục") -> Change:
    return Change(path, label, kind, old, new, is_editorial=False, summary=f"{label} thay đổi.")


def page(folder: Path, *, is_complete: bool = False) -> str:
    report = qmskit.diff(tiny(folder / "set"), quicker(folder / "new"), as_of=DAY)
    return qmskit.diff_page(report, is_complete=is_complete).decode()


def test_words_that_differ_are_marked_on_both_sides(tmp_path: Path) -> None:
    text = page(tmp_path)
    assert "<td><del>03</del> ngày làm việc</td><td><ins>02</ins> ngày làm việc</td>" in text
    assert '<td><span class="none">chưa có</span></td><td><ins>12/2026/NĐ-CP' in text


def test_the_page_tells_by_when_and_which_documents(tmp_path: Path) -> None:
    text = "".join(str(one) for one in html.fromstring(page(tmp_path)).itertext())
    for piece in (
        "Ủy ban nhân dân xã Sông Trong", CODE, "18/08/2026", "quá hạn, chậm 96 ngày",
        "điểm a khoản 4 Điều 4 Quyết định số 19/2014/QĐ-TTg", "QT 01/CX-HT",
        "12/2026/NĐ-CP", "1 sửa đổi",
    ):  # fmt: skip
        assert piece in text


def test_the_page_needs_nothing_and_can_be_listened_to(tmp_path: Path) -> None:
    text = page(tmp_path, is_complete=True)
    tree = html.fromstring(text)
    assert tree.get("lang") == "vi"
    assert [one.tag for one in tree.iter("h1", "h2")] == ["h1", "h2"]
    assert not [*tree.iter("script", "link", "img")]
    used = [one.attrib for one in tree.iter()]
    assert not [one for one in used if "src" in one or "onclick" in one]
    assert all(str(one["href"]).startswith("#") for one in used if "href" in one)
    assert all(one.find("caption") is not None for one in tree.iter("table"))
    assert all("scope" in one.attrib for one in tree.iter("th"))


def test_what_is_only_written_otherwise_is_folded_and_only_on_demand() -> None:
    quiet = ToldProcedure("1.1", "Khai sinh", "không đổi", (), (), (), None, ())
    told = ToldComparison("", "a", "b", DAY, (), (quiet,), "1 không đổi", "")
    assert b"<details>" not in comparison_page(told)
    assert b"<details><summary>1 th" in comparison_page(told, is_complete=True)
    silent = changed("fees", EditKind.SILENT, "8.000 đồng", "")
    amended = replace(quiet, others=(silent,))
    told = replace(told, procedures=(amended,), quiet=())
    assert b"<details>" not in comparison_page(told)
    assert "<td>8.000 đồng</td>" in comparison_page(told, is_complete=True).decode()


def test_values_never_become_markup() -> None:
    evil = '<script>alert("x")</script>&<b>'
    change = changed(f"name{evil}", EditKind.CHANGED, evil, f"{evil} mới", evil)
    one = ToldProcedure(evil, evil, evil, (change,), (change,), (evil,), None, ())
    told = ToldComparison(evil, evil, evil, DAY, (one,), (one,), evil, evil)
    text = comparison_page(told, is_complete=True).decode()
    assert "<script>" not in text
    assert "<b>" not in text


def test_long_texts_show_what_changed_and_a_little_beside() -> None:
    old = " ".join(f"từ{number}" for number in range(900))
    change = changed("execution", EditKind.CHANGED, old, f"{old} thêm")
    one = ToldProcedure("1.1", "Khai sinh", "sửa đổi", (change,), (), (), None, ())
    told = ToldComparison("", "a", "b", DAY, (one,), (), "", "")
    text = comparison_page(told).decode()
    assert "từ899" in text
    assert "từ450" not in text
    assert "phần không đổi" in text
    assert "<ins> thêm</ins>" in text


def test_a_page_is_printed_or_written_over_another_one_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = str(tiny(tmp_path / "set")), str(quicker(tmp_path / "new"))
    arguments = ["diff", old, new, "--as-of", "2026-11-22", "--format", "html"]
    assert main(arguments) == 1
    shown = capsys.readouterr().out
    assert shown.startswith("<!DOCTYPE html>")
    out = tmp_path / "so-sanh.html"
    for _turn in range(2):
        assert main([*arguments, "-o", str(out)]) == 1
        assert out.read_text(encoding="utf-8") == shown
    out.write_text("<p>Trang khác</p>", encoding="utf-8")
    assert main([*arguments, "-o", str(out)]) == 3
    assert out.read_text(encoding="utf-8") == "<p>Trang khác</p>"


def test_pages_are_vietnamese_whatever_the_language_of_messages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = str(tiny(tmp_path / "set")), str(quicker(tmp_path / "new"))
    assert main(["--lang", "en", "diff", old, new, "--format", "html"]) == 1
    assert "Thời hạn giải quyết" in capsys.readouterr().out
