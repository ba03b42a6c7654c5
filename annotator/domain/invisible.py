"""Characters that nobody sees: found, named by kind, and told from those that a script or an emoji needs.

In order, and so not found: zero-width joiners and non-joiners beside a letter of a joining or Indic script, joiners
between two emoji, the three flags made of tags (England, Scotland, Wales), variation selectors after a symbol or an
ideograph, soft hyphens between two letters. Everything else of these kinds is found, directional marks too: they are
harmless, but they decide in which order a line is read. `web/files/pane/invisible.js` finds the same.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal, get_args

Kind = Literal["bidi", "zero_width", "tag", "variation", "control"]

KINDS: tuple[Kind, ...] = get_args(Kind)

# Letters that a joiner or non-joiner may stand beside: Arabic, Syriac, N'Ko, Mandaic, the Indic scripts, Mongolian.
_JOINING = (
    r"\u0620-\u074f\u0750-\u077f\u07c0-\u07ff\u0840-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u180a\u1810-\u18af"
    r"\ufb50-\ufdff\ufe70-\ufefc"
)
_EMOJI = r"\u00a9\u00ae\u203c-\u205f\u2070-\u3163\u3165-\u3299\ufe0f\U0001f000-\U0001faff"
_SELECTABLE = (
    r"#*0-9\u00a9\u00ae\u1000-\u109f\u203c-\u205f\u2070-\u3163\u3165-\u3299\u3400-\u9fff\ua840-\ua877"
    r"\uf900-\ufaff\U0001f000-\U0001faff\U00020000-\U0003ffff"
)
_LETTER = r"[^\W\d_]"

_FLAG = r"\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e|\U000e0073\U000e0063|\U000e0077\U000e006c)"
_FLAG += r"[\U000e0067\U000e0074\U000e0073]\U000e007f"  # gbeng, gbsct, gbwls
_FOUND = re.compile(
    f"(?P<flag>{_FLAG})"
    r"|(?P<bidi>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])"
    r"|(?P<zero_width>[\u034f\u115f\u1160\u17b4\u17b5\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]"
    rf"|(?<!{_LETTER})\u00ad|\u00ad(?!{_LETTER})"
    r"|(?<![\u1820-\u18aa])\u180e"
    rf"|(?<![{_JOINING}])\u200c"
    rf"|(?<![{_JOINING}])(?:(?<![{_EMOJI}])\u200d(?![{_JOINING}])|\u200d(?![{_JOINING}{_EMOJI}])))"
    r"|(?P<tag>[\U000e0000-\U000e007f])"
    rf"|(?P<variation>(?<![{_SELECTABLE}])[\ufe00-\ufe0f\U000e0100-\U000e01ef])"
    r"|(?P<control>[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029])"
)


def invisible(text: str) -> list[tuple[int, Kind]]:
    """The place (in code points) and kind of each character of the text that nobody sees."""
    if text.isascii() and text.isprintable():
        return []
    return [(found.start(), kind) for found in _FOUND.finditer(text) if (kind := _kind(found)) is not None]


def counted(texts: Iterable[str]) -> str:
    """How many of each kind stand in the texts, as kind:count joined by |; empty where there is none."""
    counts = Counter(kind for text in texts for _, kind in invisible(text))
    return "|".join(f"{kind}:{counts[kind]}" for kind in KINDS if counts[kind])


def _kind(found: re.Match[str]) -> Kind | None:
    return next((kind for kind in KINDS if kind == found.lastgroup), None)
