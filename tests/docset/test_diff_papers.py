"""The Word files of a comparison: redlines that lead from what was issued to what would be made."""

import shutil
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.table import Table

import qmskit
from qmskit import Announcing, Evidence, Marking
from qmskit.cli import main
from qmskit.docset.comparison.papers import SUMMARY
from qmskit.model.control import EvidenceKind
from qmskit.renderers.docx.redline import accepted, rejected
from tests.docset.running import digests
from tests.docset.test_diffing import quicker, tiny
from tests.examples import COMMUNE
from tests.released import ACT, AMENDED, TODAY, amend, released_set, unsigned_set
from tests.trees import CODE, write_tree
from tests.word.said import said

MARKING = Marking("Trần Thị B", TODAY)
REDLINE = "sua-doi/QT-01-CX-HT Cấp giấy xác nhận dùng thử.docx"
BUILT = REDLINE.replace("sua-doi", "_build/quy-trinh")


def papers(old: Path | str, new: Path | str) -> Mapping[str, bytes]:
    return qmskit.diff_papers(qmskit.diff(old, new, as_of=TODAY), MARKING).files


def built(folder: Path) -> dict[str, bytes]:
    """Return the documents of a set by file name, wherever they are put."""
    qmskit.build(qmskit.load(folder), as_of=TODAY)
    return {path.name: path.read_bytes() for path in (folder / "_build").rglob("*.docx")}


def paragraphs(content: bytes) -> list[str]:
    """Return the text of a Word file outside of its head, a row of a table on one line."""
    found: list[str] = []
    for block in docx.Document(BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            found += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            found.append(block.text)
    return [one for one in found if one.strip(" |\n")]


def test_records_lead_to_what_update_would_make(tmp_path: Path) -> None:
    folder, records = tiny(tmp_path / "set"), quicker(tmp_path / "new")
    before = built(folder)
    found = papers(folder, records)
    assert {Path(name).parent.name for name in found} == {"", "sua-doi"}
    qmskit.update(qmskit.load(folder), [records], as_of=TODAY, act=ACT)
    after = built(folder)
    for name, content in found.items():
        if name != SUMMARY:
            assert said(rejected(content)) == said(before[Path(name).name])
            assert said(accepted(content)) == said(after[Path(name).name])


def test_old_records_lead_to_the_set(tmp_path: Path) -> None:
    folder, records = tiny(tmp_path / "set"), quicker(tmp_path / "old")
    found = papers(records, folder)
    assert said(accepted(found[REDLINE])) == said(built(folder)[Path(REDLINE).name])


def test_a_release_leads_from_the_file_that_was_issued(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    name = "QT-02-CX-CT Chứng thực văn bản phân chia di sản.docx"
    issued, second = (
        (folder / f"releases/{number}/documents/quy-trinh/{name}").read_bytes() for number in (1, 2)
    )
    for new in (folder, f"{folder}@2"):
        report = qmskit.diff(f"{folder}@1", new, as_of=TODAY)
        found = qmskit.diff_papers(report, MARKING)
        assert {one.code for one in found.touched} == {AMENDED}
        redline = found.files[f"sua-doi/{name}"]
        assert said(rejected(redline)) == said(issued)
        assert said(accepted(redline)) == said(second)
    assert list(papers(f"{folder}@2", folder)) == [SUMMARY]


def test_records_beside_a_release_touch_only_what_they_change(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    record = (folder / "catalogue/1.004873.yaml").read_text(encoding="utf-8")
    assert "value: 3," in record
    records = write_tree(
        tmp_path / "new", {"1.004873.yaml": record.replace("value: 3,", "value: 4,")}
    )
    report = qmskit.diff(f"{folder}@1", records, as_of=TODAY)
    found = qmskit.diff_papers(report, MARKING)
    (code,) = {one.code for one in found.touched}
    redline = next(one for name, one in found.files.items() if name.startswith("sua-doi/QT"))
    issued = next((folder / "releases/1/documents/quy-trinh").glob(
        f"{code.replace(' ', '-').replace('/', '-')} *"
    ))  # fmt: skip
    assert said(rejected(redline)) == said(issued.read_bytes())


def test_a_set_leads_from_what_it_issued_last_not_from_its_draft(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    draft = tmp_path / "draft"
    shutil.copytree(folder, draft)
    amend(draft, "bằng văn bản", "theo mẫu")
    found = papers(folder, draft)
    redline = found["sua-doi/QT-02-CX-CT Chứng thực văn bản phân chia di sản.docx"]
    issued = next((folder / "releases/2/documents/quy-trinh").glob("QT-02-CX-CT*"))
    assert said(rejected(redline)) == said(issued.read_bytes())
    header = docx.Document(BytesIO(redline)).sections[-1].header.part.blob.decode()
    assert "DỰ THẢO" in header


def test_what_somebody_edited_in_word_is_compared_too_and_stays(tmp_path: Path) -> None:
    folder, records = tiny(tmp_path / "set"), quicker(tmp_path / "new")
    name = next(iter(built(folder)))
    edited = next((folder / "_build").rglob(name))
    document = docx.Document(str(edited))
    document.add_paragraph("Thêm tay trong Word")
    document.save(str(edited))
    before = digests(folder)
    found = papers(folder, records)
    own = found[f"so-voi-ban-sua-tay/{name}"]
    assert said(rejected(own)) == said(edited.read_bytes())
    assert said(accepted(own)) == said(accepted(found[f"sua-doi/{name}"]))
    assert digests(folder) == before
    edited.write_bytes(b"no Word file")
    done = qmskit.diff_papers(qmskit.diff(folder, records, as_of=TODAY), MARKING)
    assert [one.code for one in done.remarks] == ["QMS854"]
    assert f"so-voi-ban-sua-tay/{name}" not in done.files


def test_new_and_repealed_documents(tmp_path: Path) -> None:
    folder = unsigned_set(tmp_path / "set")
    other = unsigned_set(tmp_path / "other")
    qmskit.remove(qmskit.load(other), ["1.004873"], act=ACT)
    found = qmskit.diff_papers(qmskit.diff(other, folder, as_of=TODAY), MARKING)
    issued = [one for one in found.touched if one.action == "issue"]
    assert {one.procedures for one in issued} == {("1.004873",)}
    names = [name for name in found.files if name.startswith("ban-hanh-moi/")]
    assert names
    assert all(found.files[one] == built(folder)[Path(one).name] for one in names)
    back = qmskit.diff_papers(qmskit.diff(folder, other, as_of=TODAY), MARKING)
    assert {one.action for one in back.touched} == {"withdraw"}
    assert list(back.files) == [SUMMARY]
    assert any(" | không còn" in one or "(không còn)" in one for one in paragraphs(
        back.files[SUMMARY]
    ))  # fmt: skip


def test_the_page_for_the_chairman(tmp_path: Path) -> None:
    folder, records = tiny(tmp_path / "set"), quicker(tmp_path / "new")
    report = qmskit.diff(folder, records, as_of=TODAY)
    page = qmskit.diff_papers(report, MARKING).files[SUMMARY]
    told = [one.replace(str(tmp_path), "…") for one in paragraphs(page) if "CỘNG HÒA" not in one]
    told = [one.partition(" Chưa ghi nhận")[0] for one in told]
    assert told == [
        "BẢN TÓM TẮT",
        "Thay đổi của thủ tục hành chính và tài liệu phải sửa theo\nTính đến ngày 22/11/2026",
        "Kính trình: Chủ tịch Ủy ban nhân dân",
        "Đã so sánh bản cũ (set) với bản mới (new): 1 sửa đổi.",
        "1. Thủ tục thay đổi, hạn cập nhật",
        "Thủ tục hành chính | Nội dung thay đổi | Tài liệu | Hạn cập nhật",
        (
            f"{CODE} (sửa đổi): Thủ tục cấp giấy xác nhận dùng thử | "
            "Thời hạn giải quyết (trực tiếp) thay đổi từ “03 ngày làm việc” thành "
            "“02 ngày làm việc”. Căn cứ bổ sung: 12/2026/NĐ-CP. | "
            "QT 01/CX-HT | 18/08/2026: quá hạn, chậm 96 ngày."
        ),
        "2. Căn cứ của hạn, các khâu công bố",
        (
            "- 12/2026/NĐ-CP có hiệu lực từ 18/05/2026. 03 tháng kể từ ngày 18/05/2026 (không tính "
            "ngày này) kết thúc ngày 18/08/2026. Căn cứ: điểm a khoản 4 Điều 4 "
            "Quyết định số 19/2014/QĐ-TTg."
        ),
        "3. Tài liệu khác thay đổi theo",
        "- Không có.",
        (
            "Chỗ sửa của từng tài liệu được đánh dấu trong các tệp Word kèm theo dưới tên "
            "Trần Thị B. Bản này là căn cứ để xem xét, chưa phải quyết định sửa đổi./."
        ),
    ]


def test_papers_are_the_same_whenever_they_are_made(tmp_path: Path) -> None:
    folder, records = tiny(tmp_path / "set"), quicker(tmp_path / "new")
    assert papers(folder, records) == papers(folder, records)


def announced_set(folder: Path, paper: Path) -> Path:
    """Return the set with two releases, whose system was announced after them."""
    released_set(folder)
    paper.write_bytes(b"%PDF-1.7")
    days = zip(EvidenceKind, (11, 13, 12, 16), strict=True)
    for kind, day in days:
        file = None if kind is EvidenceKind.NONCONFORMITIES else paper
        evidence = Evidence(kind, date(2026, 11, day), "Lê Văn C", file)
        qmskit.file_evidence(qmskit.load(folder), evidence, act=ACT)
    decided = Announcing("142/QĐ-UBND", date(2026, 11, 19))
    qmskit.announce(qmskit.load(folder), decided, act=ACT)
    return folder


def test_when_a_system_is_announced_again(tmp_path: Path) -> None:
    folder = announced_set(tmp_path / "set", tmp_path / "bien-ban.pdf")

    def because(old: Path | str, new: Path | str) -> tuple[str, ...]:
        return qmskit.diff(old, new, as_of=TODAY).reannouncement.because

    announced = "phạm vi đã công bố theo Quyết định số 142/QĐ-UBND ngày 19/11/2026"
    amended, smaller, renamed = (tmp_path / name for name in ("amended", "smaller", "renamed"))
    for copy in (amended, smaller, renamed):
        shutil.copytree(folder, copy)
    amend(amended, "bằng văn bản", "theo mẫu")
    assert because(folder, amended) == because(f"{folder}@1", folder) == ()
    qmskit.remove(qmskit.load(smaller), ["1.004873"], act=ACT)
    assert because(folder, smaller) == (f"1 TTHC không còn trong {announced}: 1.004873.",)
    base = renamed / "qms.yaml"
    text = base.read_text(encoding="utf-8")
    base.write_text(text.replace("xã Bình Minh\n", "phường Bình Minh\n", 1), encoding="utf-8")
    assert because(folder, renamed) == (
        (
            "Tên cơ quan thay đổi từ “Ủy ban nhân dân xã Bình Minh” thành "
            "“Ủy ban nhân dân phường Bình Minh”."
        ),
    )
    found = papers(folder, smaller)
    drafts = [name for name in found if name.startswith("cong-bo-lai/")]
    assert any("VB-05" in name for name in drafts)
    assert any("VB-06" in name for name in drafts)
    assert any("Phải công bố lại hệ thống theo điểm c khoản 4 Điều 4" in one for one in paragraphs(
        found[SUMMARY]
    ))  # fmt: skip


def test_nothing_is_announced_again_before_the_first_time(tmp_path: Path) -> None:
    folder, records = tiny(tmp_path / "set"), quicker(tmp_path / "new")
    found = qmskit.diff(folder, records, as_of=TODAY).reannouncement
    assert (found.is_needed, found.because, found.source) == (False, (), None)


def run(*arguments: str | Path) -> int:
    return main(["diff", *map(str, arguments), "--as-of", "2026-11-22", "--by", "Trần Thị B"])


def test_files_of_a_comparison_are_written_and_never_over_edited_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, records, out = tiny(tmp_path / "set"), quicker(tmp_path / "new"), tmp_path / "out"
    out.mkdir()
    (out / SUMMARY).write_bytes(b"somebody's own")
    assert run(folder, records, "--format", "docx", "-o", out) == 1
    told = capsys.readouterr().out
    assert "sửa đổi\tQT 01/CX-HT\tCấp giấy xác nhận dùng thử" in told
    assert "Tóm tắt thay đổi (bản mới).docx" in told
    assert (out / SUMMARY).read_bytes() == b"somebody's own"
    redline = out / REDLINE
    redline.write_bytes(b"edited")
    assert run(folder, records, "--format", "docx", "-o", out) == 1
    assert redline.read_bytes() == b"edited"
    assert redline.with_name(f"{redline.stem} (bản mới).docx").is_file()
    assert run(folder, tiny(tmp_path / "same"), "--format", "docx", "-o", out) == 0
    left = {path.name for path in out.rglob("*.docx")}
    assert left == {SUMMARY, "Tóm tắt thay đổi (bản mới).docx", redline.name}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--format", "docx"], 2),
        (["--format", "text", "-o", "out"], 2),
        (["--format", "json", "-o", "out"], 2),
        (["--format", "docx", "-o", "set"], 3),
        (["--format", "docx", "-o", "set/_build"], 3),
        (["--format", "html", "-o", "set/qms.yaml"], 3),
    ],
)
def test_where_results_may_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int
) -> None:
    folder, records = tiny(tmp_path / "set"), quicker(tmp_path / "new")
    built(folder)
    before = digests(folder)
    monkeypatch.chdir(tmp_path)
    assert run(folder, records, *arguments) == code
    assert digests(folder) == before
    assert not (tmp_path / "out").exists()


def test_records_alone_have_no_documents(tmp_path: Path) -> None:
    with pytest.raises(qmskit.InvalidInputError) as error:
        papers(quicker(tmp_path / "old"), quicker(tmp_path / "new"))
    assert [one.code for one in error.value.problems] == ["QMS852"]


def reworked(folder: Path) -> Path:
    """Change records, steps, the agency's name and a shared text of a copy of the example."""
    for path in sorted((folder / "catalogue").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("value: 1", "value: 2"), encoding="utf-8")
    amend(folder, "soạn lời chứng", "soạn dự thảo lời chứng")
    base = folder / "qms.yaml"
    text = base.read_text(encoding="utf-8")
    base.write_text(text.replace("xã Bình Minh\n", "phường Bình Minh\n", 1), encoding="utf-8")
    own = folder / "documents" / "items"
    own.mkdir(parents=True)
    (own / "set-count.md").write_text("Số lượng: theo quy định.\n", encoding="utf-8")
    return folder


def assert_every_document_leads(old: Path, new: Path) -> set[str]:
    """Prove all redlines of two sets; return the kinds of documents met."""
    report = qmskit.diff(old, new, as_of=TODAY)
    found = qmskit.diff_papers(report, MARKING).files
    before, after = built(old), built(new)
    redlines = {name: one for name, one in found.items() if name.startswith("sua-doi/")}
    for name, content in redlines.items():
        assert said(rejected(content)) == said(before[Path(name).name]), name
        assert said(accepted(content)) == said(after[Path(name).name]), name
    told = {Path(name).name for name in redlines}
    for name in before.keys() & after.keys() - told:
        assert said(before[name]) == said(after[name]), name
    return {path.parent.name for path in (new / "_build").rglob("*.docx") if path.name in told}


def test_every_document_leads_to_the_changed_one_and_back(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("_build", ".qmskit")
    for name in ("old", "new"):
        shutil.copytree(COMMUNE, tmp_path / name, ignore=ignored)
    kinds = assert_every_document_leads(tmp_path / "old", reworked(tmp_path / "new"))
    assert kinds >= {"quy-trinh", "quy-trinh-he-thong", "bieu-mau", "danh-muc", "mo-hinh"}
