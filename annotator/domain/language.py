"""Which language a text is in: by its script, then by the letters and small words that only one language uses.

A few lines of our own, since a model to tell a dozen languages apart would be the largest thing in the installation.
"""

import re
from collections import Counter

SAMPLE = 20_000  # code points looked at

_SCRIPTS = {
    "arabic": re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    "hebrew": re.compile(r"[\u0590-\u05ff]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "han": re.compile(r"[\u4e00-\u9fff]"),
    "kana": re.compile(r"[\u3040-\u30ff]"),
    "hangul": re.compile(r"[\uac00-\ud7af]"),
    "greek": re.compile(r"[\u0370-\u03ff]"),
    "devanagari": re.compile(r"[\u0900-\u097f]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
_ALONE = {"hebrew": "he", "hangul": "ko", "greek": "el", "devanagari": "hi", "kana": "ja"}
_SMALL_WORDS = {
    "en": "the of and to in is that for was with".split(),
    "fr": "le la les des et est une dans pour que qui du".split(),
    "de": "der die das und ist nicht mit den ein von zu".split(),
    "es": "el los las y que una por con del para es".split(),
    "tr": "ve bir bu için ile da de olarak olan".split(),
    "it": "il che di gli una per con della sono".split(),
    "pt": "o os que uma não com do da para em".split(),
}
_WORDS = re.compile(r"[^\W\d_]+")


def recognise(text: str) -> str:
    """The language code of a text; "und" where nothing speaks for any."""
    sample = text[:SAMPLE]
    counts = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS.items()}
    script = max(counts, key=lambda name: counts[name])
    if counts[script] == 0:
        return "und"
    if counts["kana"] * 10 > counts["han"] and counts["kana"]:
        script = "kana" if script == "han" else script
    if script in _ALONE:
        return _ALONE[script]
    return {"arabic": _arabic, "cyrillic": _cyrillic, "han": lambda _: "zh", "latin": _latin}[script](sample)


def _arabic(sample: str) -> str:
    """Urdu has letters of its own, Persian others; Arabic has ta marbuta, hamza carriers and ي, ك where they don't."""
    count = Counter(sample)
    urdu = sum(count[letter] for letter in "ٹڈڑںےہھ")
    persian = sum(count[letter] for letter in "پچژگیک")
    arabic = sum(count[letter] for letter in "ةيكىإأ")
    if urdu * 20 > sum(count[letter] for letter in "ابتنلمر") and urdu > 2:
        return "ur"
    return "fa" if persian > arabic else "ar"


def _cyrillic(sample: str) -> str:
    count = Counter(sample.lower())
    return "uk" if sum(count[letter] for letter in "іїєґ") > sum(count[letter] for letter in "ыэъё") else "ru"


def _latin(sample: str) -> str:
    words = Counter(_WORDS.findall(sample.lower()))
    scores = {language: sum(words[word] for word in small) for language, small in _SMALL_WORDS.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] else "und"
