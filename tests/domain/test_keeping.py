"""Seven days and four weeks of backups are kept, whatever happened on the way."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.keeping import kept

FIRST = date(2026, 1, 1)


def lived(run: list[int]) -> tuple[set[date], date]:
    """The backups that are there after a server that ran on these days, one after the other."""
    present: set[date] = set()
    for offset in run:
        present.add(FIRST + timedelta(offset))
        present = kept(present)
    return present, FIRST + timedelta(run[-1])


def test_a_server_that_runs_every_day_has_a_week_of_days_and_four_weeks():
    present, today = lived(list(range(100)))
    assert {today - timedelta(day) for day in range(7)} <= present
    older = sorted(present - {today - timedelta(day) for day in range(7)})
    assert len({day.isocalendar()[:2] for day in older}) == len(older) == 4
    assert (today - older[0]).days >= 25 and sum(day.weekday() == 6 for day in older) >= 3


@given(st.sets(st.integers(0, 200), min_size=1))
def test_the_seven_newest_are_always_there_and_never_more_than_eleven(days):
    run = sorted(days)
    present, _ = lived(run)
    assert {FIRST + timedelta(day) for day in run[-7:]} <= present and len(present) <= 11


@given(st.sets(st.integers(0, 200), min_size=1))
def test_deciding_again_drops_nothing_more(days):
    present, _ = lived(sorted(days))
    assert kept(present) == present
