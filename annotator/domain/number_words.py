"""The small numbers as English and Arabic spell them; Arabic in the normal form of `text.normal`."""

ENGLISH = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {
    word: 20 + 10 * index for index, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
ENGLISH_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
ENGLISH_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SHORT_SCALES = {"k": 1_000, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
"""Only right behind a figure's digits: £40m, 3bn."""

_UNITS = (
    "صفر",
    "واحد واحده احد احدي",
    "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي",
    "ثلاثه ثلاث",
    "اربعه اربع",
    "خمسه خمس",
    "سته ست",
    "سبعه سبع",
    "ثمانيه ثماني ثمان",
    "تسعه تسع",
    "عشره عشر",
)
_TENS = ("عشرون عشرين", "ثلاثون ثلاثين", "اربعون اربعين", "خمسون خمسين", "ستون ستين", "سبعون سبعين")
_HUNDREDS = ("ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع")
ARABIC = (
    {word: value for value, words in enumerate(_UNITS) for word in words.split()}
    | {word: 20 + 10 * index for index, words in enumerate(_TENS) for word in words.split()}
    | {"ثمانون": 80, "ثمانين": 80, "تسعون": 90, "تسعين": 90}
    | {f"{word}{hundred}": 100 * (3 + n) for n, word in enumerate(_HUNDREDS) for hundred in ("مئه", "مائه", "ميه")}
    | dict.fromkeys("مئتان مئتين مائتان مائتين ميتان ميتين مئتي مائتي ميتي".split(), 200)
)
ARABIC_ORDINALS = {
    word: value
    for value, words in enumerate(
        (
            "اول اولي",
            "ثاني ثانيه ثان",
            "ثالث ثالثه",
            "رابع رابعه",
            "خامس خامسه",
            "سادس سادسه",
            "سابع سابعه",
            "ثامن ثامنه",
            "تاسع تاسعه",
            "عاشر عاشره",
        ),
        1,
    )
    for word in words.split()
}
ARABIC_SCALES = {
    **dict.fromkeys("مئه مائه ميه".split(), 100),
    **dict.fromkeys("الف الفا الاف".split(), 1_000),
    **dict.fromkeys("مليون مليونا ملايين".split(), 10**6),
    **dict.fromkeys("مليار مليارا مليارات بليون".split(), 10**9),
    **dict.fromkeys("تريليون تريليونا تريليونات".split(), 10**12),
}
ARABIC_PAIRS = {
    **dict.fromkeys("الفان الفين الفي".split(), 2_000),
    **dict.fromkeys("مليونان مليونين مليوني".split(), 2 * 10**6),
    **dict.fromkeys("ملياران مليارين ملياري".split(), 2 * 10**9),
}
VAGUE = frozenset("الاف ملايين مليارات تريليونات".split())
"""Plurals that count only behind a figure: "3 ملايين", but not "ملايين الناس"."""
