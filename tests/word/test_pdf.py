"""PDF of Word files: made by LibreOffice, the same bytes whenever they are made."""

import io
import os
import re
import sys
import time
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

import qmskit
from qmskit.cli import main
from qmskit.problems import InvalidInputError
from qmskit.renderers.pdf import as_pdf
from qmskit.renderers.pdf.fonts import font_remarks
from qmskit.renderers.pdf.objects import pdf_objects
from qmskit.renderers.pdf.office import converted
from tests.word import making
from tests.word.office import has_office

AS_OF = ("--as-of", "2026-11-22")
STEM = "QT-01-CX-HT Đăng ký khai sinh"
CLOCK = re.compile(rb"(20\d\d)-?(\d\d)-?(\d\d)T?(\d\d):?(\d\d):?(\d\d)Z")


@pytest.fixture(autouse=True)
def office() -> None:
    if has_office():
        return
    if os.environ.get("QMSKIT_NO_SKIP") == "1":
        pytest.fail("LibreOffice or poppler is not installed")
    pytest.skip("LibreOffice or poppler is not installed")


def some() -> Mapping[str, bytes]:
    kinds = ("procedure-document", "desk-card", "CSCL")
    made = {one.kind: one for one in making.example() if one.kind in kinds}
    assert len(made) > 1
    return {one.path: one.content for one in made.values()}


def reader(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf), strict=True)


def fonts(page: pypdf.PageObject) -> Iterator[DictionaryObject]:
    """Yield the fonts of a page."""
    used = cast("DictionaryObject", page["/Resources"]).get("/Font", DictionaryObject())
    for font in cast("DictionaryObject", used).values():
        yield cast("DictionaryObject", font.get_object())


def next_second() -> None:
    """Wait until the clock that LibreOffice would write shows another time."""
    start = datetime.now(UTC).second
    while datetime.now(UTC).second == start:
        time.sleep(0.05)


def fake_office(folder: Path, script: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_pages_have_the_letters_of_the_document() -> None:
    birth = next(one for one in making.example() if one.path.endswith(f"{STEM}.docx"))
    pdf = reader(as_pdf({birth.path: birth.content})[birth.path])
    text = " ".join(pdf.pages[0].extract_text().split())
    assert "Đăng ký khai sinh" in text
    assert "QT 01/CX-HT" in text
    assert len(pdf.pages) > 2
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Đăng ký khai sinh"


def test_a_file_is_an_archive_file_with_tags_and_bookmarks() -> None:
    name, word = next(iter(some().items()))
    made = as_pdf({name: word})[name]
    pdf = reader(made)
    root = pdf.root_object
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    assert str(cast("DictionaryObject", root["/MarkInfo"])["/Marked"]) == "True"
    assert str(root["/Lang"]) == "vi-VN"
    assert pdf.outline
    intent = cast("DictionaryObject", cast("ArrayObject", root["/OutputIntents"])[0])
    profile = cast("StreamObject", intent["/DestOutputProfile"]).get_data()
    assert profile[36:40] == b"acsp"
    assert len(profile) == int.from_bytes(profile[:4], "big")


def test_the_same_word_file_gives_the_same_bytes_whenever_and_in_whatever_company() -> None:
    files = some()
    first = as_pdf(files)
    next_second()
    for name, word in files.items():
        assert as_pdf({"khác.docx": word})["khác.docx"] == first[name]
    assert len(set(first.values())) == len(files)


def test_no_time_of_day_is_told() -> None:
    for word in some().values():
        made = as_pdf({"a": word})["a"]
        times = {b"".join(found[3:]) for found in CLOCK.findall(made)}
        assert times <= {b"000000"}
        parts = pdf_objects(made)
        assert parts is not None
        assert parts.file() == made


def test_the_day_is_the_word_files() -> None:
    word = next(one for one in making.example() if one.kind == "procedure-document").content
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        created = re.search(rb"<dcterms:created[^>]*>([\d-]+)T", archive.read("docProps/core.xml"))
    assert created is not None
    pdf = reader(as_pdf({"a": word})["a"])
    assert pdf.metadata is not None
    assert pdf.metadata.creation_date is not None
    assert str(pdf.metadata.creation_date.date()) == created[1].decode()
    assert pdf.xmp_metadata is not None
    assert pdf.xmp_metadata.xmp_create_date is not None
    assert pdf.xmp_metadata.xmp_create_date.date() == pdf.metadata.creation_date.date()


def test_no_file_needs_no_office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QMSKIT_SOFFICE", str(tmp_path / "none"))
    assert as_pdf({}) == {}


def test_a_file_without_properties_has_no_day() -> None:
    first = as_pdf({"a.docx": "Chỉ có chữ.".encode()})["a.docx"]
    pdf = reader(first)
    assert len(pdf.pages) == 1
    assert pdf.metadata is not None
    assert pdf.metadata.creation_date is None
    next_second()
    assert as_pdf({"a.docx": "Chỉ có chữ.".encode()})["a.docx"] == first


def test_a_file_that_is_no_word_file_is_named() -> None:
    word = next(iter(some().values()))
    with pytest.raises(InvalidInputError) as told:
        as_pdf({"tốt.docx": word, "hỏng.docx": b"PK\x03\x04 not a package"})
    assert {(one.where.file, one.code) for one in told.value.problems} == {("hỏng.docx", "QMS732")}


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for LibreOffice")
class TestOfficeThatFails:
    def test_every_file_that_is_not_made_is_named(self, tmp_path: Path) -> None:
        silent = fake_office(tmp_path, "exit 0")
        with pytest.raises(InvalidInputError) as told:
            converted({"a.docx": b"", "b.docx": b""}, silent)
        assert [one.where.file for one in told.value.problems] == ["a.docx", "b.docx"]

    def test_one_that_hangs_is_ended_with_what_it_started(self, tmp_path: Path) -> None:
        mark = tmp_path / "still-here"
        slow = fake_office(tmp_path, f"(sleep 3; touch '{mark}') & sleep 60")
        start = time.monotonic()
        with pytest.raises(InvalidInputError) as told:
            converted({"a.docx": b""}, slow, seconds_to_start=1, seconds_a_file=0)
        assert time.monotonic() - start < 30
        assert "1 giây" in str(told.value)
        while time.monotonic() - start < 4:
            time.sleep(0.1)
        assert not mark.exists()

    def test_one_that_cannot_be_started_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        broken = tmp_path / "soffice"
        broken.write_bytes(b"\x00")
        monkeypatch.setenv("QMSKIT_SOFFICE", str(broken))
        with pytest.raises(InvalidInputError) as told:
            as_pdf({"a.docx": b""})
        assert [one.code for one in told.value.problems] == ["QMS731"]


def test_without_office_nothing_is_written_and_the_way_out_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QMSKIT_SOFFICE", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("qmskit.renderers.pdf.office._PLACES", ())
    out = tmp_path / "out"
    code = main(["build", str(making.EXAMPLE), "-b", "docx", "-b", "pdf", "-o", str(out), *AS_OF,
                 "--only", "QT 01/CX-HT"])  # fmt: skip
    told = capsys.readouterr().err
    assert code == 3
    assert "QMS731" in told
    assert "LibreOffice" in told
    assert "QMSKIT_SOFFICE" in told
    assert not out.exists()


def test_a_wrong_path_in_the_environment_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QMSKIT_SOFFICE", "/không/có/soffice")
    with pytest.raises(InvalidInputError, match="/không/có/soffice"):
        as_pdf({"a.docx": b""})


def test_both_formats_lie_side_by_side(tmp_path: Path) -> None:
    command = ["build", str(making.EXAMPLE), "-o", str(tmp_path), *AS_OF, "--only", "QT 01/CX-HT"]
    assert main([*command, "-b", "pdf"]) == 0
    alone = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.pdf")}
    assert Path("quy-trinh", f"{STEM}.pdf") in alone
    assert list(tmp_path.rglob("*.docx")) == []
    assert main([*command, "-b", "docx", "-b", "pdf"]) == 0
    words = {path.relative_to(tmp_path).with_suffix("") for path in tmp_path.rglob("*.docx")}
    pdfs = {path.relative_to(tmp_path).with_suffix("") for path in tmp_path.rglob("*.pdf")}
    assert words == pdfs == {path.with_suffix("") for path in alone}
    assert all((tmp_path / path).read_bytes() == content for path, content in alone.items())


def test_pdf_is_made_of_the_word_file_of_the_same_build(tmp_path: Path) -> None:
    report = qmskit.build(
        making.example_set(), as_of=making.DAY, formats=("docx", "pdf"), out=tmp_path,
        only=("QT 01/CX-HT",),
    )  # fmt: skip
    for one in report.documents:
        if one.format == "pdf":
            path = tmp_path / one.path
            word = path.with_suffix(".docx").read_bytes()
            assert as_pdf({"a": word})["a"] == path.read_bytes()


def test_another_font_for_vietnamese_letters_is_told_once() -> None:
    """Whatever fonts this machine has, the remark is what `pdffonts` sees."""
    pdfs = as_pdf(some())
    shown = {
        str(font["/BaseFont"])[len("/ABCDEF+") :]
        for pdf in pdfs.values()
        for page in reader(pdf).pages
        for font in fonts(page)
    }
    remarks = list(font_remarks(pdfs.values()))
    assert [one.code for one in remarks] in ([], ["QMS733"])
    named = remarks[0].message.split("phông ")[-1].split(", ") if remarks else []
    assert set(named) <= shown
    assert not any("Liberation" in name for name in named)
