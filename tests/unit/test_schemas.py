import json
import subprocess
import sys
from typing import Any, TypeAlias

import pytest
from jsonschema import Draft202012Validator

from qmskit import InvalidInputError, UnknownNameError, schema_names, schema_text
from qmskit.readers.schemas import parse_record

# Code, line, column and path of a problem.
Place: TypeAlias = tuple[str, int, int, str]

SOURCE = "{text: Thử, standing: observed}"

# One file of every kind that holds no more than it must.
SMALLEST = {
    "answers": "agency: {name: Ủy ban nhân dân xã A}\nprocedures: [a.json]\n",
    "calendar": "whole_years: []\n",
    "catalogue": "code: 1.000170\nname: Thử\n",
    "codes": "pattern: QT {number}\ndocuments: {1.000170: QT 01}\n",
    "distribution": "e_office: yes\n",
    "document": f"id: thu\ntitle: Thử\nframe: a.docx\nsource: {SOURCE}\n",
    "framework": f"""\
id: thu
version: "1"
name: Thử
source: {SOURCE}
standard: ISO
code_pattern: QT {{number}}
agency_types:
  - {{id: commune, name: Xã, level: commune, code_level: CX, head_role: head,
     obligation: encouraged, source: {SOURCE}}}
signatures: {{drafter: drafter, reviewer: reviewer}}
kinds: [procedure.md]
""",
    "framework-deadlines": f"""\
deadlines:
  - {{id: thu-2020/1.a, name: Thử, months: 3, shifts: [], source: {SOURCE}, counting: {SOURCE}}}
proposals:
  {{names: [], others: {SOURCE}, compensatory: {SOURCE}, swapped: {SOURCE}, worked: {SOURCE}}}
working_time:
  hours_a_day: 8
  source: {SOURCE}
  counting:
    first-day: {SOURCE}
    hours: {SOURCE}
    months: {SOURCE}
    rest-at-the-end: {SOURCE}
    out-of-hours: {SOURCE}
    same-day: {SOURCE}
    parts-of-days: {SOURCE}
    end-of-day: {SOURCE}
""",
    "framework-law": f"""\
legal_sources:
  - number: 01/2020/TT-DT
    title: Thử
    citation: Thông tư số 01/2020/TT-DT
    source: {SOURCE}
""",
    "framework-outline": f"""\
id: cu
version: "1"
name: Mô hình cũ
standard: TCVN
source: {SOURCE}
ids: {{}}
""",
    "framework-profiles": f"""\
revision_tables:
  r1:
    - {{value: number, title: STT, width: 12}}
profiles:
  - id: thu
    name: Thử
    source: {SOURCE}
    item_style: letters
    sign_block: decision
    revision_table: r1
    items:
      - {{id: fees, title: Phí, parts: [fees]}}
    step_columns:
      - {{value: number, title: STT, width: 12}}
    record_columns:
      - {{value: number, title: STT, width: 12}}
    titles: {{document: QUY TRÌNH}}
""",
    "framework-publication": f"""\
owners: {{ministry: Bộ, province: Tỉnh, agency: Xã}}
stages:
  - {{id: update, name: cập nhật, owner: agency, source: {SOURCE}}}
origins:
  - {{id: luat, name: luật, symbols: [QH], stages: [update], clock: có, source: {SOURCE}}}
""",
    "framework-records": f"records:\n  - source: {SOURCE}\n    records:\n      - name: Sổ\n",
    "framework-renames": f"""\
replaces: {{id: cu, version: "1"}}
source: {SOURCE}
renames: {{}}
""",
    "framework-roles": f"""\
roles:
  - id: head
    labels:
      - {{name: Chủ tịch, effective: 01/7/2025, source: {SOURCE}}}
""",
    "framework-sample": f"""\
agency: {{type: commune, name: Ủy ban nhân dân xã A}}
staff: []
day: 2026-11-22
source: {SOURCE}
""",
    "framework-workflows": f"""\
workflows:
  - id: general
    name: Chung
    source: {SOURCE}
    steps:
      - {{role: head, action: Ký, share: 1}}
""",
    "law-draft": "legal_texts:\n  - title: Luật Thử\n",
    "law-events": f"events:\n  - {{id: thu, text: 01/2020/TT-DT, source: {SOURCE}}}\n",
    "law-register": f"""\
legal_texts:
  - number: 01/2020/TT-DT
    source: {SOURCE}
""",
    "pack": f"""\
id: goi
version: "1"
name: Gói thử
extends: {{id: thu, version: "1"}}
source: {SOURCE}
""",
    "province": "code: 1.000170\n",
    "qms": """\
format: 1
framework: {id: qd101-2019, version: "1"}
agency: {type: commune, name: Ủy ban nhân dân xã A}
""",
    "revisions": "revisions: {}\n",
    "staff": "staff: []\n",
    "system": 'risks:\n  - {id: R01, drop: "yes"}\n',
    "workflow": """\
procedures: [1.000170]
standing: agency
steps:
  - {role: head, action: Ký}
""",
}


def needed(schema: str) -> set[str]:
    return set(json.loads(schema_text(schema)).get("required", ()))


def refused(text: str, schema: str) -> list[Place]:
    with pytest.raises(InvalidInputError) as caught:
        parse_record(text, schema, "a.yaml")
    return [(one.code, one.where.line, one.where.column, one.where.path)
            for one in caught.value.problems]  # fmt: skip


def test_every_kind_of_file_is_known_here() -> None:
    assert tuple(SMALLEST) == schema_names()


@pytest.mark.parametrize("name", schema_names())
def test_schemas_are_valid(name: str) -> None:
    schema: dict[str, Any] = json.loads(schema_text(name))
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:qmskit:schema:{name}"
    assert schema["title"]


@pytest.mark.parametrize(("name", "text"), SMALLEST.items(), ids=SMALLEST)
def test_the_smallest_file_of_a_kind_is_accepted(name: str, text: str) -> None:
    record = parse_record(text, name, "a.yaml")
    assert set(record.tree) >= needed(name)


@pytest.mark.parametrize("name", schema_names())
def test_an_empty_file_is_refused(name: str) -> None:
    assert refused("", name) == [("QMS103", 1, 1, "")]


@pytest.mark.parametrize("name", schema_names())
def test_a_list_is_refused(name: str) -> None:
    assert refused("- a\n", name) == [("QMS103", 1, 1, "")]


@pytest.mark.parametrize(("name", "text"), SMALLEST.items(), ids=SMALLEST)
def test_a_misspelt_key_is_shown_where_it_stands(name: str, text: str) -> None:
    line = text.count("\n") + 1
    assert refused(f"{text}nmae: a\n", name) == [("QMS102", line, 1, "nmae")]


@pytest.mark.parametrize("name", [name for name in SMALLEST if needed(name)])
def test_every_needed_key_is_asked_for_at_once(name: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_record("# trống\n{}\n", name, "a.yaml")
    assert {(one.code, one.where.line) for one in caught.value.problems} == {("QMS101", 2)}
    asked = {key for key in needed(name) for one in caught.value.problems if key in one.message}
    assert asked == needed(name)
    assert len(caught.value.problems) == len(needed(name))


CATALOGUE = SMALLEST["catalogue"]
WORKFLOW = "procedures: [1.000170]\nstanding: agency\nsteps:\n  - role: head\n    action: Ký\n"

BAD: dict[str, tuple[str, str, list[Place]]] = {
    "distribution: no copies": (
        "distribution", "desks:\n  - {id: mot-cua, name: Một cửa, copies: 0}\n",
        [("QMS104", 2, 34, "desks[0].copies")]),
    "distribution: no desks": ("distribution", "desks: []\n", [("QMS101", 1, 1, "desks")]),
    "answers: no name": ("answers", "agency: {type: commune}\n", [("QMS101", 1, 1, "agency")]),
    "answers: no sources in the list": ("answers", "procedures: []\n",
                                        [("QMS101", 1, 1, "procedures")]),
    "answers: sign block": ("answers", "layout:\n  sign_block: stamp\n",
                            [("QMS104", 2, 3, "layout.sign_block")]),
    "answers: yes or no": ("answers", "all: maybe\n", [("QMS104", 1, 1, "all")]),
    "catalogue: short code": ("catalogue", "code: 1.00017\nname: a\n", [("QMS104", 1, 1, "code")]),
    "catalogue: code of the old portal": ("catalogue", "code: 1.014955-Xoa\nname: a\n",
                                          [("QMS104", 1, 1, "code")]),
    "catalogue: blank name": ("catalogue", 'code: 1.000170\nname: " "\n',
                              [("QMS104", 2, 1, "name")]),
    "catalogue: field of two lines": ("catalogue", CATALOGUE + "field: |\n  a\n  b\n",
                                      [("QMS104", 3, 1, "field")]),
    "catalogue: level": ("catalogue", CATALOGUE + "levels: [commune, district]\n",
                         [("QMS104", 3, 19, "levels[1]")]),
    "catalogue: day": ("catalogue", CATALOGUE + "updated: 31/02/2026\n",
                       [("QMS104", 3, 1, "updated")]),
    "catalogue: limit without unit": (
        "catalogue", CATALOGUE + "channels:\n  - method: direct\n    limit: {value: 5}\n",
        [("QMS105", 5, 5, "channels[0].limit")]),
    "catalogue: unit": (
        "catalogue", CATALOGUE + "variants:\n  - name: a\n    limit: {value: 5, unit: week}\n",
        [("QMS104", 5, 23, "variants[0].limit.unit")]),
    "catalogue: amounts": (
        "catalogue",
        CATALOGUE + "channels:\n  - method: direct\n    fees:\n"
        "      - {kind: fee, amount: 8.00.000}\n      - {kind: tax, amount: -1}\n",
        [("QMS104", 6, 21, "channels[0].fees[0].amount"),
         ("QMS104", 7, 10, "channels[0].fees[1].kind"),
         ("QMS104", 7, 21, "channels[0].fees[1].amount")]),
    "catalogue: basis without number and title": (
        "catalogue", CATALOGUE + "legal_bases:\n  - {}\n", [("QMS105", 4, 5, "legal_bases[0]")]),
    "catalogue: papers are a text": ("catalogue", CATALOGUE + "dossier: Tờ khai\n",
                                     [("QMS103", 3, 1, "dossier")]),
    "calendar: a day off without source": (
        "calendar", "days_off:\n  - {day: 2027-02-04, name: Tết, kind: holiday}\n",
        [("QMS101", 2, 5, "days_off[0]")]),
    "calendar: weekday": (
        "calendar", f"weekend:\n  days: [saturday, chủ nhật]\n  source: {SOURCE}\n",
        [("QMS104", 2, 20, "weekend.days[1]")]),
    "calendar: hour": (
        "calendar", f"cut_off:\n  hour: 16h00\n  source: {SOURCE}\n",
        [("QMS104", 2, 3, "cut_off.hour")]),
    "catalogue: a list where a text belongs": ("catalogue", "code: 1.000170\nname: [a]\n",
                                               [("QMS103", 2, 1, "name")]),
    "codes: procedure code": ("codes", "pattern: QT {number}\ndocuments:\n  1.17: QT 01\n",
                              [("QMS102", 3, 3, "documents.1.17")]),
    "codes: no code": ("codes", "pattern: QT {number}\ndocuments:\n  1.000170:\n",
                       [("QMS104", 3, 3, "documents.1.000170")]),
    "document: a path": ("document", f"id: a\ntitle: b\nframe: ../a.docx\nsource: {SOURCE}\n",
                         [("QMS104", 3, 1, "frame")]),
    "document: no standing": ("document", "id: a\ntitle: b\nframe: c.docx\nsource: {text: d}\n",
                              [("QMS101", 4, 1, "source")]),
    "framework: no kinds": ("framework", SMALLEST["framework"].replace("[procedure.md]", "[]"),
                            [("QMS101", 11, 1, "kinds")]),
    "framework: level": (
        "framework", SMALLEST["framework"].replace("level: commune", "level: district"),
        [("QMS104", 8, 29, "agency_types[0].level")]),
    "framework-deadlines: no months": (
        "framework-deadlines", SMALLEST["framework-deadlines"].replace("months: 3", "months: 0"),
        [("QMS104", 2, 35, "deadlines[0].months")]),
    "framework-deadlines: a way of counting without source": (
        "framework-deadlines",
        SMALLEST["framework-deadlines"].replace(f"    hours: {SOURCE}\n", ""),
        [("QMS101", 8, 3, "working_time.counting")]),
    "framework-law: no source": (
        "framework-law", "legal_sources:\n  - {number: a, title: b, citation: c}\n",
        [("QMS101", 2, 5, "legal_sources[0]")]),
    "framework-profiles: style": (
        "framework-profiles",
        SMALLEST["framework-profiles"].replace("item_style: letters", "item_style: roman"),
        [("QMS104", 8, 5, "profiles[0].item_style")]),
    "framework-profiles: width": (
        "framework-profiles",
        SMALLEST["framework-profiles"].replace("width: 12}\nprofiles", "width: wide}\nprofiles"),
        [("QMS104", 3, 35, "revision_tables.r1[0].width")]),
    "framework-records: no records": (
        "framework-records", f"records:\n  - source: {SOURCE}\n    records: []\n",
        [("QMS101", 3, 5, "records[0].records")]),
    "framework-roles: label without day": (
        "framework-roles",
        f"roles:\n  - id: head\n    labels:\n      - {{name: a, source: {SOURCE}}}\n",
        [("QMS101", 4, 9, "roles[0].labels[0]")]),
    "framework-roles: capital in an id": (
        "framework-roles", SMALLEST["framework-roles"].replace("id: head", "id: Head"),
        [("QMS104", 2, 5, "roles[0].id")]),
    "framework-workflows: share": (
        "framework-workflows", SMALLEST["framework-workflows"].replace("share: 1", "share: -1"),
        [("QMS104", 6, 34, "workflows[0].steps[0].share")]),
    "province: workflow without decision": (
        "province",
        "code: 1.000170\nworkflow:\n  steps:\n    - {role: head, action: Ký}\n",
        [("QMS101", 2, 1, "workflow")]),
    "province: channel of a fee": (
        "province", "code: 1.000170\nfees:\n  - {text: a, method: fax}\n",
        [("QMS104", 3, 15, "fees[0].method")]),
    "qms: format of the future": ("qms", SMALLEST["qms"].replace("format: 1", "format: 3"),
                                  [("QMS104", 1, 1, "format")]),
    "qms: agency without a name": (
        "qms", 'format: 1\nframework: {id: a, version: "1"}\nagency:\n  type: commune\n',
        [("QMS101", 3, 1, "agency")]),
    "revisions: number": (
        "revisions", "revisions:\n  QT 01:\n    - {issue: một, revision: 0}\n",
        [("QMS104", 3, 8, "revisions.QT 01[0].issue")]),
    "revisions: none": ("revisions", "revisions:\n  QT 01: []\n",
                        [("QMS101", 2, 3, "revisions.QT 01")]),
    "staff: no role": ("staff", "staff:\n  - person: A\n", [("QMS101", 2, 5, "staff[0]")]),
    "staff: day": ("staff", "staff:\n  - role: head\n    since: hôm qua\n",
                   [("QMS104", 3, 5, "staff[0].since")]),
    "workflow: no steps": ("workflow", "procedures: [1.000170]\nstanding: agency\nsteps: []\n",
                           [("QMS101", 3, 1, "steps")]),
    "workflow: standing": ("workflow", WORKFLOW.replace("agency", "signed"),
                           [("QMS104", 2, 1, "standing")]),
    "workflow: id of a case": (
        "workflow", WORKFLOW + "    limits:\n      Có xác minh: {value: 1, unit: day}\n",
        [("QMS102", 7, 7, "steps[0].limits.Có xác minh")]),
    "workflow: form outside the folder": (
        "workflow", WORKFLOW + "attachments:\n  - {title: a, file: ../b.md}\n",
        [("QMS104", 7, 16, "attachments[0].file")]),
    "workflow: several at once": (
        "workflow",
        "procedures: [1.17]\nstanding: agency\nsteps:\n  - role: head\n    acton: Ký\n",
        [("QMS101", 4, 5, "steps[0]"), ("QMS102", 5, 5, "steps[0].acton"),
         ("QMS104", 1, 14, "procedures[0]")]),
}  # fmt: skip


@pytest.mark.parametrize(("schema", "text", "expected"), BAD.values(), ids=BAD)
def test_what_a_schema_refuses_has_its_place(schema: str, text: str, expected: list[Place]) -> None:
    assert sorted(refused(text, schema)) == expected


def test_the_advice_names_what_would_be_right() -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_record("code: 1.17\nname: a\nfiled: b\n", "catalogue", "a.yaml")
    wrong_code, unknown = caught.value.problems
    assert "1.001193" in wrong_code.fix
    assert "field" in unknown.fix


def test_a_very_long_line_is_checked_in_short_time() -> None:
    program = (
        "from qmskit.readers.schemas import parse_record\n"
        "text = 'code: 1.000170\\nname: a\\nfield: |\\n  ' + 'a' * 60000 + '\\n  b\\n'\n"
        "try:\n    parse_record(text, 'catalogue', 'a.yaml')\n"
        "except Exception as error:\n    print(type(error).__name__)\n"
    )
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=5, check=True
    )
    assert done.stdout.strip() == "InvalidInputError"


def test_an_unknown_schema_is_an_unknown_name() -> None:
    with pytest.raises(UnknownNameError) as caught:
        schema_text("procedure")
    assert caught.value.name == "procedure"
    assert caught.value.known == schema_names()
