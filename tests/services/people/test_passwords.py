"""Passwords: stored so that they can't be read back, refused when anybody would guess them."""

import unicodedata

import pytest

from annotator.clock import new_id, now
from annotator.domain.records import Person
from annotator.errors import Invalid, SignInNeeded
from annotator.services.people import accounts, passwords
from db import people

GOOD = "أربع كلمات من عندي"


def code(password: str, name: str = "سلمى") -> str | None:
    try:
        passwords.check(password, name)
    except Invalid as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    ("password", "refusal"),
    [("x9!aBcD3e", "password_short"), ("x9!aBcD3ef", None), ("x9!a" * 64, None), ("x9!a" * 64 + "b", "password_long")],
)
def test_ten_to_256_characters_may_be_a_password(password, refusal):
    assert code(password) == refusal


@pytest.mark.parametrize("password", [GOOD, "quatre mots à moi", "🙂🙃🙂 and 1 word", "  spaces at the ends  "])
def test_any_characters_may_stand_in_a_password(password):
    assert code(password) is None
    assert passwords.matches(passwords.hashed(password), password)


@pytest.mark.parametrize(
    "password", ["password123", "Password 123", "كلمة المرور", "كلمةُ المُرورِ", "١٢٣٤٥٦٧٨٩٠", "aaaaaaaaaaaa", " " * 12]
)
def test_what_anybody_would_guess_is_refused_however_it_is_spelt(password):
    assert code(password) == "password_common"


def test_ones_own_name_is_no_password():
    assert code("أمينة عبد الرحمن", name="امينة عبدالرحمن") == "password_common"


@pytest.mark.parametrize("wrong", ["", GOOD + " ", GOOD[:-1], GOOD.replace("أ", "ا")])
def test_only_the_password_itself_matches(wrong):
    assert not passwords.matches(passwords.hashed(GOOD), wrong)


def test_the_same_letters_match_whichever_keyboard_sent_them():
    apart = unicodedata.normalize("NFD", GOOD)
    assert apart != GOOD
    assert passwords.matches(passwords.hashed(GOOD), apart) and passwords.matches(passwords.hashed(apart), GOOD)


def test_the_hash_is_argon2id_with_the_strength_that_owasp_asks_for():
    assert passwords.hashed(GOOD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.hashed(GOOD) != passwords.hashed(GOOD)  # salted


@pytest.mark.parametrize("stored", [None, "", "not a hash", "$argon2id$v=19$m=1"])
def test_nobody_signs_in_without_a_sound_hash(stored):
    assert not passwords.matches(stored, "nobody has this password")


@pytest.mark.parametrize(
    "password", ["sunshine2024!", "Mohammed1985", "123qwerty456", "iloveyouiloveyou", "!!basketball", "تدقيق2026!!"]
)
def test_a_common_word_with_figures_around_it_is_refused(password):
    assert code(password) == "password_common"


def test_ones_own_name_with_figures_after_it_is_no_password():
    assert code("Salma Hashim 1990", name="salma hashim") == "password_common"


@pytest.mark.parametrize("password", ["nine turnips and a kite", "7391842650", "مظلة زرقاء فوق الميناء", "x9!aBcD3ef"])
def test_what_is_not_common_needs_no_capitals_figures_or_marks(password):
    assert code(password) is None


def test_the_list_is_longer_than_three_thousand_and_of_the_form_that_it_is_asked_in():
    common = passwords._common()
    assert len(common) > 30_000 and all(word == passwords._key(word) for word in list(common)[:2_000])


def hashes_counted(monkeypatch) -> list[str]:
    """Every slow comparison from now on: time goes there and nowhere else."""
    asked: list[str] = []
    hasher = passwords._hasher

    class Counting:
        def verify(self, stored: str, password: str) -> bool:
            asked.append(stored)
            return bool(hasher.verify(stored, password))

        hash = staticmethod(hasher.hash)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    return asked


@pytest.mark.parametrize("who", ["known", "unknown", "disabled", "through a provider only", "the consensus", ""])
def test_every_failed_sign_in_costs_one_comparison_whoever_it_is_for(store, monkeypatch, who):
    stored = passwords.hashed(GOOD)
    for name, password_hash, disabled in (
        ("known", stored, None),
        ("disabled", stored, now()),
        ("through a provider only", None, None),
    ):
        with store.write() as tx:
            people.add(tx, Person(new_id(), name, "ar", False, now(), disabled), password_hash)
    asked = hashes_counted(monkeypatch)
    for password in ("not this one", GOOD if who != "known" else "nor this one"):
        with pytest.raises(SignInNeeded):
            accounts.sign_in(store, who, password, "10.0.0.1")
    assert len(asked) == 2
