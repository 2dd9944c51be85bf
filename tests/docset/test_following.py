"""What an update carries through: events, doubtful workflows, proposals, revisions, the scope."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import qmskit
from qmskit.cli import main
from qmskit.control.law_changes import changes_recorded
from qmskit.model.announcements import ChangeKind
from qmskit.model.dated import Standing
from qmskit.model.publication import StageRecord
from qmskit.model.times import TimeUnit, total
from tests import released
from tests.changing import (
    BESIDE,
    LAW,
    OTHER,
    OWN,
    decision,
    newer,
    replacing,
    row,
    two_procedures,
    updated,
    verdicts,
)
from tests.docset.running import DAY, digests
from tests.trees import CODE, TINY, write_tree

LIMITS = "03 ngày làm việc | 02 ngày làm việc"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set of two procedures; the first has a workflow of the agency's own."""
    return two_procedures(tmp_path / "set")


def entry_details(folder: Path) -> dict[str, object]:
    return dict(qmskit.log(folder).entries[-1].details.tree)


def test_a_verdict_for_every_file_concerned(folder: Path, tmp_path: Path) -> None:
    sources = [newer(tmp_path / "in", 3), newer(tmp_path / "in", 3, "01/2020/TT-DT", OTHER)]
    assert verdicts(updated(folder, *sources)) == {
        f"catalogue/{CODE}.yaml": "changed",
        f"catalogue/{OTHER}.yaml": "unchanged",
        "law/events.yaml": "new",
        OWN: "suspect",
        f"workflows/{OTHER}.proposed.yaml": "unchanged",
    }


def test_the_same_update_again_writes_no_line(folder: Path, tmp_path: Path) -> None:
    source = newer(tmp_path / "in", 2)
    updated(folder, source)
    before = digests(folder)
    assert updated(folder, source).pending == ()
    assert digests(folder) == before
    assert main(["update", str(folder), str(source), "--dry-run"]) == 0


def test_a_text_only_the_newer_record_cites_makes_an_event(folder: Path, tmp_path: Path) -> None:
    updated(folder, newer(tmp_path / "in", 2))
    (event,) = qmskit.load(folder).law_events.events
    assert (event.id, event.text, event.origin) == ("nq-cp-66-18-2026", LAW, "central-text")
    assert (event.procedures, event.effective, event.stages) == ((CODE,), None, ())
    assert event.source.standing is Standing.SECONDARY
    recorded = changes_recorded(qmskit.log(folder).entries)
    assert list(recorded.events) == [("nq-cp-66-18-2026", CODE)]
    assert recorded.suspects == (CODE,)


def test_an_editorial_change_makes_no_event_and_no_doubt(folder: Path, tmp_path: Path) -> None:
    record = TINY[f"catalogue/{CODE}.yaml"] + "decision: {number: 5/QĐ-BTP}\n"
    updated(folder, write_tree(tmp_path / "in", {"a.yaml": record}))
    assert qmskit.load(folder).law_events.events == ()
    assert qmskit.load(folder).suspects == ()


TOLD = qmskit.LawChange(
    LAW,
    date(2026, 5, 18),
    qmskit.Decision("1077/QĐ-BXD", date(2026, 6, 29)),
    qmskit.Decision("77/QĐ-UBND", date(2026, 7, 20)),
)
STAGES = (
    StageRecord("ministry", "1077/QĐ-BXD", date(2026, 6, 29)),
    StageRecord("province-list", "77/QĐ-UBND", date(2026, 7, 20)),
)


def test_what_somebody_tells_of_the_law_is_recorded(folder: Path, tmp_path: Path) -> None:
    updated(folder, newer(tmp_path / "in", 2), law=TOLD)
    (event,) = qmskit.load(folder).law_events.events
    assert (event.effective, event.stages) == (date(2026, 5, 18), STAGES)
    assert event.source.standing is Standing.UNVERIFIED


def test_a_known_event_gets_only_what_is_missing(folder: Path, tmp_path: Path) -> None:
    own = (
        f"events:\n  # của xã\n  - id: cua-xa\n    text: {LAW}\n    stages:\n"
        "      - {stage: ministry, number: 9/QĐ-BXD, on: 2026-06-01}  # đã tra\n"
        "    source: {text: Công báo, standing: quoted}\n"
    )
    write_tree(folder, {"law/events.yaml": own})
    source = newer(tmp_path / "in", 2)
    plan = updated(folder, source, law=TOLD)
    assert [one.code for one in plan.remarks] == ["QMS862"]
    (event,) = qmskit.load(folder).law_events.events
    ministry = StageRecord("ministry", "9/QĐ-BXD", date(2026, 6, 1))
    assert (event.id, event.procedures) == ("cua-xa", (CODE,))
    assert event.stages == (ministry, STAGES[1])
    text = (folder / "law/events.yaml").read_text(encoding="utf-8")
    letters = iter(text)
    assert all(letter in letters for letter in own)
    assert updated(folder, source, law=TOLD).pending == ()


def test_lines_for_a_file_that_takes_none_are_told(folder: Path, tmp_path: Path) -> None:
    # Lines that end as nobody writes them any more: pieces cannot be put between them.
    own = (
        f"events:\r  - id: cua-xa\r    text: {LAW}\r    source:\r      text: Công báo\r"
        "      standing: quoted\r  - {id: khac, text: 1/2026/NĐ-CP, source: {text: Công báo, "
        "standing: quoted}}\r"
    )
    write_tree(folder, {"law/events.yaml": own})
    plan = updated(folder, newer(tmp_path / "in", 2))
    assert [one.code for one in plan.remarks] == ["QMS864"]
    assert CODE in plan.remarks[0].fix
    assert (folder / "law/events.yaml").read_bytes() == own.encode()


WRONG = {
    "a kind nobody knows": (qmskit.LawChange("99/QĐ-UBND"), ["QMS860"]),
    "a stage its way does not have": (
        qmskit.LawChange("5/2026/NQ-HĐND", ministry=TOLD.ministry), ["QMS860"]),
}  # fmt: skip


@pytest.mark.parametrize(("law", "codes"), WRONG.values(), ids=WRONG)
def test_a_law_that_cannot_be_recorded_stops_the_update(
    folder: Path, tmp_path: Path, law: qmskit.LawChange, codes: list[str]
) -> None:
    before = digests(folder)
    with pytest.raises(qmskit.InvalidInputError) as caught:
        updated(folder, newer(tmp_path / "in", 2), law=law)
    assert [one.code for one in caught.value.problems] == codes
    assert digests(folder) == before


def test_a_law_without_a_procedure_that_changes_is_told_and_not_recorded(folder: Path) -> None:
    plan = updated(folder, folder / "catalogue", law=TOLD)
    assert [one.code for one in plan.remarks] == ["QMS863"]
    assert plan.pending == ()


def test_a_province_s_reduction_alone_makes_an_event_without_a_term(
    folder: Path, tmp_path: Path
) -> None:
    source = decision(tmp_path / "in", row(CODE, "modified", context_times=LIMITS))
    plan = updated(folder, source)
    (event,) = qmskit.load(folder).law_events.events
    assert (event.origin, event.text) == ("province-reduction", "77/QĐ-UBND")
    assert event.effective == date(2026, 10, 1)
    assert verdicts(plan)[OWN] == "suspect"
    assert verdicts(plan)[BESIDE] == "new"


def test_a_decision_among_the_sources_fills_its_stage(folder: Path, tmp_path: Path) -> None:
    listed = decision(tmp_path / "qd", row(CODE, "modified", context_times="02 ngày làm việc"))
    updated(folder, newer(tmp_path / "in", 2), listed)
    (event,) = qmskit.load(folder).law_events.events
    assert event.text == LAW
    assert event.stages == (StageRecord("province-list", "77/QĐ-UBND", date(2026, 10, 1)),)


# Days of the new limit, working hours proposed for each step or None.
RESCALED = {
    "shorter": (2, [4, 8, 4]),
    "in hours": (1, [2, 5, 1]),
    "longer": (8, [12, 44, 8]),
    "the same": (3, None),
}


@pytest.mark.parametrize(("days", "hours"), RESCALED.values(), ids=RESCALED)
def test_steps_are_proposed_beside_with_times_for_the_new_limit(
    folder: Path, tmp_path: Path, days: int, hours: list[int] | None
) -> None:
    own = (folder / OWN).read_bytes()
    updated(folder, newer(tmp_path / "in", days))
    assert (folder / OWN).read_bytes() == own
    assert qmskit.load(folder).workflow_of(CODE) == qmskit.load(folder).workflows[CODE]
    assert (folder / BESIDE).exists() is (hours is not None)
    if hours:
        qmset = qmskit.load(folder)
        qmskit.confirm(qmset, [CODE], qmskit.Confirming("Nguyễn Văn Thử", DAY, takes_proposal=True))
        taken = qmskit.load(folder).workflows[CODE]
        limits = [step.limit() for step in taken.steps]
        assert [one.working_hours for one in limits if one] == hours
        assert sum(hours) == days * 8


def test_a_proposal_somebody_touched_is_kept(folder: Path, tmp_path: Path) -> None:
    updated(folder, newer(tmp_path / "in", 2))
    with (folder / BESIDE).open("a", encoding="utf-8") as file:
        file.write("# của xã\n")
    touched = (folder / BESIDE).read_bytes()
    plan = updated(folder, newer(tmp_path / "in", 1))
    assert verdicts(plan)[BESIDE] == "kept"
    assert (folder / BESIDE).read_bytes() == touched


def test_an_untouched_proposal_beside_follows_the_next_change(folder: Path, tmp_path: Path) -> None:
    updated(folder, newer(tmp_path / "in", 2))
    first = (folder / BESIDE).read_bytes()
    assert verdicts(updated(folder, newer(tmp_path / "in", 1)))[BESIDE] == "changed"
    assert (folder / BESIDE).read_bytes() != first


def test_a_word_file_edited_by_hand_is_kept_and_named(folder: Path, tmp_path: Path) -> None:
    qmskit.build(qmskit.load(folder), as_of=DAY, out=folder / "_build")
    edited = sorted((folder / "_build").rglob("*.docx"))
    for path in edited:
        path.write_bytes(path.read_bytes() + b" ")
    before = digests(folder / "_build")
    plan = updated(folder, newer(tmp_path / "in", 2))
    kept = [one for one in plan.changes if one.verdict == "kept"]
    assert {one.path for one in kept} == {
        path.relative_to(folder).as_posix() for path in edited if "QT-01" in path.name
    }
    assert "(bản mới)" in kept[0].summary[0]
    assert digests(folder / "_build") == before


def test_a_repealed_procedure_leaves_the_scope(folder: Path, tmp_path: Path) -> None:
    codes = qmskit.load(folder).codes.documents
    source = decision(tmp_path / "in", row(CODE, "repealed"))
    plan = updated(folder, source)
    after = qmskit.load(folder)
    assert list(after.procedures) == [OTHER]
    assert after.codes.documents == codes
    assert (folder / "removed" / CODE / OWN).exists()
    assert {one.code for one in plan.remarks} == {"QMS337"}
    assert entry_details(folder) == {"removed": [CODE]}
    assert updated(folder, source).pending == ()


def test_a_text_that_ends_a_procedure_makes_an_event_of_its_own(
    folder: Path, tmp_path: Path
) -> None:
    law = qmskit.LawChange(LAW, date(2026, 5, 18))
    sources = (decision(tmp_path / "in", row(CODE, "repealed")), newer(tmp_path, 2, code=OTHER))
    updated(folder, *sources, law=law)
    found = qmskit.load(folder).law_events.events
    assert {(one.kind, one.procedures) for one in found} == {
        (ChangeKind.AMENDED, (OTHER,)),
        (ChangeKind.REPEALED, (CODE,)),
    }
    assert len({one.id for one in found}) == 2
    assert updated(folder, *sources, law=law).pending == ()


def test_the_last_procedures_stay(folder: Path, tmp_path: Path) -> None:
    before = digests(folder)
    rows = (row(CODE, "repealed"), row(OTHER, "repealed"))
    plan = updated(folder, decision(tmp_path / "in", *rows))
    assert [one.code for one in plan.remarks] == ["QMS335", "QMS323", "QMS323"]
    assert digests(folder) == before


def test_a_shared_workflow_is_not_broken(folder: Path, tmp_path: Path) -> None:
    (folder / f"workflows/{OTHER}.proposed.yaml").unlink()
    shared = TINY[OWN].replace(f"  - {CODE}\n", f"  - {CODE}\n  - {OTHER}\n")
    write_tree(folder, {OWN: shared})
    plan = updated(folder, decision(tmp_path / "in", row(CODE, "repealed")))
    assert [one.code for one in plan.remarks] == ["QMS334", "QMS323"]
    assert plan.pending == ()


NEW = "1.000190"


@pytest.mark.parametrize("is_at_hand", [True, False])
def test_a_replaced_procedure_makes_room_for_the_new_one(
    folder: Path, tmp_path: Path, *, is_at_hand: bool
) -> None:
    name = "Thủ tục cấp giấy xác nhận khác"
    record = TINY[f"catalogue/{CODE}.yaml"].replace(CODE, NEW)
    record = record.replace("Thủ tục cấp giấy xác nhận dùng thử", name)
    replaced = replacing(tmp_path / "78.docx", CODE, NEW, name)
    source = write_tree(tmp_path / "in", {"a.yaml": record}) / "a.yaml"
    sources = [replaced, source] if is_at_hand else [replaced]
    plan = updated(folder, *sources)
    after = qmskit.load(folder)
    assert list(after.procedures) == [OTHER, *([NEW] if is_at_hand else [])]
    assert ("QMS865" in {one.code for one in plan.remarks}) is not is_at_hand
    if is_at_hand:
        assert after.codes.documents[NEW] not in {
            after.codes.documents[one] for one in (CODE, OTHER)
        }
        assert entry_details(folder) == {"added": [NEW], "removed": [CODE]}
    assert updated(folder, *sources).pending == ()


def issued(tmp_path: Path) -> tuple[Path, Path]:
    """Return a set with two releases, and a newer record of one of its procedures."""
    folder = released.released_set(tmp_path / "xa")
    text = (folder / "catalogue/2.001406.yaml").read_text(encoding="utf-8")
    assert "legal_bases:\n" in text
    cited = f"legal_bases:\n  - {{number: {LAW}, title: Nghị quyết dùng thử}}\n"
    record = text.replace("legal_bases:\n", cited)
    return folder, write_tree(tmp_path / "in", {"a.yaml": record}) / "a.yaml"


def test_an_issued_document_gets_the_row_of_its_revision(tmp_path: Path) -> None:
    folder, source = issued(tmp_path)
    updated(folder, source)
    rows = qmskit.load(folder).revisions
    last = rows[released.AMENDED][-1]
    assert (last.issue, last.revision, last.issued, last.basis) == (1, 2, None, LAW)
    assert last.summary.startswith(f"Thực hiện {LAW}: căn cứ bổ sung")
    assert all(one[-1].issued for code, one in rows.items() if code != released.AMENDED)
    approval = qmskit.Approval(qmskit.SignatureRole.DRAFTER, released.DRAFTER, released.TODAY)
    # Nobody signs under a workflow that nobody has looked at since its procedure changed.
    with pytest.raises(qmskit.InvalidInputError, match="QMS759"):
        qmskit.approve(qmskit.load(folder), [released.AMENDED], approval, act=released.ACT)
    confirming = qmskit.Confirming(released.DRAFTER, released.TODAY)
    qmskit.confirm(qmskit.load(folder), ["2.001406"], confirming, act=released.ACT)
    qmskit.approve(qmskit.load(folder), [released.AMENDED], approval, act=released.ACT)
    signed = qmskit.load(folder).revisions[released.AMENDED][-1]
    assert (signed.summary, signed.basis) == (last.summary, last.basis)
    assert signed.part


def test_a_row_somebody_wrote_is_kept(tmp_path: Path) -> None:
    folder, source = issued(tmp_path)
    rows = (folder / "revisions.yaml").read_text(encoding="utf-8")
    at = rows.index(f"  {released.AMENDED}:")
    end = rows.find("\n  QT", at + 1)
    own = "\n    - issue: 1\n      revision: 2\n      summary: Của xã"
    end = len(rows.rstrip()) if end < 0 else end
    write_tree(folder, {"revisions.yaml": rows[:end] + own + (rows[end:] or "\n")})
    plan = updated(folder, source)
    last = qmskit.load(folder).revisions[released.AMENDED][-1]
    assert (last.summary, last.basis) == ("Của xã", LAW)
    assert [one.code for one in plan.remarks] == ["QMS867"]


def test_a_real_change_of_a_national_record(real_data: Path, tmp_path: Path) -> None:
    codes = ("1.013225", "1.013226", "1.013227", "1.013229", "1.013233", "1.001193")
    old, new = (
        tuple(str(next((real_data / name).rglob(f"{code}*.json"))) for code in codes)
        for name in ("portal-page-2026-06", "portal-api-2026-07")
    )
    commune = qmskit.Agency("commune", "Ủy ban nhân dân xã A")
    folder = tmp_path / "set"
    qmskit.new(folder, qmskit.Answers(commune, old, codes=codes))
    write_tree(folder, {"staff.yaml": TINY["staff.yaml"]})
    asked = qmskit.Confirming("Nguyễn Văn Thử", date(2026, 5, 4))
    qmskit.confirm(qmskit.load(folder), ["1.013225", "1.013226"], asked)
    law = qmskit.LawChange(LAW, date(2026, 5, 18))
    qmskit.update(qmskit.load(folder), new, as_of=DAY, law=law)
    after = qmskit.load(folder)
    (event,) = after.law_events.events
    assert event.procedures == ("1.013225", "1.013226", "1.013229")
    assert event.stages == (StageRecord("ministry", "1077/QĐ-BXD", date(2026, 6, 29)),)
    assert after.suspects == ("1.013225", "1.013226")
    takes = replace(asked, takes_proposal=True, on=DAY)
    qmskit.confirm(after, ["1.013225", "1.013226"], takes)
    for code, value, unit in (
        ("1.013225", 10, TimeUnit.WORKING_DAY), ("1.013226", 9, TimeUnit.DAY)
    ):  # fmt: skip
        steps = qmskit.load(folder).workflows[code].steps
        times = tuple(step.limit() or qmskit.Limit() for step in steps)
        assert total(times) == qmskit.Limit(Decimal(value), unit)
    assert qmskit.load(folder).suspects == ()
