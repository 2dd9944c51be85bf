"""What somebody must confirm before documents are signed: statements that nobody has verified."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qmskit.model.dated import Source, Standing
from qmskit.model.sets import DocumentSet

_STANDINGS = {
    Standing.SECONDARY: "theo nguồn khác",
    Standing.OBSERVED: "theo thực tế quan sát",
    Standing.UNVERIFIED: "chưa kiểm chứng",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A statement to confirm; every text as it is printed.

    Attributes:
        where: document or file in which it stands.
    """

    subject: str
    text: str
    provision: str
    standing: str
    where: str


def doubts(qmset: DocumentSet, day: date) -> tuple[Doubt, ...]:
    """Return what is to be confirmed, in the order legal texts, forms, records, roles, texts."""
    return (
        *_legal_texts(qmset),
        *_state_forms(qmset),
        *_retentions(qmset),
        *_role_names(qmset, day),
        *_kinds(qmset),
        *_list_files(qmset),
    )


def _legal_texts(qmset: DocumentSet) -> Iterator[Doubt]:
    for one in qmset.framework.legal_sources:
        yield from _doubt(f"Văn bản {one.number}: {one.title}", one.source, "Căn cứ, viện dẫn")


def _state_forms(qmset: DocumentSet) -> Iterator[Doubt]:
    for one in qmset.system.state_forms:
        if not one.is_held and one.is_for(qmset.agency.type):
            subject = f"Biểu mẫu “{one.name}” (số {one.number})"
            text = f"Ban hành theo {one.act}; thay bằng mẫu chính thức khi có nguyên văn"
            yield Doubt(subject, text, "", "chưa có nguyên văn", "Biểu mẫu một cửa")


def _retentions(qmset: DocumentSet) -> Iterator[Doubt]:
    for kind in qmset.kinds:
        for kept in kind.kept:
            if not kept.retention:
                subject = f"Thời gian lưu: {kept.name}"
                yield Doubt(
                    subject, "Chưa có căn cứ; cơ quan xác định", "", "chưa xác định", kind.title
                )


def _role_names(qmset: DocumentSet, day: date) -> Iterator[Doubt]:
    for role in qmset.framework.roles:
        label = role.labels.at(day)
        if label and (not role.agency_types or qmset.agency.type in role.agency_types):
            yield from _doubt(f"Tên vai trò “{label.name}”", label.source, "Các quy trình")


def _kinds(qmset: DocumentSet) -> Iterator[Doubt]:
    for kind in qmset.kinds:
        yield from _doubt(f"Nội dung tài liệu “{kind.title}”", kind.source, kind.code or kind.title)


def _list_files(qmset: DocumentSet) -> Iterator[Doubt]:
    for file, source in qmset.system.sources:
        yield from _doubt(f"Danh sách {file}", source, "Tài liệu hệ thống")


def _doubt(subject: str, source: Source, where: str) -> Iterator[Doubt]:
    """Yield a doubt unless the wording of the source is held."""
    if source.standing is not Standing.QUOTED:
        standing = _STANDINGS[source.standing]
        yield Doubt(subject, source.text, source.provision, standing, where)
