"""Values of a set that lead out of it: names, codes, paths."""

from collections.abc import Callable

from tests.hostile.cases import (
    CATALOGUE,
    DAY,
    HARMLESS,
    WORKFLOW,
    Case,
    Place,
    with_files,
)
from tests.trees import CODE, TINY, edited, write_tree

_HEAD = (
    "---\nid: ra-ngoai\ntitle: Tài liệu\nfolder: {folder}\ncode: QT-RN\nframe: {frame}\n"
    "source: {{text: Quyết định, standing: unverified}}\n---\n\nLời văn.\n"
)


def _code(code: str) -> Callable[[Place], list[str]]:
    """Return what builds a set in which a document has this code."""
    shown = "".join(f"\\u{ord(letter):04x}" for letter in code)
    return with_files(edited("codes.yaml", "QT 01/CX-HT", f'"{shown}"'))


def _framework(name: str) -> Callable[[Place], list[str]]:
    return with_files(edited("qms.yaml", "id: qd101-2019", f"id: {name}"))


def _own(folder: str, frame: str) -> Callable[[Place], list[str]]:
    text = _HEAD.format(folder=folder, frame=frame)
    return with_files({"documents/ra-ngoai.md": text})


def _catalogue_code(code: str) -> Callable[[Place], list[str]]:
    """Return what updates a set from a record whose code is a path."""

    def make(place: Place) -> list[str]:
        place.tiny()
        record = TINY[CATALOGUE].replace(CODE, f'"{code}"')
        write_tree(place.inside, {"nguon/a.yaml": record})
        return ["update", str(place.folder), str(place.inside / "nguon"), "--as-of", DAY, "--yes"]

    return make


def _new(code: str) -> Callable[[Place], list[str]]:
    """Return what makes a set from a record whose code is a path."""

    def make(place: Place) -> list[str]:
        record = TINY[CATALOGUE].replace(CODE, f'"{code}"')
        source = write_tree(place.inside / "nguon", {"a.yaml": record})
        name = "Ủy ban nhân dân xã Thử"
        return ["new", str(place.folder), "--name", name, "--procedures", str(source), "--defaults"]

    return make


_DAY_OFF = "  - {day: 2027-01-01, name: Nghỉ, kind: holiday, source: {text: a, standing: quoted}}\n"

CASES = (
    Case("a calendar of twenty thousand faults", with_files(
        {"calendar.yaml": "days_off:\n" + _DAY_OFF * 20_000}), "QMS713"),
    Case("a framework by a path upwards", _framework("../../outside"), "QMS10"),
    Case("a framework by an absolute path", _framework("/etc"), "QMS10"),
    Case("a framework called as a device", _framework("CON"), "", (3,)),
    Case("a layout by a path", with_files(
        {"qms.yaml": TINY["qms.yaml"] + "layout: {profile: ../../outside/secret.txt}\n"}),
        "QMS104"),
    Case("a frame by a path upwards", _own("quy-trinh", "../../../outside/x.docx"), "QMS1"),
    Case("a folder of documents by a path upwards", _own("../../outside", "procedure.docx"),
        "QMS1"),
    Case("a folder of documents by an absolute path", _own("/tmp", "procedure.docx"), "QMS1"),  # noqa: S108
    Case("a form by a path upwards", with_files(edited(
        CATALOGUE, "original_qty: 1",
        "original_qty: 1\n        form_file: ../../outside/secret.txt")), "QMS1"),
    Case("an attachment of a workflow by a path upwards", with_files(
        {WORKFLOW: TINY[WORKFLOW] + "attachments: [../../../outside/secret.txt]\n"}), "QMS1"),
    Case("a code that climbs", _code("../../../outside/x"), codes=HARMLESS),
    Case("a code that is an absolute path", _code("/tmp/x"), codes=HARMLESS),  # noqa: S108
    Case("a code of Windows' paths", _code("C:\\Windows\\x"), codes=HARMLESS),
    Case("a code called as a device of Windows", _code("NUL"), codes=HARMLESS),
    Case("a code with an alternate stream", _code("QT:x:$DATA"), codes=HARMLESS),
    Case("a code of several lines", _code("QT\n01\r\n../x"), codes=(0, 1, 3)),
    Case("a code written from right to left", _code("QT\u202exslx.docx"), codes=(0, 1, 3)),
    Case("a code with letters of no width", _code("QT\u200b01\u2060"), codes=(0, 1, 3)),
    Case("a code of dots", _code("..."), codes=(0, 1, 3)),
    Case("a code of a format", _code("{number.__class__}"), codes=HARMLESS),
    Case("a pattern of codes that reaches Python", with_files(edited(
        "codes.yaml", "QT {number}/{level}-{field}", '"{number.__class__.__mro__}"')), "",
        (0, 1, 3)),
    Case("a record whose code is a path", _catalogue_code("../../outside/x"), "QMS104"),
    Case("a new set from a record whose code is a path", _new("../../outside/x"), "QMS104"),
    Case("a new set from a record of another set's name", _new(".."), "QMS104"),
    Case("a file of a name with line breaks and escapes", with_files(
        {"workflows/x\n\x1b[2Jy.yaml": "a: [\n"}), "QMS010"),
    Case("a file whose name is an option", with_files({"workflows/--yes.yaml": "a: [\n"}),
        "QMS010"),
    Case("a list of outputs that climbs", with_files({"_build/.qmskit/outputs.json":
        '{"files": {"../../../outside/secret.txt": "0"}}'}), codes=(0, 1, 3)),
    Case("a list of outputs 100,000 deep", with_files({"_build/.qmskit/outputs.json":
        "[" * 100_000}), codes=HARMLESS),
    Case("a list of outputs that is a number of 100,000 digits", with_files(
        {"_build/.qmskit/outputs.json": "9" * 100_000}), codes=HARMLESS),
)  # fmt: skip
