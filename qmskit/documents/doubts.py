"""What somebody must confirm before documents are signed: statements that nobody has verified."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from qmskit.documents.doubtful_times import doubtful_times
from qmskit.documents.plan import listed_code
from qmskit.documents.state_forms import current_forms
from qmskit.model.dated import Source, Standing
from qmskit.model.sets import DocumentSet

_STANDINGS = {
    Standing.SECONDARY: "theo nguồn khác",
    Standing.OBSERVED: "theo thực tế quan sát",
    Standing.UNVERIFIED: "chưa kiểm chứng",
}

_WORDING = (
    "Lời văn của mô hình này; đối chiếu với phụ lục Quyết định số 101/QĐ-BKHCN khi có nguyên văn"
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A statement to confirm; every text as it is printed.

    Attributes:
        topic: law, form, retention, role, text, list or time.
        where: document or file in which it stands.
    """

    topic: str
    subject: str
    text: str
    provision: str
    standing: str
    where: str


def doubts(qmset: DocumentSet, day: date) -> tuple[Doubt, ...]:
    """Return what is to be confirmed: legal texts, forms, records, roles, texts, lists, times."""
    found = (
        *_legal_texts(qmset),
        *_state_forms(qmset, day),
        *_retentions(qmset),
        *_role_names(qmset, day),
        *_kinds(qmset),
        *_list_files(qmset),
        *_times(qmset, day),
    )
    return tuple(_together(found))


def _together(found: tuple[Doubt, ...]) -> Iterator[Doubt]:
    """Yield doubts with one reason as one, its subjects in a row."""
    groups: dict[Doubt, list[str]] = {}
    for one in found:
        groups.setdefault(replace(one, subject=""), []).append(one.subject)
    for one, subjects in groups.items():
        yield replace(one, subject="; ".join(subjects))


def _legal_texts(qmset: DocumentSet) -> Iterator[Doubt]:
    """Yield the framework's texts; what the agency itself says of one counts."""
    for one in qmset.framework.legal_sources:
        source = qmset.register.texts.get(one.number, one).source
        subject = f"{one.number}: {one.title}"
        yield from _doubt("law", subject, source, "Căn cứ, viện dẫn")


def _state_forms(qmset: DocumentSet, day: date) -> Iterator[Doubt]:
    for one in current_forms(qmset.system.state_forms, day):
        if not one.is_held and one.is_for(qmset.agency.type):
            subject = f"{one.name} (số {one.number})"
            text = f"Ban hành theo {one.act}; thay bằng mẫu chính thức khi có nguyên văn"
            yield Doubt("form", subject, text, "", "chưa có nguyên văn", "Biểu mẫu một cửa")


def _retentions(qmset: DocumentSet) -> Iterator[Doubt]:
    for kind in qmset.kinds:
        for kept in qmset.kept_by(kind):
            if not kept.retention:
                text = "Chưa có căn cứ; cơ quan xác định"
                yield Doubt("retention", kept.name, text, "", "chưa xác định", kind.title)


def _role_names(qmset: DocumentSet, day: date) -> Iterator[Doubt]:
    for role in qmset.framework.roles:
        label = role.labels.at(day)
        if label and (not role.agency_types or qmset.agency.type in role.agency_types):
            yield from _doubt("role", label.name, label.source, "Các quy trình")


def _kinds(qmset: DocumentSet) -> Iterator[Doubt]:
    """Yield the documents whose words rest on no wording of the framework's annexes."""
    for kind in sorted(qmset.kinds, key=lambda one: listed_code(qmset, one)):
        is_own = kind in qmset.own_kinds
        if not is_own and kind.source.standing is not Standing.QUOTED:
            standing = _STANDINGS[kind.source.standing]
            code = listed_code(qmset, kind)
            yield Doubt("text", code, _WORDING, "", standing, "Lời văn")


def _list_files(qmset: DocumentSet) -> Iterator[Doubt]:
    for file, source in qmset.system.sources:
        yield from _doubt("list", PurePosixPath(file).name, source, "Tài liệu hệ thống")


def _times(qmset: DocumentSet, day: date) -> Iterator[Doubt]:
    for one in doubtful_times(qmset, day):
        source = one.source
        standing = "; ".join(filter(None, (_STANDINGS.get(source.standing, ""), one.gap)))
        yield Doubt("time", one.subject, source.text, source.provision, standing, "Thời hạn")


def _doubt(topic: str, subject: str, source: Source, where: str) -> Iterator[Doubt]:
    """Yield a doubt unless the wording of the source is held."""
    if source.standing is not Standing.QUOTED:
        standing = _STANDINGS[source.standing]
        yield Doubt(topic, subject, source.text, source.provision, standing, where)
