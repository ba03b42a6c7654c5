// The sentence in hand on the settling page: its text with everybody's marks in lanes, the versions to take, what stands.

import { button, fill, h } from "./dom.js"
import { Lanes } from "./lanes.js"
import { Versions } from "./versions.js"

export class SettleCard {
  /** `label(list, id)` finds a label, `act` names what the buttons do, `log` is the element of the sentence's history. */
  constructor(words, label, act, log) {
    Object.assign(this, { words, label, act, log, lanes: [] })
    this.versions = new Versions(words, label, act)
    this.element = h("section.card", { tabindex: 0, "aria-label": words.sentence_in_hand })
  }

  /** Shows a sentence; `hidden`: without the reviewers' names, `reason`: why they differed, said before the decision. */
  draw(view, row, { hidden, reason }) {
    this.close()
    this.lanes = this.lanesOf(view)
    const nameOf = (version, index) => (hidden ? this.words.reviewer_number.replace("{number}", index + 1) : version.name)
    fill(
      this.element,
      this.head(row),
      this.lanes.map(({ element }) => element),
      this.legend(),
      this.versions.cards(view, nameOf),
      this.buttons(),
      h("div.outcome", { "aria-live": "polite" }, this.versions.standing(view, nameOf, reason)),
      this.log,
    )
    for (const lanes of this.lanes) lanes.show(view.versions)
  }

  lanesOf({ sentence }) {
    const hueOf = (mark) => this.label("issue_category", mark.category).hue ?? 0
    const { text, direction, language, source, source_direction, source_language } = sentence
    const translation = new Lanes("translation", text, direction, language, hueOf)
    return source ? [translation, new Lanes("source", source, source_direction, source_language, hueOf)] : [translation]
  }

  head({ title, number, kinds, harm }) {
    const { words } = this
    const badges = kinds.map((kind) => h("span.badge", {}, words[`kind_${kind}`]))
    return [
      h("h2", {}, h("bdi", {}, title), ` · ${words.sentence} ${number}`),
      h("p.badges", {}, badges, h("span.harm", { title: words.harm }, "▲".repeat(harm))),
    ]
  }

  legend() {
    const { words } = this
    return h("p.legend", {}, h("i.lane.core.sample"), ` ${words.common_core} `, h("i.lane.edge.sample"), ` ${words.differing}`)
  }

  buttons() {
    const { words, act } = this
    const next = button(words.next_open, "↵", () => act.next(), { class: "act primary", tabindex: -1 })
    return h("div.buttons", {}, button(words.edit, "E", () => act.edit(), { tabindex: -1 }), next)
  }

  /** Shows at once which version is taken, counted from 1; 0 stands last, for none of them. */
  press(place) {
    const cards = [...this.element.querySelectorAll(".version")]
    cards.forEach((card, index) => card.setAttribute("aria-pressed", String((index + 1) % cards.length === place)))
  }

  empty() {
    fill(this.element, h("p.standing", {}, this.words.nothing_to_settle))
  }

  /** Puts the keyboard into the note on the decision, where there is one. */
  write() {
    this.element.querySelector(".note-field textarea")?.focus()
  }

  focus() {
    this.element.focus({ preventScroll: true })
  }

  close() {
    for (const lanes of this.lanes) lanes.close()
  }
}
