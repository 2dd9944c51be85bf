"""Notes for the desks: what binds already while the province's list is not out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import qmskit
from qmskit.cli import main
from tests.docset.test_today import CHANGED, REGISTER, brought_in, event, events, tiny
from tests.released import released_set
from tests.trees import CODE, write_tree
from tests.word.office import has_office, pdf_of, words
from tests.word.said import Said, said

DAY = date(2026, 7, 1)
LAW = "66.18/2026/NQ-CP"
NAME = "66-18-2026-NQ-CP ghi chú tạm.docx"
SUMMARY = "summary: Giảm thời hạn giải quyết."


def a_set(folder: Path, more: str = SUMMARY, codes: str = CODE) -> Path:
    return tiny(folder, event(LAW, codes, more=more), **{"law/register.yaml": REGISTER})


def notes(folder: Path, out: Path, day: date = DAY) -> list[str]:
    made = qmskit.write_interim_notes(qmskit.load(folder), out, as_of=day)
    return [one.path for one in made]


def lines(found: list[Said]) -> Iterator[str]:
    for one in found:
        if isinstance(one, str):
            yield from filter(None, (part.strip() for part in one.split("\n")))
        else:
            yield from lines(one)


def body(path: Path) -> list[str]:
    """The text of a note, from its kind to its signatures."""
    whole = list(lines([said(path.read_bytes())[0]]))
    return whole[whole.index("THÔNG BÁO") :]


GOLDEN = """\
THÔNG BÁO
Ghi chú tạm cho nơi tiếp nhận hồ sơ về việc áp dụng 66.18/2026/NQ-CP
trong khi chờ công bố danh mục thủ tục hành chính
1. Văn bản. 66.18/2026/NQ-CP, có hiệu lực, phải áp dụng từ ngày 18/5/2026.
2. Thủ tục bị tác động. 1.000170 Cấp giấy xác nhận dùng thử.
3. Điều thay đổi
- Giảm thời hạn giải quyết.
4. Nơi tiếp nhận hồ sơ làm gì
- Hồ sơ nhận từ ngày 18/5/2026: áp dụng 66.18/2026/NQ-CP; quy trình đang giữ chưa cập nhật, chỗ \
nào khác thì theo văn bản.
- Nói với người nộp hồ sơ: quy định mới đã có hiệu lực, bản niêm yết chưa cập nhật.
- Hồ sơ nhận trước ngày 18/5/2026: xem quy định chuyển tiếp của 66.18/2026/NQ-CP; chưa rõ thì \
hỏi người phụ trách trước khi trả lời.
5. Thời hạn của ghi chú. Chưa ghi nhận việc cấp tỉnh công bố danh mục. Ghi chú hết tác dụng khi \
danh mục được công bố; khi đó thu hồi, hủy. Hạn cập nhật quy trình: ngày 18/8/2026, theo điểm a \
khoản 4 Điều 4 Quyết định số 19/2014/QĐ-TTg.
NGƯỜI LẬP
(Ký, ghi rõ họ tên)
NGƯỜI KÝ
(Ký, ghi rõ họ tên)"""


def test_a_note_reads_as_expected(tmp_path: Path) -> None:
    assert notes(a_set(tmp_path / "set"), tmp_path / "out") == [NAME]
    assert "\n".join(body(tmp_path / "out" / NAME)) == GOLDEN


def test_what_nobody_wrote_down_is_not_claimed(tmp_path: Path) -> None:
    notes(a_set(tmp_path / "set", more=""), tmp_path / "out")
    text = "\n".join(body(tmp_path / "out" / NAME))
    assert "Bộ tài liệu chưa ghi điều thay đổi" in text


def test_what_records_tell_otherwise_than_the_last_release_is_told(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    path = folder / "catalogue" / f"{CHANGED}.yaml"
    text = path.read_text(encoding="utf-8")
    assert "original_qty: 1" in text
    path.write_text(text.replace("original_qty: 1", "original_qty: 2", 1), encoding="utf-8")
    law = {"law/register.yaml": REGISTER.replace("05-18", "11-01"),
           "law/events.yaml": events(event(LAW, CHANGED))}  # fmt: skip
    brought_in(write_tree(folder, law), CHANGED)
    notes(folder, tmp_path / "out", date(2026, 11, 22))
    text = "\n".join(body(tmp_path / "out" / NAME))
    assert "So với lần ban hành trước" in text
    assert "thành “2 + " in text


@pytest.mark.parametrize(("day", "stage", "count"), [
    # Before the law binds, while it does, after the term; once the province's list is out.
    (date(2026, 5, 17), "", 0),
    (date(2026, 5, 18), "", 1),
    (date(2026, 8, 18), "", 1),
    (date(2026, 8, 19), "", 0),
    (date(2026, 7, 1), "stages: [{stage: province-list, number: 5/QĐ-UBND, on: 2026-06-20}]", 0),
])  # fmt: skip
def test_only_a_change_that_binds_and_waits_has_a_note(
    tmp_path: Path, day: date, stage: str, count: int
) -> None:
    assert len(notes(a_set(tmp_path / "set", stage), tmp_path / "out", day)) == count


def test_a_note_goes_when_the_list_is_out_but_not_one_that_somebody_edited(tmp_path: Path) -> None:
    folder, out = a_set(tmp_path / "set"), tmp_path / "out"
    notes(folder, out)
    announced = "stages: [{stage: province-list, number: 5/QĐ-UBND, on: 2026-06-20}]"
    write_tree(folder, {"law/events.yaml": events(event(LAW, more=announced))})
    notes(folder, out)
    assert not (out / NAME).exists()
    a_set(folder)
    notes(folder, out)
    (out / NAME).write_bytes(b"edited")
    assert notes(folder, out) == ["66-18-2026-NQ-CP ghi chú tạm (bản mới).docx"]
    assert (out / NAME).read_bytes() == b"edited"


def test_notes_do_not_go_among_the_files_of_a_set(tmp_path: Path) -> None:
    folder = a_set(tmp_path / "set")
    for out in (folder, folder / "catalogue", tmp_path):
        with pytest.raises(qmskit.TargetError):
            notes(folder, out)
    assert notes(folder, folder / "_ghi-chu-tam") == [NAME]


def test_the_command_says_where_notes_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = a_set(tmp_path / "set"), tmp_path / "out"
    assert main(["today", str(folder), "--as-of", "2026-07-01", "--notes", str(out)]) == 0
    told = capsys.readouterr()
    assert told.err.startswith("1 ghi chú tạm")
    assert "Đang có hiệu lực, chờ tỉnh công bố" in told.out


@pytest.mark.skipif(not has_office(), reason="LibreOffice and poppler are not installed")
@pytest.mark.parametrize(("summary", "rest"), [
    ("", "còn 10 thủ tục khác"),
    ("summary: " + "Bỏ bản sao giấy tờ đã có trong dữ liệu. " * 9, "còn 12 thủ tục khác"),
])  # fmt: skip
def test_a_long_note_is_one_page(tmp_path: Path, summary: str, rest: str) -> None:
    folder = released_set(tmp_path / "set")
    codes = ", ".join(qmskit.load(folder).procedures)
    told = event(LAW, codes, more=summary)
    law = {"law/register.yaml": REGISTER.replace("05-18", "11-01"), "law/events.yaml": events(told)}
    for path in (folder / "catalogue").iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("original_qty: 1", "original_qty: 2"), encoding="utf-8")
    notes(write_tree(folder, law), tmp_path / "out", date(2026, 11, 22))
    assert rest in "\n".join(body(tmp_path / "out" / NAME))
    assert len(words(pdf_of((tmp_path / "out" / NAME).read_bytes()))) == 1
