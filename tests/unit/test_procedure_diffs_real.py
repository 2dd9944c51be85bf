"""Real records of two portals and printed documents of 2025; what is expected was read by eye."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from qmskit import Procedure, read_procedures
from qmskit.changes.citations import title_key
from qmskit.changes.procedures import applied, catalogue_diff, procedure_diff
from qmskit.model.changes import CatalogueDiff, Change, DiffKind, EditKind, ProcedureDiff
from qmskit.readers.tables.printed_records import read_printed_record

PAGE, API, WORD = "portal-page-2026-06", "portal-api-2026-07", "iso-procedures-2025-07"

Catalogue = Mapping[str, Procedure]


def catalogue(folder: Path) -> Catalogue:
    return {one.procedure.code: one.procedure for one in read_procedures(folder).found}


@pytest.fixture(scope="module")
def page(real_data: Path) -> Catalogue:
    return catalogue(real_data / PAGE)


@pytest.fixture(scope="module")
def api(real_data: Path) -> Catalogue:
    return catalogue(real_data / API)


@pytest.fixture(scope="module")
def months(page: Catalogue, api: Catalogue) -> CatalogueDiff:
    """What became of the procedures of June in July."""
    both = sorted(page.keys() & api.keys())
    return catalogue_diff([page[code] for code in both], [api[code] for code in both])


UNCHANGED = [
    "1.000080", "1.000094", "1.000110", "1.000593", "1.000656", "1.000689", "1.001193", "1.001669",
    "1.004772", "1.004827", "1.004837", "1.004859", "1.004873", "1.005461", "2.000497", "2.000513",
    "2.000522", "2.000528", "2.000547", "2.000635", "2.000748", "2.000779", "2.000986", "2.002516",
]  # fmt: skip

# The page of June names two levels, “Cấp xã, Cơ quan khác”; the record of July has isWard only.
COMMON = {"execution", "levels[other]", "legal_bases[66.18/2026/NQ-CP]"}
WAYS = ("online", "postal", "direct")


def limits(online: tuple[str, str], direct: tuple[str, str]) -> dict[str, tuple[str, str]]:
    found = {"online": online, "postal": online, "direct": direct}
    return {f"channels.{way}.limit": limit for way, limit in found.items()}


AMENDED = {
    "1.013225": limits(("20 ngày", "10 ngày làm việc"), ("15 ngày", "10 ngày làm việc")),
    "1.013226": limits(("20 ngày", "09 ngày"), ("20 ngày", "09 ngày")),
    "1.013229": limits(("20 ngày", "10 ngày làm việc"), ("15 ngày", "10 ngày làm việc")),
}
RENUMBERED = ["1.013227", "1.013233"]


def of(diff: CatalogueDiff, code: str) -> ProcedureDiff:
    return next(one for one in diff.procedures if one.code == code)


def substantive(diff: ProcedureDiff) -> dict[str, Change]:
    return {one.path: one for one in diff.changes if one.is_substantive}


def test_the_counts_of_a_month(months: CatalogueDiff) -> None:
    counts = months.counts
    assert counts[DiffKind.AMENDED] == 3
    assert counts[DiffKind.EDITORIAL] + counts[DiffKind.UNCHANGED] == 26
    assert len(months.procedures) == 29


@pytest.mark.parametrize("code", UNCHANGED)
def test_two_portal_formats_tell_one_procedure_alike(months: CatalogueDiff, code: str) -> None:
    diff = of(months, code)
    assert substantive(diff) == {}
    assert diff.kind in {DiffKind.EDITORIAL, DiffKind.UNCHANGED}
    assert diff.legal_texts == ()


@pytest.mark.parametrize("code", RENUMBERED)
def test_a_new_number_of_the_decision_is_editorial(months: CatalogueDiff, code: str) -> None:
    diff = of(months, code)
    assert (diff.kind, substantive(diff)) == (DiffKind.EDITORIAL, {})
    (change,) = [one for one in diff.changes if one.path == "decision.number"]
    assert (change.old, change.new, change.is_editorial) == ("56/QĐ-BXD", "1077/QĐ-BXD", True)


@pytest.mark.parametrize("code", AMENDED)
def test_what_resolution_66_18_amended(months: CatalogueDiff, code: str) -> None:
    diff = of(months, code)
    found = substantive(diff)
    assert (diff.kind, diff.legal_texts) == (DiffKind.AMENDED, ("66.18/2026/NQ-CP",))
    assert found.keys() == COMMON | AMENDED[code].keys()
    assert {path: (found[path].old, found[path].new) for path in AMENDED[code]} == AMENDED[code]
    assert found["legal_bases[66.18/2026/NQ-CP]"].kind is EditKind.ADDED
    assert found["levels[other]"].kind is EditKind.REMOVED


def test_a_changed_limit_in_words(months: CatalogueDiff) -> None:
    limit = substantive(of(months, "1.013225"))["channels.online.limit"]
    assert (limit.label, limit.summary) == (
        "Thời hạn giải quyết (trực tuyến)",
        "Thời hạn giải quyết (trực tuyến) thay đổi từ “20 ngày” thành “10 ngày làm việc”.",
    )


def test_every_diff_applied_to_june_gives_july(
    months: CatalogueDiff, page: Catalogue, api: Catalogue
) -> None:
    for diff in months.procedures:
        assert applied(diff, page[diff.code]) == api[diff.code]


def test_of_all_codes_only_29_are_in_both(page: Catalogue, api: Catalogue) -> None:
    diff = catalogue_diff(page.values(), api.values())
    assert (len(diff.removed), len(diff.added)) == (195 - 29, 103 - 29)


# Laws that the documents of 2025 cite by title and year.
BY_TITLE = {
    title_key(title): number
    for title, number in {
        "Bộ luật Dân sự năm 2015": "91/2015/QH13",
        "Luật Hôn nhân và gia đình năm 2014": "52/2014/QH13",
        "Luật Hộ tịch năm 2014": "60/2014/QH13",
    }.items()
}
NEW_TEXTS = {"18/2026/NĐ-CP", "66.7/2025/NQ-CP"}
DROPPED = {"281/2016/TT-BTC"}
# Beginning of the file's name: folder of the record, code, texts dropped, texts added.
DOCUMENTS: dict[str, tuple[str, str, set[str], set[str]]] = {
    "ho_tich_cap_xa__01.": (API, "1.001193", DROPPED | {"52/2014/QH13"}, NEW_TEXTS),
    "ho_tich_cap_xa__02.": (
        API, "2.000528", {"106/2021/TT-BTC"}, NEW_TEXTS | {"01/2013/TT-BVHTTDL"}),
    "ho_tich_cap_xa__06.": (API, "2.000779", DROPPED, NEW_TEXTS),
    "ho_tich_cap_xa__09.": (API, "1.004772", DROPPED, NEW_TEXTS),
    "ho_tich_cap_xa__11.": (API, "1.000894", DROPPED, NEW_TEXTS),
    "ho_tich_cap_xa__14.": (API, "2.000513", DROPPED, NEW_TEXTS),
    "ho_tich_cap_xa__16.": (PAGE, "1.001766", DROPPED, NEW_TEXTS),
    "ho_tich_cap_xa__22.": (PAGE, "2.000756", DROPPED, NEW_TEXTS),
    "ho_tich_cap_xa__24.": (PAGE, "3.000322", set(), NEW_TEXTS),
    "ho_tich_cap_xa__28.": (PAGE, "2.000554", set(), NEW_TEXTS),
    "ho_tich_cap_xa__30.": (API, "1.003583", set(), NEW_TEXTS),
    "ho_tich_cap_xa__31.": (
        API, "1.000593", set(), NEW_TEXTS | {"10/2013/TTLT-BTTTT-BQP-BCA"}),
    "chung_thuc__1.": (
        PAGE, "2.000908", {"07/2025/NĐ-CP"}, NEW_TEXTS | {"280/2025/NĐ-CP", "01/2020/TT-BTP"}),
    "chung_thuc__4.": (PAGE, "2.001406", {"07/2025/NĐ-CP"}, NEW_TEXTS | {"280/2025/NĐ-CP"}),
    "chung_thuc__8.": (
        PAGE, "2.000942", {"07/2025/NĐ-CP", "120/2025/NĐ-CP"}, NEW_TEXTS | {"280/2025/NĐ-CP"}),
}  # fmt: skip
RENAMED = {"2.001406", "2.000942"}


@pytest.fixture(scope="module")
def printed(real_data: Path, page: Catalogue, api: Catalogue) -> dict[str, ProcedureDiff]:
    """What became of documents printed in July 2025, by the beginnings of their names."""
    found = {}
    for name, (source, code, *_texts) in DOCUMENTS.items():
        (path,) = (real_data / WORD).glob(f"{name}*.docx")
        record = (api if source == API else page)[code]
        found[name] = procedure_diff(read_printed_record(path, code), record, BY_TITLE)
    return found


@pytest.mark.parametrize(("name", "expected"), DOCUMENTS.items(), ids=DOCUMENTS)
def test_legal_texts_of_a_document_printed_in_2025(
    printed: dict[str, ProcedureDiff],
    name: str,
    expected: tuple[str, str, set[str], set[str]],
) -> None:
    _source, _code, dropped, added = expected
    cited = re.compile(r"legal_bases\[(.+)\]")
    by_kind: dict[EditKind, set[str]] = {EditKind.REMOVED: set(), EditKind.ADDED: set()}
    for path, change in substantive(printed[name]).items():
        if match := cited.fullmatch(path):
            by_kind[change.kind].add(match.group(1))
    assert by_kind == {EditKind.REMOVED: dropped, EditKind.ADDED: added}
    assert set(printed[name].legal_texts) == added


@pytest.mark.parametrize("name", DOCUMENTS)
def test_limits_of_2025_still_hold(printed: dict[str, ProcedureDiff], name: str) -> None:
    diff = printed[name]
    others = {path for path in substantive(diff) if not path.startswith("legal_bases")}
    assert others == ({"name"} if diff.code in RENAMED else set())


def test_resolutions_of_the_council_are_not_told_as_dropped(
    printed: dict[str, ProcedureDiff],
) -> None:
    silent = {
        one.path
        for one in printed["ho_tich_cap_xa__01."].changes
        if one.kind is EditKind.SILENT and one.path.endswith("NQ-HĐND]")
    }
    assert silent == {
        f"legal_bases[{number}/NQ-HĐND]"
        for number in ("10/2022", "06/2024", "12/2023", "04/2024", "04/2023")
    }


def test_the_way_a_document_words_its_limit(printed: dict[str, ProcedureDiff]) -> None:
    old = printed["ho_tich_cap_xa__06."].old
    assert old is not None
    assert [str(channel.limit) for channel in old.channels] == ["10 ngày"]
    within_a_day = printed["ho_tich_cap_xa__01."].old
    assert within_a_day is not None
    assert [channel.limit.short for channel in within_a_day.channels] == ["01 ngày làm việc"]


def test_all_19_documents_cite_legal_texts(real_data: Path) -> None:
    records = [read_printed_record(path) for path in (real_data / WORD).glob("*.docx")]
    assert len(records) == 19
    assert all(record.legal_bases and record.channels and record.name for record in records)
