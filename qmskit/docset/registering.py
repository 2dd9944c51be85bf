"""Relations between legal texts brought into a set's register from tables of the codification."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qmskit.docset.plans import SetPlan, carry_out, planned, yaml_bytes
from qmskit.language import translate as _
from qmskit.law.citing import cited_texts
from qmskit.model.control import NOBODY_TOLD, Act
from qmskit.model.legal_texts import LegalText
from qmskit.model.sets import DocumentSet
from qmskit.problems import Location, Problem
from qmskit.readers.law_relations import read_law_relations
from qmskit.readers.legal_texts import legal_text_tree, register_tree
from qmskit.readers.prose.citations import text_number
from qmskit.readers.set_law import REGISTER
from qmskit.readers.yaml_rows import with_rows_behind


@dataclass(frozen=True, slots=True)
class RegisterChange:
    """What tables would add to a register.

    Attributes:
        content: of the file; None where nothing is added.
        summary: what is added, in words.
        remarks: what is odd in the tables, and what contradicts the register.
    """

    content: bytes | None = None
    summary: tuple[str, ...] = ()
    remarks: tuple[Problem, ...] = ()


def register(qmset: DocumentSet, path: Path | str, *, act: Act = NOBODY_TOLD) -> SetPlan:
    """Bring the relations of a table into the register of a set; see `plan_register`.

    Returns:
        what was done.

    Raises:
        InvalidInputError: the table cannot be used, or the set would not load; nothing is written.
        TargetError: the folder cannot be written.
    """
    plan = plan_register(qmset, path)
    carry_out(plan, act)
    return plan


def plan_register(qmset: DocumentSet, path: Path | str) -> SetPlan:
    """Return what the relations of a table would add to the register of a set.

    Only texts come in that the records of the set cite and that something bears on, and the texts
    that bear on them. Entries that the register or the framework has are left alone; where the
    table tells otherwise, or more, that is a remark.

    Args:
        qmset: the set.
        path: a CSV table, see `readers.law_relations`.

    Raises:
        InvalidInputError: the table cannot be read, or the register is written in a way that
            nothing can be added to.
    """
    change = register_change(qmset, [Path(path)])
    files = {REGISTER: change.content} if change.content is not None else {}
    changes = planned(qmset.folder, files, {REGISTER: change.summary})
    return SetPlan(qmset.folder, changes, change.remarks)


def register_change(qmset: DocumentSet, paths: Iterable[Path]) -> RegisterChange:
    """Return what tables would add to the register of a set; see `plan_register`."""
    cited = _cited(qmset)
    told: dict[str, LegalText] = {}
    remarks: list[Problem] = []
    for path in paths:
        found = read_law_relations(path, cited)
        remarks += found.problems
        for text in found.texts:
            known = told.get(text.number)
            told[text.number] = known.over(text) if known else text
    register = qmset.register.texts
    new = [one for number, one in told.items() if number not in register and not _is_cut(one)]
    for number, one in told.items():
        if number in register:
            remarks += _differences(register[number], one)
    if not new:
        return RegisterChange(remarks=tuple(remarks))
    return RegisterChange(_content(qmset.folder, new), tuple(_summary(new)), tuple(remarks))


def _cited(qmset: DocumentSet) -> frozenset[str]:
    """Return the numbers of the texts that the records cite, those known by title included."""
    found: set[str] = set()
    for procedure in qmset.procedures.values():
        for basis in procedure.legal_bases:
            if basis.number:
                found.add(text_number(basis.number))
            else:
                meant = cited_texts(basis.title or basis.cited, qmset.register)
                found |= {one.number for one in meant}
    return frozenset(found)


def _is_cut(text: LegalText) -> bool:
    """Tell whether a number was cut short, so that it may stand for several texts.

    A relation with one stays out too: the reader of the table tells of it.
    """
    return text.number.endswith(("-", "/"))


def _content(folder: Path, new: list[LegalText]) -> bytes:
    there = folder / REGISTER
    if not there.is_file():
        return yaml_bytes(REGISTER, register_tree(new), "law-register")
    text = there.read_bytes().decode("utf-8")
    rows = [legal_text_tree(one) for one in new]
    return with_rows_behind(text, "legal_texts", rows, REGISTER).encode()


def _summary(new: Iterable[LegalText]) -> Iterator[str]:
    for text in new:
        counts = Counter(one.number for one in text.relations)
        acted = ", ".join(
            _("{count} quan hệ với {number}").format(count=count, number=number)
            for number, count in counts.items()
        )
        added = _("thêm {number}").format(number=text.number)
        yield f"{added}: {acted}" if acted else added


def _differences(known: LegalText, told: LegalText) -> Iterator[Problem]:
    """Yield what a table tells otherwise than the register, and what the register does not have."""
    where = Location(REGISTER)
    if known.effective and told.effective and known.effective != told.effective:
        message = _("{number}: sổ đăng ký ghi có hiệu lực {known}, bảng ghi {told}").format(
            number=told.number,
            known=f"{known.effective:%d/%m/%Y}",
            told=f"{told.effective:%d/%m/%Y}",
        )
        fix = _("đối chiếu văn bản; sổ đăng ký được giữ nguyên")
        yield Problem(where, "QMS895", message, fix)
    ours = {(one.kind, one.number, one.provision) for one in known.relations}
    more = [one for one in told.relations if (one.kind, one.number, one.provision) not in ours]
    if more:
        acted = ", ".join(dict.fromkeys(one.number for one in more))
        message = _("{number}: bảng còn ghi {count} quan hệ với {texts} mà sổ đăng ký chưa có")
        message = message.format(number=told.number, count=len(more), texts=acted)
        fix = _("mục đã có được giữ nguyên; đối chiếu rồi ghi thêm vào mục relations")
        yield Problem(where, "QMS896", message, fix)
