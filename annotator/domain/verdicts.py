"""What two verdicts on one claim say together: on the claim as translated, and as the source makes it."""

from annotator.domain.scheme import Scheme

MISTRANSLATED = "mistranslated"  # the source does not say this
_HOLDS, _FAILS = 4, 2  # ratings run from 1 (false) to 5 (true)


def difference(translated: str | None, in_source: str | None, scheme: Scheme) -> str | None:
    """How the verdicts differ: None, "false_only_in_translation", "true_only_in_translation" or "differs".

    A claim called mistranslated that holds in the source is false only in the translation.
    """
    if translated is None or in_source is None or translated == in_source:
        return None
    mine, theirs = scheme.rating(translated), scheme.rating(in_source)
    fails = translated == MISTRANSLATED or (mine is not None and mine <= _FAILS)
    if fails and theirs is not None and theirs >= _HOLDS:
        return "false_only_in_translation"
    if mine is not None and mine >= _HOLDS and theirs is not None and theirs <= _FAILS:
        return "true_only_in_translation"
    return "differs"
