"""Days on the command line."""

from datetime import date

import click

from qmskit.language import translate as _
from qmskit.readers.records import day_of


class Day(click.ParamType[date]):
    """A day written `2026-11-22` or `22/11/2026`."""

    name = "DAY"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day."""
        day = value if isinstance(value, date) else day_of(value)
        if day is None:
            self.fail(
                _("“{value}” không phải ngày; ghi dạng 22/11/2026").format(value=value), param, ctx
            )
        return day
