"""Differences between two readings of a procedure, told in words."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from qmskit.changes.comparing import FieldComparison, Relation, compared
from qmskit.documents.sandbox import day_text
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.model.procedures import Procedure
from qmskit.model.texts import shortened
from qmskit.model.times import Limit
from qmskit.model.workflows import Decision, ProvinceDecisions, Workflow, WorkflowStanding

V = TypeVar("V")

_MOST_LETTERS = 80
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
    old = shortened(one.old, _MOST_LETTERS)
    new = shortened(one.new, _MOST_LETTERS)
    if one.relation is Relation.NEW_SILENT:
        return _("bản mới không ghi (trước là “{old}”)").format(old=old)
    if one.relation is Relation.OLD_SILENT:
        return _("bản cũ không ghi, nay là “{new}”").format(new=new)
    if not old or not new:
        return _("thêm “{new}”").format(new=new) if new else _("bỏ “{old}”").format(old=old)
    return f"“{old}” → “{new}”"


def decisions_told(old: ProvinceDecisions, new: ProvinceDecisions) -> Iterator[str]:
    """Yield one line a thing that the province decides otherwise than before."""
    yield from _changed(old, new, _DECISION_PARTS)
    if len(old.fees) != len(new.fees):
        yield _("mức thu: {old} dòng → {new} dòng").format(old=len(old.fees), new=len(new.fees))
    elif old.fees != new.fees:
        yield _("mức thu: đổi nội dung")
    if new.workflow and old.workflow != new.workflow:
        yield from workflow_told(old.workflow, new.workflow)


def workflow_told(old: Workflow | None, new: Workflow) -> Iterator[str]:
    """Yield one line a thing that differs between two workflows, step by step."""
    if old is None:
        yield _("quy trình mới có {count} bước").format(count=len(new.steps))
        return
    yield from _changed(old, new, _WORKFLOW_PARTS)
    for number, (before, after) in enumerate(zip(old.steps, new.steps, strict=False), 1):
        changed = [
            _(label)
            for name, label in _STEP_PARTS.items()
            if getattr(before, name) != getattr(after, name)
        ]
        if changed:
            yield _("bước {number}: đổi {parts}").format(number=number, parts=", ".join(changed))


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
