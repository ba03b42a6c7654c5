"""The data dictionary: every report, its columns and what they mean. `docs/data-dictionary.md` is made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
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


_PROJECT = Column("project", "text", "The project's name.", "اسم المشروع.")
_ARTICLE_ID = Column("article_id", "id", "The article's id, which never changes.", "معرّف المقال، ولا يتغير.")
_ARTICLE = Column("article", "text", "The article's title.", "عنوان المقال.")
_NUMBER = Column(
    "sentence_no", "whole", "The sentence's place in the article, from 1.", "ترتيب الجملة في المقال، من 1."
)
_SENTENCE = Column("sentence", "text", "The sentence as translated.", "الجملة كما تُرجمت.")
_SOURCE = Column("source_sentence", "text", "What it translates, where known.", "ما تترجمه، إن عُرف.")
_REVIEWER = Column("reviewer", "text", "Who reviewed; empty: nobody yet.", "المراجع؛ فارغ: لا أحد بعد.")
_UPDATED = Column("updated_at", "time", "Last change, ISO 8601, UTC.", "آخر تغيير، ISO 8601، بالتوقيت العالمي.")
_WEIGHTS = Column(
    "weights", "text", "The preset of weights behind penalty and weight.", "مجموعة الأوزان التي حُسب بها الجزاء."
)
_START = Column(
    "start",
    "whole",
    "Where the mark begins in its sentence, in code points: sentence[start:end] is the quote."
    " For side=source, in source_sentence.",
    "بداية العلامة في جملتها بنقاط الترميز: sentence[start:end] هو الاقتباس. وفي جانب source تُعدّ في source_sentence.",
)
_END = Column(
    "end",
    "whole",
    "Where it ends (not included); equal to start for an omission."
    " Past the sentence's end if the sentence was split inside the mark.",
    "نهايتها (غير داخلة)؛ تساوي start في السقط. وتجاوز نهاية الجملة إن قُسمت الجملة داخل العلامة.",
)
_QUOTE = Column("quote", "text", "The marked text.", "النص المعلّم.")
_ARTICLE_START = Column(
    "article_start", "whole", "start, counted from the beginning of the whole text.", "start محسوبةً من أول النص كله."
)
_ARTICLE_END = Column(
    "article_end", "whole", "end, counted from the beginning of the whole text.", "end محسوبةً من أول النص كله."
)

_SUGGESTED_BY = Column(
    "suggested_by",
    "text",
    "Whose hint the reviewer made it of: rules:KIND, or a model's name; empty: the reviewer's own finding.",
    "صاحب التلميح الذي قبله المراجع: rules:KIND أو اسم نموذج؛ فارغ: وجده المراجع بنفسه.",
)
_INVISIBLE = Column(
    "invisible",
    "labels",
    "Characters that nobody sees in the texts of this row, as kind:count joined by |: bidi (controls and marks of"
    " direction), zero_width, tag, variation, control. Those that a script or an emoji needs don't count.",
    "محارف لا تُرى في نصوص هذا الصف، بصيغة kind:count بينها |: bidi (محارف تحكم في الاتجاه وعلاماته) وzero_width وtag"
    " وvariation وcontrol. ولا يُعدّ ما تحتاج إليه كتابة أو رمز تعبيري.",
)
_SYSTEM = Column("system", "text", "The translation system; empty: none named.", "نظام الترجمة؛ فارغ: لم يُذكر.")

_SCHEME_VERSION = Column("scheme_version", "whole", "The number of that version, from 1.", "رقم ذلك الإصدار، من 1.")

SEVERITIES = ("neutral", "trivial", "minor", "major", "critical")
VERDICTS = (
    "true",
    "mostly_true",
    "partly_true",
    "misleading",
    "false",
    "conflicting",
    "unproven",
    "mistranslated",
    "satire",
    "opinion_or_prediction",
)

SENTENCES = Report(
    "sentences",
    "One row for each sentence and reviewer who has worked on its article.",
    "صف لكل جملة ولكل مراجع عمل على مقالها.",
    (
        _PROJECT,
        _ARTICLE_ID,
        _ARTICLE,
        Column("language", "label", "The article's language.", "لغة المقال."),
        _NUMBER,
        _SENTENCE,
        _SOURCE,
        _REVIEWER,
        Column(
            "state",
            "label",
            "unseen, in_progress, clean, issues or skipped.",
            "الحالة: unseen أو in_progress أو clean أو issues أو skipped.",
        ),
        Column(
            "score",
            "whole",
            "The reviewer's score, 0 to 100; empty: none given.",
            "درجة المراجع من 0 إلى 100؛ فارغ: لم تُعط.",
        ),
        Column("penalty", "number", "Sum of the weights of the sentence's issues.", "مجموع أوزان أخطاء الجملة."),
        Column("issues", "whole", "Number of issues.", "عدد الأخطاء."),
        Column("claims", "whole", "Number of claims.", "عدد الادعاءات."),
        Column("note", "text", "The reviewer's note.", "ملاحظة المراجع."),
        Column("flagged", "flag", "Whether the reviewer flagged it.", "هل أشار إليها المراجع."),
        Column("seconds", "whole", "Seconds at work, idle time left out.", "ثواني العمل من غير وقت الخمول."),
        _UPDATED,
        Column("sentence_id", "id", "The sentence's id.", "معرّف الجملة."),
        Column("skip_reason", "label", "Why it was skipped.", "سبب التخطي."),
        _WEIGHTS,
        _INVISIBLE,
    ),
)

ISSUES = Report(
    "issues",
    "One row for each translation error that a reviewer marked.",
    "صف لكل خطأ ترجمة علّمه مراجع.",
    (
        _PROJECT,
        _ARTICLE_ID,
        _ARTICLE,
        _NUMBER,
        Column("issue_id", "id", "The issue's id.", "معرّف الخطأ."),
        _REVIEWER,
        Column("side", "label", "translation or source.", "الجانب: translation أو source."),
        _START,
        _END,
        _QUOTE,
        Column("category", "label", "Category of the scheme.", "الصنف في المخطط."),
        Column("mqm_id", "label", "The MQM error type that the category falls under.", "نوع الخطأ في MQM."),
        Column(
            "severity",
            "label",
            "neutral, trivial (imported only), minor, major or critical.",
            "الشدة: neutral أو trivial (في المستورد) أو minor أو major أو critical.",
        ),
        Column("weight", "number", "What it weighs under the preset.", "وزنه في مجموعة الأوزان."),
        Column("comment", "text", "The reviewer's comment.", "تعليق المراجع."),
        Column("correction", "text", "What it should say.", "التصويب."),
        Column("changes_fact", "flag", "Whether it changes a fact.", "هل يغيّر حقيقة."),
        Column(
            "distorts_claims",
            "labels",
            "Ids of the claims it distorts, joined by |.",
            "معرّفات الادعاءات التي يحرّفها، بينها |.",
        ),
        Column(
            "distortion_kinds",
            "labels",
            "What it damages in each of them, in the same order.",
            "ما يفسده في كل منها بالترتيب نفسه.",
        ),
        _SENTENCE,
        _UPDATED,
        _SOURCE,
        _ARTICLE_START,
        _ARTICLE_END,
        _WEIGHTS,
        Column("scheme_id", "id", "The version of the scheme it was marked under.", "إصدار المخطط الذي عُلّم به."),
        _SCHEME_VERSION,
        Column(
            "category_name",
            "text",
            "What that version calls the category, in English.",
            "اسم الصنف في ذلك الإصدار، بالإنجليزية.",
        ),
        Column(
            "severity_name",
            "text",
            "What that version calls the severity, in English.",
            "اسم الشدة في ذلك الإصدار، بالإنجليزية.",
        ),
        _INVISIBLE,
        _SUGGESTED_BY,
    ),
)

CLAIMS = Report(
    "claims",
    "One row for each checkable statement that a reviewer marked.",
    "صف لكل ادعاء يمكن التحقق منه علّمه مراجع.",
    (
        _PROJECT,
        _ARTICLE_ID,
        _ARTICLE,
        _NUMBER,
        Column("claim_id", "id", "The claim's id.", "معرّف الادعاء."),
        _REVIEWER,
        _START,
        _END,
        _QUOTE,
        Column("statement", "text", "The claim in words that stand alone.", "الادعاء بصيغة قائمة بذاتها."),
        Column("claimant", "text", "Who claims it.", "صاحب الادعاء."),
        Column("kinds", "labels", "Kinds of claim, joined by |.", "أنواع الادعاء، بينها |."),
        Column("priority", "label", "low, normal or high.", "الأولوية: low أو normal أو high."),
        Column(
            "status",
            "label",
            "How far the checking is; disputed where reviewers who handed in differ on the verdict.",
            "مرحلة التحقق؛ وdisputed حيث اختلفت أحكام من سلّموا.",
        ),
        Column(
            "verdict",
            "label",
            "Verdict on the claim as translated; empty: none yet.",
            "الحكم على الادعاء كما تُرجم؛ فارغ: لا حكم بعد.",
        ),
        Column(
            "verdict_in_source",
            "label",
            "Verdict on the claim as the source makes it.",
            "الحكم على الادعاء كما في الأصل.",
        ),
        Column("confidence", "label", "low, medium or high.", "الثقة: low أو medium أو high."),
        Column("rationale", "text", "Why.", "التعليل."),
        Column("evidence", "whole", "Number of evidence records.", "عدد الأدلة."),
        Column(
            "distorted_by",
            "labels",
            "Ids of the issues that distort it, joined by |.",
            "معرّفات الأخطاء التي تحرّفه، بينها |.",
        ),
        _SENTENCE,
        _UPDATED,
        Column(
            "difference",
            "label",
            "How the two verdicts differ: false_only_in_translation, true_only_in_translation or differs.",
            "اختلاف الحكمين: false_only_in_translation أو true_only_in_translation أو differs.",
        ),
        _SOURCE,
        _ARTICLE_START,
        _ARTICLE_END,
        Column("scheme_id", "id", "The version of the scheme it was made under.", "إصدار المخطط الذي صيغ به."),
        _SCHEME_VERSION,
        Column(
            "verdict_name",
            "text",
            "What that version calls the verdict, in English.",
            "اسم الحكم في ذلك الإصدار، بالإنجليزية.",
        ),
        _INVISIBLE,
        _SUGGESTED_BY,
        Column("source_quote", "text", "The claim's words in the source text.", "ألفاظ الادعاء في النص الأصل."),
        Column(
            "statement_in_source",
            "text",
            "The claim in words that stand alone, in the source's language.",
            "الادعاء بصيغة قائمة بذاتها بلغة الأصل.",
        ),
        Column("checkability", "label", "Whether it can be checked.", "هل يمكن التحقق منه."),
        Column("claimant_role", "text", "What the claimant is.", "صفة صاحب الادعاء."),
        Column(
            "claimant_id",
            "text",
            "Who the claimant is elsewhere, such as a Wikidata id.",
            "معرّف صاحب الادعاء في غير هذا المكان، كمعرّف ويكي بيانات.",
        ),
        Column(
            "claimed_on",
            "date",
            "When it was claimed: ISO date, or its month or year, as precise as is known.",
            "متى قيل: تاريخ ISO أو شهره أو سنته بقدر ما يُعرف.",
        ),
        Column("place", "text", "Where it was claimed.", "أين قيل."),
        Column(
            "appearances",
            "text",
            "Addresses, or ids of articles, where it appears too, joined by |.",
            "روابط أو معرّفات مقالات يظهر فيها أيضًا، بينها |.",
        ),
        Column(
            "figures",
            "labels",
            "The figures of its statement as numbers, joined by |; two readings of one as a/b.",
            "أعداد نصه أرقامًا، بينها |؛ وما يُقرأ على وجهين بصيغة a/b.",
        ),
        Column(
            "related",
            "labels",
            "How it stands to other claims, as relation:claim id joined by |.",
            "صلته بادعاءات أخرى بصيغة relation:claim id بينها |.",
        ),
    ),
)

EVIDENCE = Report(
    "evidence",
    "One row for each record of evidence.",
    "صف لكل دليل.",
    (
        Column("claim_id", "id", "The claim it bears on.", "الادعاء الذي يخصه."),
        Column("evidence_id", "id", "The record's id.", "معرّف الدليل."),
        _REVIEWER,
        Column("url", "text", "Where it stands.", "رابطه."),
        Column("archive_url", "text", "Where a copy is kept.", "رابط نسخة محفوظة."),
        Column("publisher", "text", "Who published it.", "الناشر."),
        Column("title", "text", "Its title.", "العنوان."),
        Column("published_on", "date", "ISO date, or its year or month.", "تاريخ النشر، أو سنته أو شهره."),
        Column("accessed_on", "date", "ISO date.", "تاريخ الاطلاع."),
        Column("quote", "text", "What it says, word for word.", "نص ما يقوله."),
        Column("stance", "label", "supports, refutes or context.", "الموقف: supports أو refutes أو context."),
        _PROJECT,
        _ARTICLE_ID,
        _ARTICLE,
        _NUMBER,
        _UPDATED,
        _INVISIBLE,
        Column("question", "text", "The question that it answers.", "السؤال الذي يجيب عنه."),
        Column("answer", "text", "Its answer.", "الجواب."),
        Column("answer_type", "label", "Kind of answer.", "نوع الجواب."),
        Column("quote_translation", "text", "Our translation of the quote.", "ترجمتنا للاقتباس."),
        Column("author", "text", "Who wrote or said it.", "كاتبه أو قائله."),
        Column("source_type", "label", "Kind of source.", "نوع المصدر."),
        Column(
            "locator",
            "text",
            "The place in the source: page, minute, table.",
            "الموضع في المصدر: صفحة أو دقيقة أو جدول.",
        ),
        Column(
            "problems",
            "labels",
            "What is amiss with it, joined by |; later_than_claim is worked out from the dates.",
            "ما يعيبه، بينها |؛ وlater_than_claim يُحسب من التاريخين.",
        ),
        Column("file_name", "text", "Name of the attached file.", "اسم الملف المرفق."),
        Column("file_size", "whole", "Its bytes.", "حجمه بالبايت."),
        Column("file_hash", "id", "SHA-256 of its bytes; empty: none is attached.", "SHA-256 لمحتواه؛ فارغ: لا ملف."),
        Column("same_as", "id", "The evidence whose source it uses again.", "الدليل الذي أُعيد استعمال مصدره."),
    ),
)

RESEMBLANCES = Report(
    "resemblances",
    "One row for each known claim that a reviewer related a text to.",
    "صف لكل ادعاء معروف بيّن مراجع صلة كلام به.",
    (
        _PROJECT,
        _ARTICLE_ID,
        _ARTICLE,
        _NUMBER,
        Column("resemblance_id", "id", "The row's id.", "معرّف الصف."),
        _REVIEWER,
        _QUOTE,
        Column(
            "relation",
            "label",
            "What the words are to the known claim: same, narrower, broader, contradicts or unrelated.",
            "صلة الكلام بالادعاء المعروف: same أو narrower أو broader أو contradicts أو unrelated.",
        ),
        Column("known_id", "id", "The known claim's id.", "معرّف الادعاء المعروف."),
        Column(
            "origin", "label", "imported, or own: a claim of this project.", "imported، أو own: من ادعاءات المشروع."
        ),
        Column("known_claim", "text", "The known claim.", "الادعاء المعروف."),
        Column(
            "known_verdict",
            "text",
            "Its verdict in its own words. It is the known claim's, not the sentence's.",
            "الحكم عليه بلفظه. وهو حكم الادعاء المعروف لا حكم الجملة.",
        ),
        Column("known_publisher", "text", "Who gave it.", "من حكم به."),
        Column("known_url", "text", "Where.", "أين."),
        Column("known_date", "date", "When.", "متى."),
        _SENTENCE,
        _UPDATED,
        _INVISIBLE,
    ),
)

SUMMARY = Report(
    "summary",
    "One row for each article and reviewer who has worked on it.",
    "صف لكل مقال ولكل مراجع عمل عليه.",
    (
        _PROJECT,
        _ARTICLE,
        _REVIEWER,
        Column("sentences", "whole", "Sentences of the article.", "جمل المقال."),
        Column(
            "reviewed",
            "whole",
            "Sentences that are clean, have issues or were skipped.",
            "ما حُكم فيه: سليمة أو فيها أخطاء أو متخطاة.",
        ),
        Column("clean", "whole", "Sentences called clean.", "الجمل السليمة."),
        *(
            Column(f"issues_{name}", "whole", f"Issues of severity {name}.", f"أخطاء شدتها {name}.")
            for name in SEVERITIES
        ),
        Column(
            "issues_other",
            "whole",
            "Issues of a severity of the project's own.",
            "أخطاء بشدة خاصة بالمشروع.",
        ),
        Column("penalty", "number", "Sum of the weights of the issues.", "مجموع أوزان الأخطاء."),
        Column(
            "penalty_per_100_words",
            "number",
            "penalty × 100 / words; empty where words is 0.",
            "الجزاء × 100 / الكلمات؛ فارغ إن لم تكن كلمات.",
        ),
        Column(
            "words",
            "whole",
            "Words of the sentences that are clean or have issues.",
            "كلمات الجمل السليمة والتي فيها أخطاء.",
        ),
        *(
            Column(f"claims_{name}", "whole", f"Claims with the verdict {name}.", f"ادعاءات حكمها {name}.")
            for name in VERDICTS
        ),
        Column(
            "claims_other",
            "whole",
            "Claims with a verdict of the project's own.",
            "ادعاءات بحكم خاص بالمشروع.",
        ),
        Column("claims_without_verdict", "whole", "Claims without a verdict.", "ادعاءات لا حكم فيها."),
        Column("distorted_claims", "whole", "Claims that an issue distorts.", "ادعاءات يحرّفها خطأ."),
        _ARTICLE_ID,
        _WEIGHTS,
        Column("seconds", "whole", "Seconds at work, idle time left out.", "ثواني العمل من غير وقت الخمول."),
        _SYSTEM,
        Column("rated", "whole", "Sentences that are clean or have issues.", "الجمل السليمة والتي فيها أخطاء."),
        Column(
            "penalty_per_sentence",
            "number",
            "penalty / rated; empty where rated is 0.",
            "الجزاء / rated؛ فارغ إن كان rated صفرًا.",
        ),
    ),
)

AGREEMENT = Report(
    "agreement",
    "One row for each question and measure: how far reviewers agree, on their own work.",
    "صف لكل سؤال ومقياس: مدى اتفاق المراجعين في عملهم هم.",
    (
        _PROJECT,
        Column("question", "label", "What is compared.", "موضع المقارنة."),
        Column("measure", "label", "alpha, ac1 (at other levels AC2) or percent.", "المقياس: alpha أو ac1 أو percent."),
        Column("level", "label", "Level of measurement.", "مستوى القياس."),
        Column("value", "number", "The figure; empty where none can be given.", "الرقم؛ فارغ حيث لا رقم يُعطى."),
        Column("ci_low", "number", "Lower end of the 95 % interval.", "الطرف الأدنى لمجال الثقة 95 %."),
        Column("ci_high", "number", "Upper end of it.", "طرفه الأعلى."),
        Column("n_items", "whole", "Items that two reviewers rated.", "عناصر قيّمها مراجعان."),
        Column("n_ratings", "whole", "Ratings of these items.", "تقييمات هذه العناصر."),
        Column("n_reviewers", "whole", "Reviewers.", "المراجعون."),
        Column("flags", "labels", "What to beware of.", "ما يُحترس منه."),
        Column("method", "text", "How it was computed.", "طريقة الحساب."),
    ),
)

_KINDS = (
    (
        "clean_or_issues",
        "One calls the sentence clean, the other finds issues.",
        "يراها أحدهما سليمة ويجد الآخر أخطاء.",
    ),
    ("other_category", "The same place, another category.", "الموضع نفسه وصنف آخر."),
    ("overlapping", "Marks that overlap, with other ends.", "علامتان متداخلتان تختلف أطرافهما."),
    ("only_one_saw_it", "Both found issues, only one this one.", "وجد كلاهما أخطاء، وهذا رآه واحد فقط."),
    ("severity_gap", "The same place, another severity.", "الموضع نفسه وشدة أخرى."),
    ("claim_or_none", "A claim for one only.", "ادعاء عند واحد فقط."),
    ("verdict", "Another verdict on the same claim.", "حكم آخر على الادعاء نفسه."),
    (
        "source_verdict",
        "One's verdicts on the translation and on the source stand to one another as the other's don't.",
        "نسبة حكم أحدهما على الترجمة إلى حكمه على الأصل غيرها عند الآخر.",
    ),
)
DISAGREEMENTS = Report(
    "disagreements",
    "One row for each disagreement of two reviewers, the worst first.",
    "صف لكل اختلاف بين مراجعَين، والأسوأ أولًا.",
    (
        _PROJECT,
        _ARTICLE_ID,
        _ARTICLE,
        _NUMBER,
        Column("kind", "label", "The worst of what they disagree on.", "أسوأ ما يختلفان فيه."),
        Column("harm", "whole", "3 (what is false may stand) to 1 (taste).", "من 3 (قد يثبت الخطأ) إلى 1 (ذوق)."),
        Column("reviewer", "text", "The first of the two, by name.", "أول الاثنين بترتيب الاسم."),
        Column("says", "text", "What the first says; empty: nothing.", "ما يقوله الأول؛ فارغ: لا شيء."),
        Column("other_reviewer", "text", "The second.", "الثاني."),
        Column("other_says", "text", "What the second says.", "ما يقوله الثاني."),
        _QUOTE,
        _SENTENCE,
        *(Column(name, "flag", en, ar) for name, en, ar in _KINDS),
    ),
)

SYSTEMS = Report(
    "systems",
    "One row for each translation system, the best first; articles without one are a row without a name.",
    "صف لكل نظام ترجمة، والأفضل أولًا؛ وللمقالات التي لا نظام لها صف بلا اسم.",
    (
        _PROJECT,
        _SYSTEM,
        _WEIGHTS,
        Column(
            "items",
            "whole",
            "Sentences that somebody called clean or marked issues in.",
            "جمل حُكم بسلامتها أو عُلّمت فيها أخطاء.",
        ),
        Column(
            "ratings",
            "whole",
            "Such judgements; several reviewers may judge one sentence.",
            "عدد هذه الأحكام؛ وقد يحكم في الجملة أكثر من مراجع.",
        ),
        Column("issues", "whole", "Issues of these judgements.", "أخطاء هذه الأحكام."),
        Column("sum", "number", "Sum of the weights of these issues.", "مجموع أوزان هذه الأخطاء."),
        Column(
            "mean",
            "number",
            "Mean over the items of the mean over an item's ratings of the sum of its weights; higher is worse.",
            "متوسط العناصر، وقيمة العنصر متوسط مجاميع أوزان تقييماته؛ والأعلى أسوأ.",
        ),
        Column(
            "source_words",
            "whole",
            "Words of the items' source, each part of it once; a word is a run without white space.",
            "كلمات أصل العناصر، كل موضع مرة؛ والكلمة ما لا فراغ فيه.",
        ),
        Column(
            "per_100_words",
            "number",
            "sum × 100 / source_words; all ratings of an item add up. Empty where there is no source.",
            "المجموع × 100 / كلمات الأصل، وتُجمع تقييمات العنصر كلها. فارغ حيث لا أصل.",
        ),
        Column("raw_quality", "number", "100 − per_100_words.", "100 − per_100_words."),
    ),
)

DISTORTION = Report(
    "distortion",
    "One row for each group of claims: all; by category and kind of damage of the errors that distort them;"
    " by translation system and outlet.",
    "صف لكل مجموعة ادعاءات: كلها، وبحسب صنف الخطأ الذي يحرّفها وما أفسده، وبحسب نظام الترجمة والناشر.",
    (
        _PROJECT,
        Column("whose", "label", "reviewers or consensus.", "reviewers أو consensus."),
        Column(
            "by",
            "label",
            "all, category, kind, system or publisher.",
            "all أو category أو kind أو system أو publisher.",
        ),
        Column("label", "text", "The group; empty: all, or none named.", "المجموعة؛ فارغ: كلها، أو بلا اسم."),
        Column("claims", "whole", "Claims of the group.", "ادعاءات المجموعة."),
        Column(
            "distorted",
            "whole",
            "Claims that an error distorts; by category and kind, one of that category or kind.",
            "ادعاءات يحرّفها خطأ؛ وبحسب الصنف وما أفسد: خطأ منه.",
        ),
        Column(
            "serious", "whole", "Claims that a major or critical one does.", "ادعاءات يحرّفها خطأ major أو critical."
        ),
        Column(
            "share",
            "number",
            "serious / claims; by category and kind, serious / all claims. Empty where there are none.",
            "serious / claims؛ وبحسب الصنف وما أفسد: serious / الادعاءات كلها. فارغ حيث لا ادعاء.",
        ),
        Column("false_only", "whole", "Claims that are false only in translation.", "ادعاءات خاطئة في الترجمة وحدها."),
        Column("true_only", "whole", "Claims that are true only in translation.", "ادعاءات صحيحة في الترجمة وحدها."),
    ),
)

REVERSED = Report(
    "reversed",
    "One row for each claim that is false only in translation, or true only there.",
    "صف لكل ادعاء خاطئ في الترجمة وحدها، أو صحيح فيها وحدها.",
    (
        _PROJECT,
        _ARTICLE_ID,
        _ARTICLE,
        _NUMBER,
        Column("claim_id", "id", "The claim's id.", "معرّف الادعاء."),
        _REVIEWER,
        Column("difference", "label", "false_only_in_translation or true_only_in_translation.", "أيهما."),
        Column("statement", "text", "The claim in words that stand alone.", "الادعاء بصيغة قائمة بذاتها."),
        Column("verdict", "label", "Verdict on the claim as translated.", "الحكم على الادعاء كما تُرجم."),
        Column("verdict_in_source", "label", "Verdict on it as the source makes it.", "الحكم عليه كما في الأصل."),
        Column("severities", "labels", "Severities of the errors that distort it.", "شدة الأخطاء التي تحرّفه."),
        Column("categories", "labels", "Their categories, in the same order.", "أصنافها بالترتيب نفسه."),
        Column("distortion_kinds", "labels", "What they damage, in the same order.", "ما أفسدته بالترتيب نفسه."),
        _SYSTEM,
        Column("publisher", "text", "The outlet.", "الناشر."),
        _QUOTE,
        _SENTENCE,
        _SOURCE,
    ),
)

WITH_VERDICTS = ("claims", "reversed")
"""The reports whose verdicts can be told on another scale."""

REPAIRS = Report(
    "repairs",
    "One row for each thing that an import found amiss in a file (`import … --repairs FILE.csv`).",
    "صف لكل خلل وجده الاستيراد في الملف (`import … --repairs FILE.csv`).",
    (
        Column("kind", "label", "What was amiss; the guide lists the kinds.", "نوع الخلل؛ والأنواع في الدليل."),
        Column("line", "whole", "Line of the file; 0: none of its own.", "سطر الملف؛ 0: لا سطر له."),
        _SYSTEM,
        Column("doc", "text", "The document.", "الوثيقة."),
        Column("segment", "text", "The segment's number in the file.", "رقم المقطع في الملف."),
        Column("rater", "text", "The rater's name in the file.", "اسم المقيّم في الملف."),
        Column(
            "text", "text", "What it is about: a quote, a spelling, another text.", "موضعه: اقتباس أو تهجئة أو نص آخر."
        ),
    ),
)

_HOW = (
    Column(
        "consensus",
        "label",
        "How it came about: unanimous, taken (one reviewer's version), none (of the versions), edited, bulk;"
        " or open (reviewers differ), single (one has judged), unseen.",
        "كيف نشأ: unanimous أو taken (نسخة مراجع) أو none (لا نسخة منها) أو edited أو bulk؛"
        " أو open (يختلف المراجعون) أو single (حكم واحد) أو unseen.",
    ),
    Column("taken_from", "text", "Whose version was taken.", "صاحب النسخة المأخوذة."),
    Column("decided_by", "text", "Who decided.", "من حسم."),
    Column(
        "decided_at", "time", "When; for a unanimous one the last of the reviews.", "متى؛ وفي الإجماع آخر المراجعات."
    ),
    Column(
        "reason",
        "label",
        "Why reviewers differed: ambiguous_text, guideline_gap, reviewers_slip or subjective.",
        "سبب الاختلاف: ambiguous_text أو guideline_gap أو reviewers_slip أو subjective.",
    ),
    Column("consensus_note", "text", "Note of who decided.", "ملاحظة من حسم."),
)


def _spread(label: str, en: str, ar: str) -> Column:
    return Column(
        f"{label}_distribution",
        "labels",
        f"{en} of the reviewers who judged the sentence, as label:count joined by |; none: no such mark there.",
        f"{ar} عند من حكموا في الجملة، بصيغة label:count بينها |؛ وnone: لا علامة هناك.",
    )


OF_CONSENSUS: Mapping[str, tuple[Column, ...]] = {
    "sentences": (*_HOW, _spread("state", "States", "الحالات")),
    "issues": (*_HOW, _spread("category", "Categories", "الأصناف"), _spread("severity", "Severities", "درجات الشدة")),
    "claims": (
        *_HOW,
        _spread("verdict", "Verdicts", "الأحكام"),
        _spread("verdict_in_source", "Verdicts in the source", "الأحكام على الأصل"),
    ),
    "evidence": _HOW,
    "summary": (),
    "distortion": (),
    "reversed": (),
}
"""The columns that a report has more when it is made of the consensus; the names of such reports."""

CONSENSUS = Report(
    "consensus",
    "One row for each sentence: what stands, who decided it, when, why and from which reviews.",
    "صف لكل جملة: ما استقر فيها ومن حسمه ومتى ولماذا ومن أي مراجعات.",
    (
        _PROJECT,
        _ARTICLE_ID,
        _ARTICLE,
        _NUMBER,
        Column("state", "label", "clean or issues; empty: nothing stands yet.", "clean أو issues؛ فارغ: لا شيء بعد."),
        _spread("state", "States", "الحالات"),
        *_HOW,
        Column("issues", "whole", "Number of issues that stand.", "عدد الأخطاء الثابتة."),
        Column("claims", "whole", "Number of claims that stand.", "عدد الادعاءات الثابتة."),
        Column("reviews", "labels", "What was decided on: review id:revision.", "ما حُسم فيه: معرّف المراجعة:رقمها."),
        _SENTENCE,
        _SOURCE,
        Column("sentence_id", "id", "The sentence's id.", "معرّف الجملة."),
        _INVISIBLE,
    ),
)


PROGRESS = Report(
    "progress",
    "One row for each article and person who was given it or has begun it; an article that nobody has is a row too."
    " Who leads a project gets everybody's, others their own.",
    "صف لكل مقال ولكل من أُسند إليه أو بدأه؛ والمقال الذي ليس لأحد له صف أيضًا."
    " لمشرف المشروع صفوف الجميع، ولغيره صفوفه وحده.",
    (
        _PROJECT,
        _ARTICLE_ID,
        _ARTICLE,
        Column("sentences", "whole", "Its sentences.", "عدد جمله."),
        Column("needed", "whole", "How many reviewers it needs.", "كم مراجعًا يحتاج."),
        Column(
            "handed_in",
            "whole",
            "How many have handed it in; empty for who may not know.",
            "كم مراجعًا سلّمه؛ فارغ لمن ليس له أن يعلم.",
        ),
        Column(
            "lacking",
            "whole",
            "How many reviewers it still has to be given to; empty for who may not know.",
            "كم مراجعًا ينقصه؛ فارغ لمن ليس له أن يعلم.",
        ),
        Column("due_on", "date", "The day by which it is due; empty: none.", "موعده؛ فارغ: لا موعد."),
        Column(
            "overdue",
            "flag",
            "Whether that day (UTC) is past and it isn't handed in.",
            "هل مضى الموعد (بالتوقيت العالمي) ولم يُسلَّم.",
        ),
        Column("reviewer", "text", "Who; empty: nobody has it.", "من؛ فارغ: ليس لأحد."),
        Column(
            "stage",
            "label",
            "assigned, begun, handed_in, handed_back or taken_away.",
            "المرحلة: assigned أو begun أو handed_in أو handed_back أو taken_away.",
        ),
        Column("assigned_at", "time", "When it was given to them; empty: never.", "متى أُسند إليه؛ فارغ: لم يُسند."),
        Column("reviewed", "whole", "Sentences that they have judged or skipped.", "جمل حكم فيها أو تخطاها."),
        Column("last_activity", "time", "When they last did anything in it.", "آخر عمل له فيه."),
        Column("handed_in_at", "time", "When they handed it in.", "متى سلّمه."),
        Column("reminded_at", "time", "When they were last reminded.", "آخر تذكير."),
        Column("reason", "text", "Why it was handed back or taken away.", "سبب إعادته أو أخذه منه."),
        Column("seconds", "whole", "Seconds at work, idle time left out.", "ثواني العمل من غير وقت الخمول."),
        Column(
            "median_seconds",
            "number",
            "Median of the seconds at work on a sentence.",
            "وسيط ثواني العمل في الجملة.",
        ),
    ),
)

COMMENTS = Report(
    "comments",
    "One row for each comment on a sentence, in articles that whoever asks has handed in or leads.",
    "صف لكل تعليق على جملة، في مقالات سلّمها طالب التقرير أو يشرف عليها.",
    (
        _PROJECT,
        _ARTICLE_ID,
        _ARTICLE,
        _NUMBER,
        Column("comment_id", "id", "The comment's id.", "معرّف التعليق."),
        Column("author", "text", "Who wrote it.", "كاتبه."),
        Column("text", "text", "What it says.", "نصه."),
        Column("mentions", "text", "Whom it names, joined by |.", "من يذكرهم، بينهم |."),
        Column("created_at", "time", "When it was written.", "متى كُتب."),
        _UPDATED,
        Column("resolved", "flag", "Whether it was called resolved.", "هل عُدّ محلولًا."),
        Column("resolved_by", "text", "By whom.", "من عدّه كذلك."),
        _SENTENCE,
    ),
)

AUDIT = Report(
    "audit",
    "One row for each thing done to people, projects, schemes and sessions, or restored; the newest first. For admins.",
    "صف لكل ما جرى على الأشخاص والمشاريع والمخططات والجلسات ولكل استعادة؛ الأحدث أولًا. للمديرين.",
    (
        Column("seq", "whole", "Number of the event; numbers only grow.", "رقم الحدث؛ والأرقام لا تنقص."),
        Column("at", "time", "When, ISO 8601, UTC.", "متى، ISO 8601، بالتوقيت العالمي."),
        Column(
            "by",
            "text",
            "Who did it; empty: the program or its command line.",
            "من فعله؛ فارغ: البرنامج أو سطر أوامره.",
        ),
        Column("act", "label", "What was done: kind and action.", "ما جرى: النوع والفعل."),
        Column("about", "text", "The person it was done to.", "الشخص الذي جرى عليه."),
        Column("project", "text", "The project it was done in.", "المشروع الذي جرى فيه."),
        Column("before", "text", "What was, as JSON.", "ما كان، بصيغة JSON."),
        Column("after", "text", "What is since, as JSON.", "ما صار، بصيغة JSON."),
    ),
)


def of_consensus(report: Report) -> Report:
    """The same report made of the consensus: `reviewer` says consensus, and it has more columns."""
    return replace(report, columns=(*report.columns, *OF_CONSENSUS[report.name]))


_EVERY = (SENTENCES, ISSUES, CLAIMS, EVIDENCE, RESEMBLANCES, SUMMARY, SYSTEMS, DISTORTION, REVERSED)
_OF_ALL = (AGREEMENT, DISAGREEMENTS, CONSENSUS, PROGRESS, COMMENTS)
REPORTS: Mapping[str, Report] = {report.name: report for report in (*_EVERY, *_OF_ALL)}


def dictionary() -> str:
    """The data dictionary as Markdown, in both languages."""
    parts = [
        "# Data dictionary\n\nMade by `python -m annotator dictionary` from `exports/rows.py`; don't edit by hand.\n"
    ]
    parts.append(
        "Every file is UTF-8 with a byte order mark, comma-separated, CRLF. Labels are ids of the scheme; several in\n"
        "one cell are joined by `|`. A text that a spreadsheet would run as a formula has an apostrophe before it;\n"
        "`exports.csv_file.read` takes it off again. Retired rows are never exported.\n"
    )
    more_reports = (REPAIRS, AUDIT)
    parts += [_section(one.name, one.en, one.ar, one.columns) for one in (*REPORTS.values(), *more_reports)]
    for name, more in OF_CONSENSUS.items():
        if more:
            title, en, ar = f"{name} of the consensus", "Also has these columns.", "فيه هذه الأعمدة أيضًا."
            parts.append(_section(title, en, ar, more))
    return "\n".join(parts)


def _section(title: str, en: str, ar: str, columns: tuple[Column, ...]) -> str:
    head = f"## {title}\n\n{en}\n\n{ar}\n\n| column | kind | meaning | المعنى |\n|---|---|---|---|"
    return head + "".join(f"\n| {c.name} | {c.kind} | {_cell(c.en)} | {_cell(c.ar)} |" for c in columns) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
