from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit import Limit, Procedure, TimeUnit
from qmskit.model.procedures import (
    AnnouncingDecision,
    Channel,
    ChannelMethod,
    DossierCase,
    DossierItem,
    ExecutionStep,
    Fee,
    FeeKind,
    FeeState,
    LegalBasis,
    Level,
    Unparsed,
)
from qmskit.readers.understanding import understanding
from tests import strategies

BARE = Procedure("1.000170", "Thử")
UNDERSTOOD, TOLD, SILENT = (1, 0, 0), (0, 1, 0), (0, 0, 1)


def within(limit: Limit, *fees: Fee) -> Procedure:
    return replace(BARE, channels=(Channel(ChannelMethod.DIRECT, limit, fees),))


def costing(*states: FeeState) -> Procedure:
    fees = (Fee(FeeKind.FEE, text="theo quy định", state=state) for state in states)
    return within(Limit(), *fees)


DAYS = Limit(Decimal(5), TimeUnit.DAY)

# A procedure, a field, and whether the field is understood, told or not told.
FIELDS: dict[str, tuple[Procedure, str, tuple[int, int, int]]] = {
    "a limit": (within(DAYS), "limit value", UNDERSTOOD),
    "its unit": (within(DAYS), "limit unit", UNDERSTOOD),
    "a lost unit": (within(Limit(Decimal(5))), "limit unit", TOLD),
    "a number without unit": (within(Limit(Decimal(5))), "limit value", UNDERSTOOD),
    "zero without unit": (within(Limit(Decimal(0))), "limit value", SILENT),
    "a limit in words": (within(Limit(text="Theo mô tả")), "limit value", TOLD),
    "no limit": (within(Limit()), "limit unit", SILENT),
    "one of two limits": (
        replace(BARE, channels=within(DAYS).channels + within(Limit(text="x")).channels),
        "limit value", TOLD),
    "a fee": (costing(FeeState.FREE), "fees", UNDERSTOOD),
    "one of two fees": (costing(FeeState.FREE, FeeState.UNKNOWN), "fees", TOLD),
    "no fee": (within(DAYS), "fees", SILENT),
    "an empty fee": (within(DAYS, Fee(FeeKind.FEE)), "fees", SILENT),
    "channels": (within(Limit()), "channels", UNDERSTOOD),
    "no channels": (BARE, "channels", SILENT),
    "channels left over": (
        replace(BARE, unparsed=(Unparsed("cach_thuc_thuc_hien", "x"),)), "channels", TOLD),
    "a channel of an unknown method": (
        replace(BARE, unparsed=(Unparsed("data.executionMethods[3].submissionMethod", "FAX"),)),
        "channels", TOLD),
    "a dossier": (
        replace(BARE, dossier=(DossierCase("", (DossierItem("Đơn"),)),)), "dossier", UNDERSTOOD),
    "a dossier that is no table": (
        replace(BARE, unparsed=(Unparsed("thanh_phan_ho_so", "x"),)), "dossier", TOLD),
    "a number": (
        replace(BARE, legal_bases=(LegalBasis("60/2014/QH13"),)), "legal numbers", UNDERSTOOD),
    "only a title": (replace(BARE, legal_bases=(LegalBasis("", "Luật"),)), "legal numbers", TOLD),
    "levels": (replace(BARE, levels=(Level.COMMUNE,)), "levels", UNDERSTOOD),
    "a decision": (
        replace(BARE, decision=AnnouncingDecision("1/QĐ-BTP")), "decision", UNDERSTOOD),
    "results": (replace(BARE, results=("Giấy phép",)), "results", UNDERSTOOD),
    "no results": (BARE, "results", SILENT),
    "execution": (replace(BARE, execution=(ExecutionStep("", "Nộp"),)), "execution", UNDERSTOOD),
}  # fmt: skip


@pytest.mark.parametrize(("procedure", "field", "expected"), FIELDS.values(), ids=FIELDS)
def test_a_field(procedure: Procedure, field: str, expected: tuple[int, int, int]) -> None:
    (found,) = (one for one in understanding([procedure]).fields if one.field == field)
    assert (found.understood, found.told, found.silent) == expected


def test_paths_are_counted_by_procedure_without_places_in_lists() -> None:
    twice = (Unparsed("a[0].b", "x"), Unparsed("a[1].b", "y"), Unparsed("c", "z"))
    found = understanding([replace(BARE, unparsed=twice), replace(BARE, unparsed=twice[:1])])
    assert list(found.unparsed.items()) == [("a[].b", 2), ("c", 1)]


def test_nothing_to_understand() -> None:
    found = understanding([])
    assert (found.total, dict(found.unparsed)) == (0, {})
    assert {(one.understood, one.told, one.silent) for one in found.fields} == {(0, 0, 0)}


@given(st.lists(strategies.procedures, max_size=4))
def test_every_procedure_counts_once_a_field(procedures: list[Procedure]) -> None:
    found = understanding(iter(procedures))
    assert found.total == len(procedures)
    assert {one.understood + one.told + one.silent for one in found.fields} == {len(procedures)}
