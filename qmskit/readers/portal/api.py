"""The national portal's API records (format `portal-api-2026-07`): JSON, one procedure a file.

Nothing is lost: every text of the record that the model has no place for goes to `unparsed` with
its path. Texts are cleaned (`clean`) and trimmed at line ends, which changes nothing visible.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.procedures import (
    Agencies,
    AnnouncingDecision,
    Channel,
    ChannelMethod,
    DossierCase,
    DossierItem,
    ExecutionStep,
    Fee,
    FeeKind,
    LegalBasis,
    Level,
    Procedure,
    Variant,
)
from qmskit.model.times import Limit, TimeUnit
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import MOST_BYTES_EXPORT, read_text
from qmskit.readers.portal.cursors import Cursor, RecordReading
from qmskit.readers.schemas import refused
from qmskit.readers.trees import Json, Tree, dotted, parse_json

FORMAT = "portal-api-2026-07"

_METHODS = {
    "DIRECT": ChannelMethod.DIRECT,
    "ONLINE": ChannelMethod.ONLINE,
    "POSTAL": ChannelMethod.POSTAL,
}
_FEES = {"FEE": FeeKind.FEE, "SERVICE_FEE": FeeKind.CHARGE, "PRICE_LEVEL": FeeKind.PRICE}
_UNITS = {
    "HOUR": TimeUnit.HOUR,
    "WORKING_DAY": TimeUnit.WORKING_DAY,
    "DAY": TimeUnit.DAY,
    "MONTH": TimeUnit.MONTH,
}
_LEVELS = (
    ("isWard", Level.COMMUNE),
    ("isProvince", Level.PROVINCE),
    ("isMinistry", Level.MINISTRY),
    ("isOtherAgency", Level.OTHER),
)


class PortalApiReader:
    """JSON of the national portal's API: one answer, or a list of answers, a file."""

    format = FORMAT

    def accepts(self, path: Path) -> bool:
        """Tell whether the file is JSON."""
        return path.suffix.lower() == ".json"

    def read(self, path: Path) -> Iterator[Procedure]:
        """Yield the procedures of a file; once all are read, raise what is wrong with others."""
        problems: list[Problem] = []
        for at, record in _records(parse_json(read_text(path, MOST_BYTES_EXPORT), str(path))):
            try:
                if not is_portal_record(record):
                    raise _foreign(str(path), at)
                yield portal_procedure(record, str(path), at)
            except InvalidInputError as error:
                problems.extend(error.problems)
        if problems:
            raise InvalidInputError(problems)


def is_portal_record(value: Json) -> bool:
    """Tell whether a JSON value is an answer of the portal's API about one procedure."""
    data = value.get("data") if isinstance(value, dict) else None
    return isinstance(data, dict) and "code" in data and "executionMethods" in data


def portal_procedure(value: Json, file: str, at: str = "") -> Procedure:
    """Return the procedure of an API answer.

    Args:
        value: the answer.
        file: name of the file, for problems.
        at: path of the answer in the file, ended by a point; empty for the whole file.

    Raises:
        InvalidInputError: code or name is missing, the code is none, or a key or text holds a
            character that no document may hold.
    """
    reading = RecordReading(value, file, at)
    found = _procedure(reading.at("data"))
    problems = [*reading.illegal()] or [*_unnamed(found, reading)]
    if problems:
        raise InvalidInputError(problems)
    return replace(found, unparsed=tuple(reading.unparsed(found)))


def _records(value: Json) -> Iterator[tuple[str, Json]]:
    """Yield the records of a file with the paths where they stand, each ended by a point."""
    if isinstance(value, list):
        yield from ((f"[{index}].", record) for index, record in enumerate(value))
    else:
        yield "", value


def _foreign(file: str, at: str) -> InvalidInputError:
    message = _("không phải bản ghi thủ tục của Cổng dịch vụ công")
    fix = _("dùng tệp JSON xuất từ API, có mục data.code và data.executionMethods")
    where = Location(file, path=at.removesuffix("."))
    return InvalidInputError([Problem(where, "QMS021", message, fix)])


def _procedure(data: Cursor) -> Procedure:
    variants = tuple(_variants(data["cases"]))
    return Procedure(
        code=data["code"].line(),
        name=data["name"].text(),
        field=_field(data),
        levels=tuple(level for key, level in _LEVELS if data[key].value is True),
        channels=tuple(_channels(data["executionMethods"], variants)),
        variants=variants,
        dossier=tuple(_dossier(data["executionCases"])),
        execution=tuple(_execution(data["executionSteps"])),
        applicants=data["subjectTypesDetails"].texts("name"),
        agencies=_agencies(data),
        results=data["resultsDetails"].texts("name"),
        requirements=data["requirementsAndConditions"].text(),
        legal_bases=tuple(_legal_bases(data["legalBasisesDetails"])),
        decision=_decision(data["procedureProposal"]),
        notes=tuple(text for text in (data["note"].text(),) if text),
        updated=data["updatedAt"].day(),
    )


def _field(data: Cursor) -> str:
    named = data["category"]["name"].line()
    others = data["categoriesDetails"].texts("name")
    return named or (others[0] if others else "")


def _channels(methods: Cursor, variants: tuple[Variant, ...]) -> Iterator[Channel]:
    for method in methods.items():
        kind = method["submissionMethod"].word(_METHODS)
        if not kind:
            continue
        yield Channel(
            method=_METHODS[kind],
            limit=_limit(method, variants),
            fees=tuple(_fees(method["fees"])),
            text=method["description"].text(),
        )


def _limit(method: Cursor, variants: tuple[Variant, ...]) -> Limit:
    """Return the limit of a channel.

    Where the method's own unit is OTHER, the record's cases often name it; their number may belong
    to a longer case, so only their unit is used, and only when all cases agree.
    """
    value = method["processingTime"].number()
    method["processingTimeUnit"].word(("OTHER",))
    if value is None:
        return Limit(text=method["processingTime"].text())
    unit = _unit(method["processingTimeUnit"])
    if unit is TimeUnit.UNKNOWN and value:
        units = {variant.limit.unit for variant in variants}
        unit = units.pop() if len(units) == 1 else TimeUnit.UNKNOWN
    return Limit(value, unit)


def _unit(unit: Cursor) -> TimeUnit:
    return _UNITS.get(unit.word(_UNITS), TimeUnit.UNKNOWN)


def _fees(fees: Cursor) -> Iterator[Fee]:
    for fee in fees.items():
        kind = fee["type"].word(_FEES)
        if not kind:
            continue
        name = fee["attachment"]["fileName"].line()
        yield Fee(
            kind=_FEES[kind],
            amount=fee["value"].number(),
            currency=_currency(fee["currencyName"].line()),
            text=fee["description"].text(),
            attachments=(name,) if name else (),
        )


def _currency(name: str) -> str:
    return "" if name in {"Việt Nam Đồng", "VND", "VNĐ"} else name


def _variants(cases: Cursor) -> Iterator[Variant]:
    for case in cases.items():
        name = case["name"].text()
        if name:
            yield Variant(name, _case_limit(case["processingDay"]), case["code"].line())


def _case_limit(days: Cursor) -> Limit:
    """Return the limit of a case; a unit without a number stays unparsed."""
    value = days["qty"].number()
    return Limit() if value is None else Limit(value, _unit(days["type"]))


def _dossier(cases: Cursor) -> Iterator[DossierCase]:
    for case in cases.items():
        items = tuple(_dossier_items(case["profileComponents"]))
        name = case["name"].text()
        if name or items:
            yield DossierCase(name, items)


def _dossier_items(components: Cursor) -> Iterator[DossierItem]:
    for component in components.items():
        name = component["name"].text()
        if not name:
            continue
        yield DossierItem(
            name=name,
            original_qty=component["originalQty"].whole(),
            copy_qty=component["copyQty"].whole(),
            code=component["code"].line(),
            attachments=component["attachments"].texts("fileName"),
        )


def _execution(steps: Cursor) -> Iterator[ExecutionStep]:
    for step in steps.items():
        name, text = step["name"].text(), step["description"].text()
        if name or text:
            yield ExecutionStep(name, text)


def _agencies(data: Cursor) -> Agencies:
    return Agencies(
        executing=_named(data, "unitGroupsExecuting", "departmentsExecuting", "executingAgencies"),
        competent=_named(data, "unitGroupsAuthority", "departmentsAuthority"),
        delegated=_named(
            data, "unitGroupsAuthorized", "departmentsAuthorized", "authorizedAgencies",
            "delegatedAgencies",
        ),
        coordinating=_named(
            data, "unitGroupsCoordinating", "departmentsCoordinating", "coordinatingAgencies"
        ),
        addresses=data["dossierReceivingAddresses"].text(),
    )  # fmt: skip


def _named(data: Cursor, *keys: str) -> tuple[str, ...]:
    """Return the names at `keys`, lists of units and plain texts alike, without repetition."""
    found: list[str] = []
    for key in keys:
        plain = data[key].text()
        found.extend((plain,) if plain else data[key].texts("name"))
    return tuple(dict.fromkeys(found))


def _legal_bases(bases: Cursor) -> Iterator[LegalBasis]:
    for basis in bases.items():
        number, title = basis["code"].line(), basis["name"].text()
        if number or title:
            yield LegalBasis(number, title)


def _decision(proposal: Cursor) -> AnnouncingDecision:
    return AnnouncingDecision(
        number=proposal["proposalNumber"].line(),
        issued=proposal["decisionDate"].day(),
        issuer=proposal["issuingAgency"]["name"].line(),
    )


def _unnamed(found: Procedure, reading: RecordReading) -> Iterator[Problem]:
    """Yield what a procedure is named by and is missing, or is refused by a catalogue."""
    names: dict[str, Tree] = {"code": found.code, "name": found.name}
    for key, value in names.items():
        if not value:
            message = _("bản ghi không có mã hoặc tên thủ tục")
            place = reading.place(f"data.{key}")
            yield Problem(place, "QMS020", message, _("tải lại bản ghi này"))
    for path, code, message, fix in refused(names, "catalogue"):
        if names[str(path[0])]:
            yield Problem(reading.place(f"data.{dotted(path)}"), code, message, fix)
