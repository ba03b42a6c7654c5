"""Words that a full stop follows without ending a sentence, and verbs that say who said a quotation."""

BEFORE_NAME = frozenset(
    """mr mrs ms mx dr prof sen sens rep reps gov gen lt col sgt capt cmdr maj adm rev fr sr jr hon pres supt insp
    st mt ft messrs mme
    mlle m.d ph.d b.a m.a vs v dept univ assn bros att'y brig cpl pvt det sec amb asst
    د أ أ.د ص.ب""".split()
)
"""Titles and the like: a name or a word goes on behind them."""

NEVER_LAST = frozenset("e.g i.e cf viz approx ca ed eds trans incl excl resp est cit op".split())
"""Never the last word of a sentence."""

BEFORE_NUMBER = frozenset(
    "no nos vol fig figs pp ch sect art para jan feb mar apr jun jul aug sep sept oct nov dec رقم ص.ص".split()
)
"""End a sentence unless a figure follows."""

COMPANIES = frozenset("inc ltd co corp llc plc bros".split())
"""Behind a company's name."""

UNITS = frozenset("هـ ه م كم سم مم كغ كلغ كجم جم غ طن إلخ الخ ق.م".split())
"""Arabic units and the like: more often inside a sentence than at its end."""

LETTER_NAMES = frozenset(
    """إيه ايه بي سي دي إي إف اف جي إتش اتش آي اي جيه كيه إل إم إن أو كيو آر ار
    إس اس تي يو في دبليو إكس اكس واي زي""".split()
)
"""Names of Latin letters in Arabic: «إف. بي. آي.»"""

TIME_ZONES = frozenset(
    "ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET Eastern Central Mountain Pacific".split()
)
"""A capital behind «p.m.» that doesn't begin a sentence."""

ATTRIBUTIONS = frozenset(
    """قال قالت قالوا قالا يقول تقول يقولون أضاف أضافت أضافوا يضيف تضيف تابع تابعت يتابع أوضح أوضحت يوضح أكد أكدت يؤكد
    صرح صرحت صرّح كتب كتبت يكتب سأل سألت يسأل تساءل تساءلت رد ردت ردّ ردّت أجاب أجابت صاح صاحت هتف هتفت أعلن أعلنت علق
    علقت علّق ذكر ذكرت اعترف اعترفت حذر حذرت حذّر همس همست صرخ صرخت بحسب وفق وفقا وفقًا وفقاً حسب حسبما كما قائلا قائلًا
    قائلاً قائلة قائلين
    گفت گفته افزود پرسید
    אמר אמרה אמרו שאל שאלה הוסיף הוסיפה השיב השיבה ציין ציינה""".split()
)
"""Right behind a closed quotation they say whose it is."""

SAID = frozenset(
    "said says asked replied added wrote told tweeted explained insisted recalled continued joked reported".split()
)
