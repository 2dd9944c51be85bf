import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit.model.procedures import ChannelMethod, DossierCase, DossierItem, PaperUse
from qmskit.readers.prose.dossiers import understood

SUBMIT, PRESENT, NOTE = PaperUse.SUBMIT, PaperUse.PRESENT, PaperUse.NOTE
DIRECT, ONLINE, POSTAL = ChannelMethod.DIRECT, ChannelMethod.ONLINE, ChannelMethod.POSTAL

NOTES = "* Lưu ý:"
SHOWN = " * Giấy tờ phải xuất trình: "
HANDED_IN = "* Giấy tờ phải nộp:"


def only(case: str, item: DossierItem) -> DossierItem:
    (found,) = understood((DossierCase(case, (item,)),))
    return found.items[0]


# Case, line, originals, copies, use.
USES: dict[str, tuple[str, str, int | None, int | None, PaperUse]] = {
    "a paper": ("", "- Tờ khai theo mẫu", 1, 0, SUBMIT),
    "a paper to hand in": (HANDED_IN, "- Giấy chứng sinh", 1, 0, SUBMIT),
    "a paper to show": (SHOWN, "- Hộ chiếu", 1, 0, PRESENT),
    "a paper to show, without number": (SHOWN, "- Hộ chiếu", None, None, PRESENT),
    "a note by its case": (NOTES, "Cá nhân có quyền lựa chọn nơi thực hiện.", 0, 0, NOTE),
    "a note without number": (NOTES, "Cá nhân có quyền lựa chọn.", None, None, NOTE),
    "odd blanks": ("* Lưu ý :", "+ Bản chụp phải rõ nét.", 0, 0, NOTE),
    "a paper among notes": (NOTES, "Bản sao Giấy khai sinh", 0, 1, SUBMIT),
    "a note by its words": ("", "*Lưu ý: Không đính kèm biểu mẫu CT01.", 0, 0, NOTE),
    "words of a note with a number": ("", "Lưu ý: nộp 01 bản", 1, 0, SUBMIT),
    "a condition": (
        HANDED_IN, "Trường hợp đã nộp bản điện tử thì không phải nộp bản giấy.", 0, 0, NOTE),
    "a condition among papers to show": (
        SHOWN, "Trường hợp dùng Hộ chiếu thì chỉ cần cung cấp thông tin.", 0, 0, NOTE),
    "a condition that asks for a paper": (
        HANDED_IN, "+ Trường hợp không có chứng cứ thì phải có văn bản cam đoan.", 0, 0, SUBMIT),
    "a condition that asks to hand in": (
        HANDED_IN, "Trường hợp ủy quyền thì nộp văn bản ủy quyền.", 0, 0, SUBMIT),
    "a condition that asks to hand in, among papers to show": (
        SHOWN, "- Trường hợp gửi qua bưu chính thì phải gửi kèm bản sao.", 0, 0, SUBMIT),
    "a condition that is a paper": (
        SHOWN, "- Trường hợp không rõ nơi chết thì xuất trình giấy chứng minh.", 1, 0, PRESENT),
    "who receives": ("", "+ Người tiếp nhận có trách nhiệm đối chiếu.", 0, 0, NOTE),
    "what leads to a list": (
        "", "- Người có yêu cầu thực hiện việc nộp hoặc tải lên các giấy tờ sau:", 0, 0, NOTE),
    "a case that leads to a list": (
        "", "Trường hợp quy định tại điểm a khoản 4 Điều 20, hồ sơ gồm:", 0, 0, NOTE),
    "a paper that is a list": ("", "- Chứng cứ chứng minh quan hệ cha, con gồm:", 0, 0, SUBMIT),
    "not certain": (HANDED_IN, "Người yêu cầu có trách nhiệm nộp đầy đủ.", 0, 0, SUBMIT),
}  # fmt: skip


@pytest.mark.parametrize(("case", "name", "originals", "copies", "use"), USES.values(), ids=USES)
def test_uses(
    case: str, name: str, originals: int | None, copies: int | None, use: PaperUse
) -> None:
    assert only(case, DossierItem(name, originals, copies)).use is use


METHODS: dict[str, tuple[str, str, tuple[ChannelMethod, ...]]] = {
    "every channel": ("", "- Tờ khai theo mẫu", ()),
    "online": ("", "Mẫu điện tử (nếu người có yêu cầu nộp hồ sơ theo hình thức trực tuyến)",
               (ONLINE,)),
    "direct": ("", "Tờ khai (nếu lựa chọn nộp hồ sơ theo hình thức trực tiếp);", (DIRECT,)),
    "two that the condition names": (
        "", ("Tờ khai (nếu lựa chọn nộp hồ sơ theo hình thức trực tiếp hoặc gửi hồ sơ qua hệ thống"
        " bưu chính);"), (DIRECT, POSTAL)),
    "by post": ("", "Trường hợp gửi hồ sơ qua hệ thống bưu chính thì phải gửi kèm bản sao.",
                (POSTAL,)),
    "two ways of doing it": (
        "", ("Người nộp/xuất trình (theo hình thức trực tiếp) hoặc tải lên (theo hình thức trực"
        " tuyến) các giấy tờ sau:"), ()),
    "one sentence of several": (
        "", "Giấy tờ về cư trú. Trường hợp gửi hồ sơ qua hệ thống bưu chính thì nộp bản sao.", ()),
    "only the first of two papers": (
        "", "Tờ khai (nếu nộp hồ sơ theo hình thức trực tiếp). - Bản sao giấy tờ khác.", ()),
    "by the case": ("Trường hợp nộp hồ sơ trực tuyến:", "Đơn", (ONLINE,)),
    "the line before the case": (
        "Trường hợp nộp hồ sơ trực tuyến:", "Đơn (nếu nộp hồ sơ theo hình thức trực tiếp)",
        (DIRECT,)),
}  # fmt: skip


@pytest.mark.parametrize(("case", "name", "methods"), METHODS.values(), ids=METHODS)
def test_methods(case: str, name: str, methods: tuple[ChannelMethod, ...]) -> None:
    assert only(case, DossierItem(name, 1, 0)).methods == methods


def test_what_a_reader_already_knows_stays() -> None:
    known = DossierItem("Tờ khai", 1, 0, use=PRESENT, methods=(POSTAL,))
    assert only(HANDED_IN, known) == known


QUANTITIES = st.none() | st.integers(0, 3)
NAMES = st.text(max_size=30) | st.sampled_from([row[1] for row in USES.values()])
ITEMS = st.builds(DossierItem, NAMES, QUANTITIES, QUANTITIES, code=st.text(max_size=5))
CASES = st.builds(
    DossierCase,
    st.text(max_size=10) | st.sampled_from([NOTES, SHOWN, HANDED_IN]),
    st.lists(ITEMS, max_size=4).map(tuple),
)


@given(st.lists(CASES, max_size=3).map(tuple))
def test_no_line_is_moved_renamed_or_dropped(cases: tuple[DossierCase, ...]) -> None:
    found = understood(cases)
    assert [(case.name, [(i.name, i.original_qty, i.copy_qty, i.code) for i in case.items])
            for case in found] == [
        (case.name, [(i.name, i.original_qty, i.copy_qty, i.code) for i in case.items])
        for case in cases
    ]  # fmt: skip
    assert not any(i.use is NOTE and i.is_counted for case in found for i in case.items)
    assert understood(found) == found
