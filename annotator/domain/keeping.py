"""Which of the daily backups are kept."""

from collections.abc import Iterable
from datetime import date

DAYS, WEEKS = 7, 4


def kept(days: Iterable[date]) -> set[date]:
    """The seven newest days; of the older ones the last day of each of the four newest weeks (Monday to Sunday)."""
    newest_first = sorted(set(days), reverse=True)
    daily, older = newest_first[:DAYS], newest_first[DAYS:]
    last_of_week: dict[tuple[int, int], date] = {}
    for day in older:
        last_of_week.setdefault(day.isocalendar()[:2], day)
    return {*daily, *list(last_of_week.values())[:WEEKS]}
