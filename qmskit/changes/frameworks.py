"""What differs between two editions of a framework: kept, renamed, split, merged, new, gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.model.dated import Source
from qmskit.model.editions import ID_KINDS, Destiny, Fate, Passage

KIND_NAMES: Mapping[str, str] = {
    "documents": marked("tài liệu"),
    "texts": marked("văn bản"),
    "groups": marked("nhóm tài liệu"),
    "frames": marked("khung Word"),
    "roles": marked("vai trò"),
    "posts": marked("chức vụ"),
    "agency_types": marked("loại cơ quan"),
    "profiles": marked("bố cục quy trình"),
    "revision_tables": marked("bảng theo dõi sửa đổi"),
    "words": marked("cách gọi"),
    "signing": marked("cách ký"),
    "clauses": marked("điều khoản"),
    "functions": marked("chức năng"),
    "structure": marked("đơn vị"),
    "issues": marked("vấn đề nội bộ, bên ngoài"),
    "parties": marked("bên quan tâm"),
    "exclusions": marked("nội dung không áp dụng"),
    "processes": marked("quá trình"),
    "risks": marked("rủi ro"),
    "risk_levels": marked("mức rủi ro"),
    "opportunities": marked("cơ hội"),
    "objectives": marked("mục tiêu"),
    "tasks": marked("việc trong năm"),
    "budget": marked("khoản kinh phí"),
    "retentions": marked("thời gian lưu"),
    "committee": marked("vị trí trong Ban Chỉ đạo ISO"),
    "criteria": marked("câu hỏi khảo sát"),
    "sample_sizes": marked("cỡ mẫu khảo sát"),
    "points": marked("nội dung kiểm tra"),
    "reports": marked("đề cương báo cáo"),
    "state_forms": marked("biểu mẫu của Nhà nước"),
}


@dataclass(frozen=True, slots=True)
class EditionChange:
    """What became of one id of the older edition, or of several that became one.

    Attributes:
        kind: kind of id.
        old, new: ids; `old` is empty for a new one, `new` for one that is gone.
        is_reworded: whether what stands under the id differs; known of whole frameworks only.
        reason: why nothing follows; empty for others, and where nobody says why.
        action: what people do about it; may be empty.
        source: what the statement rests on; None where no map says anything.
    """

    kind: str
    fate: Fate
    old: tuple[str, ...]
    new: tuple[str, ...]
    is_reworded: bool = False
    reason: str = ""
    action: str = ""
    source: Source | None = None

    @property
    def is_any(self) -> bool:
        """Tell whether anything changed."""
        return self.fate is not Fate.KEPT or self.is_reworded


def edition_changes(
    passage: Passage, contents: tuple[Mapping[tuple[str, str], object], ...] = ()
) -> Iterator[EditionChange]:
    """Yield what became of every id, in the order of the kinds, the older edition's ids first.

    Args:
        contents: of the older and the newer edition, what stands under (kind, id); empty where
            either is an outline.
    """
    for kind in _compared(passage):
        told: set[str] = set()
        for name in passage.old.titles.get(kind, {}) if passage.old else ():
            destiny = passage.destiny(kind, name)
            if name not in told:
                change = _change(passage, destiny, contents)
                # One that was split as well has a row of its own.
                told |= {one for one in change.old if passage.destiny(kind, one).new == change.new}
                yield change
        for name in passage.new.titles.get(kind, {}):
            if not passage.sources(kind, name):
                yield EditionChange(kind, Fate.NEW, (), (name,))


def _compared(passage: Passage) -> tuple[str, ...]:
    """Return the kinds of ids that both sides tell of: an outline is silent about most."""
    old = passage.old
    is_partial = old is not None and old.is_outline
    return tuple(one for one in ID_KINDS if not is_partial or (old and one in old.titles))


def _change(
    passage: Passage, destiny: Destiny, contents: tuple[Mapping[tuple[str, str], object], ...]
) -> EditionChange:
    row, renames = destiny.row, passage.renames
    kind = destiny.kind
    old: tuple[str, ...] = (destiny.old,)
    rows = [row] if row else []
    if destiny.fate is Fate.MERGED:
        old = passage.sources(kind, destiny.new[0])
        found = (renames.row(kind, name) for name in old) if renames else ()
        rows = [one for one in found if one]
    is_reworded = False
    if contents and len(old) == len(destiny.new) == 1:
        before, after = contents
        is_reworded = before.get((kind, old[0])) != after.get((kind, destiny.new[0]))
    return EditionChange(
        kind,
        destiny.fate,
        old,
        destiny.new,
        is_reworded,
        "; ".join(dict.fromkeys(one.reason for one in rows if one.reason)),
        "; ".join(dict.fromkeys(one.action for one in rows if one.action)),
        next(
            (one.source for one in rows if one.source), renames.source if rows and renames else None
        ),
    )


def kind_called(kind: str) -> str:
    """Return what a kind of ids is called."""
    return _(KIND_NAMES[kind])


def named(passage: Passage, kind: str, name: str, *, is_old: bool) -> str:
    """Return an id with what it stands for: `9.2 Đánh giá nội bộ`; the id alone where unknown."""
    edition = passage.old if is_old else passage.new
    title = edition.title(kind, name) if edition else name
    return name if title == name else f"{name} – {title}"
