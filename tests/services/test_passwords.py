"""Passwords: stored so that they can't be read back, refused when anybody would guess them."""

import time
import unicodedata
from statistics import median

import pytest

from annotator.errors import Invalid
from annotator.services import passwords

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


def test_an_unknown_name_takes_as_long_as_a_wrong_password():
    def seconds(stored: str | None) -> float:
        begun = time.perf_counter()
        passwords.matches(stored, "not this one")
        return time.perf_counter() - begun

    stored = passwords.hashed(GOOD)
    known, unknown = (median(seconds(each) for _ in range(9)) for each in (stored, None))
    assert known / 3 < unknown < known * 3
