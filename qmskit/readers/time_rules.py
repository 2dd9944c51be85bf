"""`deadlines.yaml` and `calendar.yaml` of a framework: how it counts time."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.calendars import Rest
from qmskit.model.deadlines import (
    NO_TIME_RULES,
    Counting,
    DeadlineRule,
    Proposals,
    TimeRules,
)
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers.bundled import bundled
from qmskit.readers.calendars import read_calendar
from qmskit.readers.records import Record
from qmskit.readers.schemas import read_record
from qmskit.readers.sourced import source_of

_RULES = "deadlines.yaml"
_CALENDAR = "calendar.yaml"


def time_rules_at(folder: Path) -> TimeRules:
    """Return the rules of time of the framework in `folder`; a framework may have none.

    Raises:
        InvalidInputError: every problem of the two files.
    """
    problems: list[Problem] = []
    rules = NO_TIME_RULES
    if (folder / _RULES).exists():
        try:
            shown = f"{folder.name}/{_RULES}"
            rules = _rules(read_record(folder / _RULES, "framework-deadlines", shown))
        except InvalidInputError as error:
            problems.extend(error.problems)
    if (folder / _CALENDAR).exists():
        try:
            own = read_calendar(folder / _CALENDAR, f"{folder.name}/{_CALENDAR}")
            rules = replace(rules, calendar=own)
        except InvalidInputError as error:
            problems.extend(error.problems)
    if problems:
        raise InvalidInputError(problems)
    return rules


def first_time_rules() -> TimeRules:
    """Return the rules of the first framework at hand that has any.

    Raises:
        InvalidInputError: every problem of its files.
    """
    files = sorted(bundled().glob(f"*/{_RULES}"))
    return time_rules_at(files[0].parent) if files else NO_TIME_RULES


def _rules(record: Record) -> TimeRules:
    problems = list(_repeated_ids(record))
    if problems:
        raise InvalidInputError(problems)
    working = record.record("working_time")
    counting = working.record("counting")
    return TimeRules(
        deadlines=tuple(map(_deadline, record.records("deadlines"))),
        proposals=_proposals(record.record("proposals")),
        hours_a_day=working.decimal("hours_a_day"),
        counting={rule: source_of(counting, rule.value) for rule in Counting},
    )


def _repeated_ids(record: Record) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in record.records("deadlines"):
        name = one.text_of("id")
        if name in seen:
            message = _("hai quy tắc thời hạn cùng tên “{name}”").format(name=name)
            yield one.problem(("id",), "QMS806", message, _("đặt tên khác"))
        seen.add(name)


def _deadline(record: Record) -> DeadlineRule:
    return DeadlineRule(
        id=record.text_of("id"),
        name=record.text_of("name"),
        months=record.integer("months") or 1,
        shifts={one.choice("kind", Rest): source_of(one) for one in record.records("shifts")},
        source=source_of(record),
        counting=source_of(record, "counting"),
    )


def _proposals(record: Record) -> Proposals:
    return Proposals(
        names={
            name: source_of(one) for one in record.records("names") for name in one.texts("names")
        },
        others=source_of(record, "others"),
        kinds={
            Rest.COMPENSATORY: source_of(record, "compensatory"),
            Rest.SWAPPED: source_of(record, "swapped"),
            None: source_of(record, "worked"),
        },
    )
