"""Reports of what translation errors do to claims."""

from exports.columns import (
    ARTICLE,
    ARTICLE_ID,
    NUMBER,
    PROJECT,
    QUOTE,
    REVIEWER,
    SENTENCE,
    SOURCE,
    SYSTEM,
    Column,
    Report,
)

DISTORTION = Report(
    "distortion",
    "One row for each group of claims: all; by category and kind of damage of the errors that distort them;"
    " by translation system and outlet.",
    "صف لكل مجموعة ادعاءات: كلها، وبحسب صنف الخطأ الذي يحرّفها وما أفسده، وبحسب نظام الترجمة والناشر.",
    (
        PROJECT,
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
        PROJECT,
        ARTICLE_ID,
        ARTICLE,
        NUMBER,
        Column("claim_id", "id", "The claim's id.", "معرّف الادعاء."),
        REVIEWER,
        Column("difference", "label", "false_only_in_translation or true_only_in_translation.", "أيهما."),
        Column("statement", "text", "The claim in words that stand alone.", "الادعاء بصيغة قائمة بذاتها."),
        Column("verdict", "label", "Verdict on the claim as translated.", "الحكم على الادعاء كما تُرجم."),
        Column("verdict_in_source", "label", "Verdict on it as the source makes it.", "الحكم عليه كما في الأصل."),
        Column("severities", "labels", "Severities of the errors that distort it.", "شدة الأخطاء التي تحرّفه."),
        Column("categories", "labels", "Their categories, in the same order.", "أصنافها بالترتيب نفسه."),
        Column("distortion_kinds", "labels", "What they damage, in the same order.", "ما أفسدته بالترتيب نفسه."),
        SYSTEM,
        Column("publisher", "text", "The outlet.", "الناشر."),
        QUOTE,
        SENTENCE,
        SOURCE,
    ),
)
