"""Packs: what a province publishes once for its agencies, and frameworks with packs on top."""

from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import entry_points
from pathlib import Path
from typing import TypeAlias, TypeVar

from qmskit.language import translate as _
from qmskit.model.frameworks import Framework, Pack
from qmskit.model.procedures import Procedure
from qmskit.model.sources import SourceText
from qmskit.model.workflows import ProvinceDecisions
from qmskit.problems import InvalidInputError, Location, Problem, UnknownNameError
from qmskit.readers.bundled import bundled
from qmskit.readers.files import MOST_BYTES_EXPORT, link_problem, read_bytes
from qmskit.readers.frameworks import framework_at, framework_names
from qmskit.readers.held_frameworks import FRAMEWORK, held_framework, is_framework
from qmskit.readers.procedures import procedure
from qmskit.readers.records import Record
from qmskit.readers.schemas import read_record
from qmskit.readers.sourced import source_of
from qmskit.readers.texts import read_source, texts_below
from qmskit.readers.workflows import ANY_NAMES, KnownNames, read_province

GROUP = "qmskit.frameworks"
HEAD = "pack.yaml"

# Folders of a pack; readers and renderers look into them.
_FOLDERS = ("catalogue", "province", "documents", "forms", "templates")

# A pack on a pack on a pack: a ministry's, a province's, a department's.
_MOST_PACKS = 5

V = TypeVar("V", Procedure, ProvinceDecisions)

# Folders by the id of the pack they hold.
_Folders: TypeAlias = Mapping[str, tuple[Path, ...]]


def known_frameworks(packs: Path | None = None) -> tuple[str, ...]:
    """Return the ids of frameworks and packs at hand, sorted.

    Args:
        packs: a folder of packs, such as a set's `packs/`; None for none.
    """
    return tuple(sorted({*framework_names(), *_pack_folders(packs)}))


def read_framework(name: str, packs: Path | None = None, kept: Path | None = None) -> Framework:
    """Return a framework, or a pack on top of the framework that it extends.

    Args:
        name: id of the framework or pack.
        packs: a folder of packs that comes before all others, such as a set's `packs/`.
        kept: the folder of the framework itself where it is not one at hand, such as a release's.

    Raises:
        UnknownNameError: nothing has this id, or extends what nothing has.
        InvalidInputError: every problem of the files.
    """
    return _resolved(name, _pack_folders(packs), kept=kept)


def framework_in(folder: Path, packs: Path | None = None, top: str = "") -> Framework:
    """Return the pack in a folder on top of what it extends.

    What it extends may be a pack beside the folder, in a folder of whatever name.

    Args:
        packs: a folder of packs to look in where none lies beside, such as a set's `packs/`.
        top: id of a pack in `packs` that stands on the one in the folder and is wanted instead.

    Raises:
        UnknownNameError: nothing has the id that it extends.
        InvalidInputError: the folder holds no pack, or every problem of its files.
    """
    name = _head_of(folder).text_of("id")
    own = _pack_folders(packs)
    folders = {**own, **_beside(folder), name: (folder,)}
    if top and top != name:
        return _resolved(top, {**folders, top: own[top]})
    return _resolved(name, folders)


def is_pack(folder: Path) -> bool:
    """Tell whether a folder holds a pack."""
    return (folder / HEAD).is_file()


def pack_head(folder: Path) -> Record:
    """Return the head of the pack in a folder.

    Raises:
        InvalidInputError: the folder holds no pack, or its head is wrong.
    """
    return read_record(folder / HEAD, "pack", f"{folder.name}/{HEAD}")


def pack_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a pack with their paths in it; hidden files are left out.

    Raises:
        InvalidInputError: a link or a file that is too large stands among them.
    """
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            raise InvalidInputError([link_problem(Location(f"{folder.name}/{name}"))])
        if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
            yield name, read_bytes(path, MOST_BYTES_EXPORT, f"{folder.name}/{name}")


def _resolved(
    name: str,
    folders: _Folders,
    version: str = "",
    above: tuple[str, ...] = (),
    kept: Path | None = None,
) -> Framework:
    """Return a framework or pack by its id.

    Args:
        version: the version wanted where several folders hold it.
        above: ids of the packs that stand on it, the topmost first.
        kept: the folder of the framework below all packs; None for one at hand.
    """
    if name in folders:
        folder = _one_of(name, folders[name], version)
        if is_framework(folder):
            return held_framework(folder, name)
        head = _head_of(folder)
        if head.text_of("id") != name:
            message = _("tên thư mục không khớp tên gói “{id}”").format(id=head.text_of("id"))
            fix = _("đổi tên thư mục thành {id}").format(id=head.text_of("id"))
            raise InvalidInputError([head.problem(("id",), "QMS141", message, fix)])
        above = (*above, name)
        extends = head.record("extends")
        below = extends.text_of("id")
        if below in above or (len(above) >= _MOST_PACKS and below in folders):
            raise InvalidInputError([_too_deep(head, (*above, below))])
        base = _resolved(below, folders, extends.text_of("version"), above, kept)
        return _on_top(base, folder, head)
    if kept is not None:
        return framework_at(kept)
    if name in framework_names():
        return framework_at(bundled() / name)
    raise UnknownNameError(_("mô hình khung"), name, {*framework_names(), *folders})


def _one_of(name: str, found: tuple[Path, ...], version: str) -> Path:
    """Return the folder of a pack: the one that is called so, else the one of a version.

    Raises:
        InvalidInputError: several folders hold it.
    """
    called = [folder for folder in found if folder.name == name]
    packs = (one for one in found if is_pack(one))
    of_version = [one for one in packs if pack_head(one).text_of("version") == version]
    for folders in (found, called, of_version):
        if len(folders) == 1:
            return folders[0]
    message = _("nhiều thư mục cùng chứa gói “{id}”: {folders}").format(
        id=name, folders=", ".join(folder.name for folder in found)
    )
    fix = _("để lại một thư mục, hoặc đặt tên thư mục của gói cần dùng là {id}").format(id=name)
    raise InvalidInputError([Problem(Location(HEAD), "QMS451", message, fix)])


def _too_deep(head: Record, chain: tuple[str, ...]) -> Problem:
    """Return the problem of packs that stand on each other in a ring, or of too many."""
    if chain[-1] in chain[:-1]:
        message = _("các gói dựa vòng quanh lên nhau: {chain}")
        fix = _("gói dưới cùng phải dựa trên một mô hình khung; sửa mục extends")
    else:
        message = _("quá nhiều gói chồng lên nhau: {chain}")
        fix = _("chồng nhiều nhất {most} gói").format(most=_MOST_PACKS)
    shown = message.format(chain=" → ".join(chain))
    return head.problem(("extends", "id"), "QMS452", shown, fix)


def _head_of(folder: Path) -> Record:
    """Return the head of a pack; where it is wrong, tell what is wrong beside it as well."""
    try:
        return pack_head(folder)
    except InvalidInputError as error:
        problems = [*error.problems, *_links(folder)]
        if len(problems) > len(error.problems):
            raise InvalidInputError(problems) from error
        _by_code(folder, "catalogue", _catalogue_record, problems)
        _by_code(
            folder, "province", lambda path, shown: read_province(path, shown, ANY_NAMES), problems
        )
        _texts(folder, problems)
        raise InvalidInputError(problems) from error


def _on_top(below: Framework, folder: Path, head: Record) -> Framework:
    problems = [*_links(folder), *_other_version(below, head)]
    if any(problem.code == "QMS003" for problem in problems):
        raise InvalidInputError(problems)
    roles = frozenset(role.id for role in below.roles)
    known = KnownNames(roles, None)
    catalogue = _by_code(folder, "catalogue", _catalogue_record, problems)
    province = _by_code(
        folder, "province", lambda path, shown: read_province(path, shown, known), problems
    )
    texts = _texts(folder, problems)
    if problems:
        raise InvalidInputError(problems)
    return below.on_top(
        Pack(
            id=head.text_of("id"),
            version=head.text_of("version"),
            name=head.text_of("name"),
            extends=below.id,
            folder=folder,
            source=source_of(head),
            issuer=head.text_of("issuer"),
            catalogue=catalogue,
            province=province,
            texts=texts,
            layout=head.pairs("layout"),
            code_pattern=head.text_of("code_pattern"),
        )
    )


def _links(folder: Path) -> Iterator[Problem]:
    """Yield the folders of a pack that are links, which could lead out of it."""
    for name in _FOLDERS:
        if (folder / name).is_symlink():
            yield link_problem(Location(f"{folder.name}/{name}"))


def _catalogue_record(path: Path, shown: str) -> Procedure:
    return procedure(read_record(path, "catalogue", shown))


def _by_code(
    folder: Path, name: str, read: Callable[[Path, str], V], problems: list[Problem]
) -> dict[str, V]:
    """Return what the YAML files of a folder hold, by procedure code."""
    found: dict[str, V] = {}
    for path in sorted((folder / name).glob("*.yaml")):
        shown = f"{folder.name}/{name}/{path.name}"
        try:
            one = read(path, shown)
        except InvalidInputError as error:
            problems.extend(error.problems)
            continue
        if path.stem != one.code:
            message = _("tên tệp không khớp mã {code} ghi trong tệp").format(code=one.code)
            fix = _("đổi tên tệp thành {code}.yaml").format(code=one.code)
            problems.append(Problem(Location(shown), "QMS141", message, fix))
        found[one.code] = one
    return found


def _texts(folder: Path, problems: list[Problem]) -> dict[str, SourceText]:
    """Return the texts by the name they hide, and forms as `forms/<file>`."""
    found: dict[str, SourceText] = {}
    for top, prefix in (("documents", ""), ("forms", "forms/")):
        for path, name in texts_below(folder / top):
            try:
                text = read_source(path, prefix + name, f"{folder.name}/{top}/{name}")[0]
            except InvalidInputError as error:
                problems.extend(error.problems)
            else:
                found[prefix + name] = text
    return found


def _other_version(below: Framework, head: Record) -> Iterator[Problem]:
    wanted = head.record("extends").text_of("version")
    if wanted != below.version:
        message = _(
            "gói lập theo phiên bản {wanted} của mô hình khung, đang có phiên bản {known}"
        ).format(wanted=wanted, known=below.version)
        fix = _("dùng gói và mô hình khung cùng phiên bản")
        yield head.problem(("extends", "version"), "QMS145", message, fix)


def _pack_folders(packs: Path | None) -> dict[str, tuple[Path, ...]]:
    """Return the folders of packs by id: those that plug-ins bring, and before them a set's own.

    Raises:
        InvalidInputError: a pack of the set is a link, which could lead out of it.
    """
    folders: dict[str, tuple[Path, ...]] = {}
    for entry in entry_points(group=GROUP):
        folders[entry.name] = (Path(entry.load()()),)
    own = packs if packs and not packs.is_symlink() else None
    heads = (path for head in (HEAD, FRAMEWORK) for path in own.glob(f"*/{head}")) if own else ()
    for path in sorted(heads):
        if path.parent.is_symlink():
            shown = path.parent.relative_to(path.parents[2]).as_posix()
            raise InvalidInputError([link_problem(Location(shown))])
        folders[path.parent.name] = (path.parent,)
    return folders


def _beside(folder: Path) -> dict[str, tuple[Path, ...]]:
    """Return the folders of packs beside a folder by id; a head that is wrong counts by folder."""
    folders: dict[str, tuple[Path, ...]] = {}
    for path in sorted(folder.resolve().parent.glob(f"*/{HEAD}")):
        try:
            name = pack_head(path.parent).text_of("id")
        except InvalidInputError:
            name = path.parent.name
        folders[name] = (*folders.get(name, ()), path.parent)
    return folders
