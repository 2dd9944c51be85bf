"""Names in the files of a framework, and of an agency's own documents, that lead nowhere."""

from collections.abc import Iterable, Iterator, Mapping

from qmskit.language import translate as _
from qmskit.model.frameworks import Framework
from qmskit.model.sources import SourceText
from qmskit.problems import Problem
from qmskit.readers.kinds import kind_problems
from qmskit.readers.records import Record
from qmskit.readers.systems import unknown_posts


def listed_kinds(base: Record, heads: Iterable[str]) -> Iterator[str]:
    """Yield the names of the texts that are listed; a folder stands for all texts below it."""
    known = sorted(heads)
    for listed in base.texts("kinds"):
        if listed.endswith("/"):
            yield from (name for name in known if name.startswith(listed))
        else:
            yield listed


def dangling(
    records: Mapping[str, Record], heads: Mapping[str, Record], lists: tuple[Record, ...]
) -> Iterator[Problem]:
    """Yield references that lead nowhere: roles, kinds of document, posts, revision tables."""
    for record, key, known in _references(records):
        name = record.text_of(key)
        if name not in known:
            yield _unknown_name(record, key, name, known)
    base = records["framework"]
    for name in listed_kinds(base, heads):
        if name not in heads:
            yield _unknown_name(base, "kinds", name, set(heads))
    types = tuple(base.records("agency_types"))
    posts = {post for one in types for post in one.record("posts").tree}
    signing = {way for one in types for way in one.record("signing").tree}
    ids = {head.text_of("id") for head in heads.values()}
    for head in heads.values():
        yield from kind_problems(head, ids, posts, signing)
    yield from unknown_posts(lists, posts)


def own_kind_problems(head: Record, text: SourceText, framework: Framework) -> Iterator[Problem]:
    """Yield what is wrong with the head of an agency's own document.

    It needs a code of its own, and the framework may have neither its id, code nor name.
    """
    types = framework.agency_types
    posts = {post for one in types for post in one.posts}
    signing = {way for one in types for way in one.signing}
    ids = {kind.id for kind in framework.kinds}
    yield from kind_problems(head, ids | {head.text_of("id")}, posts, signing)
    taken = (
        ("id", ids),
        ("code", {kind.code for kind in framework.kinds if kind.code}),
    )
    for key, names in taken:
        if head.text_of(key) in names:
            message = _("“{name}” đã là của tài liệu trong mô hình khung")
            message = message.format(name=head.text_of(key))
            yield head.problem((key,), "QMS134", message, _("đặt tên, mã hiệu khác"))
    if not head.text_of("code"):
        message = _("tài liệu riêng của cơ quan chưa có mã hiệu")
        yield head.problem((), "QMS135", message, _("thêm dòng “code: …”"))
    if text.name in framework.texts:
        message = _("tệp cùng tên với văn bản của mô hình khung thì không có phần đầu ---")
        fix = _("bỏ phần đầu để thay lời văn, hoặc đổi tên tệp để lập tài liệu riêng")
        yield head.problem((), "QMS136", message, fix)


def _references(records: Mapping[str, Record]) -> Iterator[tuple[Record, str, set[str]]]:
    """Yield (record, key, names the key may have)."""
    roles = {one.text_of("id") for one in records["roles"].records("roles")}
    tables = set(records["profiles"].record("revision_tables").tree)
    for one in records["framework"].records("agency_types"):
        yield one, "head_role", roles
        for post in one.record("posts").tree:
            yield one.record("posts"), post, roles
    signatures = records["framework"].record("signatures")
    for key in signatures.tree:
        yield signatures, key, roles
    for sample in records["workflows"].records("workflows"):
        for step in sample.records("steps"):
            yield step, "role", roles
    for one in records["profiles"].records("profiles"):
        yield one, "revision_table", tables


def _unknown_name(record: Record, key: str, name: str, known: set[str]) -> Problem:
    message = _("không có “{name}”").format(name=name)
    fix = _("dùng một trong: {known}").format(known=", ".join(sorted(known)))
    return record.problem((key,), "QMS131", message, fix)
