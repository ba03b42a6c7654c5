"""The index of known claims: finds what resembles a text, takes claims in one by one, outlives a killed writer."""

import gzip
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain import matching
from annotator.domain.matching import ClaimIndex
from annotator.domain.terms import pieces, stem, words
from annotator.errors import Busy
from tests.conftest import REPO, SHARED

CLAIMS = {
    "fuel": "وزارة النفط تعلن ارتفاع أسعار الوقود 30 بالمئة",
    "bridge": "إغلاق الجسر الكبير بعد انهيار أحد أعمدته",
    "ships": "غرق 12 سفينة صيد في عاصفة قبالة الساحل",
    "vaccine": "The new vaccine was withdrawn after 40 deaths in Belgrade",
    "whale": "A whale swam through the flooded streets of Porto",
    "tax": "The parliament of Utopia has abolished all taxes on bread",
}


@pytest.fixture
def index():
    made = ClaimIndex()
    made.put(CLAIMS.items())
    return made


def first(index, text):
    return next((match.id for match in index.search(text)), None)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("وبأسعار الوقود المرتفعة: ٣٠ بالمئة", "fuel"),
        ("الجسور تُغلَق والأعمدة تنهار", "bridge"),
        ("سفن الصيد الغارقة", "ships"),
        ("40 died of the vaccines, now withdrawn https://example.org/whale", "vaccine"),
        ("Whales are swimming in the streets!", "whale"),
        ("BREAD TAX ABOLISHED", "tax"),
        ("Belgrad vaccin", "vaccine"),
    ],
)
def test_another_wording_spelling_or_ending_finds_the_claim(index, text, id):
    assert first(index, text) == id


@pytest.mark.parametrize("text", ["", "   ", "؟!", "https://example.org/vaccine", "zzz qqq"])
def test_a_text_of_no_known_word_finds_nothing(index, text):
    assert index.search(text) == []


def test_an_empty_index_finds_nothing():
    assert ClaimIndex().search("anything") == []


def test_a_claim_put_in_again_is_overwritten(index):
    index.put([("whale", "Penguins were seen on the moon")])
    assert len(index) == len(CLAIMS) and first(index, "penguin moon") == "whale"
    assert first(index, "whale in Porto") != "whale"


def test_a_claim_taken_out_is_found_no_more(index):
    index.put([], remove=["tax"])
    assert len(index) == len(CLAIMS) - 1 and "tax" not in {match.id for match in index.search(CLAIMS["tax"])}


def test_what_one_opening_of_a_folder_adds_another_finds(tmp_path):
    one, other = ClaimIndex(tmp_path), ClaimIndex(tmp_path)
    one.put(CLAIMS.items())
    assert first(other, "whale") == "whale"
    other.put([("moon", "Penguins on the moon")])
    assert first(one, "penguins") == "moon"
    assert len(ClaimIndex(tmp_path)) == len(CLAIMS) + 1


def test_while_one_writes_another_is_told_that_it_is_busy(tmp_path):
    one, other = ClaimIndex(tmp_path), ClaimIndex(tmp_path)

    def claims():
        with pytest.raises(Busy):
            other.put([("b", "a claim")])
        yield "a", "another claim"

    one.put(claims())
    assert len(one) == 1


def test_a_put_that_fails_adds_nothing_and_gives_the_lock_back(tmp_path):
    index = ClaimIndex(tmp_path)

    def claims():
        yield "a", "one claim"
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        index.put(claims())
    assert len(index) == 0
    index.put([("b", "another claim")])
    assert len(index) == len(ClaimIndex(tmp_path)) == 1


def test_a_process_that_is_killed_while_writing_leaves_a_sound_index(tmp_path):
    ClaimIndex(tmp_path).put(CLAIMS.items())
    script = (
        "import os, sys, pathlib\nfrom annotator.domain.matching import ClaimIndex\n"
        "def claims():\n    for n in range(1000): yield f'n{n}', f'claim {n}'\n    os._exit(9)\n"
        "ClaimIndex(pathlib.Path(sys.argv[1])).put(claims())"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=REPO, check=False)
    assert killed.returncode == 9
    index = ClaimIndex(tmp_path)
    assert len(index) == len(CLAIMS) and first(index, "whale") == "whale"
    index.put([("moon", "Penguins on the moon")])
    assert first(index, "penguin") == "moon"


def test_a_query_reads_no_more_than_its_share(index, monkeypatch):
    assert len(index.search("the whale")) > 1
    monkeypatch.setattr(matching, "_READ", 1)
    assert [match.id for match in index.search("the whale")] == ["whale"]  # by its rarest word alone


def test_likeness_is_one_for_the_same_words_and_less_for_others(index):
    likeness = index.likeness_to(CLAIMS["fuel"])
    assert likeness(CLAIMS["fuel"]) == pytest.approx(1)
    assert likeness("ارتفعت أسعار الوقود ثلاثين بالمئة") > matching.POSSIBLE > likeness(CLAIMS["ships"])
    assert likeness("") == 0


@settings(max_examples=30)
@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=6, unique_by=lambda text: tuple(words(text))))
def test_every_claim_that_has_a_word_is_found_by_its_own_text(texts):
    index = ClaimIndex()
    index.put((str(number), text) for number, text in enumerate(texts))
    for number, text in enumerate(texts):
        found = [match.id for match in index.search(text, len(texts))]
        assert (str(number) in found) == bool(words(text))


@given(st.text(alphabet="abcوالكتبم0٣", min_size=1, max_size=12))
def test_every_word_has_a_stem_and_pieces(text):
    for word in words(text):
        assert stem(word) and all(3 <= len(piece) <= 4 for piece in pieces(word))


@pytest.mark.parametrize(
    ("name", "suffix", "least"),
    [("ar-news-ans", "-agree", 0.92), ("ar-news-ans", "-disagree", 0.85), ("en-tweet-ct20", "", 0.92)],
)
def test_published_sets_are_ranked_as_well_as_promised(name, suffix, least):
    folder = SHARED / "claims" / name
    if not folder.exists():
        pytest.skip("no published sets at hand")
    lines = [line.split("\t") for line in gzip.decompress((folder / "docs.tsv.gz").read_bytes()).decode().split("\n")]
    index = ClaimIndex()
    index.put((id, " ".join(texts)) for id, *texts in lines if texts)
    tables = [(folder / f"{kind}{suffix}.tsv").read_text("utf-8").splitlines() for kind in ("queries", "qrels")]
    texts = dict(line.split("\t")[:2] for line in tables[0])
    right: dict[str, set[str]] = {}
    for query, claim in (line.split("\t")[:2] for line in tables[1]):
        right.setdefault(query, set()).add(claim)
    scores = [precision([match.id for match in index.search(texts[id], 5)], good) for id, good in right.items()]
    assert sum(scores) / len(scores) >= least


def precision(ranked, good):
    """Average precision, cut at rank 5, by the number of claims that are right."""
    hits = [place for place, id in enumerate(ranked, 1) if id in good]
    return sum(number / place for number, place in enumerate(hits, 1)) / len(good)
