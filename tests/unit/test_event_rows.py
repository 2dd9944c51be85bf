"""Events put into `law/events.yaml`: every other byte stays."""

from dataclasses import replace
from datetime import date

import pytest

from qmskit.model.dated import Source, Standing
from qmskit.model.publication import ChangeEvent, LawEvents, PublicationRules, StageRecord
from qmskit.model.texts import clean
from qmskit.readers.event_rows import with_events
from qmskit.readers.packs import read_framework
from qmskit.readers.publication import law_events
from qmskit.readers.schemas import parse_record

BLOCK = """\
# Theo dõi thay đổi
publication_terms: không   # không tính hạn của bộ
events:
  # Xây dựng
  - id: nd-999
    text: 999/2026/NĐ-CP   # của Chính phủ
    procedures:
      - 1.013225   # cấp mới
    source: {text: Công báo, standing: unverified}
    stages:
      - stage: ministry
        number: 997/QĐ-BXD   # đã xem

# hết
"""
LAYOUTS = {
    "lines": BLOCK,
    "lists in brackets": (
        "events:\n- id: nd-999\n  text: 999/2026/NĐ-CP\n  procedures: [1.013225,]  # cấp mới\n"
        "  stages: [{stage: ministry, number: 997/QĐ-BXD}] # đã xem\n"
        "  source: {text: Công báo, standing: unverified}\n"
    ),
    "an event in braces": (
        "events:\n  - {id: nd-999, text: 999/2026/NĐ-CP, procedures: [1.013225], stages: "
        "[{stage: ministry, number: 997/QĐ-BXD}], source: {text: Công báo, standing: unverified}}\n"
    ),
    "nothing but braces": (
        "{events: [{id: nd-999, text: 999/2026/NĐ-CP, procedures: [1.013225], stages: [{stage: "
        "ministry, number: 997/QĐ-BXD}], source: {text: Công báo, standing: unverified}}]} # x\n"
    ),
    "no end of line": BLOCK.removesuffix("\n\n# hết\n"),
    "Windows lines": BLOCK.replace("\n", "\r\n"),
    "letters apart": BLOCK.replace("Xây dựng", "Xa\u0302y du\u031b\u0323ng\u200b").replace(
        "Công báo", "Co\u0302ng báo"
    ),
}
SOURCE = Source("Công báo", Standing.UNVERIFIED)
KNOWN = ChangeEvent(
    "nd-999",
    "central-text",
    SOURCE,
    "999/2026/NĐ-CP",
    procedures=("1.013225",),
    stages=(StageRecord("ministry", "997/QĐ-BXD"),),
)
FULLER = replace(
    KNOWN,
    procedures=("1.013225", "1.013226"),
    effective=date(2026, 5, 18),
    stages=(
        StageRecord("ministry", "997/QĐ-BXD", date(2026, 6, 29)),
        StageRecord("province-list", "77/QĐ-UBND", date(2026, 7, 20)),
    ),
)
NEW = ChangeEvent("nq-1", "council-resolution", SOURCE, "1/2026/NQ-HĐND", procedures=("1.000170",))


@pytest.fixture(scope="module")
def rules() -> PublicationRules:
    return read_framework("qd101-2019").publication


def read(text: str, rules: PublicationRules) -> LawEvents:
    return law_events(parse_record(clean(text), "law-events", "events.yaml"), rules)


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_events_are_put_in_and_every_other_byte_stays(text: str, rules: PublicationRules) -> None:
    assert read(text, rules).events == (KNOWN,)
    written = with_events(text, rules, [FULLER, NEW])
    assert written is not None
    assert read(written, rules).events == (FULLER, NEW)
    # What was there is there in the same order: only pieces were put in between.
    letters = iter(written)
    assert all(letter in letters for letter in text)
    comments = [line[line.index("#") :] for line in text.splitlines() if "#" in line]
    assert all(comment in written for comment in comments)


@pytest.mark.parametrize("text", ["events: []\n", "# x\nevents: [] # chưa có\n"])
def test_the_first_event_fills_an_empty_list(text: str, rules: PublicationRules) -> None:
    written = with_events(text, rules, [NEW])
    assert written is not None
    assert read(written, rules).events == (NEW,)
    assert written.count("#") == text.count("#")


def test_the_same_events_again_change_no_byte(rules: PublicationRules) -> None:
    once = with_events(BLOCK, rules, [FULLER, NEW])
    assert once is not None
    assert with_events(once, rules, [FULLER, NEW]) == once


def test_an_event_told_with_less_than_the_file_says_is_refused(rules: PublicationRules) -> None:
    assert with_events(BLOCK, rules, [replace(KNOWN, procedures=())]) is None
