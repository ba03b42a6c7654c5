"""The distortion report against a project counted by hand."""

from annotator.domain.distortion import FALSE_ONLY, TRUE_ONLY, Case, Error, counts

CASES = [
    # system, outlet, how the verdicts differ, errors
    Case("alpha", "Daily", FALSE_ONLY, (Error("critical", "number", "number"), Error("minor", "name", "name"))),
    Case("alpha", "Daily", FALSE_ONLY, (Error("major", "number", "number"), Error("major", "number", "date"))),
    Case("alpha", "", None, (Error("minor", "name", "name"),)),
    Case("beta", "Weekly", TRUE_ONLY, (Error("neutral", "name", "negation"),)),
    Case("beta", "Weekly", "differs", ()),
    Case("", "Weekly", None, ()),
]
BY_HAND = {  # by, label: claims, distorted, serious, share in %, false only, true only
    ("all", ""): (6, 4, 2, 33, 2, 1),
    ("category", "number"): (2, 2, 2, 33, 2, 0),
    ("category", "name"): (3, 3, 0, 0, 1, 1),
    ("kind", "number"): (2, 2, 2, 33, 2, 0),
    ("kind", "date"): (1, 1, 1, 17, 1, 0),
    ("kind", "name"): (2, 2, 0, 0, 1, 0),
    ("kind", "negation"): (1, 1, 0, 0, 0, 1),
    ("system", "alpha"): (3, 3, 2, 67, 2, 0),
    ("system", "beta"): (2, 1, 0, 0, 0, 1),
    ("system", ""): (1, 0, 0, 0, 0, 0),
    ("publisher", "Daily"): (2, 2, 2, 100, 2, 0),
    ("publisher", "Weekly"): (3, 1, 0, 0, 0, 1),
    ("publisher", ""): (1, 1, 0, 0, 0, 0),
}


def test_the_counts_are_those_of_the_hand():
    found = {
        (one.by, one.label): (
            one.claims,
            one.distorted,
            one.serious,
            round(100 * one.share),
            one.false_only,
            one.true_only,
        )
        for one in counts(CASES)
    }
    assert found == BY_HAND


def test_the_most_serious_groups_come_first():
    labels = [one.label for one in counts(CASES) if one.by == "kind"]
    assert labels == ["number", "date", "name", "negation"]


def test_without_claims_there_is_no_share():
    (only,) = counts([])
    assert (only.claims, only.share) == (0, None)
