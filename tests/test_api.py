import ast
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import qmskit

HEAVY = ("docx", "docxtpl", "jsonschema", "lxml", "openpyxl", "holidays", "jinja2", "yaml")


def test_public_names_are_sorted_and_importable() -> None:
    assert sorted(qmskit.__all__) == qmskit.__all__
    assert [name for name in qmskit.__all__ if not hasattr(qmskit, name)] == []


def test_no_public_name_hides_a_module() -> None:
    modules = {module.name for module in pkgutil.iter_modules(qmskit.__path__)}
    assert not modules & set(qmskit.__all__)


def test_type_checkers_see_the_same_names() -> None:
    stub = Path(str(qmskit.__file__)).with_suffix(".pyi").read_text(encoding="utf-8")
    told = [
        alias
        for node in ast.parse(stub).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    assert sorted(str(alias.asname) for alias in told) == qmskit.__all__
    # Only `x as x` says that a stub hands a name on.
    assert [alias.name for alias in told if alias.name != alias.asname] == []


def test_every_public_name_comes_from_the_place_the_stub_names() -> None:
    stub = Path(str(qmskit.__file__)).with_suffix(".pyi").read_text(encoding="utf-8")
    places = {
        alias.name: node.module
        for node in ast.parse(stub).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    homes = {name: getattr(qmskit, name).__module__ for name in qmskit.__all__}
    assert homes == places


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nix"):
        qmskit.nix  # type: ignore[attr-defined]  # noqa: B018


def test_importing_the_library_loads_nothing_heavy() -> None:
    program = f"import sys, qmskit; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
