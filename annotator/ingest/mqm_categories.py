"""The spellings of categories and severities in Google's MQM files, and the labels of `schemes/mqm.toml` they mean.

Category names are those of github.com/google/wmt-mqm-human-evaluation and of Google's annotation tool; later sets write
the same names in lower case, with underscores, or without the group before the slash.
"""

import re
from dataclasses import dataclass
from functools import cache

OTHER = "other"

_OFFICIAL = {
    "Accuracy/Mistranslation": "mistranslation",
    "Accuracy/Omission": "omission",
    "Accuracy/Addition": "addition",
    "Accuracy/Untranslated text": "untranslated",
    "Accuracy/Source language fragment": "untranslated",
    "Accuracy/Creative Reinterpretation": "creative_reinterpretation",
    "Accuracy/Gender Mismatch": "gender_mismatch",
    "Fluency/Grammar": "grammar",
    "Fluency/Punctuation": "punctuation",
    "Fluency/Spelling": "spelling",
    "Fluency/Register": "register",
    "Fluency/Inconsistency": "inconsistency",
    "Fluency/Display": "character_encoding",
    "Fluency/Character encoding": "character_encoding",
    "Fluency/Text-Breaking": "text_breaking",
    "Style/Awkward": "awkward",
    "Style/Unnatural or awkward": "awkward",
    "Style/Bad sentence structure": "sentence_structure",
    "Style/Archaic or obscure word choice": "archaic",
    "Terminology/Inappropriate for context": "terminology_inappropriate",
    "Terminology/Inconsistent": "terminology_inconsistent",
    "Terminology/Inconsistent use of terminology": "terminology_inconsistent",
    "Locale convention/Address format": "locale_address",
    "Locale convention/Currency format": "locale_currency",
    "Locale convention/Date format": "locale_date",
    "Locale convention/Name format": "locale_name",
    "Locale convention/Number format": "locale_number",
    "Locale convention/Telephone format": "locale_telephone",
    "Locale convention/Time format": "locale_time",
    "Other": OTHER,
    "Non-translation!": "non_translation",
    "Source error": "source_issue",
    "Source issue": "source_issue",
}
_SAME = {  # other names of the same thing, in the form that `_plain` gives
    "accuracy/untranslated": "untranslated",
    "accuracy/reinterpretation": "creative_reinterpretation",
    "fluency/breaking": "text_breaking",
    "style/sentence structure": "sentence_structure",
    "style/archaic": "archaic",
    "terminology/inappropriate": "terminology_inappropriate",
    "non translation": "non_translation",
    "do not translate": "do_not_translate",
    "mt hallucination": "hallucination",
    "hallucination": "hallucination",
    "wrong named entity": "named_entity",
    "wrong term": "terminology_inappropriate",
}
_WITHIN = {  # what falls under a category without being its name: the comment keeps the spelling
    "accuracy": "mistranslation",
    "agreement": "grammar",
    "capitalization": "spelling",
    "culture-specific reference": "locale_other",
    "date time": "locale_date",
    "fluency": "grammar",
    "lacks creativity": "awkward",
    "locale convention": "locale_other",
    "markup tag": "character_encoding",
    "measurement": "locale_other",
    "style": "awkward",
    "term not applied": "terminology_inconsistent",
    "terminology": "terminology_inappropriate",
    "unnatural flow": "awkward",
    "whitespace": "spelling",
    "word order": "grammar",
    "wrong language variety": "locale_other",
}
_PATTERNS = (  # by these Marot weighs a category whatever else its name says
    (re.compile("punctuation"), "punctuation"),
    (re.compile("reinterpretation"), "creative_reinterpretation"),
    (re.compile("^source"), "source_issue"),
    (re.compile("non.translation"), "non_translation"),
)
_SEVERITIES = {
    "Neutral": "neutral",
    "Trivial": "trivial",
    "Minor": "minor",
    "Major": "major",
    "Critical": "critical",
    "No-error": "no-error",
    "HOTW-test": "hotw-test",
}
NO_ERROR, ATTENTION_CHECK = "no-error", "hotw-test"


@dataclass(frozen=True)
class Meaning:
    """What a spelling means, and how sure that is; None where nothing is known of it."""

    id: str
    how: str | None  # None: an official spelling; else "alias", "within" or "unknown"

    @property
    def keeps_spelling(self) -> bool:
        """Whether the label alone would lose what the file says."""
        return self.how in ("within", "unknown")


@cache
def category(spelling: str) -> Meaning:
    """The category that a spelling means."""
    if spelling in _OFFICIAL:
        return Meaning(_OFFICIAL[spelling], None)
    plain = _plain(spelling)
    if plain in _known():
        return Meaning(_known()[plain], "alias")
    for name in (plain, plain.rsplit("/", 1)[-1]):
        within = _WITHIN.get(name) or _known().get(name)
        if within:
            return Meaning(within, "within")
    by_pattern = next((id for pattern, id in _PATTERNS if pattern.search(plain)), None)
    return Meaning(by_pattern, "within") if by_pattern else Meaning(OTHER, "unknown")


@cache
def severity(spelling: str) -> Meaning:
    """The severity that a spelling means, NO_ERROR or ATTENTION_CHECK; an unknown one weighs nothing, as in Marot."""
    if spelling in _SEVERITIES:
        return Meaning(_SEVERITIES[spelling], None)
    plain = re.sub(r"[\s_]+", "-", spelling.strip().casefold())
    known = {name.casefold(): id for name, id in _SEVERITIES.items()} | {"noerror": NO_ERROR, "hotw": ATTENTION_CHECK}
    return Meaning(known[plain], "alias") if plain in known else Meaning("neutral", "unknown")


@cache
def _known() -> dict[str, str]:
    """Every official name in its plain form, with and without its group, and the other names."""
    whole = {_plain(name): id for name, id in _OFFICIAL.items()} | _SAME
    return {name.rsplit("/", 1)[-1]: id for name, id in whole.items()} | whole


def _plain(spelling: str) -> str:
    """Without case, underscores, "!", " format", "/-" and what stands in brackets, such as "(Translation 2)"."""
    text = re.sub(r"[\s_]+", " ", spelling).strip().casefold()
    text = re.sub(r"\s?(\([^(]*\)|!|/-)$", "", text)
    return text.removesuffix(" format")
