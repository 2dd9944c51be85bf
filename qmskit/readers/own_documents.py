"""Documents that only one agency makes, and the codes of all documents about its set."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.agencies import NO_UNIT, Codes
from qmskit.model.frameworks import Framework
from qmskit.model.kinds import DocumentKind
from qmskit.model.sources import SourceText
from qmskit.problems import Location, Problem
from qmskit.readers.kinds import HeadNames, kind_of, kind_problems
from qmskit.readers.records import Record
from qmskit.readers.trees import ValuePath

Headed = tuple[Record, SourceText]

# The frame that prints what the head tells of an administrative document.
_LETTER = "letter.docx"


def own_kinds(
    heads: Sequence[Headed],
    framework: Framework,
    folder: Path,
    problems: list[Problem],
    *,
    is_whole: bool,
) -> tuple[DocumentKind, ...]:
    """Return the documents an agency's own texts with a head make, but for wrong ones.

    Each needs an id and a code of its own; they may name each other: a form its procedure.

    Args:
        folder: of the set; its Word frames come before those of the framework.
        problems: takes what is wrong with the heads.
        is_whole: whether all texts could be read; else they may name one that could not.
    """
    own = {head.text_of("id") for head, _text in heads}
    known = frozenset((*(kind.id for kind in framework.kinds), *own))
    names = _names(framework, known if is_whole else None)
    taken = {
        "id": {kind.id for kind in framework.kinds},
        "code": {kind.code.casefold() for kind in framework.kinds if kind.code},
    }
    frames = _frames(folder, framework)
    found: list[DocumentKind] = []
    for head, text in heads:
        wrong = [
            *kind_problems(head, names),
            *_taken(head, taken),
            *_not_own(head, text, framework),
            *_no_frame(head, frames),
        ]
        problems.extend(wrong)
        if not wrong:
            found.append(kind_of(head, text))
    return tuple(found)


def text_problems(
    texts: Iterable[SourceText], heads: Sequence[Headed], framework: Framework
) -> Iterator[Problem]:
    """Yield the agency's texts that nothing prints, and forms that would hide others.

    A text in `documents/` makes a document, hides a text of its name, or is extended by another.
    """
    known = {*framework.texts, *(name for pack in framework.packs for name in pack.texts)}
    made = {text.name for _head, text in heads}
    own = tuple(texts)
    seen: set[str] = set()
    for text in own:
        is_form = text.file.startswith("forms/")
        if is_form and (text.name in framework.texts or text.name in seen):
            message = _("tên tệp đã là của biểu mẫu trong mô hình khung")
            fix = _("đặt tên khác cho tệp, sửa tên ở mục attachments của quy trình")
            yield Problem(Location(text.file), "QMS137", message, fix)
        elif not is_form and text.name not in known | made and not _is_extended(text, own):
            message = _("không có văn bản nào tên “{name}” để thay").format(name=text.name)
            fix = _("đặt đúng tên văn bản của mô hình khung; tài liệu riêng thì thêm phần đầu ---")
            yield Problem(Location(text.file), "QMS138", message, fix)
        seen.add(text.name)


def _is_extended(text: SourceText, own: Iterable[SourceText]) -> bool:
    return any(f'"{text.name}"' in one.body or f"'{text.name}'" in one.body for one in own)


def code_problems(
    record: Record, codes: Codes, kinds: Iterable[DocumentKind], unit: str
) -> Iterator[Problem]:
    """Yield codes of documents about the set that nobody has, or that another document has.

    Args:
        record: `codes.yaml`.
        kinds: all documents the agency may make.
        unit: its unit code; may be empty.
    """
    of_set = {kind.id: kind.code_for(unit or NO_UNIT) for kind in kinds if kind.is_of_set}
    for name in codes.system:
        if name not in of_set:
            message = _("không có “{name}”").format(name=name)
            fix = _("dùng một trong: {known}").format(known=", ".join(sorted(of_set)))
            yield record.problem(("system", name), "QMS131", message, fix)
    used: dict[str, ValuePath] = {
        **{code.casefold(): ("documents", name) for name, code in codes.documents.items()},
        **{code.casefold(): ("retired", at) for at, code in enumerate(codes.retired)},
    }
    given = {**of_set, **codes.system}
    for name, code in sorted(given.items(), key=lambda one: one[0] in codes.system):
        before = used.setdefault(code.casefold(), ("system", name))
        if before != ("system", name):
            message = _("mã hiệu “{code}” đã cấp cho tài liệu khác").format(code=code)
            fix = _("cấp mã hiệu mới; một mã hiệu không dùng lại")
            path = ("system", name) if name in codes.system else before
            yield record.problem(path, "QMS122", message, fix)


def _names(framework: Framework, kinds: frozenset[str] | None) -> HeadNames:
    types = framework.agency_types
    return HeadNames(
        kinds=kinds,
        posts=frozenset(post for one in types for post in one.posts),
        roles=frozenset(role.id for role in framework.roles),
        types=frozenset(one.id for one in types),
        signing=frozenset(way for one in types for way in one.signing),
    )


def _frames(folder: Path, framework: Framework) -> frozenset[str]:
    """Return the names of the Word frames a document may ask for."""
    folders = (folder, framework.folder, *(pack.folder for pack in framework.packs))
    return frozenset(path.name for one in folders for path in one.glob("templates/*.docx"))


def _no_frame(head: Record, frames: frozenset[str]) -> Iterator[Problem]:
    name = head.text_of("frame")
    if name not in frames:
        message = _("không có khung Word “{name}”").format(name=name)
        fix = _("dùng một trong: {known}; khung riêng thì đặt vào thư mục templates")
        known = ", ".join(sorted(frames))
        yield head.problem(("frame",), "QMS139", message, fix.format(known=known))


def _taken(head: Record, taken: dict[str, set[str]]) -> Iterator[Problem]:
    """Yield the id or code that another document has, and keep those of the head."""
    for key, names in taken.items():
        own = head.text_of(key)
        if own.casefold() in names:
            message = _("“{name}” đã là của tài liệu khác").format(name=own)
            yield head.problem((key,), "QMS134", message, _("đặt tên, mã hiệu khác"))
        if own:
            names.add(own.casefold())


def _not_own(head: Record, text: SourceText, framework: Framework) -> Iterator[Problem]:
    if not head.text_of("code"):
        message = _("tài liệu riêng của cơ quan chưa có mã hiệu")
        yield head.problem((), "QMS135", message, _("thêm dòng “code: …”"))
    if head.text_of("frame") == _LETTER and "letter" not in head:
        message = _("thiếu mục “{key}”").format(key="letter")
        yield head.problem((), "QMS101", message, _("thêm dòng “{key}: …”").format(key="letter"))
    if text.name in framework.texts:
        message = _("tệp cùng tên với văn bản của mô hình khung thì không có phần đầu ---")
        fix = _("bỏ phần đầu để thay lời văn, hoặc đổi tên tệp để lập tài liệu riêng")
        yield head.problem((), "QMS136", message, fix)
