"""`confirm`: a named person confirms workflows or takes proposals."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import qmskit
from qmskit.cli import main
from qmskit.control.ledger import Kind
from tests.changing import BESIDE, LAW, OTHER, OWN, PERSON, newer, two_procedures, updated, verdicts
from tests.docset.running import DAY, digests
from tests.trees import CODE, write_tree

ASKED = qmskit.Confirming(PERSON, DAY)
TAKES = replace(ASKED, takes_proposal=True)
KEEPS = replace(ASKED, keeps_workflow=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return two_procedures(tmp_path / "set")


@pytest.fixture
def doubtful(folder: Path, tmp_path: Path) -> Path:
    """A set whose first procedure got another legal text, and the same limit."""
    updated(folder, newer(tmp_path / "in", 3))
    return folder


@pytest.fixture
def rescaled(folder: Path, tmp_path: Path) -> Path:
    """A set whose first procedure got a shorter limit: a proposal lies beside its workflow."""
    updated(folder, newer(tmp_path / "in", 2))
    return folder


def problems(folder: Path, asked: qmskit.Confirming, *codes: str) -> list[str]:
    before = digests(folder)
    with pytest.raises(qmskit.InvalidInputError) as caught:
        qmskit.confirm(qmskit.load(folder), codes or [CODE], asked)
    assert digests(folder) == before
    return [one.code for one in caught.value.problems]


def test_a_doubtful_workflow_is_told_until_somebody_confirms_it(doubtful: Path) -> None:
    found = [one.code for one in qmskit.check(qmskit.load(doubtful), as_of=DAY)]
    assert found.count("QMS869") == 1
    assert [one.is_suspect for one in qmskit.status(qmskit.load(doubtful), as_of=DAY)].count(
        True
    ) == 1
    before = digests(doubtful)
    plan = qmskit.confirm(qmskit.load(doubtful), [CODE], ASKED)
    assert (plan.pending, len(plan.acts)) == ((), 1)
    entry = qmskit.log(doubtful).entries[-1]
    assert (entry.what, entry.details.text_of("person")) == (Kind.CONFIRM, PERSON)
    assert entry.details.pairs("files") == {
        path: before[path] for path in (f"catalogue/{CODE}.yaml", OWN)
    }
    assert qmskit.load(doubtful).suspects == ()
    assert problems(doubtful, ASKED) == ["QMS868"]
    qmskit.undo(doubtful)
    assert qmskit.load(doubtful).suspects == (CODE,)


def test_a_proposal_alone_becomes_the_agency_s_workflow_byte_by_byte(folder: Path) -> None:
    proposal = folder / f"workflows/{OTHER}.proposed.yaml"
    text = proposal.read_text(encoding="utf-8").replace("steps:", "steps:  # xem kỹ")
    proposal.write_text(text, encoding="utf-8")
    document = qmskit.load(folder).codes.documents[OTHER]
    qmskit.confirm(qmskit.load(folder), [document], ASKED)
    taken = (folder / f"workflows/{OTHER}.yaml").read_text(encoding="utf-8")
    assert taken == text.replace("standing: proposed", "standing: agency")
    assert not proposal.exists()


def test_beside_a_workflow_somebody_says_which_holds(rescaled: Path) -> None:
    own, beside = ((rescaled / path).read_bytes() for path in (OWN, BESIDE))
    assert problems(rescaled, ASKED) == ["QMS861"]
    assert problems(rescaled, replace(TAKES, keeps_workflow=True)) == ["QMS861"]
    qmskit.confirm(qmskit.load(rescaled), [CODE], TAKES)
    assert (rescaled / OWN).read_bytes() == beside.replace(b"proposed", b"agency")
    assert not (rescaled / BESIDE).exists()
    qmskit.undo(rescaled)
    assert (rescaled / BESIDE).read_bytes() == beside
    qmskit.confirm(qmskit.load(rescaled), [CODE], KEEPS)
    assert (rescaled / OWN).read_bytes() == own
    assert not (rescaled / BESIDE).exists()


def test_a_proposal_somebody_touched_does_not_go_when_the_workflow_is_kept(rescaled: Path) -> None:
    with (rescaled / BESIDE).open("a", encoding="utf-8") as file:
        file.write("# của xã\n")
    qmskit.confirm(qmskit.load(rescaled), [CODE], KEEPS)
    assert (rescaled / BESIDE).read_bytes().endswith("# của xã\n".encode())


WRONG = {
    "nobody of that name": (replace(ASKED, person="Trần Thị B"), CODE, ["QMS757", "QMS868"]),
    "no procedure of that code": (ASKED, "9.999999", ["QMS333"]),
    "nothing to confirm": (ASKED, CODE, ["QMS868"]),
    "no proposal to take": (TAKES, CODE, ["QMS861"]),
    "nothing to keep": (KEEPS, OTHER, ["QMS861"]),
}


@pytest.mark.parametrize(("asked", "code", "codes"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_confirmed(
    folder: Path, asked: qmskit.Confirming, code: str, codes: list[str]
) -> None:
    assert problems(folder, asked, code) == codes


def test_deviating_from_the_province_s_workflow_needs_a_reason(
    folder: Path, tmp_path: Path
) -> None:
    own = (folder / OWN).read_text(encoding="utf-8")
    steps = own[own.index("steps:") :].replace("\n", "\n  ").rstrip().removesuffix("# của xã")
    decided = f"code: {CODE}\nworkflow:\n  decision: {{number: 5/QĐ-UBND}}\n  {steps}\n"
    write_tree(folder, {f"province/{CODE}.yaml": decided})
    (folder / OWN).unlink()
    plan = updated(folder, newer(tmp_path / "in", 2))
    assert verdicts(plan)[f"province/{CODE}.yaml"] == "suspect"
    assert problems(folder, TAKES) == ["QMS861"]
    qmskit.confirm(qmskit.load(folder), [CODE], replace(TAKES, reason="Thời hạn mới"))
    after = qmskit.load(folder)
    workflow = after.workflow_of(CODE)
    assert workflow is not None
    assert (workflow.reason, after.suspects) == ("Thời hạn mới", ())


def test_the_command(rescaled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["confirm", str(rescaled), CODE, "--by", PERSON, "--on", "22/11/2026"]
    assert main([*arguments, "--yes"]) == 3
    assert "--take-proposal" in capsys.readouterr().err
    assert main([*arguments, "--take-proposal", "--dry-run"]) == 1
    assert main([*arguments, "--take-proposal", "--yes"]) == 0
    assert f"sửa\t{OWN}" in capsys.readouterr().out
    assert main(["status", str(rescaled), "--as-of", "2026-11-22"]) == 0
    assert "chưa được xác nhận" not in capsys.readouterr().out


def test_what_is_due_names_the_command_that_the_proposal_needs(
    folder: Path, tmp_path: Path
) -> None:
    law = qmskit.LawChange(LAW, date(2026, 5, 18))
    updated(folder, newer(tmp_path / "in", 2), law=law)
    found = qmskit.today(qmskit.load(folder), as_of=DAY)
    (step,) = (one.step for one in found.tasks if CODE in one.procedures)
    assert step.command.startswith("qmskit confirm ")
    assert step.command.endswith(" --take-proposal")
    assert BESIDE in step.todo
