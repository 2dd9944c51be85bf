"""Differences as people call them: a label and a sentence for each."""

import re
from bisect import bisect_left
from functools import lru_cache

from qmskit.changes.relations import FieldComparison, Relation
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.model.texts import capitalised, one_line, shortened

_MOST_LETTERS = 80
_KEPT = 4096
# Letters shown before the first difference of two long texts.
_LETTERS_BEFORE = 30
_MEMBER = re.compile(r"\[(.*)\]")

_LABELS = {
    "name": marked("Tên thủ tục"),
    "field": marked("Lĩnh vực"),
    "decision.number": marked("Quyết định công bố"),
    "requirements": marked("Yêu cầu, điều kiện"),
    "execution": marked("Trình tự thực hiện"),
    "levels": marked("Cấp thực hiện"),
    "applicants": marked("Đối tượng thực hiện"),
    "results": marked("Kết quả"),
    "legal_bases": marked("Căn cứ pháp lý"),
    "dossier": marked("Thành phần hồ sơ"),
    "dossier.copies": marked("Số bản (chính + sao)"),
    "dossier.form": marked("Mẫu đơn, mẫu tờ khai"),
    "dossier.use": marked("Hình thức nộp giấy tờ"),
    "dossier.case": marked("Nhóm giấy tờ"),
    "set_count": marked("Số bộ hồ sơ"),
    "variants": marked("Trường hợp có thời hạn riêng"),
    "variants.limit": marked("Thời hạn của trường hợp"),
    "variants.limit.terms": marked("Quy định kèm theo thời hạn của trường hợp"),
    "province.limit": marked("Thời hạn sau cắt giảm"),
    "province.limit_decision": marked("Quyết định cắt giảm thời hạn"),
    "province.limit_decision.issued": marked("Ngày ký quyết định cắt giảm thời hạn"),
    "province.fees": marked("Mức thu do tỉnh quy định"),
    "province.reception": marked("Nơi tiếp nhận"),
    "province.forms": marked("Biểu mẫu của tỉnh"),
    "workflow": marked("Quy trình nội bộ"),
    "workflow.decision": marked("Quyết định phê duyệt quy trình"),
    "workflow.decision.issued": marked("Ngày ký quyết định phê duyệt quy trình"),
    "workflow.standing": marked("Tình trạng quy trình"),
    "workflow.reason": marked("Lý do điều chỉnh quy trình"),
    "workflow.limit": marked("Thời hạn của cả quy trình"),
    "workflow.cases": marked("Trường hợp của quy trình"),
}
_CHANNEL_LABELS = {
    "": marked("Cách thức nộp hồ sơ"),
    "limit": marked("Thời hạn giải quyết"),
    "limit.terms": marked("Quy định kèm theo thời hạn giải quyết"),
    "fees": marked("Phí, lệ phí"),
    "fees[fee]": marked("Phí"),
    "fees[charge]": marked("Lệ phí"),
    "fees[price]": marked("Mức giá"),
    "text": marked("Mô tả cách thức thực hiện"),
}
_METHODS = {
    "direct": marked("trực tiếp"),
    "online": marked("trực tuyến"),
    "postal": marked("qua bưu chính"),
    "unknown": marked("không rõ cách nộp"),
}
_STEP_LABELS = {
    "": marked("Quy trình nội bộ, bước {number}"),
    "position": marked("Thứ tự bước {number}"),
    "action": marked("Bước {number}, nội dung"),
    "role": marked("Bước {number}, vai trò"),
    "performer": marked("Bước {number}, người thực hiện"),
    "times": marked("Bước {number}, thời gian"),
    "output": marked("Bước {number}, kết quả"),
    "form": marked("Bước {number}, biểu mẫu"),
    "outside": marked("Bước {number}, nơi thực hiện"),
}
_CHANNEL = re.compile(r"channels\.(?P<method>\w+)(?P<again>\[\d+\])?\.?(?P<part>.*)")
_STEP = re.compile(r"workflow\.steps\[(?P<number>\d+)\]\.?(?P<part>.*)")


def field_called(path: str) -> str:
    """Return what a field is called: `Thời hạn giải quyết (trực tuyến)`.

    Steps are called alike in a workflow of the agency and in one of the province.
    """
    label, method, number = _label_of(path)
    if method:
        return f"{_(label)} ({_(method)})"
    return _(label).format(number=number) if number else _(label)


@lru_cache(_KEPT)
def _label_of(path: str) -> tuple[str, str, str]:
    """Return the label of a field, with the method of its channel or the number of its step."""
    if channel := _CHANNEL.fullmatch(path):
        return _CHANNEL_LABELS[channel["part"]], _METHODS[channel["method"]], ""
    if step := _STEP.fullmatch(path.removeprefix("province.")):
        return _STEP_LABELS[step["part"]], "", step["number"]
    bare = _MEMBER.sub("", path)
    return _LABELS[bare] if bare in _LABELS else _LABELS[bare.removeprefix("province.")], "", ""


def sentence(one: FieldComparison) -> str:
    """Return a sentence about a difference, as a civil servant would write it in a note."""
    return f"{phrase(one)}."


def phrase(one: FieldComparison) -> str:
    """Return a difference in words, without full stop."""
    what = field_called(one.path)
    if one.about:
        what = _("{what} của “{about}”").format(
            what=what, about=shortened(one.about, _MOST_LETTERS)
        )
    if one.relation is Relation.EQUAL:
        return capitalised(_("{what} chỉ khác cách viết, nội dung không đổi").format(what=what))
    old, new = shown_apart(one.old, one.new)
    return capitalised(_phrase_of(one).format(what=what, old=old, new=new))


def _phrase_of(one: FieldComparison) -> str:
    match one.relation:
        case Relation.MOVED:
            return _("{what} chuyển từ “{old}” sang “{new}”")
        case Relation.DIFFERENT:
            return _different(one)
        case _:
            return _silent(one)


def _different(one: FieldComparison) -> str:
    if not one.old:
        return _("{what}: bổ sung “{new}”")
    if not one.new:
        return _("{what}: không còn “{old}”")
    if one.path == "decision.number":
        return _(
            "{what} thay đổi từ “{old}” thành “{new}”; riêng việc đổi số quyết định không làm thay "
            "đổi nội dung thủ tục"
        )
    return _("{what} thay đổi từ “{old}” thành “{new}”")


def _silent(one: FieldComparison) -> str:
    if one.old and one.new:
        return _(
            "{what}: bản cũ ghi “{old}”, bản mới ghi “{new}”; một bên chưa rõ số hoặc đơn vị tính, "
            "chưa coi là thay đổi"
        )
    if one.relation is Relation.NEW_SILENT:
        return _("{what}: bản mới không ghi (bản cũ ghi “{old}”), chưa coi là thay đổi")
    return _("{what}: bản cũ không ghi, bản mới ghi “{new}”, chưa coi là thay đổi")


def shown_apart(old: str, new: str) -> tuple[str, str]:
    """Return two texts on one line each, shortened so that their first difference shows."""
    before, after = one_line(old), one_line(new)
    same = _same_letters(before, after)
    start = 0
    if same > _MOST_LETTERS // 2 and max(len(before), len(after)) > _MOST_LETTERS:
        start = before.rfind(" ", 0, same - _LETTERS_BEFORE) + 1
    cut = "…" if start else ""
    old_end, new_end = (shortened(text[start:], _MOST_LETTERS) for text in (before, after))
    return cut + old_end, cut + new_end


def _same_letters(old: str, new: str) -> int:
    """Return how many letters two texts begin with alike."""
    lengths = range(1, min(len(old), len(new)) + 1)
    return bisect_left(lengths, x=True, key=lambda length: old[:length] != new[:length])
