"""When a figure must not be shown, and when it must be shown with a warning."""

import numpy as np

from annotator.domain.agreement.ratings import Ratings

FEWEST_ITEMS, FEW_ITEMS, FEW_ARTICLES, WIDE = 10, 30, 10, 0.30
FEWEST_RARE, FEW_RARE = 5, 10
RED = frozenset({"too_few_items", "too_few_rare_labels"})  # the figure is not to be relied on
AMBER = frozenset({"few_items", "few_rare_labels", "by_sentence", "few_articles", "wide_interval", "no_interval"})
PARTED = 0.20  # alpha and AC1 this far apart: one label outweighs the others


def refusal(ratings: Ratings) -> str | None:
    """Why there is no figure at all; None where there is one."""
    if not ratings.n_ratings:
        return "no_data"
    if ratings.n_reviewers < 2:
        return "fewer_than_two_reviewers"
    return None if ratings.n_pairable else "no_item_with_two_ratings"


def warnings(ratings: Ratings) -> list[str]:
    """What the amount of data gives reason to say; the worst of a kind only."""
    found = []
    items, rare = ratings.n_pairable, items_with_a_rare_label(ratings)
    if items < FEWEST_ITEMS:
        found.append("too_few_items")
    elif items < FEW_ITEMS:
        found.append("few_items")
    if rare < FEW_RARE:
        found.append("too_few_rare_labels" if rare < FEWEST_RARE else "few_rare_labels")
    articles = len(np.unique(ratings.clusters[ratings.per_item >= 2]))
    if articles < 2:
        found.append("by_sentence")
    elif articles < FEW_ARTICLES:
        found.append("few_articles")
    if ratings.duplicates:
        found.append("duplicates")
    return found


def colour(flag: str) -> str:
    """How much a flag says against the figure: red, amber, or nothing (it only explains)."""
    return "red" if flag in RED else "amber" if flag in AMBER else ""


def items_with_a_rare_label(ratings: Ratings) -> int:
    """Items on which somebody said something else than what most ratings say."""
    rows, weights = ratings.patterns.rows, ratings.patterns.weights
    rated = (rows >= 0) & ((rows >= 0).sum(axis=1, keepdims=True) >= 2)
    if not rated.any():
        return 0
    commonest = np.bincount(rows[rated], weights=np.broadcast_to(weights[:, None], rows.shape)[rated]).argmax()
    return round(float(weights @ (rated & (rows != commonest)).any(axis=1)))
