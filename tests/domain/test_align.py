"""Translations find their source, whatever was joined, split or left out."""

from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.align import align, covering
from tests.domain.alignment_gold import FOLDER, Damage, articles, damaged, f1

SENTENCES = st.lists(st.text(max_size=30), max_size=12)
MEANS = [
    (Damage(0, 0), 1, 0.995),
    (Damage(0.04, 0.02), 5, 0.96),
    (Damage(0.10, 0.06), 5, 0.88),
]


@pytest.mark.skipif(not FOLDER.exists(), reason="the gold data is not here")
@pytest.mark.parametrize("language", ["ar", "fa", "he", "ur"])
@pytest.mark.parametrize(("damage", "seeds", "least"), MEANS)
def test_links_are_found_in_news(language, damage, seeds, least):
    pairs = articles(language)
    assert len(pairs) > 40
    assert mean(f1(damaged(pairs, damage, seed), align) for seed in range(seeds)) >= least


def test_a_sentence_that_nobody_translated_is_in_no_link():
    source = [
        "Oslo was calm on Monday.",
        "The committee met three times to talk about the budget.",
        "Bergen had 40 fires.",
    ]
    assert align(source, ["كانت أوسلو هادئة يوم الإثنين.", "شهدت بيرغن 40 حريقًا."]) == [(0, 1), (2, 3)]


def test_a_sentence_that_the_translation_added_has_no_link():
    target = [
        "كانت أوسلو هادئة يوم الإثنين.",
        "وهذا ما يعرفه كل من زار البلاد في الصيف الماضي.",
        "شهدت بيرغن 40 حريقًا.",
    ]
    first, second, third = align(["Oslo was calm on Monday.", "Bergen had 40 fires."], target)
    assert (first, third) == ((0, 1), (1, 2)) and second[0] == second[1]


def test_two_sentences_that_translate_one_share_it():
    source = ["Mayor Nora Lindqvist left Oslo at 7.30, because the roads were closed, and came to Bergen late."]
    target = ["غادرت رئيسة البلدية نورا ليندكفيست أوسلو في 7.30 لأن الطرق مغلقة.", "ووصلت إلى بيرغن متأخرة."]
    assert align(source, target) == [(0, 1), (0, 1)]


def test_a_translation_of_the_middle_of_a_text_finds_it():
    source = [f"Train number {n * n + 100} to town {n} left {'very ' * (n % 4)}late." for n in range(60)]
    target = [f"غادر القطار رقم {n * n + 100} إلى البلدة {n} متأخرًا {'جدًا ' * (n % 4)}." for n in range(20, 40)]
    assert align(source, target) == [(n, n + 1) for n in range(20, 40)]


def test_long_texts_of_unlike_length_stay_aligned():
    source = [f"Item {n * 7919 % 10007}: {'word ' * (n * 31 % 23)}" for n in range(3_000)]
    target = [text for n, text in enumerate(source) if not 1_000 <= n < 1_600]
    expected = [n for n in range(3_000) if not 1_000 <= n < 1_600]
    assert sum(link == (n, n + 1) for link, n in zip(align(source, target), expected, strict=True)) > 2_350


@given(SENTENCES, SENTENCES)
def test_links_are_in_order_and_inside_the_source(source, target):
    links = align(source, target)
    assert len(links) == len(target)
    assert all(0 <= first <= end <= len(source) for first, end in links)
    assert links == sorted(links) and [end for _, end in links] == sorted(end for _, end in links)


@given(SENTENCES, SENTENCES.filter(bool))
def test_covered_links_leave_no_source_sentence_out(source, target):
    covered = covering(align(source, target), len(source))
    assert {n for first, end in covered for n in range(first, end)} == set(range(len(source)))
    assert covered == sorted(covered) and [end for _, end in covered] == sorted(end for _, end in covered)


def test_what_nobody_translated_stands_beside_the_sentence_before_it():
    assert covering([(1, 2), (1, 2), (3, 4)], 5) == [(0, 3), (0, 3), (3, 5)]
    assert covering([(0, 0), (0, 0)], 2) == [(0, 2), (2, 2)]
