import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from qmskit import Procedure, TimeUnit, read_procedures
from qmskit.model.procedures import ChannelMethod, FeeKind, Level
from qmskit.model.texts import clean
from qmskit.readers.procedures import procedure_tree, read_procedure
from qmskit.readers.trees import dump_yaml, parse_yaml

UNITS = {
    "WORKING_DAY": TimeUnit.WORKING_DAY,
    "DAY": TimeUnit.DAY,
    "MONTH": TimeUnit.MONTH,
    "HOUR": TimeUnit.HOUR,
}

# Words of the portal that the model holds as a value of its own, by the end of their path.
WORDS: dict[str, dict[str, object]] = {
    "executionMethods[].submissionMethod": {
        "DIRECT": ChannelMethod.DIRECT,
        "ONLINE": ChannelMethod.ONLINE,
        "POSTAL": ChannelMethod.POSTAL,
    },
    "executionMethods[].processingTimeUnit": {**UNITS},
    "cases[].processingDay.type": {**UNITS},
    "fees[].type": {
        "FEE": FeeKind.FEE,
        "SERVICE_FEE": FeeKind.CHARGE,
        "PRICE_LEVEL": FeeKind.PRICE,
    },
}

# A unit that tells nothing, and the currency that goes without saying.
SILENT = {
    ("executionMethods[].processingTimeUnit", "OTHER"),
    ("fees[].currencyName", "Việt Nam Đồng"),
}


@pytest.fixture(scope="module")
def records(real_data: Path) -> dict[str, Any]:
    """What the portal answered, by code."""
    found = {}
    for path in sorted((real_data / "portal-api-2026-07").glob("*.json")):
        value = json.loads(path.read_text(encoding="utf-8"))
        found[value["data"]["code"].strip()] = value
    return found


@pytest.fixture(scope="module")
def procedures(real_data: Path) -> dict[str, Procedure]:
    """What the reader made of it, by code."""
    read = read_procedures(real_data / "portal-api-2026-07")
    assert read.problems == ()
    return {one.procedure.code: one.procedure for one in read.found}


def source_leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from source_leaves(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from source_leaves(inner, f"{path}[{index}]")
    else:
        yield path, value


def model_leaves(value: object) -> Iterator[object]:
    if is_dataclass(value):
        for field in fields(value):
            yield from model_leaves(getattr(value, field.name))
    elif isinstance(value, tuple):
        for inner in value:
            yield from model_leaves(inner)
    else:
        yield value


def tidied(text: str) -> str:
    return "\n".join(line.rstrip() for line in clean(text).strip().split("\n"))


def is_translated(path: str, text: str, held: set[object]) -> bool:
    """Tell whether a word of the portal is silent, or stands in the model as a value."""
    place = re.sub(r"\d+", "", path)
    silent = any(place.endswith(end) and text == word for end, word in SILENT)
    values = (words.get(text) for end, words in WORDS.items() if place.endswith(end))
    return silent or any(value in held for value in values if value is not None)


def lost(record: object, found: Procedure) -> list[str]:
    """Return the source's texts that neither the model nor `unparsed` holds."""
    held = set(model_leaves(found))
    texts = {leaf for leaf in held if isinstance(leaf, str)}
    # A line of the model has single blanks.
    texts |= {" ".join(text.split()) for text in texts}
    kept = {(one.path, one.text) for one in found.unparsed}
    told = ((path, tidied(leaf)) for path, leaf in source_leaves(record) if isinstance(leaf, str))
    return [
        f"{path}: {text}"
        for path, text in told
        if text
        and not {text, " ".join(text.split())} & texts
        and (path, text) not in kept
        and not is_translated(path, text, held)
    ]


def test_every_record_is_read(records: dict[str, Any], procedures: dict[str, Procedure]) -> None:
    assert len(records) == 103
    assert set(procedures) == set(records)


def test_no_text_of_a_record_is_lost(
    records: dict[str, Any], procedures: dict[str, Procedure]
) -> None:
    missing = {code: lost(records[code], procedures[code]) for code in records}
    assert {code: texts for code, texts in missing.items() if texts} == {}


def test_numbers_of_limits_and_fees_are_those_of_the_record(
    records: dict[str, Any], procedures: dict[str, Procedure]
) -> None:
    for code, record in records.items():
        for told, channel in zip(
            record["data"]["executionMethods"], procedures[code].channels, strict=True
        ):
            limit, time = channel.limit, told["processingTime"]
            assert limit.text == tidied(time) if isinstance(time, str) else limit.value == time
            assert [fee.amount for fee in channel.fees] == [one["value"] for one in told["fees"]]


def test_quantities_of_papers_are_those_of_the_record(
    records: dict[str, Any], procedures: dict[str, Procedure]
) -> None:
    for code, record in records.items():
        told = [
            (one.get("originalQty"), one.get("copyQty"))
            for case in record["data"].get("executionCases") or ()
            for one in case["profileComponents"]
            if one["name"]
        ]
        assert told == [
            (item.original_qty, item.copy_qty)
            for case in procedures[code].dossier
            for item in case.items
        ]


def test_records_read_back_from_yaml_as_they_were(
    procedures: dict[str, Procedure], tmp_path: Path
) -> None:
    for code, procedure in procedures.items():
        path = tmp_path / f"{code}.yaml"
        tree = procedure_tree(procedure, "portal-api-2026-07", f"{code}.json")
        path.write_text(dump_yaml(tree), encoding="utf-8", newline="")
        assert read_procedure(path) == procedure


def test_levels(procedures: dict[str, Procedure]) -> None:
    assert sum(Level.COMMUNE in one.levels for one in procedures.values()) == 57


def test_every_code_of_the_national_catalogue_survives_yaml(real_data: Path) -> None:
    lines = (real_data / "national-catalogue" / "catalogue-2026-07.jsonl").read_text("utf-8")
    codes = [json.loads(line)["code"] for line in lines.splitlines()]
    assert parse_yaml("".join(f"- {code}\n" for code in codes), "a.yaml") == [
        code.strip() for code in codes
    ]
    assert parse_yaml(dump_yaml(list(codes)), "a.yaml") == codes
