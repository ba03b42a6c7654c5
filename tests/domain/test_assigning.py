"""Articles are given out evenly: to nobody twice, always alike, and never further apart than one article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.assigning import Task, Worker, distribute, read_day, read_needed
from annotator.errors import Invalid

ids = st.integers(0, 999).map("a{:03}".format)


@st.composite
def tasks(draw, barred=True):
    people = [f"p{number}" for number in range(draw(st.integers(1, 7)))]
    names = draw(st.lists(ids, unique=True, max_size=15))
    had = st.frozensets(st.sampled_from(people)) if barred else st.just(frozenset())
    made = [Task(name, draw(st.integers(0, 80)), draw(st.integers(0, 4)), draw(had)) for name in names]
    load = st.integers(0, 200) if barred else st.just(0)
    return made, [Worker(person, draw(load), draw(st.integers(0, 5))) for person in people]


@given(tasks())
def test_nobody_gets_an_article_that_they_had_and_nobody_gets_one_twice(found):
    made, workers = found
    had = {task.article: task.had for task in made}
    pairs = [(share.article, share.person) for share in distribute(made, workers).shares]
    assert len(set(pairs)) == len(pairs)
    assert all(person not in had[article] for article, person in pairs)


@given(tasks())
def test_every_article_gets_what_it_lacks_or_is_told_to_lack_still(found):
    made, workers = found
    done = distribute(made, workers)
    lacking = dict(done.lacking)
    for task in made:
        got = sum(share.article == task.article for share in done.shares)
        assert got + lacking.get(task.article, 0) == task.lacking
        assert not lacking.get(task.article) or got == len(workers) - len(task.had)


@given(tasks(), st.randoms())
def test_the_same_state_gives_the_same_shares_in_whatever_order_it_comes(found, chance):
    made, workers = found
    once = distribute(made, workers)
    chance.shuffle(made)
    chance.shuffle(workers)
    assert distribute(made, workers) == once


@given(tasks(barred=False))
def test_where_nobody_is_barred_no_two_are_further_apart_than_the_largest_article(found):
    made, workers = found
    load = {one.person: one.sentences for one in workers}
    load |= {share.person: share.after for share in distribute(made, workers).shares}
    assert max(load.values()) - min(load.values()) <= max((task.sentences for task in made), default=0)


@given(tasks())
def test_a_share_says_what_was_open_before_and_is_after(found):
    made, workers = found
    size, load = {task.article: task.sentences for task in made}, {one.person: one.sentences for one in workers}
    for share in distribute(made, workers).shares:
        assert (share.before, share.after) == (load[share.person], load[share.person] + size[share.article])
        load[share.person] = share.after


def test_who_has_little_open_gets_the_next_article():
    shares = distribute([Task("a", 10, 1, frozenset())], [Worker("x", 30, 1), Worker("y", 20, 3)]).shares
    assert [(share.person, share.before, share.after) for share in shares] == [("y", 20, 30)]


@pytest.mark.parametrize("value", [0, -1, 21, True, "2", 1.5, None])
def test_a_number_of_reviewers_that_makes_no_sense_is_refused(value):
    with pytest.raises(Invalid, match="reviewers_needed_bad"):
        read_needed(value)


def test_a_day_is_a_date_or_none():
    assert (read_day("2026-11-30"), read_day(""), read_day(None)) == ("2026-11-30", None, None)
    for bad in ("tomorrow", "2026-02-30", "30/11/2026"):
        with pytest.raises(Invalid, match="day_bad"):
            read_day(bad)
