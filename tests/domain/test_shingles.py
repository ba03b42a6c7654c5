"""How much of one text stands in another."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.shingles import ORDERS, fingerprint, nearest, shared, triples

WORDS = [f"كلمة{number}" for number in range(400)]


@given(st.text(max_size=200))
def test_a_text_stands_wholly_in_itself(text):
    found = triples(text)
    assert shared(found, found) == (1.0 if found else 0.0)
    assert fingerprint(found).shape == (ORDERS,)


@given(st.lists(st.sampled_from(WORDS), min_size=3, max_size=60), st.lists(st.sampled_from(WORDS), max_size=60))
def test_a_part_stands_in_the_whole(part, rest):
    assert shared(triples(" ".join(part)), triples(" ".join([*part, *rest]))) == 1.0


def test_spelling_variants_and_punctuation_make_no_difference():
    assert triples("إنّ الأسعارَ ارتفعت، ٣٠٪ أمس!") == triples("ان الاسعار ارتفعت 30 امس")


def test_the_estimate_is_near_the_truth():
    chance = np.random.default_rng(1)
    for kept in (0.2, 0.5, 0.8):
        one = [WORDS[number] for number in chance.integers(0, 400, 2_000)]
        other = [word if chance.random() < kept ** (1 / 3) else "غير" + word for word in one]
        a, b = triples(" ".join(one)), triples(" ".join(other))
        truth = len(a & b) / len(a | b)
        estimate = float((fingerprint(a) == fingerprint(b)).mean())
        assert abs(estimate - truth) < 4 * np.sqrt(truth * (1 - truth) / ORDERS)


def test_the_nearest_come_first_and_strangers_not_at_all():
    texts = [" ".join(WORDS[start : start + 100]) for start in (0, 50, 300)]
    rows = np.array([fingerprint(triples(text)) for text in texts])
    assert nearest(fingerprint(triples(texts[0])), rows, 5, 0.1) == [0, 1]
    assert nearest(fingerprint(triples("")), rows[:0], 5, 0.1) == []


def test_a_fingerprint_is_the_same_in_every_process():
    assert fingerprint(triples("واحد اثنان ثلاثة أربعة"))[:3].tolist() == EXPECTED


EXPECTED = [544313603, 1617025499, 1310870255]
