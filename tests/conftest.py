import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.trees import TINY, write_tree

# Slow machines are no mistakes of the code.
settings.register_profile("qmskit", deadline=None)
settings.register_profile("qmskit-full", deadline=None, max_examples=1000)
settings.load_profile("qmskit")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the expected texts of tests/golden"
    )


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real public records; what it holds stays out of the repository."""
    named = os.environ.get("QMSKIT_TEST_DATA", "")
    folder = Path(named)
    if named and (folder / "portal-api-2026-07").is_dir():
        return folder
    reason = "QMSKIT_TEST_DATA names no folder that holds portal-api-2026-07"
    if os.environ.get("QMSKIT_NO_SKIP") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def tiny_set(tmp_path: Path) -> Path:
    """A tiny valid set."""
    return write_tree(tmp_path / "set", TINY)
