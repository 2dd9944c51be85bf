"""Names that a Word frame may use beside the blocks; docs/khung-word.md lists them."""

from collections.abc import Mapping
from typing import TypedDict

from qmskit.documents.contexts import Context, document_names
from qmskit.documents.letters import Letter, letter
from qmskit.model.control import Signature as SignatureGiven
from qmskit.model.texts import one_line


class Signature(TypedDict):
    """Who signs, as printed; the person is empty while the post has no holder."""

    person: str
    title: str


class FrameNames(TypedDict):
    """Names a Word frame may use beside the blocks; every text on one line.

    `letter` is empty but for administrative documents.
    """

    document: Mapping[str, str]
    agency: Mapping[str, str]
    signatures: Mapping[str, Signature]
    sign_block: str
    letter: Letter


def frame_names(context: Context) -> FrameNames:
    """Return the names of a frame for one document."""
    agency = context.qmset.agency
    roles = {
        **context.qmset.framework.signatures,
        "approver": context.qmset.agency_type.head_role,
        **context.document.kind.signatures,
    }
    return {
        "document": {
            name: one_line(value)
            for name, value in document_names(context.document, context).items()
        },
        "agency": {name: one_line(getattr(agency, name)) for name in type(agency).__slots__},
        "signatures": {
            **{
                who: _signature(context, context.qmset.role_of(role)) for who, role in roles.items()
            },
            **_given(context),
        },
        "sign_block": context.profile.sign_block,
        "letter": letter(
            context.qmset,
            context.document.kind,
            context.day,
            is_sample=context.document.is_sample,
        ),
    }


def _given(context: Context) -> Mapping[str, Signature]:
    """Return those who really signed, in place of those who would.

    Law:
        NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I mục II.7: who signs for the head names the head's
        office first, then the own one.
    """
    return {
        one.role.value: {"person": one_line(one.person), "title": _title(context, one)}
        for one in context.document.signatures
    }


def _title(context: Context, signed: SignatureGiven) -> str:
    if not signed.authority:
        return one_line(signed.title)
    head = context.qmset.role_name(context.qmset.agency_type.head_role, signed.on)
    return one_line(f"{signed.authority} {head} / {signed.title}")


def _signature(context: Context, role: str) -> Signature:
    holder = context.qmset.holder(role, context.day)
    title = context.qmset.role_name(role, context.day)
    if holder is None:
        return {"person": "", "title": title}
    return {"person": one_line(holder.person), "title": one_line(holder.title or title)}
