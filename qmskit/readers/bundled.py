"""Where the data shipped with the library lies."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def bundled() -> Path:
    """Return the folder of the frameworks and schemas shipped with qmskit."""
    inside = _PACKAGE / "frameworks"
    return inside if inside.is_dir() else _PACKAGE.parent / "frameworks"
