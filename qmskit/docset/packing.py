"""A province's pack brought into a set, or replaced by a newer one."""

import re
from collections.abc import Iterator
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.frameworks import Framework
from qmskit.model.sets import DocumentSet
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import read_text
from qmskit.readers.packs import HEAD, framework_in, pack_files, pack_head
from qmskit.readers.trees import with_scalar


def older_pack(qmset: DocumentSet, framework: Framework) -> Iterator[Problem]:
    """Yield a remark for each pack of a set that a framework brings in an older version."""
    known = {pack.id: pack.version for pack in qmset.framework.packs}
    for pack in framework.packs:
        version = known.get(pack.id, "")
        if _order(pack.version) < _order(version):
            message = _("gói {id} phiên bản {new} cũ hơn phiên bản {old} bộ tài liệu đang dùng")
            shown = message.format(id=pack.id, new=pack.version, old=version)
            fix = _("kiểm tra có đúng gói mới nhất không; chỉ ghi nếu muốn trở lại bản cũ")
            yield Problem(Location(f"{pack.folder.name}/{HEAD}"), "QMS453", shown, fix)


def _order(version: str) -> tuple[int, ...]:
    """Return the numbers of a version: `2026.10` comes behind `2026.9`."""
    return tuple(int(digits) for digits in re.findall(r"\d+", version))


def pack_changes(qmset: DocumentSet, folder: Path) -> tuple[Framework, dict[str, bytes | None]]:
    """Return the framework with a pack on top, and the files that a set changes for it.

    The pack's folder in the set is replaced whole; `qms.yaml` names the pack and its version, or
    goes on naming the pack that stands on it.

    Raises:
        InvalidInputError: the pack is wrong, or stands on another framework than the set.
    """
    stands_on = {pack.id for pack in qmset.framework.packs}
    top = qmset.framework.id if pack_head(folder).text_of("id") in stands_on else ""
    framework = framework_in(folder, qmset.folder / "packs", top)
    if framework.base != qmset.framework.base:
        message = _("gói dựa trên mô hình khung {base}, bộ tài liệu dùng {own}").format(
            base=framework.base, own=qmset.framework.base
        )
        fix = _("dùng gói lập cho mô hình khung của bộ tài liệu")
        raise InvalidInputError([Problem(Location(str(folder)), "QMS146", message, fix)])
    files: dict[str, bytes | None] = {}
    for pack in framework.packs:
        inside = f"packs/{pack.id}"
        old = (qmset.folder / inside).rglob("*")
        files |= {path.relative_to(qmset.folder).as_posix(): None for path in old if path.is_file()}
        files |= {f"{inside}/{name}": content for name, content in pack_files(pack.folder)}
    text = read_text(qmset.folder / "qms.yaml")
    text = with_scalar(text, ("framework", "id"), framework.id)
    text = with_scalar(text, ("framework", "version"), framework.version)
    files["qms.yaml"] = text.encode()
    return framework, files
