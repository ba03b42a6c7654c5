"""Reports of the work of a desk: progress, comments, the audit, what an import found amiss."""

from exports.columns import ARTICLE, ARTICLE_ID, NUMBER, PROJECT, SENTENCE, SYSTEM, UPDATED, Column, Report

PROGRESS = Report(
    "progress",
    "One row for each article and person who was given it or has begun it; an article that nobody has is a row too."
    " Who leads a project gets everybody's, others their own.",
    "صف لكل مقال ولكل من أُسند إليه أو بدأه؛ والمقال الذي ليس لأحد له صف أيضًا."
    " لمشرف المشروع صفوف الجميع، ولغيره صفوفه وحده.",
    (
        PROJECT,
        ARTICLE_ID,
        ARTICLE,
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
        PROJECT,
        ARTICLE_ID,
        ARTICLE,
        NUMBER,
        Column("comment_id", "id", "The comment's id.", "معرّف التعليق."),
        Column("author", "text", "Who wrote it.", "كاتبه."),
        Column("text", "text", "What it says.", "نصه."),
        Column("mentions", "text", "Whom it names, joined by |.", "من يذكرهم، بينهم |."),
        Column("created_at", "time", "When it was written.", "متى كُتب."),
        UPDATED,
        Column("resolved", "flag", "Whether it was called resolved.", "هل عُدّ محلولًا."),
        Column("resolved_by", "text", "By whom.", "من عدّه كذلك."),
        SENTENCE,
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

REPAIRS = Report(
    "repairs",
    "One row for each thing that an import found amiss in a file (`import … --repairs FILE.csv`).",
    "صف لكل خلل وجده الاستيراد في الملف (`import … --repairs FILE.csv`).",
    (
        Column("kind", "label", "What was amiss; the guide lists the kinds.", "نوع الخلل؛ والأنواع في الدليل."),
        Column("line", "whole", "Line of the file; 0: none of its own.", "سطر الملف؛ 0: لا سطر له."),
        SYSTEM,
        Column("doc", "text", "The document.", "الوثيقة."),
        Column("segment", "text", "The segment's number in the file.", "رقم المقطع في الملف."),
        Column("rater", "text", "The rater's name in the file.", "اسم المقيّم في الملف."),
        Column(
            "text", "text", "What it is about: a quote, a spelling, another text.", "موضعه: اقتباس أو تهجئة أو نص آخر."
        ),
    ),
)
