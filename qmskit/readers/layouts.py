"""The layout a set asks for, out of those of its framework."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from qmskit.language import translate as _
from qmskit.model.frameworks import Framework
from qmskit.model.layouts import Profile
from qmskit.problems import UnknownNameError


def unknown_layout(
    layout: Mapping[str, str], framework: Framework
) -> Iterator[tuple[str, UnknownNameError]]:
    """Yield the keys of a layout whose names the framework does not have, with the error.

    Args:
        layout: `profile`, `revision_table` and `sign_block`, each may be missing.
    """
    profiles = [profile.id for profile in framework.profiles]
    tables = framework.profiles[0].revision_tables
    if layout.get("profile", profiles[0]) not in profiles:
        yield "profile", UnknownNameError(_("bố cục"), layout["profile"], profiles)
    if layout.get("revision_table", next(iter(tables))) not in tables:
        table = layout["revision_table"]
        yield "revision_table", UnknownNameError(_("kiểu bảng sửa đổi"), table, tables)


def pack_layout(framework: Framework) -> Mapping[str, str]:
    """Return the layout that a framework's packs ask for, the nearest pack's word first."""
    layout: dict[str, str] = {}
    for pack in reversed(framework.packs):
        layout |= pack.layout
    return layout


def chosen_profile(layout: Mapping[str, str], framework: Framework) -> Profile:
    """Return the profile a layout without unknown names asks for; the first by default."""
    wanted = layout.get("profile", framework.profiles[0].id)
    profile = next(one for one in framework.profiles if one.id == wanted)
    table = layout.get("revision_table", "")
    return replace(
        profile,
        revision_columns=profile.revision_tables[table] if table else profile.revision_columns,
        sign_block=layout.get("sign_block", profile.sign_block),
    )
