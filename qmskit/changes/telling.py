"""Differences between two readings of a procedure, told in words."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from typing import TypeVar

from qmskit.changes.comparing import FieldComparison, Relation, compared
from qmskit.documents.sandbox import day_text
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.model.procedures import Procedure
from qmskit.model.texts import one_line, shortened
from qmskit.model.times import Limit
from qmskit.model.workflows import (
    Decision,
    ProvinceDecisions,
    Step,
    StepTime,
    Workflow,
    WorkflowStanding,
)

V = TypeVar("V")

_MOST_LETTERS = 80
# Letters shown before the first difference of two long texts.
_LETTERS_BEFORE = 30
_MEMBER = re.compile(r"\[(.*)\]$")

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
    "channels.direct": marked("Nộp trực tiếp"),
    "channels.online": marked("Nộp trực tuyến"),
    "channels.postal": marked("Nộp qua bưu chính"),
}
_LEVELS = {
    "commune": marked("cấp xã"),
    "province": marked("cấp tỉnh"),
    "ministry": marked("cấp bộ"),
    "other": marked("cơ quan khác"),
}
_PARTS = {
    "limit": marked("thời hạn"),
    "fees": marked("phí, lệ phí"),
    "text": marked("mô tả"),
}


def differences_told(old: Procedure, new: Procedure) -> Iterator[str]:
    """Yield one line a field that two readings tell differently, or only one of them tells."""
    if old.is_listed_only and not new.is_listed_only:
        yield _("nay có bản ghi đầy đủ; trước chỉ có mã và tên")
        return
    for one in compared(old, new):
        if one.relation is not Relation.EQUAL:
            yield f"{field_called(one.path)}: {_values(one)}"


def field_called(path: str) -> str:
    """Return what a field is called: `Nộp trực tuyến, thời hạn`; the path where it has no name."""
    member = _MEMBER.search(path)
    bare = path[: member.start()] if member else path
    label = next((name for name in _LABELS if bare == name or bare.startswith(f"{name}.")), "")
    part = _PARTS.get(bare.rpartition(".")[2], "") if bare != label else ""
    named = ", ".join(_(text) for text in (_LABELS.get(label, ""), part) if text) or bare
    # Other members are keyed by their letters alone; their words stand in the values.
    return f"{named} ({member.group(1)})" if member and label == "legal_bases" else named


def _values(one: FieldComparison) -> str:
    if one.path.startswith("levels["):
        one = replace(one, old=_level(one.old), new=_level(one.new))
    old, new = _shown_apart(one.old, one.new)
    if one.relation is Relation.NEW_SILENT:
        if new:
            words = _("bản mới ghi “{new}”, chưa rõ số hoặc đơn vị tính (trước là “{old}”)")
            return words.format(old=old, new=new)
        return _("bản mới không ghi (trước là “{old}”)").format(old=old)
    if one.relation is Relation.OLD_SILENT:
        if old:
            words = _("bản cũ ghi “{old}”, chưa rõ số hoặc đơn vị tính; nay là “{new}”")
            return words.format(old=old, new=new)
        return _("bản cũ không ghi, nay là “{new}”").format(new=new)
    if not old or not new:
        return _("thêm “{new}”").format(new=new) if new else _("bỏ “{old}”").format(old=old)
    return f"“{old}” → “{new}”"


def _level(word: str) -> str:
    return _(_LEVELS[word]) if word in _LEVELS else word


def _shown_apart(old: str, new: str) -> tuple[str, str]:
    """Return two texts on one line each, shortened so that their first difference shows."""
    before, after = one_line(old), one_line(new)
    pairs = zip(before, after, strict=False)
    same = len([*takewhile(lambda pair: pair[0] == pair[1], pairs)])
    start = 0
    if same > _MOST_LETTERS // 2 and max(len(before), len(after)) > _MOST_LETTERS:
        start = before.rfind(" ", 0, same - _LETTERS_BEFORE) + 1
    cut = "…" if start else ""
    old_end, new_end = (shortened(text[start:], _MOST_LETTERS) for text in (before, after))
    return cut + old_end, cut + new_end


def decisions_told(old: ProvinceDecisions, new: ProvinceDecisions) -> Iterator[str]:
    """Yield one line a thing that the province decides otherwise than before."""
    yield from _changed(old, new, _DECISION_PARTS)
    if len(old.fees) != len(new.fees):
        yield _("mức thu: {old} dòng → {new} dòng").format(old=len(old.fees), new=len(new.fees))
    elif old.fees != new.fees:
        texts = ("; ".join(fee.text for fee in one.fees) for one in (old, new))
        yield _difference(_("mức thu"), next(texts), next(texts))
    if new.workflow and old.workflow != new.workflow:
        yield from workflow_told(old.workflow, new.workflow)


def workflow_told(old: Workflow | None, new: Workflow) -> Iterator[str]:
    """Yield one line a thing that differs between two workflows, step by step."""
    if old is None:
        yield _("quy trình mới có {count} bước").format(count=len(new.steps))
        return
    yield from _changed(old, new, _WORKFLOW_PARTS)
    for number, (before, after) in enumerate(zip(old.steps, new.steps, strict=False), 1):
        step = _("bước {number}").format(number=number)
        for name, label in _STEP_PARTS.items():
            if getattr(before, name) != getattr(after, name):
                yield _difference(f"{step}, {_(label)}", _part(before, name), _part(after, name))


def _difference(what: str, old: str, new: str) -> str:
    """Return `what: “before” → “after”`; only that it changed where the words are the same."""
    before, after = _shown_apart(old, new)
    if before == after:
        return _("{what}: đổi nội dung").format(what=what)
    nothing = _("(không có)")
    told = (f"“{text}”" if text else nothing for text in (before, after))
    return f"{what}: {' → '.join(told)}"


def _part(step: Step, name: str) -> str:
    return "; ".join(map(_time, step.times)) if name == "times" else str(getattr(step, name))


def _time(time: StepTime) -> str:
    told = _("chung với bước trước") if time.shared else time.limit.short
    return f"{time.case}: {told}" if time.case else told


def _changed(old: V, new: V, parts: Mapping[str, Callable[[V], str]]) -> Iterator[str]:
    """Yield `what: before → after` for every part that two values tell otherwise."""
    for label, told in parts.items():
        before, after = told(old), told(new)
        if before != after:
            nothing = _("(không có)")
            yield f"{_(label)}: {before or nothing} → {after or nothing}"


def _number(decision: Decision | None) -> str:
    return decision.number if decision else ""


def _day(decision: Decision | None) -> str:
    return day_text(decision.issued) if decision and decision.issued else ""


def _limit(limit: Limit | None) -> str:
    return limit.short if limit else ""


def _standing(workflow: Workflow) -> str:
    words = {
        WorkflowStanding.PROPOSED: _("đề xuất"),
        WorkflowStanding.AGENCY: _("của cơ quan"),
        WorkflowStanding.APPROVED: _("tỉnh phê duyệt"),
    }
    return words[workflow.standing]


_DECISION_PARTS: Mapping[str, Callable[[ProvinceDecisions], str]] = {
    marked("thời hạn sau cắt giảm"): lambda one: _limit(one.limit),
    marked("quyết định cắt giảm thời hạn"): lambda one: _number(one.limit_decision),
    marked("nơi tiếp nhận"): lambda one: "; ".join(one.reception),
    marked("biểu mẫu của tỉnh"): lambda one: "; ".join(form.title for form in one.forms),
}
_WORKFLOW_PARTS: Mapping[str, Callable[[Workflow], str]] = {
    marked("quyết định phê duyệt"): lambda one: _number(one.decision),
    marked("ngày ký quyết định phê duyệt"): lambda one: _day(one.decision),
    marked("tình trạng"): _standing,
    marked("lý do điều chỉnh"): lambda one: one.reason,
    marked("thời hạn của cả quy trình"): lambda one: _limit(one.limit),
    marked("các trường hợp"): lambda one: "; ".join(case.name for case in one.cases),
    marked("số bước"): lambda one: str(len(one.steps)),
}
_STEP_PARTS = {
    "action": marked("nội dung"),
    "role": marked("vai trò"),
    "performer": marked("người thực hiện"),
    "times": marked("thời gian"),
    "output": marked("kết quả"),
    "form": marked("biểu mẫu"),
    "outside": marked("nơi thực hiện"),
}
