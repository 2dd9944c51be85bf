"""What the entries of a ledger tell: who signed what, what was issued, what was withdrawn."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn

from qmskit.control.ledger import Entry, Kind
from qmskit.language import translate as _
from qmskit.model.control import (
    IssuedDocument,
    Release,
    Signature,
    SignatureRole,
    SignedContent,
    Withdrawal,
)
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.records import Record
from qmskit.readers.trees import Json


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature with what it stands under."""

    signature: Signature
    content: SignedContent


@dataclass(frozen=True, slots=True)
class History:
    """What happened to the documents of a set.

    Attributes:
        signings: by document code, in the order of the ledger.
        releases: in the order of their numbers.
        withdrawals: in the order of the ledger.
    """

    signings: Mapping[str, tuple[Signing, ...]] = field(default_factory=dict)
    releases: tuple[Release, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()

    def last_issue(self, code: str) -> IssuedDocument | None:
        """Return a document as it was issued last; None for one that never was."""
        found = (one for release in reversed(self.releases) for one in release.documents)
        return next((one for one in found if one.code == code), None)

    def signatures(self, code: str, fingerprint: str) -> tuple[Signature, ...]:
        """Return the signatures that stand under a content since it was issued last, in order."""
        last = self.last_issue(code)
        number = (last.issue, last.revision) if last else (0, 0)
        return tuple(
            one.signature
            for one in self.signings.get(code, ())
            if one.content.fingerprint == fingerprint
            and (one.content.issue, one.content.revision) > number
        )


def history(entries: Iterable[Entry]) -> History:
    """Return what entries tell.

    Raises:
        InvalidInputError: an entry lacks what its kind needs.
    """
    signings: dict[str, list[Signing]] = {}
    releases: list[Release] = []
    withdrawals: list[Withdrawal] = []
    for entry in entries:
        if entry.what is Kind.SIGN:
            for one in _signings(entry):
                signings.setdefault(one.content.code, []).append(one)
        elif entry.what is Kind.RELEASE:
            releases.append(_release(entry))
        elif entry.what is Kind.WITHDRAW:
            withdrawals.append(_withdrawal(entry))
    return History(
        {code: tuple(given) for code, given in signings.items()},
        tuple(releases),
        tuple(withdrawals),
    )


def signature_json(signature: Signature) -> dict[str, Json]:
    """Return a signature as entries and manifests hold it."""
    return {
        "role": signature.role.value,
        "person": signature.person,
        "title": signature.title,
        "on": signature.on.isoformat(),
        "authority": signature.authority,
        "assignment": signature.assignment,
    }


def signing_json(signature: Signature, contents: Iterable[SignedContent]) -> dict[str, Json]:
    """Return the details of an entry about one person's signature under several documents."""
    signed: list[Json] = [
        {
            "code": one.code,
            "issue": one.issue,
            "revision": one.revision,
            "fingerprint": one.fingerprint,
        }
        for one in contents
    ]
    return {"signature": signature_json(signature), "documents": signed}


def release_json(release: Release) -> dict[str, Json]:
    """Return the details of an entry about a release."""
    return {
        "number": release.number,
        "decision": release.decision,
        "on": release.on.isoformat(),
        "effective": release.effective.isoformat(),
        "still_for": release.still_for.isoformat() if release.still_for else "",
        "manifest": release.manifest,
        "documents": [document_json(one) for one in release.documents],
    }


def document_json(document: IssuedDocument) -> dict[str, Json]:
    """Return an issued document as entries and manifests hold it."""
    return {
        "code": document.code,
        "title": document.title,
        "issue": document.issue,
        "revision": document.revision,
        "fingerprint": document.fingerprint,
        "check": document.check,
        "signatures": [signature_json(one) for one in document.signatures],
    }


def withdrawal_json(withdrawal: Withdrawal) -> dict[str, Json]:
    """Return the details of an entry about a withdrawal."""
    return {
        "documents": list(withdrawal.codes),
        "decision": withdrawal.decision,
        "on": withdrawal.on.isoformat(),
        "since": withdrawal.since.isoformat(),
        "still_for": withdrawal.still_for.isoformat() if withdrawal.still_for else "",
        "reason": withdrawal.reason,
    }


def issued_document(record: Record) -> IssuedDocument:
    """Return an issued document of an entry or manifest.

    Raises:
        InvalidInputError: it lacks something.
    """
    return IssuedDocument(
        code=needed_text(record, "code"),
        title=record.text_of("title"),
        issue=needed_number(record, "issue"),
        revision=needed_number(record, "revision"),
        fingerprint=needed_text(record, "fingerprint"),
        check=record.text_of("check"),
        signatures=tuple(_signature(one) for one in record.records("signatures")),
    )


def needed_text(record: Record, key: str) -> str:
    """Return a text that an entry must have.

    Raises:
        InvalidInputError: it is missing.
    """
    return record.text_of(key) or _lacks(record, key)


def needed_day(record: Record, key: str) -> date:
    """Return a day that an entry must have.

    Raises:
        InvalidInputError: it is missing or no day.
    """
    return record.day(key) or _lacks(record, key)


def needed_number(record: Record, key: str) -> int:
    """Return a whole number that an entry must have.

    Raises:
        InvalidInputError: it is missing or no number.
    """
    text = record.text_of(key)
    return int(text if text.isdecimal() and len(text) <= _DIGITS else _lacks(record, key))


def _signings(entry: Entry) -> Iterator[Signing]:
    signature = _signature(entry.details.record("signature"))
    for one in entry.details.records("documents"):
        content = SignedContent(
            needed_text(one, "code"),
            needed_number(one, "issue"),
            needed_number(one, "revision"),
            needed_text(one, "fingerprint"),
        )
        yield Signing(signature, content)


def _signature(record: Record) -> Signature:
    role = record.text_of("role")
    return Signature(
        role=SignatureRole(role) if role in set(SignatureRole) else _lacks(record, "role"),
        person=needed_text(record, "person"),
        title=record.text_of("title"),
        on=needed_day(record, "on"),
        authority=record.text_of("authority"),
        assignment=record.text_of("assignment"),
    )


def _release(entry: Entry) -> Release:
    record = entry.details
    return Release(
        number=needed_number(record, "number"),
        decision=needed_text(record, "decision"),
        on=needed_day(record, "on"),
        effective=needed_day(record, "effective"),
        documents=tuple(issued_document(one) for one in record.records("documents")),
        still_for=record.day("still_for"),
        manifest=needed_text(record, "manifest"),
    )


def _withdrawal(entry: Entry) -> Withdrawal:
    record = entry.details
    return Withdrawal(
        codes=record.texts("documents"),
        decision=needed_text(record, "decision"),
        on=needed_day(record, "on"),
        since=needed_day(record, "since"),
        still_for=record.day("still_for"),
        reason=record.text_of("reason"),
    )


_DIGITS = 6


def _lacks(record: Record, key: str) -> NoReturn:
    where = Location(record.file, path=".".join(str(one) for one in (*record.path, key)))
    message = _("thiếu mục này, hoặc mục ghi không đúng dạng")
    raise InvalidInputError([Problem(where, "QMS701", message)])
