"""A scheme as TOML: what is wrong is told with line and key, and what is written is read again as it was."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from annotator.domain import schemes
from annotator.domain.scheme import LABEL_LISTS, Label, Preset, Scheme
from annotator.domain.schemes import reading
from annotator.errors import Invalid
from annotator.words import LANGUAGES, say_error, words
from tests.conftest import REPO

TEXT = schemes.default_text()


def refused(text: str) -> Invalid:
    with pytest.raises(Invalid) as refusal:
        schemes.load(text)
    return refusal.value


def line_with(text: str, sought: str) -> int:
    """The line of the last place where something stands, from 1."""
    return text[: text.rindex(sought)].count("\n") + 1


# what is changed, what stands there then, the class of the error, the key that it names
BAD = {
    "syntax": ('id = "omission"', 'id = "omission', "syntax", "id"),
    "unknown key": ("hue = 265", 'hue = 265\ncolour = "red"', "unknown", "issue_category.colour"),
    "unknown list": ('default_weights = "wmt"', 'default_weights = "wmt"\nflavour = 3', "unknown", "flavour"),
    "key of a weight": ("critical = 25 }", "critical = 25 }\nmass = 1", "unknown", "weights.mass"),
    "not a text": ('mqm_id = "omission"', "mqm_id = 5", "not_text", "issue_category.mqm_id"),
    "not a whole number": ("hue = 265", "hue = 400", "not_whole", "issue_category.hue"),
    "not a flag": ("point = true", 'point = "yes"', "not_flag", "issue_category.point"),
    "not a table": ('name = { ar = "سقط", en = "Omission" }', 'name = "Omission"', "not_table", "issue_category.name"),
    "twice": ('id = "omission"', 'id = "mistranslation"', "twice", "issue_category.id"),
    "key twice": ('key = "2"\nmqm_id', 'key = "1"\nmqm_id', "twice", "issue_category.key"),
    "language": ('name = { ar = "سقط", en = "Omission" }', 'name = { ar = "سقط" }', "language", "issue_category.name"),
    "empty name": ('en = "Omission" }', 'en = " " }', "language", "issue_category.name"),
    "weight": ("critical = 25 }", 'critical = "25" }', "weight", "weights.severity.critical"),
    "weight of an override": ("weight = 0.1", "weight = nan", "weight", "weights.override.weight"),
    "weight below nothing": ("critical = 25 }", "critical = -1 }", "weight", "weights.severity.critical"),
    "weight missing": (", critical = 25 }", " }", "missing", "weights.severity.critical"),
    "override": ('category = "spelling"', 'category = "speling"', "no_such", "weights.override.category"),
    "default": ('default_weights = "wmt"', 'default_weights = "none"', "no_such", "default_weights"),
    "id": ('id = "omission"', 'id = "Omission!"', "id_bad", "issue_category.id"),
    "no id": ('id = "omission"\n', "", "missing", "issue_category.id"),
    "long": ('en = "Omission" }', f'en = "{"x" * 501}" }}', "too_long", "issue_category.name.en"),
    "two lines": ('en = "Omission" }', 'en = "Omis\\nsion" }', "two_lines", "issue_category.name.en"),
    "key of two letters": ('key = "2"\nmqm_id', 'key = "22"\nmqm_id', "key_bad", "issue_category.key"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_told_with_its_line_and_key(name):
    before, after, code, key = BAD[name]
    assert before in TEXT
    text = TEXT.replace(before, after, 1)
    error = refused(text)
    assert (error.code, error.params["key"]) == (f"scheme_{code}", key)
    first = TEXT[: TEXT.index(before)].count("\n") + (1 if after else 0)  # what is taken out is missed in its table
    assert first <= error.params["line"] <= first + after.count("\n"), error
    for language in LANGUAGES:
        sentence = say_error(error, language)
        assert str(error.params["line"]) in sentence and key in sentence


def test_the_line_is_that_of_the_wrong_entry_not_of_the_first_that_looks_like_it():
    at = TEXT.index("[[distortion_kind]]")
    text = TEXT[:at] + TEXT[at:].replace('id = "number"\n', 'id = "number"\nrating = "x"\n', 1)
    error = refused(text)
    assert error.params["line"] == line_with(text, 'rating = "x"')


def test_an_item_of_a_list_over_several_lines_has_its_own_line():
    text = TEXT.replace('severity = "critical", weight = 25', 'severity = "critical", weight = "x"')
    assert refused(text).params["line"] == line_with(text, 'weight = "x"')


def test_strings_over_several_lines_and_brackets_in_strings_shift_no_line():
    text = TEXT.replace('en = "Omission" }', 'en = "[[Omission # {" }', 1).replace(
        'default_weights = "wmt"', 'default_weights = """\\\n\n  wmt"""', 1
    )
    assert schemes.load(text).labels["issue_category"]["omission"].name["en"] == "[[Omission # {"
    text = text.replace("hue = 290", "hue = 999", 1)
    assert refused(text).params["line"] == line_with(text, "hue = 999")


def test_a_list_that_is_missing_and_one_without_a_choice_are_named():
    text = re.sub(r"\[\[stance\]\][^\[]*", "", TEXT)
    assert (refused(text).code, refused(text).params["key"]) == ("scheme_missing", "stance")
    text = re.sub(r"(\[\[stance\]\]\n)", r"\1retired = true\n", TEXT)
    assert (refused(text).code, refused(text).params["key"]) == ("scheme_no_choice", "stance")


def test_what_is_too_large_or_nested_too_deep_is_refused_at_once():
    assert refused("#" * (reading.MAX_BYTES + 1)).code == "scheme_too_large"
    assert refused("id = " + "[" * 100_000).code == "scheme_syntax"


def test_every_refusal_has_its_words():
    code = (REPO / "annotator" / "domain" / "schemes" / "reading.py").read_text(encoding="utf-8")
    codes = set(re.findall(r"_refuse\(\s*\"([a-z_]+)\"", code)) | {"missing", "not_table"}
    assert len(codes) >= 15 and {f"error.scheme_{one}" for one in codes} <= set(words("en"))


def test_the_reason_for_differing_is_added_to_a_scheme_from_before_it():
    text = TEXT[: TEXT.index("# Why reviewers")] if "# Why reviewers" in TEXT else None
    old = text or re.sub(r"\[\[consensus_reason\]\][^\[]*", "", TEXT)
    assert schemes.load(old).labels["consensus_reason"] == schemes.default().labels["consensus_reason"]


@pytest.mark.parametrize("name", schemes.BUILT_IN)
def test_a_built_in_scheme_is_written_and_read_again_as_it_was(name):
    scheme = schemes.load(schemes.built_in_text(name))
    assert schemes.load(schemes.dump(scheme)) == scheme


IDS = some.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
TEXTS = some.text(some.characters(exclude_categories=("Cs", "Cc")), max_size=30)
NAMES = TEXTS.filter(str.strip)
WEIGHTS = some.floats(0, 1000) | some.integers(0, 1000).map(float)


def both(texts):
    return some.fixed_dictionaries(dict.fromkeys(("ar", "en"), texts))


DRAWN = ("issue_category", "severity", "verdict")  # the other lists are those of the default scheme


@some.composite
def listed(draw, kind):
    """A list of labels; the first can be chosen."""
    found = {}
    ids = draw(some.lists(IDS, min_size=1, max_size=3, unique=True))
    for number, (id, key) in enumerate(zip(ids, "a1z", strict=False)):
        hue, shape, rating = draw(some.tuples(some.integers(0, 359), NAMES, some.none() | some.integers(1, 5)))
        facts = {"key": draw(some.sampled_from([None, key])), "shape": shape, "hue": hue, "rating": rating}
        point, needs_note, retired = draw(some.tuples(*[some.booleans()] * 3))
        flags = {"point": point, "needs_note": needs_note, "retired": retired and number > 0}
        name, test, mqm_id = draw(some.tuples(both(NAMES), both(TEXTS), some.none() | TEXTS))
        found[id] = Label(id, name, test, {"ar": "", "en": ""}, mqm_id=mqm_id, **facts, **flags)
    return found


@some.composite
def any_scheme(draw):
    labels = {kind: draw(listed(kind)) if kind in DRAWN else schemes.default().labels[kind] for kind in LABEL_LISTS}
    pairs = some.tuples(*(some.sampled_from(list(labels[kind])) for kind in ("issue_category", "severity")))
    presets = {}
    for number, id in enumerate(draw(some.lists(IDS, min_size=1, max_size=2, unique=True))):
        severity = {one: draw(WEIGHTS) for one in labels["severity"]}
        override = draw(some.dictionaries(pairs, WEIGHTS, max_size=2))
        presets[id] = Preset(id, draw(both(NAMES)), severity, override, number > 0)
    return Scheme(draw(TEXTS), next(iter(presets)), labels, presets)


@settings(max_examples=60)
@given(any_scheme())
def test_whatever_scheme_is_written_is_read_again_as_it_was(scheme):
    again = schemes.load(schemes.dump(scheme))
    assert again == scheme
    assert [list(labels) for labels in again.labels.values()] == [list(labels) for labels in scheme.labels.values()]
    assert list(again.presets) == list(scheme.presets)
