"""A province's pack brought into a set, or replaced by a newer one."""

from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.frameworks import Framework
from qmskit.model.sets import DocumentSet
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import read_text
from qmskit.readers.packs import framework_in, pack_files
from qmskit.readers.trees import with_scalar


def pack_changes(qmset: DocumentSet, folder: Path) -> tuple[Framework, dict[str, bytes | None]]:
    """Return the framework with a pack on top, and the files that a set changes for it.

    The pack's folder in the set is replaced whole; `qms.yaml` names the pack and its version.

    Raises:
        InvalidInputError: the pack is wrong, or stands on another framework than the set.
    """
    framework = framework_in(folder)
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
