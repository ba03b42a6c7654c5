"""A report, and the columns that several reports have."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Cell = str | int | float | bool | None

Row = Mapping[str, Cell]

Kind = Literal["text", "id", "whole", "number", "flag", "time", "date", "label", "labels"]


@dataclass(frozen=True)
class Column:
    """One column. Only "text" holds what people typed, and is guarded against being run as a formula."""

    name: str
    kind: Kind
    en: str
    ar: str


@dataclass(frozen=True)
class Report:
    """One CSV file: what a row is, and its columns in their order."""

    name: str
    en: str
    ar: str
    columns: tuple[Column, ...]


PROJECT = Column("project", "text", "The project's name.", "اسم المشروع.")

ARTICLE_ID = Column("article_id", "id", "The article's id, which never changes.", "معرّف المقال، ولا يتغير.")

ARTICLE = Column("article", "text", "The article's title.", "عنوان المقال.")

NUMBER = Column("sentence_no", "whole", "The sentence's place in the article, from 1.", "ترتيب الجملة في المقال، من 1.")

SENTENCE = Column("sentence", "text", "The sentence as translated.", "الجملة كما تُرجمت.")

SOURCE = Column("source_sentence", "text", "What it translates, where known.", "ما تترجمه، إن عُرف.")

REVIEWER = Column("reviewer", "text", "Who reviewed; empty: nobody yet.", "المراجع؛ فارغ: لا أحد بعد.")

UPDATED = Column("updated_at", "time", "Last change, ISO 8601, UTC.", "آخر تغيير، ISO 8601، بالتوقيت العالمي.")

WEIGHTS = Column(
    "weights", "text", "The preset of weights behind penalty and weight.", "مجموعة الأوزان التي حُسب بها الجزاء."
)

START = Column(
    "start",
    "whole",
    "Where the mark begins in its sentence, in code points: sentence[start:end] is the quote."
    " For side=source, in source_sentence.",
    "بداية العلامة في جملتها بنقاط الترميز: sentence[start:end] هو الاقتباس. وفي جانب source تُعدّ في source_sentence.",
)

END = Column(
    "end",
    "whole",
    "Where it ends (not included); equal to start for an omission."
    " Past the sentence's end if the sentence was split inside the mark.",
    "نهايتها (غير داخلة)؛ تساوي start في السقط. وتجاوز نهاية الجملة إن قُسمت الجملة داخل العلامة.",
)

QUOTE = Column("quote", "text", "The marked text.", "النص المعلّم.")

ARTICLE_START = Column(
    "article_start", "whole", "start, counted from the beginning of the whole text.", "start محسوبةً من أول النص كله."
)

ARTICLE_END = Column(
    "article_end", "whole", "end, counted from the beginning of the whole text.", "end محسوبةً من أول النص كله."
)

SUGGESTED_BY = Column(
    "suggested_by",
    "text",
    "Whose hint the reviewer made it of: rules:KIND, or a model's name; empty: the reviewer's own finding.",
    "صاحب التلميح الذي قبله المراجع: rules:KIND أو اسم نموذج؛ فارغ: وجده المراجع بنفسه.",
)

INVISIBLE = Column(
    "invisible",
    "labels",
    "Characters that nobody sees in the texts of this row, as kind:count joined by |: bidi (controls and marks of"
    " direction), zero_width, tag, variation, control. Those that a script or an emoji needs don't count.",
    "محارف لا تُرى في نصوص هذا الصف، بصيغة kind:count بينها |: bidi (محارف تحكم في الاتجاه وعلاماته) وzero_width وtag"
    " وvariation وcontrol. ولا يُعدّ ما تحتاج إليه كتابة أو رمز تعبيري.",
)

SYSTEM = Column("system", "text", "The translation system; empty: none named.", "نظام الترجمة؛ فارغ: لم يُذكر.")

SCHEME_VERSION = Column("scheme_version", "whole", "The number of that version, from 1.", "رقم ذلك الإصدار، من 1.")
