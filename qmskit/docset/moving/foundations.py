"""What a set stands on before it moves, and what it is to stand on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from qmskit.control.manifests import FRAMEWORK as IN_SNAPSHOT
from qmskit.control.manifests import RELEASES, SNAPSHOT
from qmskit.control.snapshots import member_of
from qmskit.docset.issuing.rebuilding import unpacked
from qmskit.docset.issuing.releases import snapshot
from qmskit.language import translate as _
from qmskit.model.editions import Edition, EditionName, Passage
from qmskit.model.frameworks import Framework
from qmskit.problems import InvalidInputError, Location, Problem, UnknownNameError
from qmskit.readers.bundled import bundled
from qmskit.readers.editions import edition_of, outline_names
from qmskit.readers.frameworks import framework_at, framework_names
from qmskit.readers.held_frameworks import FRAMEWORK, held_framework, is_framework
from qmskit.readers.packs import framework_in, is_pack, pack_head
from qmskit.readers.records import Record
from qmskit.readers.renames import edition_at_hand, renames_to

_OPTION = Location("--framework")


@dataclass(frozen=True, slots=True)
class Foundation:
    """What a set stands on.

    Attributes:
        base: the framework below all packs.
        packs: ids of the packs on it, the topmost first; may be empty.
    """

    base: EditionName
    packs: tuple[str, ...] = ()


def foundation_of(folder: Path, base: Record) -> Foundation:
    """Return what a set stands on, by its files alone: its framework need not be at hand.

    Args:
        base: `qms.yaml`.

    Raises:
        InvalidInputError: the head of a pack is wrong.
    """
    named = base.record("framework")
    packs: list[str] = []
    while named.text_of("id") not in packs and is_pack(folder / "packs" / named.text_of("id")):
        packs.append(named.text_of("id"))
        named = pack_head(folder / "packs" / packs[-1]).record("extends")
    return Foundation(EditionName(named.text_of("id"), named.text_of("version")), tuple(packs))


def framework_to(target: str) -> Framework:
    """Return the framework a set is to follow.

    Args:
        target: id of a framework that is shipped, or a folder of a framework or a pack.

    Raises:
        InvalidInputError: it is an outline only, or every problem of its files.
        UnknownNameError: nothing has this id.
    """
    folder = Path(target)
    if is_pack(folder):
        return framework_in(folder)
    if is_framework(folder):
        return framework_at(folder)
    if target in outline_names():
        message = _("“{id}” chỉ là đề cương của mô hình khung cũ, không lập tài liệu từ đó được")
        fix = _("dùng một trong: {known}").format(known=", ".join(framework_names()))
        raise InvalidInputError([Problem(_OPTION, "QMS880", message.format(id=target), fix)])
    if target not in framework_names():
        raise UnknownNameError(_("mô hình khung"), target, framework_names())
    return framework_at(bundled() / target)


def may_follow(framework: Framework, foundation: Foundation, day: date) -> None:
    """Refuse a framework that sets may not follow on a day, or that leaves packs without base.

    Raises:
        InvalidInputError: so it is.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4, last paragraph: a changed standard is applied as the Ministry
        guides.
    """
    problems = [*_not_in_force(framework, day), *_packs_left(framework, foundation)]
    if problems:
        raise InvalidInputError(problems)


def _not_in_force(framework: Framework, day: date) -> Iterator[Problem]:
    first, end = framework.effective, framework.expires
    if first and day < first:
        message = _("mô hình khung {id} áp dụng từ ngày {first}, chưa áp dụng vào ngày {day}")
        fix = _("chờ đến ngày đó; chuẩn bị trước thì thêm --as-of với ngày áp dụng")
    elif end and day >= end:
        message = _("mô hình khung {id} không còn áp dụng từ ngày {end}")
        fix = _("dùng mô hình khung đang áp dụng")
    else:
        return
    shown = message.format(
        id=framework.base, day=f"{day:%d/%m/%Y}",
        first=f"{first:%d/%m/%Y}" if first else "", end=f"{end:%d/%m/%Y}" if end else "",
    )  # fmt: skip
    yield Problem(_OPTION, "QMS885", shown, fix)


def _packs_left(framework: Framework, foundation: Foundation) -> Iterator[Problem]:
    left = [name for name in foundation.packs if name not in {one.id for one in framework.packs}]
    if left:
        message = _("bộ tài liệu dùng gói {packs}, lập theo mô hình khung {base}")
        fix = _("đề nghị tỉnh phát hành gói lập theo mô hình khung mới, rồi chạy "
                "qmskit update DIR --framework THƯ_MỤC_GÓI")  # fmt: skip
        shown = message.format(packs=", ".join(left), base=foundation.base)
        yield Problem(_OPTION, "QMS888", shown, fix)


def passage_to(folder: Path, foundation: Foundation, framework: Framework) -> Passage:
    """Return the way from what a set stands on to a framework.

    Raises:
        InvalidInputError: no map leads there, or every problem of the maps.
    """
    renames = renames_to(framework, foundation.base)
    if renames is None:
        message = _("mô hình khung {new} không có bảng chuyển đổi từ {old}")
        fix = _("dùng mô hình khung ghi {old} ở mục replaces của một tệp trong renames/")
        shown = message.format(new=edition_of(framework).name, old=foundation.base)
        raise InvalidInputError(
            [Problem(_OPTION, "QMS881", shown, fix.format(old=foundation.base))]
        )
    return Passage(_edition_known(folder, foundation.base), edition_of(framework), renames)


def _edition_known(folder: Path, name: EditionName) -> Edition | None:
    """Return an edition: that of the set's own copy, of those shipped, or of its last release."""
    held = folder / "packs" / name.id
    if is_framework(held):
        found = edition_of(held_framework(held, name.id))
        if found.name == name:
            return found
    return edition_at_hand(name) or _edition_released(folder, name)


def _edition_released(folder: Path, name: EditionName) -> Edition | None:
    """Return the edition by which the last release was made, if it is the one meant."""
    numbers = [
        int(one.parent.name)
        for one in (folder / RELEASES).glob(f"*/{SNAPSHOT}")
        if one.parent.name.isdecimal()
    ]
    if not numbers:
        return None
    content = snapshot(folder, max(numbers))
    if member_of(content, f"{IN_SNAPSHOT}/{FRAMEWORK}", SNAPSHOT) is None:
        return None
    with TemporaryDirectory(prefix="qmskit-") as top:
        unpacked(content, Path(top))
        found = edition_of(framework_at(Path(top) / IN_SNAPSHOT))
    return found if found.name == name else None
