// Hints: what the program or a model suggests. They are asked for once the text is there, and are nobody's work until
// somebody accepts one, which makes an ordinary mark of it that remembers who suggested it.

import { newId } from "./acts.js"
import { button, h } from "./dom.js"
import { load } from "./fetching.js"
import { seen } from "./invisible.js"

export class Hints {
  constructor(pane) {
    Object.assign(this, { pane, on: false, bySentence: new Map(), chosen: null, key: `tadqiq-hints:${pane.outbox.person}` })
    this.hidden = localStorage.getItem(this.key) === "hidden"
    this.button = button(pane.words.hints_switch, "I", () => this.toggle(), { hidden: true, tabindex: -1 })
  }

  async load() {
    const { pane } = this
    const { status, body } = await load(`/api/articles/${pane.model.article.id}/hints`)
    if (status !== 200 || pane.closed) return
    const { on, hints } = body
    this.on = on
    for (const hint of hints) this.bySentence.set(hint.sentence, [...(this.bySentence.get(hint.sentence) ?? []), hint])
    this.show()
  }

  /** What is open in a sentence: neither accepted nor dismissed. */
  of(sentenceId) {
    if (!this.on || this.hidden) return []
    const found = this.bySentence.get(sentenceId)
    if (!found) return []
    const { model } = this.pane
    const gone = new Set(model.of("dismissal", sentenceId).map(({ hint }) => hint))
    for (const kind of ["issue", "claim"]) for (const { suggestion } of model.of(kind, sentenceId)) gone.add(suggestion)
    return found.filter(({ id }) => !gone.has(id))
  }

  /** The places to mark in a sentence's text, as rows that `drawSentence` can place. */
  marks(sentenceId) {
    return this.of(sentenceId).flatMap((hint) => hint.places.map(([start, end]) => ({ kind: "hint", side: hint.side, row: { id: hint.id, start, end, reason: hint.reasons.join(" · ") } })))
  }

  /** The hint that the keys are about: the one chosen, else the first of the sentence in hand. */
  get inHand() {
    const open = this.of(this.pane.sentence.id)
    return open.find(({ id }) => id === this.chosen) ?? open[0]
  }

  choose(id) {
    this.chosen = id
    this.pane.drawing.soon()
  }

  accept(hint = this.inHand) {
    const { pane } = this
    if (!hint) return pane.say(pane.words.no_hint)
    const place = { start: hint.start, end: hint.end, suggestion: hint.id }
    if (hint.makes === "claim") return this.made("claim", place)
    const { category, severity, side } = hint
    if (category && severity) return this.made("issue", { ...place, side, category, severity })
    this.ask(hint).then((labels) => labels && this.made("issue", { ...place, side, ...labels }))
  }

  made(kind, fields) {
    const { pane } = this
    const id = pane.acts.put(kind, newId(), fields)
    pane.moving.hold({ kind, id })
  }

  /** The scheme has no label for it: the reviewer says which. */
  async ask({ category, severity }) {
    const { marking, words, model } = this.pane
    category ??= await marking.ask(words.what_is_wrong, model.scheme.issue_category)
    severity ??= category && (await marking.ask(words.how_bad, model.scheme.severity))
    marking.backToText()
    return severity && { category, severity }
  }

  dismiss(hint = this.inHand) {
    const { pane } = this
    if (!hint) return pane.say(pane.words.no_hint)
    pane.acts.put("dismissal", newId(), { side: hint.side, start: hint.start, end: hint.end, hint: hint.id })
    pane.marking.backToText()
  }

  toggle() {
    this.hidden = !this.hidden
    localStorage.setItem(this.key, this.hidden ? "hidden" : "shown")
    this.show()
  }

  show() {
    const { pane } = this
    this.button.hidden = !this.on || !this.bySentence.size
    this.button.setAttribute("aria-pressed", String(!this.hidden))
    for (const id of this.bySentence.keys()) pane.drawing.sentence(pane.model.byId.get(id))
    pane.drawing.lightHeld()
    pane.selection.show()
    pane.drawing.soon()
  }

  /** The hints of the sentence in hand, for the panel. */
  draw(sentence) {
    const open = this.of(sentence.id)
    if (!open.length) return null
    const { words } = this.pane
    const inHand = this.inHand
    return [h("h3", {}, words.hints.replace("{count}", open.length)), h("ul.hints", {}, open.map((hint) => this.drawHint(hint, hint === inHand)))]
  }

  drawHint(hint, inHand) {
    const { words, model, act } = this.pane
    const map = model.sides[hint.side]
    const about = hint.makes === "claim" ? `${words.makes_claim} ` : ""
    const places = hint.places.map(([start, end]) => map.text.slice(map.toUnits(start), map.toUnits(end)).trim()).filter(Boolean)
    return h(
      "li",
      { class: inHand ? "hint-row held" : "hint-row", "data-hint": hint.id },
      h("span", {}, about, seen(hint.reasons.join(words.direction === "rtl" ? "، " : ", "))),
      places.length ? [" ", h("q", { dir: "auto" }, seen(places.join(" … ")))] : null,
      h(
        "div.buttons",
        {},
        button(words.accept, inHand ? "A" : "", () => act.acceptHint(hint), { class: "act small" }),
        button(words.dismiss, inHand ? "X" : "", () => act.dismissHint(hint), { class: "act small" }),
      ),
    )
  }
}
