"""`publication.yaml` of a framework and `law/events.yaml` of a set as values."""

import re
from datetime import date
from pathlib import Path

import pytest

from qmskit.documents.doubts import doubts
from qmskit.model.announcements import ChangeKind
from qmskit.model.dated import Source, Standing
from qmskit.model.publication import ChangeEvent, LawEvents, StageRecord
from qmskit.problems import InvalidInputError
from qmskit.readers.bundled import bundled
from qmskit.readers.publication import (
    events_tree,
    law_events,
    publication_rules,
    read_publication,
)
from qmskit.readers.schemas import parse_record
from qmskit.readers.sets import load
from qmskit.readers.trees import dump_yaml

SOURCE = "source: {text: thử, standing: secondary}"
RULES, _PROBLEMS = read_publication(bundled() / "qd101-2019")
TWICE = "[{stage: ministry}, {stage: ministry}]"
NOT_NEEDED = "[{stage: ministry, needed: no, on: 2026-01-01}]"
EVENTS = f"""\
publication_terms: không
events:
  - id: nq-66-18-2026
    text: Nghị quyết số 66.18/2026/NQ-CP
    procedures: [1.013225, 1.013226]
    summary: Rút ngắn thời hạn giải quyết.
    stages:
      - {{stage: ministry, number: Quyết định số 1077/QĐ-BXD, on: 29/6/2026}}
      - {{stage: province-workflow, needed: không}}
    {SOURCE}
  - id: cat-giam
    text: 3500/QĐ-UBND
    origin: province-reduction
    kind: unknown
    effective: 2026-08-30
    shortened: có
    provision: Điều 1
    {SOURCE}
"""


def read(text: str) -> LawEvents:
    return law_events(parse_record(text, "law-events", "law/events.yaml"), RULES)


def test_events_as_values() -> None:
    source = Source("thử", Standing.SECONDARY)
    assert read(EVENTS) == LawEvents(
        (
            ChangeEvent(
                "nq-66-18-2026", "central-text", source, "66.18/2026/NQ-CP",
                procedures=("1.013225", "1.013226"), summary="Rút ngắn thời hạn giải quyết.",
                stages=(StageRecord("ministry", "1077/QĐ-BXD", date(2026, 6, 29)),
                        StageRecord("province-workflow", is_needed=False)),
            ),
            ChangeEvent("cat-giam", "province-reduction", source, "3500/QĐ-UBND", "Điều 1",
                        ChangeKind.UNKNOWN, effective=date(2026, 8, 30), is_shortened=True),
        ),
        counts_publication_terms=False,
    )  # fmt: skip


@pytest.mark.parametrize("text", [EVENTS, EVENTS.replace("publication_terms: không\n", "")])
def test_what_is_written_is_read_back(text: str) -> None:
    assert read(dump_yaml(events_tree(read(text)))) == read(text)


@pytest.mark.parametrize(("rest", "code", "path"), [
    (f"- {{id: a, text: 1/2026/TT-A, {SOURCE}}}\n  - {{id: a, text: 2/2026/TT-A, {SOURCE}}}",
     "QMS815", "events[1].id"),
    (f"- {{id: a, text: 3500/QĐ-UBND, {SOURCE}}}", "QMS817", "events[0].text"),
    (f"- {{id: a, text: 1/2026/TT-A, origin: law, {SOURCE}}}", "QMS817", "events[0].origin"),
    (f"- {{id: a, text: 1/2026/NQ-HĐND, {SOURCE}, stages: [{{stage: ministry}}]}}", "QMS816",
     "events[0].stages[0].stage"),
    (f"- {{id: a, text: 1/2026/TT-A, {SOURCE}, stages: {TWICE}}}",
     "QMS815", "events[0].stages[1].stage"),
    (f"- {{id: a, text: 1/2026/TT-A, {SOURCE}, stages: [{{stage: update, needed: no}}]}}",
     "QMS818", "events[0].stages[0].needed"),
    (f"- {{id: a, text: 1/2026/TT-A, {SOURCE}, stages: {NOT_NEEDED}}}",
     "QMS818", "events[0].stages[0].needed"),
    (f"- {{id: a, {SOURCE}}}", "QMS105", "events[0]"),
    (f"- {{id: a, text: 1/2026/TT-A, procedures: [1.17], {SOURCE}}}", "QMS104",
     "events[0].procedures[0]"),
])  # fmt: skip
def test_events_that_are_refused(rest: str, code: str, path: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(f"events:\n  {rest}\n")
    assert [(one.code, one.where.path) for one in caught.value.problems] == [(code, path)]


@pytest.mark.parametrize(("number", "origin"), [
    ("60/2014/QH13", "central-text"), ("66.18/2026/NQ-CP", "central-text"),
    ("08/2025/TT-BTP", "central-text"), ("10/2013/TTLT-BTTTT-BQP-BCA", "central-text"),
    ("23/2026/NQ-HĐND", "council-resolution"), ("75/2026/QĐ-UBND", "province-text"),
    # Decisions without a year are no legal texts, and neither is this standard.
    ("3500/QĐ-UBND", None), ("TCVN ISO 9001:2015", None), ("12/2026/KH-UBND", None), ("", None),
])  # fmt: skip
def test_the_origin_of_a_text_by_its_number(number: str, origin: str | None) -> None:
    found = RULES.origin_of(number)
    assert (found.id if found else None) == origin


STAGES = f"""\
owners: {{ministry: Bộ, province: Tỉnh, agency: Xã}}
stages:
  - {{id: ministry, name: công bố, owner: ministry, {SOURCE}}}
  - {{id: update, name: cập nhật, owner: agency, {SOURCE}}}
"""


@pytest.mark.parametrize(("stages", "code", "path"), [
    ("[ministry, province, update]", "QMS816", "origins[0].stages[1]"),
    ("[update, ministry]", "QMS819", "origins[0].stages"),
])  # fmt: skip
def test_rules_that_are_refused(stages: str, code: str, path: str) -> None:
    origin = f"{{id: luat, name: luật, symbols: [], stages: {stages}, clock: có, {SOURCE}}}"
    record = parse_record(f"{STAGES}origins:\n  - {origin}\n", "framework-publication", "p.yaml")
    with pytest.raises(InvalidInputError) as caught:
        publication_rules(record)
    assert [(one.code, one.where.path) for one in caught.value.problems] == [(code, path)]


def test_a_term_is_counted_one_way() -> None:
    term = f"{{days: 5, unit: day, before: effective, after: issued, {SOURCE}}}"
    text = STAGES.replace(f"agency, {SOURCE}", f"agency, terms: [{term}], {SOURCE}")
    with pytest.raises(InvalidInputError) as caught:
        parse_record(f"{text}origins: []\n", "framework-publication", "p.yaml")
    assert {one.where.path for one in caught.value.problems} == {"stages[1].terms[0]"}


def test_a_framework_without_rules_says_nothing(tmp_path: Path) -> None:
    found, problems = read_publication(tmp_path)
    assert (dict(found.origins), problems) == ({}, ())


def test_wrong_rules_are_told(tmp_path: Path) -> None:
    (tmp_path / "publication.yaml").write_text("stages: []\n", encoding="utf-8")
    found, problems = read_publication(tmp_path)
    assert (dict(found.stages), {one.code for one in problems}) == ({}, {"QMS101"})


REGISTER = f"""\
legal_texts:
  - number: 19/2014/QĐ-TTg
    expires: 2030-01-01
    {SOURCE}
  - number: 66.18/2026/NQ-CP
    effective: 2026-05-18
    {SOURCE}
"""


def test_a_set_knows_its_texts_and_changes(tiny_set: Path) -> None:
    (tiny_set / "law").mkdir()
    (tiny_set / "law/register.yaml").write_text(REGISTER, encoding="utf-8")
    (tiny_set / "law/events.yaml").write_text(EVENTS, encoding="utf-8")
    found = load(tiny_set)
    decision = found.register.texts["19/2014/QĐ-TTg"]
    assert (decision.effective, decision.expires) == (date(2014, 5, 18), date(2030, 1, 1))
    assert "26/2014/TT-BKHCN" in found.register.texts
    assert [one.id for one in found.law_events.events] == ["nq-66-18-2026", "cat-giam"]


def test_what_is_wrong_in_a_set_is_told_at_once(tiny_set: Path) -> None:
    (tiny_set / "law").mkdir()
    (tiny_set / "law/register.yaml").write_text(REGISTER * 2, encoding="utf-8")
    (tiny_set / "law/events.yaml").write_text("events: [{id: a}]\n", encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load(tiny_set)
    assert {one.where.file for one in caught.value.problems} == {
        "law/register.yaml", "law/events.yaml",
    }  # fmt: skip


def test_a_linked_folder_is_refused(tiny_set: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tiny_set / "law").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InvalidInputError) as caught:
        load(tiny_set)
    assert [one.code for one in caught.value.problems] == ["QMS003"]


def test_examples_of_the_documentation_are_read(tiny_set: Path) -> None:
    page = (Path(__file__).parents[2] / "docs/van-ban-phap-luat.md").read_text(encoding="utf-8")
    register, events = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (tiny_set / "law").mkdir()
    (tiny_set / "law/register.yaml").write_text(register, encoding="utf-8")
    (tiny_set / "law/events.yaml").write_text(events, encoding="utf-8")
    found = load(tiny_set)
    text = found.register.texts["999/2026/NĐ-CP"]
    assert (text.is_temporary, len(text.staged), len(text.relations)) == (True, 2, 1)
    assert [one.origin for one in found.law_events.events] == [
        "central-text", "province-reduction",
    ]  # fmt: skip


def test_a_text_the_agency_checked_is_no_doubt(tiny_set: Path) -> None:
    def doubted() -> bool:
        found = doubts(load(tiny_set), date(2026, 11, 22))
        return any(one.topic == "law" and "101/QĐ-BKHCN" in one.subject for one in found)

    assert doubted()
    (tiny_set / "law").mkdir()
    own = "legal_texts:\n  - {number: 101/QĐ-BKHCN, source: {text: Công báo, standing: quoted}}\n"
    (tiny_set / "law/register.yaml").write_text(own, encoding="utf-8")
    assert not doubted()
