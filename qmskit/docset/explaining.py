"""`explain`: which layer, file and line a value comes from, and what it hides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qmskit.documents.directives.fees import decision_called
from qmskit.documents.plan import workflow_of
from qmskit.language import translate as _
from qmskit.law.state_words import history_told
from qmskit.model.dated import Source
from qmskit.model.frameworks import Pack
from qmskit.model.sets import DocumentSet
from qmskit.model.workflows import ProvinceDecisions, Workflow
from qmskit.problems import Location, UnknownNameError
from qmskit.readers.files import read_text
from qmskit.readers.legal_texts import legal_texts
from qmskit.readers.prose.citations import text_number
from qmskit.readers.schemas import read_record
from qmskit.readers.set_law import REGISTER
from qmskit.readers.sets import PROPOSED
from qmskit.readers.trees import Tree, ValuePath, dump_yaml, locate, parse_yaml

_PROCEDURE = re.compile(r"(\d\.\d{6})(?:\.(.+))?$")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Origin:
    """One layer's value for a key.

    Attributes:
        layer: agency, province, pack, state, framework.
        where: file, line and column.
        value: the value as YAML, or as one line.
        source: legal source or observation; None where the layer is a decision of its own.
    """

    layer: str
    where: Location
    value: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a value comes from.

    Attributes:
        key: what was asked.
        origins: the layer that counts first, then what it hides; at least one.
        told: what follows from all of them: of a legal text its states, oldest first; may be empty.
    """

    key: str
    origins: tuple[Origin, ...]
    told: tuple[str, ...] = ()


def explain(qmset: DocumentSet, key: str) -> Explanation:
    """Return where a value of a set comes from.

    Args:
        key: `agency.name`, `staff.head`, `roles.head`, `titles.purpose`, `texts.procedure.md`,
            `1.001193.limit`, `1.001193.workflow`, `1.001193.document`, any path inside a
            catalogue record, or a legal text, `law.123/2015/NĐ-CP`.

    Raises:
        UnknownNameError: no layer holds the key.
    """
    origins = tuple(_origins(qmset, key))
    if not origins:
        known = ("agency.name", "staff.head", "roles.head", "titles.purpose", "texts.procedure.md",
                 *(f"{code}.limit" for code in list(qmset.procedures)[:3]))  # fmt: skip
        raise UnknownNameError(_("giá trị"), key, known)
    return Explanation(key, origins, _told(qmset, key))


def _origins(qmset: DocumentSet, key: str) -> Iterator[Origin]:
    procedure = _PROCEDURE.match(key)
    head, _dot, rest = key.partition(".")
    if procedure:
        yield from _of_procedure(qmset, procedure.group(1), procedure.group(2) or "")
    elif head in {"agency", "layout", "framework"}:
        yield from _in_file(qmset, "agency", "qms.yaml", key)
    elif head in {"staff", "roles"}:
        yield from _of_role(qmset, rest)
    elif head == "titles":
        yield from _of_title(qmset, rest)
    elif head == "texts":
        yield from _of_text(qmset, rest)
    elif head == "law":
        yield from _of_legal_text(qmset, text_number(rest))


def _of_procedure(qmset: DocumentSet, code: str, rest: str) -> Iterator[Origin]:
    """Yield the layers of a procedure's value: agency, province, State, framework."""
    workflow = workflow_of(qmset, code)
    if rest == "document":
        yield from _in_file(qmset, "agency", "codes.yaml", f"documents.{code}", whole_key=code)
        return
    if rest == "workflow":
        yield from _of_workflow(qmset, code, workflow)
        return
    yield from _of_province(qmset, code, rest)
    for key in _state_keys(qmset, code, rest):
        yield from _in_file(qmset, "state", f"catalogue/{code}.yaml", key)


def _of_province(qmset: DocumentSet, code: str, key: str) -> Iterator[Origin]:
    """Yield the province's value: of the set's own file, then of the packs below it."""
    yield from _in_file(qmset, "province", f"province/{code}.yaml", key)
    for pack in qmset.framework.packs:
        name = f"packs/{pack.id}/province/{code}.yaml"
        for origin in _in_file(qmset, "pack", name, key):
            yield replace(origin, source=_decided_by(pack, code, key))


def _decided_by(pack: Pack, code: str, key: str) -> Source:
    """Return the decision on a limit or workflow of a pack, else what the whole pack rests on."""
    decided = pack.province.get(code, ProvinceDecisions(code))
    workflow = decided.workflow.decision if decided.workflow else None
    decision = {"limit": decided.limit_decision, "workflow": workflow}.get(key)
    if decision is None:
        return pack.source
    return Source(decision_called(decision), pack.source.standing)


def _state_keys(qmset: DocumentSet, code: str, rest: str) -> Iterator[str]:
    """Yield where the State's record holds a value; limits and fees stand with every channel."""
    if rest in {"limit", "fees"} and code in qmset.procedures:
        channels = qmset.procedures[code].channels
        yield from (f"channels[{index}].{rest}" for index in range(len(channels)))
    else:
        yield "agencies.addresses" if rest == "reception" else rest


def _of_workflow(qmset: DocumentSet, code: str, counts: Workflow | None) -> Iterator[Origin]:
    """Yield the workflows of a procedure, the one that counts first."""
    found = [*_of_province(qmset, code, "workflow")]
    for path in sorted((qmset.folder / "workflows").glob("*.yaml")):
        tree = parse_yaml(read_text(path), str(path))
        codes = tree.get("procedures", []) if isinstance(tree, dict) else []
        if code in codes:
            layer = "framework" if path.name.endswith(PROPOSED) else "agency"
            found += _in_file(qmset, layer, f"workflows/{path.name}", "steps")
    own = counts is not None and counts is qmset.workflows.get(code)
    yield from sorted(found, key=lambda one: (one.layer in {"province", "pack"}) is own)


def _of_role(qmset: DocumentSet, role: str) -> Iterator[Origin]:
    for index, one in enumerate(qmset.appointments):
        if one.role == role:
            yield from _in_file(qmset, "agency", "staff.yaml", f"staff[{index}]")
    for known in qmset.framework.roles:
        if known.id == role:
            for day, label in reversed(known.labels.entries):
                where = Location(f"{qmset.framework.base}/roles.yaml", path=f"{role} ({day})")
                yield Origin("framework", where, label.name, label.source)


def _of_title(qmset: DocumentSet, name: str) -> Iterator[Origin]:
    if name in qmset.profile.titles:
        where = Location(
            f"{qmset.framework.base}/profiles.yaml", path=f"{qmset.profile.id}.titles.{name}"
        )
        yield Origin("framework", where, qmset.profile.titles[name], qmset.profile.source)


def _of_text(qmset: DocumentSet, name: str) -> Iterator[Origin]:
    packs = [("pack", pack.texts) for pack in qmset.framework.packs]
    for layer, texts in (
        ("agency", qmset.texts), *packs, ("framework", qmset.framework.texts),
    ):  # fmt: skip
        if name in texts:
            text = texts[name]
            yield Origin(
                layer, Location(text.file, text.first_line, 1), text.body.strip().split("\n")[0]
            )


def _of_legal_text(qmset: DocumentSet, number: str) -> Iterator[Origin]:
    """Yield the entries about a legal text; of one without, those of the texts that act on it."""
    acting = (one.text.number for one in qmset.register.bearing_on(number))
    wanted = (number,) if number in qmset.register.texts else tuple(dict.fromkeys(acting))
    for index, own in enumerate(_registered(qmset)):
        if own in wanted:
            yield from _in_file(qmset, "agency", REGISTER, f"legal_texts[{index}]")
    for text in qmset.framework.legal_sources:
        if text.number in wanted:
            where = Location(f"{qmset.framework.base}/law.yaml", path=text.number)
            yield Origin("framework", where, text.citation or text.title, text.source)


def _registered(qmset: DocumentSet) -> Iterator[str]:
    """Yield the numbers of the agency's own register, in the order of the file."""
    path = qmset.folder / REGISTER
    if path.is_file():
        for text in legal_texts(read_record(path, "law-register", REGISTER)):
            yield text.number


def _told(qmset: DocumentSet, key: str) -> tuple[str, ...]:
    head, _dot, number = key.partition(".")
    text = qmset.register.text_of(text_number(number)) if head == "law" else None
    return history_told(text, qmset.register) if text else ()


def _in_file(
    qmset: DocumentSet, layer: str, name: str, key: str, *, whole_key: str = ""
) -> Iterator[Origin]:
    """Yield the value of a file at a key, if both exist."""
    path = qmset.folder / name
    if not path.is_file():
        return
    text = read_text(path)
    steps: ValuePath = ("documents", whole_key) if whole_key else _steps(key)
    value = _value(parse_yaml(text, name), steps)
    if value is not None:
        yield Origin(layer, locate(text, name, steps), _shown(value))


def _steps(key: str) -> ValuePath:
    return tuple(name or int(index) for name, index in _STEP.findall(key))


def _value(tree: Tree, steps: ValuePath) -> "Tree | None":
    found: Tree | None = tree
    for step in steps:
        if isinstance(found, dict) and isinstance(step, str):
            found = found.get(step)
        elif isinstance(found, list) and isinstance(step, int) and step < len(found):
            found = found[step]
        else:
            return None
    return found


def _shown(value: Tree) -> str:
    return value if isinstance(value, str) else dump_yaml(value).rstrip()
