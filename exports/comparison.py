"""Reports of reviewers and systems compared, and of what stands where they differ."""

from collections.abc import Mapping
from dataclasses import replace

from exports.columns import (
    ARTICLE,
    ARTICLE_ID,
    INVISIBLE,
    NUMBER,
    PROJECT,
    QUOTE,
    SENTENCE,
    SOURCE,
    SYSTEM,
    WEIGHTS,
    Column,
    Report,
)

AGREEMENT = Report(
    "agreement",
    "One row for each question and measure: how far reviewers agree, on their own work.",
    "صف لكل سؤال ومقياس: مدى اتفاق المراجعين في عملهم هم.",
    (
        PROJECT,
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
        PROJECT,
        ARTICLE_ID,
        ARTICLE,
        NUMBER,
        Column("kind", "label", "The worst of what they disagree on.", "أسوأ ما يختلفان فيه."),
        Column("harm", "whole", "3 (what is false may stand) to 1 (taste).", "من 3 (قد يثبت الخطأ) إلى 1 (ذوق)."),
        Column("reviewer", "text", "The first of the two, by name.", "أول الاثنين بترتيب الاسم."),
        Column("says", "text", "What the first says; empty: nothing.", "ما يقوله الأول؛ فارغ: لا شيء."),
        Column("other_reviewer", "text", "The second.", "الثاني."),
        Column("other_says", "text", "What the second says.", "ما يقوله الثاني."),
        QUOTE,
        SENTENCE,
        *(Column(name, "flag", en, ar) for name, en, ar in _KINDS),
    ),
)

SYSTEMS = Report(
    "systems",
    "One row for each translation system, the best first; articles without one are a row without a name.",
    "صف لكل نظام ترجمة، والأفضل أولًا؛ وللمقالات التي لا نظام لها صف بلا اسم.",
    (
        PROJECT,
        SYSTEM,
        WEIGHTS,
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
        PROJECT,
        ARTICLE_ID,
        ARTICLE,
        NUMBER,
        Column("state", "label", "clean or issues; empty: nothing stands yet.", "clean أو issues؛ فارغ: لا شيء بعد."),
        _spread("state", "States", "الحالات"),
        *_HOW,
        Column("issues", "whole", "Number of issues that stand.", "عدد الأخطاء الثابتة."),
        Column("claims", "whole", "Number of claims that stand.", "عدد الادعاءات الثابتة."),
        Column("reviews", "labels", "What was decided on: review id:revision.", "ما حُسم فيه: معرّف المراجعة:رقمها."),
        SENTENCE,
        SOURCE,
        Column("sentence_id", "id", "The sentence's id.", "معرّف الجملة."),
        INVISIBLE,
    ),
)


def of_consensus(report: Report) -> Report:
    """The same report made of the consensus: `reviewer` says consensus, and it has more columns."""
    return replace(report, columns=(*report.columns, *OF_CONSENSUS[report.name]))
