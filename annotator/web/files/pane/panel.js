// The panel beside the text: the sentence in hand, its issues and claims, and the one of them that is being edited.

import { button, fill, h, show } from "./dom.js"
import { fieldsOf, needsOf } from "./fields.js"
import { RowForm } from "./form.js"
import { seen } from "./invisible.js"
import { STATE_SHAPES, claimSummary } from "./paint.js"

export class Panel {
  /** `act` names what the buttons do: see `actions` in `main.js`; hints and look-alikes draw themselves. */
  constructor(model, acts, words, act, { hints, alike }) {
    Object.assign(this, { model, acts, words, act, hints, alike, forms: new Map() })
    this.parts = { head: h("section.head-part"), hints: h("section.hints-part"), alike: h("section.alike-part"), review: h("section.review-part"), issues: h("section.issues-part"), claims: h("section.claims-part"), history: h("section.history-part") }
    this.element = h("aside.panel", { "aria-label": words.panel }, Object.values(this.parts))
  }

  /** Shows a sentence with an issue or claim in hand ({kind, id}, or null). */
  show(sentence, held) {
    const moved = this.sentence !== sentence
    const changed = moved || this.held?.id !== held?.id
    if (changed) this.flush()
    Object.assign(this, { sentence, held })
    if (moved) this.forms.clear()
    if (moved) this.alike.opened = false
    this.draw()
    if (changed && held) this.element.querySelector(".held")?.scrollIntoView({ block: "nearest" })
  }

  draw() {
    const form = this.formOf(`review ${this.sentence.id}`, "review").element
    show(this.parts.head, this.drawHead())
    show(this.parts.hints, this.hints.draw(this.sentence))
    this.alike.drawInto(this.parts.alike, this.sentence)
    if (this.parts.review.firstChild !== form) fill(this.parts.review, form)
    this.redraw("issue", this.words.issues)
    this.redraw("claim", this.words.claims)
    show(this.parts.history, this.drawHistory())
  }

  /** A list is taken apart only when it shows something else than before; its forms are refreshed in place otherwise. */
  redraw(kind, title) {
    const part = this.parts[`${kind}s`]
    const typing = part.getRootNode().activeElement?.closest?.("input, textarea, select")
    const [rows, words] = this.shown(kind)
    const same = part.rows === rows && (part.words === words || part.contains(typing ?? null))
    if (!same) fill(part, this.drawList(kind, title))
    else for (const [key, form] of this.forms) form.refresh(this.rowOf(key))
    Object.assign(part, { rows, words: same ? part.words : words })
  }

  /** What a list shows, as texts to compare: which rows, and in which words. */
  shown(kind) {
    const { model, sentence, held } = this
    const marks = model.of(kind, sentence.id)
    const resting = marks.map((mark) => [...model.distortionsOf(mark), ...(kind === "claim" ? model.evidenceOf(mark) : [])])
    const rows = [held?.kind === kind && held.id, ...marks.map(({ id }) => id), ...resting.flat().map(({ id }) => id)].join()
    const words = [...marks.map((mark) => this.summary(kind, mark).textContent + mark.quote + (mark.suggested_by ?? "") + this.olderNames(kind, mark)), ...marks.map((mark) => (kind === "claim" ? needsOf(mark, model.evidenceOf(mark), model.distortionsOf(mark)).join("+") : "")), ...resting.flat().map((row) => `${row.kind} ${row.stance}`)].join()
    return [`${sentence.id} ${rows}`, words]
  }

  /** The scheme has changed: every form offers its labels. */
  offer() {
    for (const [key, form] of this.forms) form.offer(fieldsOf(key.split(" ")[0], this.model.scheme, this.words))
    for (const part of Object.values(this.parts)) part.words = null
  }

  flush() {
    for (const form of this.forms.values()) form.flush()
  }

  drawHead() {
    const { model, words, sentence } = this
    const review = model.review(sentence.id)
    const penalty = model.penalty(sentence.id)
    return [
      h("h2", {}, h("span.shape", {}, STATE_SHAPES[review.state]), ` ${words.sentence} ${sentence.index + 1} · ${words[`state_${review.state}`]}`),
      h(
        "div.buttons",
        {},
        button(words.clean, "C", () => this.act.clean(), { class: "act primary" }),
        button(words.mark, "↵", () => this.act.mark()),
        button(words.claim, "T", () => this.act.claim()),
        button(words.omission, "O", () => this.act.omission()),
        button(words.skip, "S", () => this.act.skip()),
        button(review.flagged ? words.unflag : words.flag, "F", () => this.act.flag(), { "aria-pressed": String(review.flagged) }),
      ),
      review.state === "skipped" ? h("p.reason", {}, `${words.skipped_because} ${model.label("skip_reason", review.skip_reason).name}`) : null,
      h("p.penalty", {}, `${words.penalty} ${format(penalty)} `, h("small", {}, "(", h("bdi", {}, model.weights.name), ")"), ` · ${words.time} ${minutes(model.seconds[sentence.id] ?? 0)}`),
    ]
  }

  drawList(kind, title) {
    const rows = this.model.of(kind, this.sentence.id)
    if (!rows.length && this.held?.kind !== kind) return null
    return [h("h3", {}, `${title} (${rows.length})`), rows.map((row) => (this.held?.id === row.id ? this.drawHeld(kind, row) : this.drawRow(kind, row)))]
  }

  drawRow(kind, row) {
    return h("button.row", { type: "button", "data-marks": `${kind}:${row.id}`, onclick: () => this.act.hold({ kind, id: row.id }) }, this.summary(kind, row), h("q", { dir: "auto" }, seen(row.quote)))
  }

  summary(kind, row) {
    const { model } = this
    if (kind === "claim") return h("span.summary.claim", {}, `◎ ${claimSummary(model, row, this.words)}`)
    const category = model.label("issue_category", row.category)
    const severity = model.label("severity", row.severity)
    return h("span.summary.issue", { style: { "--hue": category.hue } }, `${severity.shape} ${severity.name} · ${category.name}`)
  }

  drawHeld(kind, row) {
    return h(
      "div.row.held",
      {},
      this.summary(kind, row),
      h("q", { dir: "auto" }, seen(row.quote)),
      this.drawOlderNames(kind, row),
      row.suggested_by ? h("p.reason", {}, this.words.suggested_by, " ", h("bdi", {}, row.suggested_by.startsWith("rules:") ? this.words.by_rules : row.suggested_by)) : null,
      this.formOf(`${kind} ${row.id}`, kind).element,
      this.drawLinks(kind, row),
      kind === "claim" ? [this.drawNeeds(row), this.drawEvidence(row)] : null,
      h(
        "div.buttons",
        {},
        kind === "issue" ? button(this.words.link, "D", () => this.act.distort()) : button(this.words.add_evidence, "E", () => this.act.evidence()),
        button(this.words.retire, "⌫", () => this.act.retire(), { class: "act danger" }),
        button(this.words.close, "Esc", () => this.act.hold(null)),
      ),
    )
  }

  drawOlderNames(kind, row) {
    const names = this.olderNames(kind, row)
    return names ? h("p.reason", {}, `${this.words.marked_as} `, h("bdi", {}, names)) : null
  }

  /** What the mark's labels were called when it was made, where that was something else. */
  olderNames(kind, row) {
    const labels = kind === "issue" ? { issue_category: row.category, severity: row.severity } : { claim_status: row.status, verdict: row.verdict }
    return Object.entries(labels).map(([list, id]) => this.model.olderName(list, id, row)).filter(Boolean).join(this.words.comma)
  }

  drawLinks(kind, mark) {
    const { model, words } = this
    const links = model.distortionsOf(mark)
    if (!links.length) return null
    const other = (link) => (kind === "issue" ? model.get("claim", link.claim_id) : model.get("issue", link.issue_id))
    const row = (link) =>
      h(
        "li",
        {},
        h("span", {}, `${model.label("distortion_kind", link.kind).name}: `),
        h("q", { dir: "auto" }, seen(kind === "issue" ? other(link).statement : other(link).quote || model.label("issue_category", other(link).category).name)),
        button(words.unlink, "", () => this.act.retireRow("distortion", link.id), { class: "act small" }),
      )
    return h("div.links", {}, h("h4", {}, kind === "issue" ? words.distorts : words.rests_on_faulty_translation), h("ul", {}, links.map(row)))
  }

  /** What stands between a claim and being called checked, in words, and the way to its whole record. */
  drawNeeds(claim) {
    const { model, words } = this
    const needs = needsOf(claim, model.evidenceOf(claim), model.distortionsOf(claim))
    const way = h("a", { href: `/claims?project=${model.article.project_id}&claim=${claim.id}`, target: "_self" }, words.whole_record)
    return h("p.needs", {}, needs.length ? `${words.needs} ${needs.map((need) => words[`need_${need}`]).join(words.comma_between)} · ` : null, way)
  }

  drawEvidence(claim) {
    const records = this.model.evidenceOf(claim)
    const record = (row, index) =>
      h(
        "details.evidence",
        { open: true },
        h("summary", {}, `${this.words.evidence} ${index + 1} · ${this.model.label("stance", row.stance).name}`),
        this.formOf(`evidence ${row.id}`, "evidence").element,
        button(this.words.retire, "", () => this.act.retireRow("evidence", row.id), { class: "act small danger" }),
      )
    return records.map(record)
  }

  drawHistory() {
    const { words } = this
    const last = this.acts.list.slice(-10).reverse()
    return [
      h("h3", {}, words.last_acts),
      last.length ? h("ol.acts", {}, last.map((act) => h("li", { class: act.saved ? null : "unsaved" }, this.describe(act)))) : null,
    ]
  }

  /** An act in words: what it was, in which sentence, on which text. */
  describe(act) {
    const event = act.events.find(({ kind }) => kind !== "review" && kind !== "consensus") ?? act.events.find(({ kind }) => kind === "review")
    if (!event) return this.words.act_undo
    const sentence = this.model.byId.get(event.after.sentence_id)
    const what = act.undoes ? this.words.act_undo : event.kind === "review" ? this.describeReview(event) : this.words[`act_${event.kind}_${event.action}`]
    const detail = event.after.quote || event.after.statement
    return [`${sentence ? sentence.index + 1 : ""} · ${what} `, detail ? h("q", { dir: "auto" }, seen(detail.slice(0, 40))) : null]
  }

  describeReview({ before, after }) {
    if (before?.state !== after.state && after.state !== "in_progress") return this.words[`state_${after.state}`]
    const changed = ["note", "flagged", "score"].find((name) => (before?.[name] || null) !== (after[name] || null))
    return changed ? this.words[`field_${changed}`] : this.words.act_review_changed
  }

  formOf(key, kind) {
    if (!this.forms.has(key)) {
      const thing = key.slice(kind.length + 1)
      this.forms.set(key, new RowForm(fieldsOf(kind, this.model.scheme, this.words), this.rowOf(key), (fields) => this.act.put(kind, thing, fields), this.words.more_fields))
    }
    const form = this.forms.get(key)
    form.refresh(this.rowOf(key))
    return form
  }

  rowOf(key) {
    const [kind, id] = key.split(" ")
    return kind === "review" ? this.model.review(id) : this.model.get(kind, id)
  }

  /** Puts the keyboard into a field of a row's form. */
  focus(kind, id, name) {
    this.forms.get(`${kind} ${id}`)?.focus(name)
  }
}

function format(number) {
  return String(Math.round(number * 100) / 100)
}

function minutes(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}
