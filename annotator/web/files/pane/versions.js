// What each reviewer says of a sentence, in words: one card a version, with the key that takes it; and what stands.

import { button, h } from "./dom.js"
import { seen } from "./invisible.js"

export class Versions {
  /** `labels(list, id)` finds a label; `act` names what buttons do: take(place), edit(), reason(id), note(text, decision). */
  constructor(words, labels, act) {
    Object.assign(this, { words, labels, act })
  }

  /** The cards of the versions, and of none of them. */
  cards({ versions, decision }, nameOf) {
    const taken = decision?.taken_from
    const card = (version, index) =>
      h(
        "button.version",
        { type: "button", tabindex: -1, onclick: () => this.act.take(index + 1), "aria-pressed": String(decision?.how !== "none" && taken === version.reviewer) },
        h("kbd", {}, String(index + 1)),
        h("span.who", {}, h("bdi", {}, nameOf(version, index))),
        h("span.says", {}, this.said(version)),
      )
    const none = h(
      "button.version.none",
      { type: "button", tabindex: -1, onclick: () => this.act.take(0), "aria-pressed": String(decision?.how === "none") },
      h("kbd", {}, "0"),
      h("span.who", {}, this.words.none_of_these),
      h("span.says", {}, this.words.none_of_these_help),
    )
    return h("div.versions-list", { role: "group", "aria-label": this.words.versions }, versions.map(card), none)
  }

  said(version) {
    const marks = [...version.issues.map((row) => this.issue(row)), ...version.claims.map((row) => this.claim(row))]
    const state = version.issues.length ? null : h("span.mark-line", {}, `✓ ${this.words.state_clean}`)
    const score = version.score === null || version.score === undefined ? null : h("span.mark-line.quiet", {}, `${this.words.field_score}: ${version.score}`)
    return [state, marks, score, version.note ? h("span.mark-line.quiet", {}, `${this.words.field_note}: `, h("bdi", {}, seen(version.note))) : null]
  }

  issue(row) {
    const category = this.labels("issue_category", row.category)
    const severity = this.labels("severity", row.severity)
    const correction = row.correction ? [` ${this.words.becomes} `, h("q", { dir: "auto" }, seen(row.correction))] : null
    return h("span.mark-line.issue", { style: { "--hue": category.hue ?? 0 } }, `${severity.shape ?? ""} ${severity.name} · ${category.name} `, h("q", { dir: "auto" }, seen(row.quote)), correction)
  }

  claim(row) {
    const verdicts = [row.verdict, row.verdict_in_source].map((id) => (id ? this.labels("verdict", id).name : this.words.no_verdict))
    const differs = row.difference ? ` · ${this.words[row.difference]}` : ""
    const evidence = row.evidence ? ` · ${this.words.evidence}: ${row.evidence}` : ""
    return h("span.mark-line.claim", {}, `◎ ${verdicts[0]} / ${verdicts[1]}${differs}${evidence} `, h("q", { dir: "auto" }, seen(row.statement)))
  }

  /** What stands and how it came about; where somebody decided, why reviewers differed. */
  standing(view, nameOf, reason) {
    const { words } = this
    const { how, decision } = view
    if (how === "open") return [h("p.standing", {}, words.how_open), this.reasons(reason)]
    const from = view.versions.findIndex((version) => version.reviewer === decision?.taken_from)
    const taken = how === "taken" && from >= 0 ? `: ${from + 1} · ${nameOf(view.versions[from], from)}` : ""
    const when = decision ? new Date(decision.decided_at).toLocaleString(words.language, { dateStyle: "medium", timeStyle: "short" }) : ""
    return [
      h("p.standing", {}, h("strong", {}, `✓ ${words[`how_${how}`]}`), h("bdi", {}, taken), decision ? [" — ", h("bdi", {}, view.decided_by), ` · ${when}`] : null),
      h("div.stands", {}, this.said(view.consensus)),
      decision ? [this.reasons(decision.reason), this.note(decision)] : null,
    ]
  }

  reasons(chosen) {
    const { words, act } = this
    const one = (reason) => button(reason.name, (reason.key ?? "").toUpperCase(), () => act.reason(reason.id), { "aria-pressed": String(reason.id === chosen), title: reason.test, tabindex: -1 })
    return h("div.buttons.reasons", { role: "group", "aria-label": words.why_differ }, h("span.label", {}, words.why_differ), this.labels("consensus_reason").filter(({ id, retired }) => !retired || id === chosen).map(one))
  }

  note(decision) {
    const field = h("textarea", { value: decision.note, maxlength: 10000, rows: 1, "aria-label": this.words.field_note, onchange: (event) => this.act.note(event.target.value, decision) })
    return h("label.field.note-field", {}, h("span.label", {}, `${this.words.field_note} (N)`), field)
  }
}
