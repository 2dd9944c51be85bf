"""Days of the calendar as running text writes them."""

from datetime import date

# `20/3/2026`, `20-3-2026`, `20 tháng 3 năm 2026`. Its groups are day, month and year.
DAY = r"(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})(?!\d)"


def calendar_day(day: str, month: str, year: str) -> date | None:
    """Return the day that figures name; None where no calendar has it."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
