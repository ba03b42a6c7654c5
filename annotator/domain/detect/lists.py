"""The words that the rules know, in English and Arabic; Arabic in the normal form of `text.normal`.

Arabic forms are given without "and" and, for nouns, without the article: `hint.forms` takes both off.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(part.strip().replace("_", " ") for part in text.split())


ATTRIBUTION = _words(
    "said says say saying told tells stated states announced announces claimed claims claiming reported reports added "
    "adds warned warns denied denies confirmed confirms alleged alleges accused accuses promised argued argues "
    "insisted declared according_to quoted revealed testified "
    "قال قالت قالوا قالا يقول تقول يقولون اعلن اعلنت يعلن تعلن اضاف اضافت يضيف تضيف صرح صرحت اكد اكدت يوكد توكد ذكر "
    "ذكرت يذكر افاد افادت تفيد نفي نفت ينفي زعم زعمت يزعم تزعم حذر حذرت يحذر تحذر اتهم اتهمت يتهم تتهم وعد وعدت اوضح "
    "اوضحت يوضح اشار اشارت يشير تشير كشف كشفت نقل نقلت وفقا بحسب حسب نقلا ادعي ادعت يدعي شدد شددت وصف وصفت لفت بين"
) - {"حسب", "بين"}
COMPARISON = _words(
    "more_than less_than fewer_than higher_than lower_than larger_than smaller_than greater_than highest lowest "
    "largest biggest smallest worst best most least fastest slowest oldest youngest richest poorest strongest record "
    "only first_time rose rise fell fall increased decreased dropped doubled tripled halved grew shrank exceeded twice "
    "half majority "
    "اكثر اقل اعلي ادني اكبر اصغر اسوا افضل اسرع اقدم اغني افقر اقوي اول_مره قياسي قياسيه ارتفع ارتفعت انخفض انخفضت "
    "زاد زادت تراجع تراجعت تضاعف تضاعفت تجاوز تجاوزت ضعف نصف ثلث ربع غالبيه معظم"
)
TOLL = _words(
    "killed dead deaths death died wounded injured casualties victims missing displaced arrested detained kills "
    "قتل قتلت قتلوا مقتل قتيل قتيلا قتلي جرح جريح جريحا جرحي اصيب اصيبوا اصابه اصابات مصرع وفاه وفيات توفي ضحيه ضحايا "
    "شهيد شهداء نازح نازحا نازحين مفقود مفقودا مفقودين معتقل معتقلا معتقلين اعتقل"
)
OPINION = _words(
    "think believe believes hope hopes should ought perhaps maybe unfortunately sadly hopefully wonderful terrible "
    "beautiful awful disgraceful shameful seems feel feels probably frankly ugly delicious "
    "اعتقد اظن نعتقد نظن امل نامل يامل يجب ينبغي ربما لعل للاسف رائع رائعه جميل جميله موسف مخز برايي يبدو تبدو اتمني "
    "نتمني فظيع لذيذ محزن"
)
FIRST_PERSON = _words(
    "i we my our me us myself ourselves i'm we're i've we've "
    "انا نحن انني اننا اني لدينا عندنا لدي عندي لنا بلدنا شعبنا نقول نريد اريد رايت نعرف اعرف"
)
PERCENT = _words("percent per_cent percentage في_المئه في_المايه مئه بالمئه بالمايه المئه المايه بالميه ميه")
TITLES = _words(
    "mr mrs ms dr president minister king queen prince senator general professor judge mayor governor "
    "رييس رييسه وزير وزيره ملك ملكه امير سيناتور جنرال بروفيسور قاض قاضي عمده محافظ دكتور دكتوره سيد سيده شيخ نايب"
)
BODIES = _words("مدينه جمهوريه شركه وزاره هييه منظمه جامعه حزب وكاله قريه محافظه اقليم نهر")

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan يناير جانفي كانون_الثاني",
            "february feb فبراير فيفري شباط",
            "march mar مارس اذار",
            "april apr ابريل افريل نيسان",
            "may مايو ماي ايار",
            "june jun يونيو جوان حزيران",
            "july jul يوليو جويليه تموز",
            "august aug اغسطس اوت اب",
            "september sept sep سبتمبر ايلول",
            "october oct اكتوبر تشرين_الاول",
            "november nov نوفمبر تشرين_الثاني",
            "december dec ديسمبر كانون_الاول",
        ),
        1,
    )
    for name in _words(names)
}
AMBIGUOUS_MONTHS = frozenset({"may", "march", "mar", "ماي", "اوت", "اب", "sep", "dec", "jan", "jun", "apr", "oct"})
"""Month names that are other words too: they count beside a figure only."""

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday اثنين الاثنين",
            "tuesday ثلاثاء الثلاثاء",
            "wednesday اربعاء الاربعاء",
            "thursday خميس الخميس",
            "friday جمعه الجمعه",
            "saturday سبت السبت",
            "sunday احد الاحد",
        )
    )
    for name in _words(names)
}
NEEDS_DAY = frozenset({"اثنين", "احد", "الاحد", "سبت", "جمعه", "خميس", "ثلاثاء", "اربعاء"})
"""Weekdays that are numbers or other words too: they count behind "يوم" only."""

CURRENCIES = {
    name: code
    for code, names in {
        "dollar": "dollar dollars usd $ us$ دولار دولارا دولارات",
        "euro": "euro euros eur € يورو",
        "pound": "pound pounds gbp sterling £ جنيه جنيها جنيهات استرليني",
        "dinar": "dinar dinars دينار دينارا دنانير",
        "dirham": "dirham dirhams درهم درهما دراهم",
        "riyal": "riyal riyals rial rials ريال ريالا ريالات",
        "lira": "lira liras ليره ليرات",
        "rouble": "rouble roubles ruble rubles روبل روبلا",
        "yen": "yen ¥ ين",
        "yuan": "yuan renminbi يوان",
        "rupee": "rupee rupees روبيه روبيات",
        "shekel": "shekel shekels ₪ شيكل شيقل",
        "franc": "franc francs فرنك فرنكا",
    }.items()
    for name in _words(names)
}
NEGATION = _words(
    "not never nobody cannot neither nor no none without nothing "
    "لا لم لن ليس ليست ليسوا لست لسنا ليسا غير دون بدون عدم ما ولا لما ليت نفي نفت ينفي تنفي رفض رفضت يرفض ترفض انكر "
    "تنكر ينكر انكرت كلا فشل فشلت استحاله مستحيل احدا احد لاشيء سوي الا"
)
MAY_DOUBLE = _words(
    "had that very no bye so ha blah "
    "جدا رويدا واحدا كثيرا قليلا تماما لا نعم دكا صفا شييا هيهات ابدا مهلا حبه خطوه بيتا"
)
COMMON_CAPITALS = _words(
    "the a an in on at of for and but or if when while after before as by from to with he she it they we i you his her "
    "its their our my this that these those there here what who why how where national international united new north "
    "south east west northern southern eastern western central great old upper lower republic kingdom state states "
    "ministry minister president government parliament council committee court police army union party bank fund "
    "authority agency office department organization organisation association federation university school college "
    "hospital company group club team league cup world global general secretary prime chief king queen prince river "
    "sea ocean lake mount mountain island street road city town village bay gulf house palace press news times post "
    "daily today water health education defence defense finance foreign interior public works justice security energy "
    "regional infrastructure forum summit conference festival award prize act law bill mr mrs ms dr sir lord lady "
    "professor judge mayor governor senator general spokesman spokeswoman god english arabic yes no not all some most "
    "many every each one two three four five six seven eight nine ten monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november december spring "
    "summer autumn winter christmas easter ramadan however according also then now still even critics residents"
)
"""Capitalised words that are translated rather than written in other letters."""
