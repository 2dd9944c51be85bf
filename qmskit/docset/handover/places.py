"""Where the zip of a handover may lie, and what it may hold."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from qmskit.docset.disk.paths import refuse_link, told
from qmskit.docset.disk.stores import MOST_MEMBER, MOST_MEMBERS, MOST_UNPACKED, is_odd_name
from qmskit.language import translate as _
from qmskit.problems import Location, Problem, TargetError


def check_place(folder: Path, out: Path, *, is_replacing: bool) -> None:
    """Refuse a zip that exists, or that would become part of what it holds.

    Raises:
        TargetError: it is so.
    """
    refuse_link(out)
    with told(out):
        top, place = folder.resolve(), out.parent.resolve()
        if out.suffix.lower() != ".zip":
            raise TargetError(out, _("tên tệp phải kết thúc bằng .zip"))
        if out.is_dir() or (out.exists() and not is_replacing):
            raise TargetError(
                out, _("đã có tệp hoặc thư mục cùng tên; ghi đè tệp thì thêm --force")
            )
        if not place.is_dir():
            raise TargetError(out.parent, _("không có thư mục này"))
        if place != top and place.is_relative_to(top):
            message = _("không đặt tệp bàn giao trong thư mục con của bộ tài liệu")
            raise TargetError(out, message)


def unpackable(files: Mapping[str, Path | bytes]) -> Iterator[Problem]:
    """Yield what no zip of ours may hold: names that other machines refuse, too much."""
    seen: dict[str, str] = {}
    for name in sorted(files):
        other = seen.setdefault(name.casefold(), name)
        if is_odd_name(name):
            message = _("tên tệp này máy khác không ghi được")
            yield Problem(Location(name), "QMS793", message, _("đổi tên tệp"))
        elif other != name:
            message = _("chỉ khác “{other}” ở chữ hoa, chữ thường").format(other=other)
            yield Problem(Location(name), "QMS793", message, _("đổi tên tệp"))
    sizes = [_size(one) for one in files.values()]
    if sum(sizes) > MOST_UNPACKED or max(sizes) > MOST_MEMBER or len(sizes) > MOST_MEMBERS:
        message = _("bộ tài liệu lớn hơn mức một tệp bàn giao chứa được")
        yield Problem(Location("releases"), "QMS793", message, _("bàn giao cả thư mục"))


def _size(place: Path | bytes) -> int:
    return len(place) if isinstance(place, bytes) else place.stat().st_size
