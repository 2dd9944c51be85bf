"""Procedures as YAML: the files of a set's `catalogue/`."""

from collections.abc import Iterable
from datetime import time
from decimal import Decimal
from pathlib import Path

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
    FeeState,
    LegalBasis,
    Level,
    PaperUse,
    Procedure,
    Unparsed,
    Variant,
)
from qmskit.model.times import CaseLimit, Limit, LimitTerms, TimeUnit
from qmskit.readers.records import Record
from qmskit.readers.schemas import read_record
from qmskit.readers.trees import Tree


def read_procedure(path: Path, shown: str = "") -> Procedure:
    """Return the procedure of a catalogue file.

    Raises:
        InvalidInputError: every problem of the file.
    """
    return procedure(read_record(path, "catalogue", shown))


def procedure(record: Record) -> Procedure:
    """Return the procedure of a record that fits the schema `catalogue`."""
    return Procedure(
        code=record.text_of("code"),
        name=record.text_of("name"),
        field=record.text_of("field"),
        levels=tuple(Level(level) for level in record.texts("levels")),
        channels=tuple(_channel(one) for one in record.records("channels")),
        variants=tuple(_variant(one) for one in record.records("variants")),
        dossier=tuple(_dossier_case(one) for one in record.records("dossier")),
        set_count=record.integer("set_count"),
        execution=tuple(
            ExecutionStep(one.text_of("name"), one.text_of("text"))
            for one in record.records("execution")
        ),
        applicants=record.texts("applicants"),
        agencies=_agencies(record.record("agencies")),
        results=record.texts("results"),
        requirements=record.text_of("requirements"),
        legal_bases=tuple(
            LegalBasis(one.text_of("number"), one.text_of("title"), one.text_of("cited"))
            for one in record.records("legal_bases")
        ),
        decision=_decision(record.record("decision")),
        notes=record.texts("notes"),
        updated=record.day("updated"),
        unparsed=tuple(Unparsed(*pair) for pair in record.pairs("unparsed").items()),
    )


def limit(record: Record) -> Limit:
    """Return the time limit of a record; an empty record gives an unknown limit."""
    unit = record.choice("unit", TimeUnit) if "unit" in record else TimeUnit.UNKNOWN
    return Limit(record.decimal("value"), unit, record.text_of("text"), _terms(record))


def procedure_tree(procedure: Procedure, source: str = "", file: str = "") -> Tree:
    """Return the tree that `procedure` reads back to an equal value.

    Args:
        source: id of the format it was first read from; may be empty.
        file: name of that file; may be empty.
    """
    return filled(
        code=procedure.code,
        name=procedure.name,
        field=procedure.field,
        levels=_texts(level.value for level in procedure.levels),
        decision=filled(
            number=procedure.decision.number,
            issued=str(procedure.decision.issued or ""),
            issuer=procedure.decision.issuer,
        ),
        channels=[_channel_tree(channel) for channel in procedure.channels],
        variants=[
            filled(name=one.name, code=one.code, limit=limit_tree(one.limit))
            for one in procedure.variants
        ],
        dossier=[_dossier_tree(case) for case in procedure.dossier],
        set_count=_number(procedure.set_count),
        execution=[filled(name=one.name, text=one.text) for one in procedure.execution],
        applicants=_texts(procedure.applicants),
        agencies=_agencies_tree(procedure.agencies),
        results=_texts(procedure.results),
        requirements=procedure.requirements,
        legal_bases=[
            filled(number=basis.number, title=basis.title, cited=basis.cited)
            for basis in procedure.legal_bases
        ],
        notes=_texts(procedure.notes),
        updated=str(procedure.updated or ""),
        source=filled(format=source, file=file),
        unparsed={one.path: one.text for one in procedure.unparsed},
    )


def limit_tree(limit: Limit) -> Tree:
    """Return the tree of a limit; {} when nothing is known."""
    unit = limit.unit.value if limit.value is not None else ""
    terms = limit.terms
    return filled(
        value=_number(limit.value),
        unit=unit,
        text=limit.text,
        cases=[
            filled(case=one.case, value=_number(one.value), unit=one.unit.value)
            for one in terms.cases
        ],
        not_counted=_texts(terms.not_counted),
        elsewhere=_texts(terms.elsewhere),
        extensions=_texts(terms.extensions),
        cut_off=f"{terms.cut_off:%H:%M}" if terms.cut_off else "",
    )


def _terms(record: Record) -> LimitTerms:
    cut_off = record.text_of("cut_off")
    return LimitTerms(
        cases=tuple(
            CaseLimit(
                one.text_of("case"),
                one.decimal("value") or Decimal(0),
                one.choice("unit", TimeUnit),
            )
            for one in record.records("cases")
        ),
        not_counted=record.texts("not_counted"),
        elsewhere=record.texts("elsewhere"),
        extensions=record.texts("extensions"),
        cut_off=time.fromisoformat(cut_off.zfill(len("15:00"))) if cut_off else None,
    )


def _channel(record: Record) -> Channel:
    return Channel(
        method=record.choice("method", ChannelMethod),
        limit=limit(record.record("limit")),
        fees=tuple(_fee(one) for one in record.records("fees")),
        text=record.text_of("text"),
    )


def _fee(record: Record) -> Fee:
    return Fee(
        kind=record.choice("kind", FeeKind),
        amount=record.money("amount"),
        currency=record.text_of("currency"),
        text=record.text_of("text"),
        attachments=record.texts("attachments"),
        state=record.choice("state", FeeState) if "state" in record else FeeState.UNKNOWN,
        until=record.day("until"),
    )


def _variant(record: Record) -> Variant:
    return Variant(record.text_of("name"), limit(record.record("limit")), record.text_of("code"))


def _dossier_case(record: Record) -> DossierCase:
    items = tuple(_dossier_item(one) for one in record.records("items"))
    return DossierCase(record.text_of("name"), items)


def _dossier_item(record: Record) -> DossierItem:
    return DossierItem(
        name=record.text_of("name"),
        original_qty=record.integer("original_qty"),
        copy_qty=record.integer("copy_qty"),
        code=record.text_of("code"),
        form=record.text_of("form"),
        attachments=record.texts("attachments"),
        use=record.choice("use", PaperUse) if "use" in record else PaperUse.SUBMIT,
        methods=tuple(ChannelMethod(method) for method in record.texts("methods")),
    )


def _agencies(record: Record) -> Agencies:
    return Agencies(
        executing=record.texts("executing"),
        competent=record.texts("competent"),
        delegated=record.texts("delegated"),
        coordinating=record.texts("coordinating"),
        addresses=record.text_of("addresses"),
    )


def _decision(record: Record) -> AnnouncingDecision:
    return AnnouncingDecision(
        record.text_of("number"), record.day("issued"), record.text_of("issuer")
    )


def _channel_tree(channel: Channel) -> Tree:
    return filled(
        method=channel.method.value,
        limit=limit_tree(channel.limit),
        fees=[
            filled(
                kind=fee.kind.value,
                # With a comma: a point would part thousands.
                amount=_number(fee.amount).replace(".", ","),
                currency=fee.currency,
                text=fee.text,
                attachments=_texts(fee.attachments),
                state=fee.state.value if fee.state is not FeeState.UNKNOWN else "",
                until=str(fee.until or ""),
            )
            for fee in channel.fees
        ],
        text=channel.text,
    )


def _dossier_tree(case: DossierCase) -> Tree:
    items: list[Tree] = [
        filled(
            name=item.name,
            original_qty=_number(item.original_qty),
            copy_qty=_number(item.copy_qty),
            code=item.code,
            form=item.form,
            attachments=_texts(item.attachments),
            use=item.use.value if item.use is not PaperUse.SUBMIT else "",
            methods=_texts(method.value for method in item.methods),
        )
        for item in case.items
    ]
    return filled(name=case.name, items=items)


def _agencies_tree(agencies: Agencies) -> Tree:
    return filled(
        executing=_texts(agencies.executing),
        competent=_texts(agencies.competent),
        delegated=_texts(agencies.delegated),
        coordinating=_texts(agencies.coordinating),
        addresses=agencies.addresses,
    )


def _number(value: object) -> str:
    return "" if value is None else str(value)


def _texts(texts: Iterable[str]) -> Tree:
    return list(texts)


def filled(**values: Tree) -> Tree:
    """Return the values that hold something, in order."""
    return {key: value for key, value in values.items() if value}
