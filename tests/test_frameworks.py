from datetime import date

import pytest

from qmskit.documents.proposals import sample_for
from qmskit.model.frameworks import Framework
from qmskit.readers.packs import known_frameworks, read_framework

# A day after the last change of the roles' names.
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module", params=known_frameworks())
def framework(request: pytest.FixtureRequest) -> Framework:
    return read_framework(str(request.param))


def test_there_is_a_framework() -> None:
    assert "qd101-2019" in known_frameworks()


def test_its_id_is_the_name_of_its_folder(framework: Framework) -> None:
    assert framework.id == framework.folder.name
    assert framework.standard
    assert framework.version


def test_every_legal_row_has_a_source(framework: Framework) -> None:
    assert framework.legal_sources
    assert [one.number for one in framework.legal_sources if not one.source.text] == []


def test_every_legal_row_is_cited_with_its_number_but_laws_by_name(framework: Framework) -> None:
    rows = framework.legal_sources
    unnumbered = [one.citation for one in rows if one.number not in one.citation]
    assert [one for one in unnumbered if not one.startswith(("Luật ", "Pháp lệnh "))] == []
    assert len({one.number for one in rows}) == len(rows)


def test_every_type_of_agency_has_a_general_sample_whose_roles_it_has(
    framework: Framework,
) -> None:
    roles = {role.id: role for role in framework.roles}
    for kind in framework.agency_types:
        sample = sample_for("Lĩnh vực chưa ai biết", kind.id, framework)
        assert sample.fields == ()
        for step in sample.steps:
            assert kind.id in (roles[step.role].agency_types or (kind.id,))


def test_roles_of_samples_and_signatures_have_a_label(framework: Framework) -> None:
    used = {step.role for sample in framework.samples for step in sample.steps}
    used |= {kind.head_role for kind in framework.agency_types} | set(framework.signatures.values())
    roles = {role.id: role for role in framework.roles}
    assert used <= set(roles)
    assert [role for role in used if roles[role].labels.at(DAY) is None] == []


@pytest.mark.parametrize("kind", ["department", "sub-department"])
def test_samples_of_the_province_name_no_commune(framework: Framework, kind: str) -> None:
    roles = {role.id: role for role in framework.roles}
    sample = sample_for("Lĩnh vực chưa ai biết", kind, framework)
    labels = [roles[step.role].labels.at(DAY) for step in sample.steps]
    names = [label.name for label in labels if label]
    assert len(names) == len(sample.steps)
    assert [name for name in names if "Ủy ban nhân dân" in name or "cấp xã" in name] == []


def test_ids_are_unique(framework: Framework) -> None:
    for rows in (
        framework.roles, framework.samples, framework.profiles, framework.kinds,
        framework.agency_types,
    ):  # fmt: skip
        ids = [row.id for row in rows]
        assert len(set(ids)) == len(ids)


def test_samples_share_out_some_time(framework: Framework) -> None:
    for sample in framework.samples:
        assert sum(step.share for step in sample.steps) > 0


def test_profiles_have_the_same_titles(framework: Framework) -> None:
    first, *others = framework.profiles
    for other in others:
        assert set(other.titles) == set(first.titles)


def test_every_part_of_an_item_has_its_text(framework: Framework) -> None:
    parts = {part for one in framework.profiles for item in one.items for part in item.parts}
    assert sorted(part for part in parts if f"items/{part}.md" not in framework.texts) == []


def test_every_text_of_an_item_is_part_of_a_profile(framework: Framework) -> None:
    used = {f"items/{part}.md" for one in framework.profiles
            for item in one.items for part in item.parts}  # fmt: skip
    assert sorted({name for name in framework.texts if name.startswith("items/")} - used) == []


def test_every_profile_tells_what_texts_refer_to(framework: Framework) -> None:
    for profile in framework.profiles:
        assert {"dossier", "channels", "limit", "fees", "legal-bases", "steps"} <= {
            item.id for item in profile.items
        }


def test_every_kind_has_its_frame(framework: Framework) -> None:
    frames = {kind.frame for kind in framework.kinds}
    assert (
        sorted(name for name in frames if not (framework.folder / "templates" / name).is_file())
        == []
    )
