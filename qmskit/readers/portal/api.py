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
from qmskit.model.texts import folded
from qmskit.model.times import Limit, TimeUnit
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import MOST_PEEKED, opening
from qmskit.readers.portal.cursors import Cursor, RecordReading
from qmskit.readers.portal.records import read_records, unnamed
from qmskit.readers.prose.citations import legal_basis
from qmskit.readers.prose.dossiers import understood
from qmskit.readers.prose.fees import fee_state, until_in
from qmskit.readers.prose.limits import limit_in, with_cut_off, with_terms
from qmskit.readers.trees import Json

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
        """Tell whether the file is JSON whose opening shows an answer of the API."""
        if path.suffix.lower() != ".json":
            return False
        text = opening(path, MOST_PEEKED)
        return '"executionMethods"' in text or ('"data"' in text and '"code"' in text)

    def read(self, path: Path) -> Iterator[Procedure]:
        """Yield the procedures of a file; once all are read, raise what is wrong with others."""
        return read_records(path, portal_procedure)


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
        InvalidInputError: the value is no answer, code or name is missing, the code is none, or a
            key or text holds a character that no document may hold.
    """
    if not is_portal_record(value):
        raise _foreign(file, at)
    reading = RecordReading(value, file, at)
    found = _procedure(reading.at("data"))
    places = {"code": reading.place("data.code"), "name": reading.place("data.name")}
    problems = [*reading.illegal()] or [*unnamed(found, places)]
    if problems:
        raise InvalidInputError(problems)
    return replace(found, unparsed=tuple(reading.unparsed(found)))


def _foreign(file: str, at: str) -> InvalidInputError:
    message = _("không phải bản ghi thủ tục của Cổng Dịch vụ công")
    fix = _("dùng tệp JSON xuất từ API, có mục data.code và data.executionMethods")
    where = Location(file, path=at.removesuffix("."))
    return InvalidInputError([Problem(where, "QMS021", message, fix)])


def _procedure(data: Cursor) -> Procedure:
    variants = tuple(_variants(data["cases"]))
    execution = tuple(_execution(data["executionSteps"]))
    steps = tuple(step.text for step in execution)
    return Procedure(
        code=data["code"].line(),
        name=data["name"].text(),
        field=_field(data),
        levels=tuple(level for key, level in _LEVELS if data[key].value is True),
        channels=tuple(_channels(data["executionMethods"], variants, steps)),
        variants=variants,
        dossier=understood(tuple(_dossier(data["executionCases"]))),
        execution=execution,
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


def _channels(
    methods: Cursor, variants: tuple[Variant, ...], steps: tuple[str, ...]
) -> Iterator[Channel]:
    for method in methods.items():
        kind = method["submissionMethod"].word(_METHODS)
        if not kind:
            continue
        text = method["description"].text()
        yield Channel(
            method=_METHODS[kind],
            limit=with_cut_off(with_terms(_limit(method, text, variants), text), *steps),
            fees=tuple(_fees(method["fees"])),
            text=text,
        )


def _limit(method: Cursor, text: str, variants: tuple[Variant, ...]) -> Limit:
    """Return the limit of a channel.

    Where the method's own unit is OTHER, a case of the same number names it. A case of another
    number is another road through the procedure, which may well be counted in another unit.
    """
    value = method["processingTime"].number()
    method["processingTimeUnit"].word(("OTHER",))
    if value is None:
        return _told(method, text)
    unit = _unit(method["processingTimeUnit"])
    if unit is TimeUnit.UNKNOWN and value and value in {one.limit.value for one in variants}:
        units = {one.limit.unit for one in variants}
        unit = units.pop() if len(units) == 1 else TimeUnit.UNKNOWN
    return Limit(value, unit)


def _told(method: Cursor, text: str) -> Limit:
    """Return the limit told in words; `Theo mô tả` sends the reader to the description.

    Where the record names another unit beside the words, it is not certain which holds.
    """
    words = method["processingTime"].text()
    told = limit_in(words)
    if folded(words) == "theo mo ta":
        told = replace(limit_in(text), text=words)
    unit = method["processingTimeUnit"]
    unit.word([word for word, known in _UNITS.items() if known is told.unit])
    agrees = not isinstance(unit.value, str) or _UNITS.get(unit.value, told.unit) is told.unit
    return told if agrees else Limit(text=words, terms=told.terms)


def _unit(unit: Cursor) -> TimeUnit:
    return _UNITS.get(unit.word(_UNITS), TimeUnit.UNKNOWN)


def _fees(fees: Cursor) -> Iterator[Fee]:
    for fee in fees.items():
        kind = fee["type"].word(_FEES)
        if not kind:
            continue
        name = fee["attachment"]["fileName"].line()
        amount, text = fee["value"].number(), fee["description"].text()
        yield Fee(
            kind=_FEES[kind],
            amount=amount,
            currency=_currency(fee["currencyName"].line()),
            text=text,
            attachments=(name,) if name else (),
            state=fee_state(amount, text, attached=bool(name)),
            until=until_in(text),
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
            yield legal_basis(number, title)


def _decision(proposal: Cursor) -> AnnouncingDecision:
    return AnnouncingDecision(
        number=proposal["proposalNumber"].line(),
        issued=proposal["decisionDate"].day(),
        issuer=proposal["issuingAgency"]["name"].line(),
    )
