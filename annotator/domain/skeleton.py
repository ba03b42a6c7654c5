"""Names across scripts: the consonants that survive when a name is written in other letters ("Putin" ~ "بوتين").

Vowels, semivowels and breathings are dropped and sounds that languages exchange for each other are made one, so that
two spellings of a name mostly come to the same few letters. Short skeletons meet by chance: ask `MEANINGFUL` letters.
"""

import re
import unicodedata
from functools import lru_cache

MEANINGFUL = 2  # consonants; one letter says nothing

_SOUNDS = {
    "B": "bpfvw بپڀفڤ בפף бпфв βπφ",
    "T": "tþ تثطٹ טת т τθ",
    "D": "dð دذضظڈ ד д δ",
    "S": "szçšžßśźş سشصزژچڜ זסשצץ сзшщжчц σςζξψ",
    "K": "ckqgjğ كکگڭقجغخ גכךק кгхґ κγχ",
    "L": "lł ل ל л λ",
    "M": "m م מם м μ",
    "N": "nñ نںڻ נן н ν",
    "R": "rř رڑ ר р ρ",
}
_SOUND = {letter: sound for sound, letters in _SOUNDS.items() for letter in letters if letter != " "} | {"w": ""}
_ARABIC_PREFIX = re.compile(r"[وف]?(?:لل|[بكل]?ال|[بلك])?(?=.{3})")
_SPELT = (
    (re.compile("sch|sh|ch|tch|tsch"), "s"),
    (re.compile("ph"), "f"),
    (re.compile("th"), "t"),
    (re.compile("gh(?=[^aeiou]|$)"), ""),
    (re.compile("x"), "ks"),
    (re.compile("c(?=[eiy])"), "s"),
    (re.compile("dg|dj|dzh"), "j"),
    (re.compile("تش"), "ش"),
    (re.compile("kh"), "k"),
)
_EITHER = (("ch", "k"), ("ث", "س"))
"""Letters with two sounds: Michael and Charles, عثمان and ثاتشر."""
_REPEATED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a word as capital letters B D K L M N R S T; "" where it has none that are known."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", word).casefold() if not unicodedata.combining(letter)
    )
    for pattern, spelt in _SPELT:
        plain = pattern.sub(spelt, plain)
    return _REPEATED.sub(r"\1", "".join(_SOUND.get(letter, "") for letter in plain))


@lru_cache(maxsize=65536)
def skeletons(word: str) -> frozenset[str]:
    """The skeletons that a word may have: by either sound of its letters, with and without what Arabic prefixes."""
    forms = {word}
    if "\u0600" <= word[:1] <= "\u06ff":
        forms.add(_ARABIC_PREFIX.sub("", word, count=1))
    for letters, sound in _EITHER:
        forms |= {form.replace(letters, sound) for form in forms if letters in form}
    return frozenset(one for one in map(skeleton, forms) if len(one) >= MEANINGFUL)
