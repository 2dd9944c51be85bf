"""What stands in place of files and folders of a set: links, pipes, devices, folders."""

import os
from collections.abc import Callable
from pathlib import Path

from tests.hostile.cases import CATALOGUE, HARMLESS, SECRET, WORKFLOW, Case, Place, build
from tests.trees import TINY, edited, write_tree
from tests.word.packages import zipped

_PACK = """\
id: goi
version: "1"
name: Gói
extends: {id: qd101-2019, version: "1"}
issuer: Ủy ban nhân dân tỉnh
source: {text: Quyết định, standing: unverified}
"""
_STANDS_ON_PACK = edited("qms.yaml", "id: qd101-2019", "id: goi")
_TEXT = (
    '{% extends "framework/procedure.md" %}\n\n{% block purpose %}\n\n'
    + SECRET
    + ("\n\n{% endblock %}\n")
)


def _linked(name: str, to: Callable[[Place], Path]) -> Callable[[Place], list[str]]:
    """Return what builds a set in which a link stands for a file or folder."""

    def make(place: Place) -> list[str]:
        folder = place.tiny()
        _replace(folder / name, to(place))
        return build(place)

    return make


def _replace(path: Path, target: Path) -> None:
    if path.is_dir():
        path.rename(path.with_name(f"{path.name}-before"))
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def _outside(files: dict[str, str]) -> Callable[[Place], Path]:
    return lambda place: write_tree(place.outside / "folder", files)


def _secret(place: Place) -> Path:
    return place.secret


def _pipe(name: str) -> Callable[[Place], list[str]]:
    """Return what builds a set in which nobody ever writes into a pipe."""

    def make(place: Place) -> list[str]:
        path = place.tiny() / name
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(path)
        return build(place)

    return make


def _folder_for(name: str) -> Callable[[Place], list[str]]:
    def make(place: Place) -> list[str]:
        path = place.tiny() / name
        path.unlink()
        path.mkdir()
        return build(place)

    return make


def _pack(inner: str, files: dict[str, str]) -> Callable[[Place], list[str]]:
    """Return what builds a set on a pack in which a folder is a link to one outside."""

    def make(place: Place) -> list[str]:
        folder = place.tiny(_STANDS_ON_PACK)
        if inner:
            write_tree(folder / "packs" / "goi", {"pack.yaml": _PACK})
        _replace(folder / "packs" / "goi" / inner if inner else folder / "packs" / "goi",
            write_tree(place.outside / "folder", files))  # fmt: skip
        return build(place)

    return make


def _pack_outside(files: dict[str, str], link: str) -> Callable[[Place], list[str]]:
    """Return what makes a set from a pack in which a link leads outside."""

    def make(place: Place) -> list[str]:
        pack = write_tree(place.inside / "goi", {"pack.yaml": _PACK, **files})
        (pack / link).parent.mkdir(parents=True, exist_ok=True)
        (pack / link).symlink_to(place.secret)
        source = write_tree(place.inside / "nguon", {"a.yaml": TINY[CATALOGUE]})
        return ["new", str(place.folder), "--framework", str(pack), "--name", "Ủy ban nhân dân xã",
                "--procedures", str(source), "--defaults"]  # fmt: skip

    return make


def _sparse_pack(place: Place) -> list[str]:
    """Write a pack with a file of 40 GB that takes no place on the disk."""
    pack = write_tree(place.inside / "goi", {"pack.yaml": _PACK})
    with (pack / "lon.bin").open("wb") as file:
        file.truncate(40_000_000_000)
    source = write_tree(place.inside / "nguon", {"a.yaml": TINY[CATALOGUE]})
    return ["new", str(place.folder), "--framework", str(pack), "--name", "Ủy ban nhân dân xã",
            "--procedures", str(source), "--defaults"]  # fmt: skip


def _output(make_there: Callable[[Path, Place], None]) -> Callable[[Place], list[str]]:
    """Return what builds a set where something waits at the place of an output."""

    def make(place: Place) -> list[str]:
        path = place.tiny() / "_build" / "quy-trinh" / OUTPUT
        path.parent.mkdir(parents=True)
        make_there(path, place)
        return build(place)

    return make


OUTPUT = "QT-01-CX-HT Cấp giấy xác nhận dùng thử.docx"


def _sparse(path: Path, _place: Place) -> None:
    with path.open("wb") as file:
        file.truncate(40_000_000_000)


def _deep_source(place: Place) -> list[str]:
    place.tiny()
    top = place.inside / "nguon"
    top.mkdir()
    here = os.open(top, os.O_RDONLY)
    for _level in range(200):
        os.mkdir("a", dir_fd=here)
        inner = os.open("a", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    return ["update", str(place.folder), str(top), "--yes", "--as-of", "2026-11-22"]


def _looping_source(place: Place) -> list[str]:
    place.tiny()
    top = write_tree(place.inside / "nguon", {"a.yaml": TINY[CATALOGUE]})
    (top / "vong").symlink_to(top)
    return ["update", str(place.folder), str(top), "--yes", "--as-of", "2026-11-22"]


def _source_link(name: str) -> Callable[[Place], list[str]]:
    def make(place: Place) -> list[str]:
        place.tiny()
        top = place.inside / "nguon"
        top.mkdir()
        (top / name).symlink_to(place.secret)
        return ["update", str(place.folder), str(top), "--yes", "--as-of", "2026-11-22"]

    return make


def _docx_link(place: Place) -> list[str]:
    frame = zipped({"word/document.xml": SECRET.encode()})
    (place.outside / "x.docx").write_bytes(frame)
    _replace(place.tiny() / "templates" / "procedure.docx", place.outside / "x.docx")
    return build(place)


CASES = (
    Case("a workflow that is a link to the secret", _linked(WORKFLOW, _secret), "QMS003"),
    Case("a head that is a link to the secret", _linked("qms.yaml", _secret), "QMS003"),
    Case("a staff list that is a link to the secret", _linked("staff.yaml", _secret), "QMS003"),
    Case("a calendar that is a link to the secret", _linked("calendar.yaml", _secret), "QMS003"),
    Case("a text that is a link to the secret", _linked("documents/procedure.md", _secret),
        "QMS003"),
    Case("a folder of frames that is a link", _linked("templates", _outside({})), "QMS003"),
    Case("a folder of texts that is a link", _linked("documents",
        _outside({"procedure.md": _TEXT})), "QMS003"),
    Case("a folder of records that is a link", _linked("catalogue",
        _outside({"1.000170.yaml": TINY[CATALOGUE].replace("dùng thử", SECRET)})), "QMS003"),
    Case("a folder of law that is a link", _linked("law", _outside({"register.yaml": SECRET})),
        "QMS003"),
    Case("a register that is a link to the secret", _linked("law/register.yaml", _secret),
        "QMS003"),
    Case("a folder of packs that is a link", _linked("packs", _outside({"goi/pack.yaml": _PACK})),
        "QMS003"),
    Case("a frame that is a link", _docx_link, "QMS003"),
    Case("a pack that is a link", _pack("", {"pack.yaml": _PACK, "documents/procedure.md": _TEXT}),
        "QMS003"),
    Case("a pack's texts that are a link", _pack("documents", {"procedure.md": _TEXT}), "QMS003"),
    Case("a pack's records that are a link", _pack("catalogue",
        {"1.000170.yaml": TINY[CATALOGUE].replace("dùng thử", SECRET)}), "QMS003"),
    Case("a pack's decisions that are a link", _pack("province",
        {"1.000170.yaml": f"code: 1.000170\nreception: [{SECRET}]\n"}), "QMS003"),
    Case("a pack's frames that are a link", _pack("templates", {"procedure.docx": SECRET}),
        "QMS003"),
    Case("a pack's texts below that are a link", _pack("documents/items", {"fees.md": SECRET}),
        "", (0, 1, 3)),
    Case("a new set from a pack with a link", _pack_outside({}, "documents/procedure.md"),
        "QMS003"),
    Case("a new set from a pack with a link of no use", _pack_outside({}, "la.txt"), "QMS003"),
    Case("a new set from a pack with a file of 40 GB", _sparse_pack, "QMS004"),
    Case("a pipe for a workflow", _pipe(WORKFLOW), "QMS005"),
    Case("a pipe for the head", _pipe("qms.yaml"), "QMS005"),
    Case("a pipe for a frame", _pipe("templates/procedure.docx"), "QMS"),
    Case("a pipe for a text", _pipe("documents/procedure.md"), "QMS005"),
    Case("a pipe for the list of outputs", _pipe("_build/.qmskit/outputs.json"), "", (0, 1, 3)),
    Case("a folder for a workflow", _folder_for(WORKFLOW), "QMS005"),
    Case("a folder for the head", _folder_for("qms.yaml"), "QMS005"),
    Case("a device for a workflow", _linked(WORKFLOW, lambda _place: Path("/dev/zero")), "QMS003"),
    Case("a link to a device at the place of an output",
        _output(lambda path, _place: path.symlink_to("/dev/zero"))),
    Case("a link to the secret at the place of an output",
        _output(lambda path, place: path.symlink_to(place.secret))),
    Case("a pipe at the place of an output",
        _output(lambda path, _place: os.mkfifo(path)), "", (0, 1, 3)),
    Case("a file of 40 GB at the place of an output", _output(_sparse), "", (0, 1, 3)),
    Case("an output folder that is a link", _linked("_build", _outside({}))),
    Case("a folder of an output that is a link", _linked("_build/quy-trinh", _outside({}))),
    Case("a lock that is a link to the secret", _linked(".qmskit/lock", _secret), "", (0, 1, 3)),
    Case("a journal that is a link", _linked(".qmskit/journal", _outside({"plan.json": "[]"}))),
    Case("sources 200 folders deep", _deep_source, "QMS712"),
    Case("sources that hold themselves", _looping_source, codes=HARMLESS),
    *(Case(f"a source that is a link called {name}", _source_link(name), "QMS003") for name in
        ("a.json", "a.yaml", "a.docx", "a.xlsx")),
)  # fmt: skip
