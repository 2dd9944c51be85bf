"""Roles that printed workflows name in words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from qmskit.model.frameworks import Framework, Role
from qmskit.model.printed import PrintedWorkflow
from qmskit.model.texts import folded
from qmskit.model.workflows import Step

_NO_LETTER = re.compile(r"[^a-z0-9]+")
# Which commune is meant does not change the role: `Lãnh đạo UBND xã`, `Lãnh đạo UBND cấp xã`.
_COMMUNE = re.compile(r"(?: (?:cap|xa|phuong|dac khu|thi tran))+$")


def role_called(words: str, framework: Framework, agency_type: str) -> str:
    """Return the id of the role that `words` name, or "" where that is not certain.

    Names and other spellings are compared by their letters, without diacritics, dashes and case,
    with abbreviations of the framework written out. Roles that an agency of this type has of its
    own come before those of every agency.

    Args:
        words: who acts, in the words of a document.
        agency_type: id of the type of agency that works by the document.
    """
    wanted = _letters(words, framework.abbreviations)
    named = [role for role in framework.roles if wanted in _spellings(role, framework, agency_type)]
    own = [role.id for role in named if agency_type in role.agency_types]
    general = [role.id for role in named if not role.agency_types]
    found = own or general
    return found[0] if wanted and len(found) == 1 else ""


def with_roles(
    workflow: PrintedWorkflow, framework: Framework, agency_type: str
) -> PrintedWorkflow:
    """Return the workflow with the ids of roles where they are certain; else the words stay."""
    steps = (_with_role(step, framework, agency_type) for step in workflow.steps)
    return replace(workflow, steps=tuple(steps))


def _with_role(step: Step, framework: Framework, agency_type: str) -> Step:
    role = "" if step.role else role_called(step.performer, framework, agency_type)
    return replace(step, role=role, performer="") if role else step


def _spellings(role: Role, framework: Framework, agency_type: str) -> Iterator[str]:
    for _day, label in role.labels.entries:
        yield _letters(label.name, framework.abbreviations)
    for alias in role.aliases:
        if not alias.agency_types or agency_type in alias.agency_types:
            yield _letters(alias.name, framework.abbreviations)


def _letters(words: str, abbreviations: Mapping[str, str]) -> str:
    """Return words as letters and blanks, abbreviations written out, without the commune's unit."""
    long = " ".join(abbreviations.get(word, word) for word in words.replace("/", " / ").split())
    return _COMMUNE.sub("", _NO_LETTER.sub(" ", folded(long)).strip())
