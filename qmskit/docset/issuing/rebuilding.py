"""Releases made again from their own data, to prove that the data is what they were made of."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from qmskit import __version__
from qmskit.control.history import history
from qmskit.control.ledger import HEAD, LEDGER, read_ledger
from qmskit.control.manifests import (
    DOCUMENTS,
    FRAMEWORK,
    MANIFEST,
    SNAPSHOT,
    Manifest,
    folder_of,
    read_manifest,
)
from qmskit.control.verifying import Store
from qmskit.docset.rendering import rendered_files, without_collecting
from qmskit.documents.plan import plan
from qmskit.language import translate as _
from qmskit.model.control import DocumentControl, SetControl
from qmskit.problems import Location, Problem
from qmskit.readers.sets import load

_WORD = ".docx"


def rebuilt(store: Store) -> tuple[int, tuple[Problem, ...]]:
    """Return how many documents their own release's data made again, and which came out otherwise.

    Only Word files are compared, member by member, and only those of releases that this version of
    the program made: another version may set a page otherwise.

    Args:
        store: a set whose ledger and releases fit, see `verified`.
    """
    ledger = read_ledger(store.read(LEDGER), store.read(HEAD))
    count = 0
    problems: list[Problem] = []
    for release in history(ledger.entries).releases:
        top = folder_of(release.number)
        manifest = read_manifest(store.read(f"{top}/{MANIFEST}") or b"", f"{top}/{MANIFEST}")
        if manifest.qmskit != __version__:
            message = _("do phiên bản {version} lập, không lập lại được bằng phiên bản {own}")
            shown = message.format(version=manifest.qmskit, own=__version__)
            problems.append(Problem(Location(top), "QMS706", shown))
            continue
        found = tuple(_differences(store, top, manifest))
        count += sum(one.path.endswith(_WORD) for one in manifest.all_files) - len(found)
        problems += found
    return count, tuple(problems)


def _differences(store: Store, top: str, manifest: Manifest) -> Iterator[Problem]:
    made = _made(store.read(f"{top}/{SNAPSHOT}") or b"", manifest)
    for _document, files in manifest.documents:
        for file in files:
            if not file.path.endswith(_WORD):
                continue
            kept = store.read(f"{top}/{file.path}") or b""
            if _members(kept) != _members(made.get(file.path, b"")):
                message = _("lập lại từ dữ liệu của lần phát hành cho ra tệp khác")
                yield Problem(Location(f"{top}/{file.path}"), "QMS706", message)


def _made(snapshot: bytes, manifest: Manifest) -> Mapping[str, bytes]:
    """Return the Word files that a snapshot makes, by path in the release."""
    documents = {one.code: one for one, _files in manifest.documents}
    with TemporaryDirectory(prefix="qmskit-") as name:
        folder = Path(name)
        unpacked(snapshot, folder)
        control = SetControl(
            {code: DocumentControl(one.check, one.signatures) for code, one in documents.items()},
            receipt=manifest.receipt,
        )
        qmset = replace(load(folder, folder / FRAMEWORK), control=control)
        chosen = tuple(
            one for one in plan(qmset, manifest.on) if one.is_controlled and one.code in documents
        )
        with without_collecting():
            files = rendered_files(qmset, chosen, manifest.on, "docx", None)
    return {f"{DOCUMENTS}/{file.path}": file.content for file in files}


def unpacked(snapshot: bytes, folder: Path) -> None:
    """Write the files of a snapshot below a folder; what would lead out of it is left out."""
    with zipfile.ZipFile(io.BytesIO(snapshot)) as archive:
        for member in archive.namelist():
            parts = PurePosixPath(member).parts
            if member.startswith("/") or ".." in parts or "\\" in member or ":" in member:
                continue
            target = folder.joinpath(*parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(member))


def _members(content: bytes) -> Mapping[str, bytes]:
    """Return the members of a package by name; none for what is no package."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile:
        return {}
