"""The label set of a project: issue categories, severities and weights, claim kinds, statuses, verdicts.

Never changed in place: `annotator.domain.schemes` reads it, writes it and makes another version of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.errors import Invalid

LANGUAGES = ("ar", "en")
LABEL_LISTS = (
    "issue_category",
    "severity",
    "claim_kind",
    "claim_status",
    "verdict",
    "distortion_kind",
    "priority",
    "stance",
    "confidence",
    "skip_reason",
    "consensus_reason",
)
TEXTS = ("name", "test", "example")


@dataclass(frozen=True)
class Label:
    """One label. Texts are by language; what a list doesn't use keeps its default."""

    id: str
    name: Mapping[str, str]
    test: Mapping[str, str]
    example: Mapping[str, str]
    key: str | None = None  # the key that chooses it
    shape: str | None = None  # of a severity
    hue: int | None = None  # of a category, 0 to 359
    mqm_id: str | None = None
    rating: int | None = None  # of a verdict, 1 (false) to 5 (true)
    point: bool = False  # may mark a place where something is missing
    needs_note: bool = False
    automatic: bool = False  # set by the program, not by people
    retired: bool = False


@dataclass(frozen=True)
class Preset:
    """Weights of issues: by severity, but for some categories."""

    id: str
    name: Mapping[str, str]
    severity: Mapping[str, float]
    override: Mapping[tuple[str, str], float]  # by (category, severity)
    retired: bool = False


@dataclass(frozen=True)
class Scheme:
    """A whole label set."""

    id: str
    default_weights: str
    labels: Mapping[str, Mapping[str, Label]]  # by list, then by id, in the order of display
    presets: Mapping[str, Preset]

    @property
    def issue_categories(self) -> list[Label]:
        return list(self.labels["issue_category"].values())

    @property
    def severities(self) -> list[Label]:
        return list(self.labels["severity"].values())

    def label(self, kind: str, id: str) -> Label:
        """The label of a list, retired or not; raises Invalid("unknown_label")."""
        found = self.labels[kind].get(id)
        if found is None:
            raise Invalid("unknown_label", kind=kind, label=id)
        return found

    def choosable(self, kind: str, id: str) -> Label:
        """A label that a person may choose now."""
        label = self.label(kind, id)
        if label.retired or label.automatic:
            raise Invalid("unknown_label", kind=kind, label=id)
        return label

    def starting(self, kind: str, preferred: str) -> str:
        """The label that something new begins with: the preferred one, or the first that may be chosen."""
        choices = [label.id for label in self.labels[kind].values() if not (label.retired or label.automatic)]
        return preferred if preferred in choices or not choices else choices[0]

    def category(self, id: str) -> Label:
        return self.label("issue_category", id)

    def rating(self, verdict: str) -> int | None:
        """How true a verdict says that a claim is, 1 to 5; None for those that don't say."""
        return self.label("verdict", verdict).rating

    def preset(self, id: str) -> Preset:
        """A preset of weights; raises Invalid("unknown_label")."""
        if id not in self.presets:
            raise Invalid("unknown_label", kind="weights", label=id)
        return self.presets[id]

    def weight(self, preset: str, category: str, severity: str) -> float:
        """What one issue weighs."""
        weights = self.preset(preset)
        return weights.override.get((category, severity), weights.severity[severity])

    def to_plain(self, language: str) -> dict[str, list[dict[str, Any]]]:
        """Every list as JSON values, texts in one language."""
        return {kind: [_plain(label, language) for label in labels.values()] for kind, labels in self.labels.items()}


def _plain(label: Label, language: str) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": label.id, **{key: getattr(label, key)[language] for key in TEXTS}}
    for key in ("key", "shape", "hue", "mqm_id", "rating"):
        if getattr(label, key) is not None:
            plain[key] = getattr(label, key)
    return plain | {key: True for key in ("point", "needs_note", "automatic", "retired") if getattr(label, key)}
