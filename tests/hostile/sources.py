"""Exports, pages and documents of others that never end, or are something else."""

import json
from collections.abc import Callable

import docx

from tests.hostile.cases import HARMLESS, Case, Place, update, with_source
from tests.sheets import zipped
from tests.trees import write_tree

_MB = 1_000_000


def _page(**fields: str) -> Callable[[Place], list[str]]:
    """Return what updates a set from a page of the portal."""
    page = {"ma_thu_tuc": "1.000170", "ten_thu_tuc": "Thử", **fields}
    return with_source("a.json", json.dumps(page, ensure_ascii=False))


def _answer(**fields: object) -> Callable[[Place], list[str]]:
    """Return what updates a set from an answer of the portal's interface."""
    data = {"code": "1.000170", "name": "Thử", "executionMethods": [], **fields}
    return with_source("a.json", json.dumps({"data": data}, ensure_ascii=False))


def _json(text: str) -> Callable[[Place], list[str]]:
    opened = '{"data": {"code": "1.000170", "name": "Thử", "executionMethods": '
    return with_source("a.json", opened + text + "}}")


def _word(text: str) -> Callable[[Place], list[str]]:
    """Return what updates a set from a Word file whose cells and lines hold a text."""

    def make(place: Place) -> list[str]:
        place.tiny()
        document = docx.Document()
        document.add_paragraph(f"Thủ tục {text}")
        table = document.add_table(2, 4)
        heads = ("TT", "Trình tự các bước", "Trách nhiệm", "Thời gian")
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            cell.text = head
        for cell in table.rows[1].cells:
            cell.text = text
        document.save(str(place.inside / "a.docx"))
        return update(place, place.inside / "a.docx")

    return make


def _records(text: str) -> Callable[[Place], list[str]]:
    """Return a page and an answer whose fields that are read as prose hold a text."""
    names = [
        "thoi_han_giai_quyet",
        "cach_thuc_thuc_hien",
        "thanh_phan_ho_so",
        "le_phi",
        "phi",
        "can_cu_phap_ly",
        "ket_qua_xu_ly",
        "doi_tuong_thuc_hien",
        "trinh_tu_thuc_hien",
        "co_quan_thuc_hien",
        "yeu_cau_dieu_kien",
    ]
    page = {"ma_thu_tuc": "1.000170", "ten_thu_tuc": "Thử", **dict.fromkeys(names, text)}
    fee = {"description": text, "value": text}
    method = {"processingTime": text, "processingTimeUnit": "OTHER", "description": text}
    answer = {
        "code": "1.000180",
        "name": "Thử",
        "executionMethods": [{**method, "fees": [fee]}],
        "executionSteps": [{"name": "", "description": text}],
        "legalBases": [{"name": text}],
    }

    def make(place: Place) -> list[str]:
        place.tiny()
        files = {"a.json": json.dumps(page), "b.json": json.dumps({"data": answer})}
        return update(place, write_tree(place.inside / "nguon", files))

    return make


# Where an expression that tries all ways of cutting a run would not come back.
_RUNS = {
    "digits": "1" * 60_000,
    "digits and points": "1." * 30_000,
    "blanks": "a" + " " * 60_000 + "b",
    "letters": "a" * 60_000,
    "words": "ngày " * 12_000,
    "numbers and days": "03 ngày làm việc " * 4_000,
    "commas": "a," * 30_000,
    "brackets": "(" * 60_000,
    "dashes": "- " * 30_000,
    "line ends": "a\n" * 30_000,
    "numbers of acts": "Nghị định số 1/2020/NĐ-CP " * 2_000,
    "days written short": "01/01/2020 " * 5_000,
    "amounts": "10.000 đồng " * 5_000,
    "fees": "Lệ phí: " * 7_000,
    "items": "a) " * 20_000,
    "capital letters": "Đ" * 60_000,
    "hyphens between letters": "A-" * 30_000,
    "slashes": "1/" * 30_000,
    "broken words": "á n " * 15_000,
}

CASES = (
    Case("JSON 100,000 deep", _json("[" * 100_000), "QMS013"),
    Case("JSON a thousand deep that ends", _json("[" * 900 + "]" * 900), "", (0, 1, 3)),
    Case("JSON of a number of 100,000 digits", _json("9" * 100_000), "QMS013"),
    Case("JSON of a large exponent", _json('[{"processingTime": 1e308}, 1e999]'), "", (0, 1, 3)),
    Case("JSON of NaN and infinity", _json('[{"processingTime": NaN, "fees": [{"value": '
        'Infinity}]}]'), "", (0, 1, 3)),
    Case("JSON of other types than expected", _answer(
        executionMethods={"a": [1, None, True]}, name=[[]], legalBases=7), "", (0, 1, 3)),
    Case("JSON of lone halves of letters", _json(r'[{"description": "\ud800"}]'), "", (0, 1, 3)),
    Case("JSON of separators", _json(r'[{"description": "\u001e0:0\u001f"}]'), "", (0, 1, 3)),
    Case("60 MB of empty lists", with_source("a.json", "[" + "[]," * (20 * _MB) + "[]]"), "QMS"),
    Case("60 MB of empty mappings", with_source("a.json",
        '[{"data": {"code": "1.000170", "executionMethods": 1}},' + "{}," * (19 * _MB) + "{}]"),
        "QMS"),
    Case("60 MB of blanks", with_source("a.json", " " * (60 * _MB) + "{}"), "QMS"),
    Case("60 MB of one text", _page(mo_ta="a" * (60 * _MB)), "", (0, 1, 3)),
    Case("70 MB", with_source("a.json", "{" + " " * (70 * _MB) + "}"), "QMS004"),
    Case("a page with a script", _page(
        mo_ta="<script>document.location='http://127.0.0.1:9'</script><iframe src=file:///etc/passwd>"
        ), codes=HARMLESS),
    Case("HTML called JSON", with_source("a.json",
        '"ma_thu_tuc" <html><script src="http://127.0.0.1:9/x.js"></script></html>'), "QMS013"),
    Case("a page that is HTML", with_source("a.html",
        '<html><script src="http://127.0.0.1:9/x.js"></script></html>'), "QMS022"),
    Case("a zip called .docx", with_source("a.docx", zipped({"evil.sh": "rm -rf /"})), "QMS301"),
    Case("a zip called .xlsx", with_source("a.xlsx", zipped({"evil.sh": "rm -rf /"})), "QMS031"),
    Case("a program called .docx", with_source("a.docx", b"\x7fELF" + b"\0" * 1000), "QMS301"),
    Case("a program called .json", with_source("a.json", b"MZ\x90\0" + b"\0" * 1000), "QMS0"),
    Case("a pickle called .json", with_source("a.json", b"cos\nsystem\n(S'touch evil'\ntR."),
        "QMS013"),
    Case("a Word file of 30,000 merged columns", with_source("a.docx", zipped({
        "word/document.xml": '<w:document xmlns:w="w"><w:body><w:tbl>' + "<w:tr><w:tc><w:tcPr>"
        '<w:gridSpan w:val="999999999"/></w:tcPr></w:tc></w:tr>' * 20_000 +
        "</w:tbl></w:body></w:document>"})), "QMS"),
    Case("tables in tables", with_source("a.docx", zipped({
        "word/document.xml": '<w:document xmlns:w="w"><w:body>' + "<w:tbl><w:tr><w:tc>" * 80 +
        "</w:tc></w:tr></w:tbl>" * 80 + "</w:body></w:document>"})), "QMS"),
    Case("a Word file of a million lines", with_source("a.docx", zipped({
        "word/document.xml": '<w:document xmlns:w="w"><w:body>' +
        "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 900_000 + "</w:body></w:document>"})), "QMS"),
    *(Case(f"runs of {name} in records", _records(text), codes=(0, 1, 3))
        for name, text in _RUNS.items()),
    *(Case(f"runs of {name} in a Word file", _word(text), codes=(0, 1, 3))
        for name, text in _RUNS.items()),
)  # fmt: skip
