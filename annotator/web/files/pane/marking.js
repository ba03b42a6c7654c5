// Judging and marking: what the reviewer says of the sentence in hand and of the words they have selected.

import { newId } from "./acts.js"

const CLAIM = Symbol("claim") // among the categories, whatever ids a scheme gives them

export class Marking {
  constructor(pane) {
    this.pane = pane
  }

  /** Judges the sentence in hand, clean or skipped, and goes to the next. */
  judge(fields) {
    const { pane } = this
    const issues = pane.model.of("issue", pane.sentence.id).length
    if (issues) return pane.say(pane.words[`${fields.state}_with_issues`].replace("{count}", issues))
    const review = pane.model.review(pane.sentence.id)
    const says = Object.entries(fields).every(([name, value]) => review[name] === value)
    if (!says) pane.acts.put("review", pane.sentence.id, fields)
    pane.moving.step(1)
  }

  async skip() {
    const { words, model } = this.pane
    const reason = await this.ask(words.why_skip, model.scheme.skip_reason)
    if (reason) this.judge({ state: "skipped", skip_reason: reason })
    this.backToText()
  }

  /** Enter: the mark under the cursor, or a new one on the selection: an issue, or a claim from the same list. */
  async mark() {
    const { selection, moving, armed, words } = this.pane
    if (selection.empty) {
      const under = this.markAt(selection.focus)
      return under ? moving.hold(under) : selection.select(selection.index, selection.side, 0, selection.text.length)
    }
    const category = armed ?? (await this.ask(words.what_is_wrong, this.markable()))
    if (category === CLAIM) this.makeClaim()
    else if (category) await this.markAs(category)
    else this.backToText()
  }

  /** What words can be marked as: the categories and, in the translation, a claim, by T or else by ⇧T. */
  markable() {
    const { selection, words, model } = this.pane
    const categories = model.scheme.issue_category
    if (selection.side !== "translation") return categories
    const shift = categories.some(({ key, retired }) => key === "t" && !retired)
    return [...categories, { id: CLAIM, key: "t", shift, shape: "◎", name: words.claim, test: words.claim_test }]
  }

  /** A category's key: marks the selection with it, or keeps it for the next one. */
  async pickCategory(id) {
    const { pane } = this
    if (!pane.selection.empty) return this.markAs(id)
    pane.armed = pane.armed === id ? null : id
    pane.drawing.pens()
  }

  async markAs(category) {
    const { selection, model, words } = this.pane
    const { index, side } = selection
    const range = selection.range()
    const severity = await this.ask(words.how_bad, model.scheme.severity)
    if (!severity) return this.backToText()
    const id = this.addIssue(index, side, range, category, severity)
    selection.goto(index, side, range[1])
    this.backToText()
    if (model.label("issue_category", category).needs_note) this.pane.edit("issue", id, "comment")
  }

  async markOmission() {
    const { selection, model, words } = this.pane
    const { index, side } = selection
    const category = model.scheme.issue_category.find(({ point, retired }) => point && !retired)
    const offset = selection.range()[1]
    const severity = category && (await this.ask(`${category.name}: ${words.how_bad}`, model.scheme.severity))
    if (severity) this.addIssue(index, side, [offset, offset], category.id, severity)
    this.backToText()
  }

  addIssue(index, side, [start, end], category, severity) {
    const { model, acts, moving } = this.pane
    const id = acts.put("issue", newId(), { side, ...model.placed(index, side, start, end), category, severity })
    moving.hold({ kind: "issue", id })
    return id
  }

  makeClaim() {
    const { pane } = this
    const { selection, words } = pane
    const { index, side } = selection
    if (side !== "translation") return pane.say(words.claim_in_translation)
    const [start, end] = selection.empty ? [0, selection.text.length] : selection.range()
    const id = pane.acts.put("claim", newId(), pane.model.placed(index, side, start, end))
    selection.goto(index, side, end)
    pane.moving.hold({ kind: "claim", id })
    pane.edit("claim", id, "statement")
  }

  /** With an issue in hand: which claim does it damage, and how? */
  async distort() {
    const { held, words, model, acts } = this.pane
    if (held?.kind !== "issue") return this.pane.say(words.hold_an_issue)
    const claims = this.claimsNearFirst()
    if (!claims.length) return this.pane.say(words.no_claims)
    const name = (claim) => `${model.byId.get(claim.sentence_id).index + 1} · ${claim.statement.slice(0, 90)}`
    const claim = await this.ask(words.which_claim, claims.map((claim) => ({ id: claim.id, name: name(claim) })))
    const kind = claim && (await this.ask(words.what_damage, model.scheme.distortion_kind))
    if (kind) acts.put("distortion", newId(), { issue_id: held.id, claim_id: claim, kind })
    this.backToText()
  }

  /** The claims of this sentence, then the others in the order of the text. */
  claimsNearFirst() {
    const { model, sentence } = this.pane
    const far = (claim) => (claim.sentence_id === sentence.id ? 0 : 1)
    return model.all("claim").sort((a, b) => far(a) - far(b) || a.start - b.start)
  }

  addEvidence() {
    const { pane } = this
    if (pane.held?.kind !== "claim") return pane.say(pane.words.hold_a_claim)
    const id = pane.acts.put("evidence", newId(), { claim_id: pane.held.id })
    pane.edit("evidence", id, "url")
  }

  retire(kind, id) {
    const { pane } = this
    if (pane.held?.id === id) pane.held = null
    pane.acts.put(kind, id, { retired: true })
    this.backToText()
  }

  /** The mark that stands at a place of the sentence in hand; null where there is none. */
  markAt(offset) {
    const { model, selection, sentence } = this.pane
    const { start } = model.placed(selection.index, selection.side, offset, offset)
    const stands = (row) => (row.side ?? "translation") === selection.side && row.start <= start && (row.end > start || (row.start === row.end && row.start === start))
    for (const kind of ["issue", "claim"]) {
      const row = model.of(kind, sentence.id).findLast(stands)
      if (row) return { kind, id: row.id }
    }
    return null
  }

  /** Asks for one of `options` beside the selection; null where the reviewer thought better of it. */
  ask(title, options) {
    const { palette, selection } = this.pane
    const choosable = options.filter(({ retired, automatic }) => !retired && !automatic)
    return palette.choose(title, choosable, selection.rectangle())
  }

  /** The keyboard is for the text again. Last of all: an act must not wait for the layout that focusing asks for. */
  backToText() {
    this.pane.list.focus({ preventScroll: true })
  }
}
