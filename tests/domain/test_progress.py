"""Sums and medians by group are those of the standard library; a queue stands in its order."""

from datetime import UTC, date, datetime
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.progress import times
from annotator.domain.queue import Waiting, in_order, last_begun
from annotator.domain.records import Article

TODAY = date(2026, 11, 25)


@given(st.lists(st.tuples(st.sampled_from("abcد"), st.integers(0, 10_000))))
def test_times_are_sums_and_medians(rows):
    found = times([group for group, _ in rows], [seconds for _, seconds in rows])
    assert set(found) == {group for group, _ in rows}
    for group, (total, middle) in found.items():
        own = [seconds for name, seconds in rows if name == group]
        assert (total, middle) == (sum(own), median(own))


def waiting(id: str, since: int, due: int | None = None, last: int | None = None) -> Waiting:
    at = [None if hour is None else datetime(2026, 11, 1, hour, tzinfo=UTC) for hour in (since, last)]
    article = Article(id, "p", id, "ar", "", "", "", "", "", "", at[0], None)
    return Waiting(article, 10, 0, at[0], due_on=None if due is None else date(2026, 11, due), last_at=at[1])


def test_what_is_overdue_comes_first_then_the_day_it_is_due_then_the_oldest():
    made = [waiting("e", 3), waiting("c", 1, 30), waiting("d", 2), waiting("b", 9, 24), waiting("a", 8, 20)]
    made.append(waiting("today", 1, 25))
    assert [one.article.id for one in in_order(made, TODAY)] == ["a", "b", "today", "c", "d", "e"]
    assert [one.is_overdue(TODAY) for one in in_order(made, TODAY)] == [True, True, False, False, False, False]


def test_one_goes_on_where_one_was_last():
    assert last_begun([waiting("a", 1)]) is None
    found = last_begun([waiting("a", 1, last=5), waiting("b", 2, last=7), waiting("c", 3)])
    assert found is not None and found.article.id == "b"
