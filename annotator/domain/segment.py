"""Cuts a text into sentences, by rules of our own (`docs/adr/0003-own-sentence-cutting.md` says why).

A line break always cuts. Inside a line a cut may stand only behind a run of stops, with the closing quotes, brackets,
footnote marks, bidi marks and emoji that follow it; then each rule below is asked in turn whether this run is no end.
Every rule looks only at the words on both sides of the stop, so that a quotation that is never closed hides nothing,
and the whole takes time in proportion to the text.
"""

import re
import unicodedata
from functools import lru_cache

from annotator.domain.abbreviations import (
    ATTRIBUTIONS,
    BEFORE_NAME,
    BEFORE_NUMBER,
    COMPANIES,
    LETTER_NAMES,
    NEVER_LAST,
    SAID,
    TIME_ZONES,
    UNITS,
)

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_STOPS = re.compile(r"[.!?؟۔؞…।॥։።。！？｡．]+")
_ANY_STOP = frozenset(".!?؟۔")
_CJK = frozenset("。！？｡")
_CLOSERS = frozenset("\"”“»«’'›‹)]}】」』〞″")
_QUOTES = frozenset("\"”“»«’'›‹」』″")
_OPENERS = frozenset("\"“”«»‘'(‹„[{")
_PARTNERS = {"»": "«", "”": "“", '"': '"', "’": "‘", "'": "'", "“": "“”„"}
_BEFORE_SPEECH = frozenset(":,،;؛.!?؟…")
_QUOTED, _BRACKETED = 22, 300  # code points that a quotation or a bracket inside a sentence may span
_FOOTNOTE = re.compile(r"\[\d{1,3}\]|[¹²³⁰-⁹]+")
_WORD_BEFORE = 40  # code points that a rule looks back over, at the most
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$|(?:[\u0590-\u06ff]{1,4}\.)+[\u0590-\u06ff]{1,3}$")
_SHORT_DOTTED = re.compile(r"\s*[\u0590-\u06ff]{1,3}\.")
_LIST_MARK = re.compile(r"\s*[(\[]?(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,4})$")
_SPACE = re.compile(r"\s*")
_TOKEN = re.compile(r"[\"“«‘'(\[]?(\w+(?:[-'’]\w+)*)")
_INVISIBLE = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_SAID_BEHIND_NAME = re.compile(rf"(?:[A-Z][\w’'.-]* ){{1,3}}(?:{'|'.join(sorted(SAID))})[.,]")
_SPEAKS_ON = re.compile(r"\s(?:إن|إنه|إنها|إنهم|أن|أنه|أنها|أنهم|بأن)\b|:")

Range = tuple[int, int]


def segment(text: str, language: str) -> list[Range]:
    """The sentences as ranges [start, end) of code points, in order, without the white space between them."""
    found: list[Range] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for cut in _cuts(text, line.start(), line.end(), language):
            _add(found, text, start, cut)
            start = cut
        _add(found, text, start, line.end())
    return found


def unwrap(text: str) -> str:
    """The text with the line breaks inside its paragraphs turned to spaces; as long as before, so that offsets hold."""
    return re.sub(r"(?<![\n\r])(\r\n|\n|\r)(?![\n\r])", lambda match: " " * len(match[0]), text)


def _add(found: list[Range], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    if all(_is_soft(character) for character in text[start : min(end, start + 4)]) and _all_soft(text, start, end):
        return
    found.append((start, end))


def _all_soft(text: str, start: int, end: int) -> bool:
    return all(_is_soft(text[index]) for index in range(start, end))


def _is_soft(character: str) -> bool:
    """White space, or a character that draws nothing (bidi marks, joiners)."""
    return character.isspace() or _category(character) == "Cf"


@lru_cache(maxsize=4096)
def _category(character: str) -> str:
    return unicodedata.category(character)


def _cuts(text: str, first: int, last: int, language: str) -> list[int]:
    cuts: list[int] = []
    for match in _STOPS.finditer(text, first, last):
        if cuts and match.start() < cuts[-1]:
            continue
        end = _with_closers(text, match.end(), last)
        after = _SPACE.match(text, end, last)
        resume = after.end() if after else end
        if resume < last and _is_end(text, first, match, end, resume, last, language):
            cuts.append(_with_emoji(text, end, last))
    return cuts


def _with_closers(text: str, at: int, last: int) -> int:
    """Past what closes together with the sentence: quotes, brackets, footnote marks, characters that draw nothing."""
    while at < last:
        footnote = _FOOTNOTE.match(text, at, last)
        if footnote:
            at = footnote.end()
        elif text[at] in _CLOSERS or _category(text[at]) == "Cf":
            at += 1
        else:
            break
    return at


def _with_emoji(text: str, at: int, last: int) -> int:
    end = at
    while end < last and (text[end] == " " or _category(text[end]) in ("So", "Sk", "Mn", "Cf")):
        end += 1
        if text[end - 1] != " ":
            at = end
    return at


def _is_end(text: str, first: int, match: re.Match[str], end: int, resume: int, last: int, language: str) -> bool:
    """Whether the run of stops ends a sentence. `end` is behind its closers, `resume` where the text goes on."""
    stops = match[0]
    if resume == end:
        return _ends_without_space(text, match, end)
    spaced = match.start() > first and text[match.start() - 1].isspace()
    if "…" in stops or "..." in stops or (stops == ".." and spaced):
        return _ellipsis_is_final(text, match, end, resume, last)
    if _attribution_follows(text, match.end(), end, resume, last) or _is_inside(
        text, first, match, end, resume, language
    ):
        return False
    if _goes_on_in_lower_case(text, match.start(), resume, last):
        return False
    if stops != ".":
        return True  # a doubled full stop is a slip of the keyboard
    before = text[max(first, match.start() - _WORD_BEFORE) : match.start()]
    return not _is_abbreviated(before, text, resume, last, first, match.start(), end == match.end())


def _ends_without_space(text: str, match: re.Match[str], end: int) -> bool:
    """A stop without a space behind it ends a sentence in Chinese and Japanese, and between two Arabic words."""
    if match[0][-1] in _CJK:
        return True
    if "…" in match[0] or ".." in match[0] or match.start() == 0:
        return False
    before, after = text[match.start() - 1], text[end]
    if not _is_arabic(after) or not (_is_arabic(before) or before in _CLOSERS):
        return False
    initials = _is_single_letter(text, match.start()) or _is_single_before(text, end)
    return match.end() < end or match[0] != "." or not initials


def _is_arabic(character: str) -> bool:
    return unicodedata.bidirectional(character) == "AL"


def _is_right_to_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL")


def _is_single_letter(text: str, at: int) -> bool:
    """Whether the word before `at` is one letter, as in initials."""
    return at < 2 or not text[at - 2].isalpha()


def _is_single_before(text: str, at: int) -> bool:
    """Whether the word at `at` is one letter with a stop behind it."""
    return at + 1 < len(text) and text[at + 1] == "."


def _ellipsis_is_final(text: str, match: re.Match[str], end: int, resume: int, last: int) -> bool:
    """An ellipsis ends a sentence only where it hangs on a word and a capital plainly begins a new one."""
    if "!" in match[0] or "?" in match[0] or "؟" in match[0]:
        return not _goes_on_in_lower_case(text, match.start(), resume, last)
    attached = match.start() > 0 and not text[match.start() - 1].isspace()
    closed = any(character in _QUOTES for character in text[match.end() : end])
    return (
        attached
        and closed
        and text[resume].isupper()
        and not _attribution_follows(text, match.end(), end, resume, last)
    )


def _is_inside(text: str, first: int, match: re.Match[str], end: int, resume: int, language: str) -> bool:
    """A stop in brackets, or a question or cry in quotes, that stands inside a longer sentence doesn't end it."""
    closers = text[match.end() : end]
    if ")" in closers:
        opened = text.rfind("(", max(first, match.start() - _BRACKETED), match.start())
        return _last_before(text, first, opened) not in _ANY_STOP
    if language != "ar" or match[0] == "." or not _is_right_to_left(text[resume]):
        return False
    if match[0] == "!" and not closers:
        return text[match.start() - 1].isascii() and text[match.start() - 1].isalpha()  # Yahoo! اليابانية
    quote = next((character for character in closers if character in _QUOTES), "")
    opened = max(
        text.rfind(mark, max(first, match.start() - _QUOTED), match.start()) for mark in (_PARTNERS.get(quote) or "\0")
    )
    return _last_before(text, first, opened) not in _BEFORE_SPEECH


def _last_before(text: str, first: int, at: int) -> str:
    """The last character before a place that is no space; a full stop where a bracket opens the line."""
    return text[max(first, at - 4) : max(first, at)].rstrip()[-1:] or "."


def _attribution_follows(text: str, stop: int, end: int, resume: int, last: int) -> bool:
    """A quotation that ends in a stop, with «said …» behind it, goes on; «X said that …» begins a new sentence."""
    if not any(character in _QUOTES for character in text[stop:end]) or text[resume] in _OPENERS:
        return False
    following = text[resume : min(last, resume + 90)]
    words = _TOKEN.findall(following[:30])
    if words and (words[0] in ATTRIBUTIONS or words[0].removeprefix("ف") in ATTRIBUTIONS):
        clause = following[: found.start()] if (found := _STOPS.search(following)) else following
        return _SPEAKS_ON.search(clause) is None
    return _SAID_BEHIND_NAME.match(following) is not None


def _goes_on_in_lower_case(text: str, at: int, resume: int, last: int) -> bool:
    """A small letter or a comma behind the stop, in the script of the word before it: the sentence goes on."""
    while resume < last and (text[resume] in _OPENERS or _category(text[resume]) == "Cf"):
        resume += 1
    if resume == last:
        return False
    if text[resume] in ",;:،؛":
        return True
    brand = resume + 1 < last and text[resume + 1].isupper()  # eBay, iPhone
    return text[resume].islower() and not brand and not _is_right_to_left(text[max(0, at - 1)])


def _is_abbreviated(before: str, text: str, resume: int, last: int, first: int, at: int, bare: bool) -> bool:
    """Whether a single full stop belongs to the word before it."""
    if bare and at - first <= 6 and _LIST_MARK.fullmatch(text, first, at):
        return True
    word = re.split(r"\s|(?<!\w)[(\[«“\"‘'](?=\w)|/", before)[-1].strip(_INVISIBLE)
    token = _TOKEN.match(text, resume, last)
    follower = token[1] if token else ""
    plain = word.casefold()
    if not word or plain in NEVER_LAST or plain in BEFORE_NAME:
        return bool(word)
    if word.isdigit():
        earlier = before[: -len(word)].rstrip()
        return len(word) <= 3 and _ends_in_stop(earlier) and _is_right_to_left(earlier[-2:-1] or ".")  # a list mark
    if _is_right_to_left(word[0]):
        return _is_abbreviated_rtl(
            word, before[: -len(word)], follower, _SHORT_DOTTED.match(text, resume, last) is not None
        )
    if len(word) == 1 and word.isalpha():
        return follower not in _OPENING_WORDS and not _is_right_to_left(text[resume])
    if plain in BEFORE_NUMBER:
        return follower[:1].isdigit()
    if plain in ("a.m", "p.m"):
        return not follower[:1].isupper() or follower in TIME_ZONES
    if plain in COMPANIES or _ACRONYM.search(word):
        return follower not in _OPENING_WORDS and not _begins_with_and(follower)
    return False


def _is_abbreviated_rtl(word: str, before: str, follower: str, short_next: bool) -> bool:
    """Initials, units and names of Latin letters go on, unless «and» opens the next word as it opens sentences."""
    stem = word.rstrip("\u0640")
    if len(stem) <= 4 and short_next and stem.isalpha():
        return True  # letters spelt out: «بي. بي. سي.»
    initial = len(stem) == 1 and stem.isalpha()
    spelt = stem in LETTER_NAMES and before.split()[-1:] != [] and before.split()[-1] not in LETTER_NAMES
    if initial or stem in UNITS or spelt or _ACRONYM.search(word):
        return not _begins_with_and(follower)
    return word in BEFORE_NUMBER and follower[:1].isdigit()


def _begins_with_and(word: str) -> bool:
    return word.startswith("و") and len(word) > 2


def _ends_in_stop(text: str) -> bool:
    return text.rstrip()[-1:] in _ANY_STOP


_OPENING_WORDS = frozenset(
    "The A An In On At It He She They We I This That These Those But And However Meanwhile Its His Her Their There "
    "When While If As For After Before Since Although Though So Yet Now Then Here What Who Why How Not".split()
)
