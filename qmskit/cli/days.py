"""Days on the command line."""

from datetime import date

import click

from qmskit.language import translate as _
from qmskit.readers.records import day_of


def day_option(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> date | None:
    """Return the day of an option written `2026-11-22` or `22/11/2026`; None when not given.

    Raises:
        click.BadParameter: the text is no day.
    """
    day = day_of(value) if value is not None else None
    if value is not None and day is None:
        message = _("“{value}” không phải ngày; ghi dạng 22/11/2026").format(value=value)
        raise click.BadParameter(message, context, parameter)
    return day
