from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from qmskit.model.workflows import ProvinceDecisions, Workflow
from qmskit.readers.trees import dump_yaml
from qmskit.readers.workflows import (
    ANY_NAMES,
    province_tree,
    read_province,
    read_workflow,
    workflow_tree,
)
from tests.strategies import province_decisions, workflows


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workflows")


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(workflow=workflows())
def test_reading_undoes_writing_of_a_workflow(workflow: Workflow, folder: Path) -> None:
    path = folder / "workflow.yaml"
    path.write_text(dump_yaml(workflow_tree(workflow)), encoding="utf-8", newline="")
    assert read_workflow(path, path.name, ANY_NAMES) == workflow


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(decided=province_decisions)
def test_reading_undoes_writing_of_decisions(decided: ProvinceDecisions, folder: Path) -> None:
    path = folder / "province.yaml"
    path.write_text(dump_yaml(province_tree(decided)), encoding="utf-8", newline="")
    assert read_province(path, path.name, ANY_NAMES) == decided
