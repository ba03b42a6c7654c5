// One claim with its whole record: where it stands, what it lacks, its fields, evidence, errors, relations, versions.

import { newId } from "./acts.js"
import { button, fill, h, show } from "./dom.js"
import { EvidenceList } from "./evidencelist.js"
import { load } from "./fetching.js"
import { fieldsOf } from "./fields.js"
import { RowForm } from "./form.js"
import { TextMap } from "./text.js"

export class ClaimCard {
  constructor(desk) {
    Object.assign(this, { desk, words: desk.words, wanted: null, asked: 0, view: null, form: null })
    this.head = h("div.card-head")
    this.place = h("div")
    this.fields = h("fieldset.bare")
    this.evidence = new EvidenceList(this)
    this.rest = h("div")
    this.element = h("section.card.claim-record", { tabindex: -1, "aria-label": desk.words.whole_record, hidden: true })
  }

  get row() {
    return this.view && { ...this.view.claim, as: this.view.as }
  }

  async open(id) {
    this.flush()
    const fresh = this.view?.claim.id !== id
    this.wanted = id
    if (fresh) Object.assign(this, { view: null, form: null })
    await this.fetch(id)
    if (this.view?.claim.id !== id) return
    this.element.hidden = false
    this.desk.frame.classList.add("opened")
    if (fresh) fill(this.element, this.head, this.place, this.fields, this.evidence.element, this.rest)
    this.draw(fresh)
    if (fresh) this.element.scrollTop = 0
    this.element.focus({ preventScroll: true })
  }

  /** Takes in the claim as it is on disk; gives back whether. An answer that comes after another claim was opened, or after a later question, is none. */
  async fetch(id, fits = () => true) {
    const asked = ++this.asked
    const { status, body } = await load(`/api/claims/${id}`)
    if (asked !== this.asked || id !== this.wanted || !fits()) return false
    if (status !== 200) return this.desk.say(body.message ?? this.desk.words.offline)
    Object.assign(this, { view: body, labels: body.scheme })
    return true
  }

  /** As it is on disk by now; what is being typed stays. What was done meanwhile isn't in the answer, and asks again itself. */
  async reload() {
    if (!this.view) return
    const { desk } = this
    const { made } = desk
    const fits = () => desk.made === made && !desk.outbox.unsent
    if (await this.fetch(this.view.claim.id, fits)) this.draw(false)
  }

  close() {
    this.flush()
    Object.assign(this, { wanted: null, view: null, form: null })
    this.element.hidden = true
    this.desk.frame.classList.remove("opened")
    this.desk.list.focus()
  }

  /** What the list shows of the claim. */
  summary() {
    const { claim, status, evidence, responsible, due_on } = this.view
    const bears = evidence.some(({ stance }) => stance === "supports" || stance === "refutes")
    return { ...claim, status, evidence: evidence.length, bears, responsible, due_on }
  }

  label(list, id) {
    return this.labels[list].find((label) => label.id === id) ?? { id, name: id ?? "" }
  }

  draw(fresh) {
    const { view, fields, words } = this
    show(this.head, this.drawHead())
    show(this.place, this.drawPlace())
    if (!this.form) {
      this.form = new RowForm(fieldsOf("claim", this.labels, words), view.claim, (changed) => this.put("claim", view.claim.id, changed), words.more_fields)
      fill(fields, this.form.element)
    }
    this.form.refresh(view.claim)
    fields.disabled = !view.editable
    this.evidence.draw(fresh)
    fill(this.rest, this.drawErrors(), this.drawRelations(), this.drawVersions())
  }

  drawHead() {
    const { view, words } = this
    const { text } = view
    const article = `/annotate?article=${text.article}&sentence=${text.number}${view.as ? "&as=consensus" : ""}`
    const lacks = view.lacks.map((name) => words[`lack_${name}`]).join(words.comma_between)
    return [
      h("div.line", {}, h("h2", {}, this.label("claim_status", view.status).name, view.claim.verdict ? ` · ${this.label("verdict", view.claim.verdict).name}` : ""), h("span.grow"), button(words.close, "Esc", () => this.close(), { class: "act small" })),
      h("p.quiet", {}, h("bdi", {}, text.title), ` · ${words.sentence} ${text.number} · `, view.as ? words.desk_consensus : h("bdi", {}, view.reviewer), view.responsible ? [` · ${words.desk_responsible} `, h("bdi", {}, view.responsible)] : null, view.due_on ? [` · ${words.desk_until} `, h("bdi", { dir: "ltr" }, view.due_on)] : null, " · ", h("a", { href: article, target: "_self" }, words.desk_in_text)),
      view.claim.difference ? h("p.difference", {}, words[view.claim.difference]) : null,
      h("p.lacks", {}, lacks ? `${words.desk_lacks} ${lacks}` : `✓ ${words.desk_complete}`),
      view.editable ? null : h("p.banner", {}, words.desk_read_only),
    ]
  }

  /** The sentence with the claim's words lit, the source with those that it translates, and the figures in it. */
  drawPlace() {
    const { text, claim, figures } = this.view
    const at = claim.source_start === null ? null : [claim.source_start - text.source_at, claim.source_end - text.source_at]
    return [
      lit("translation", text.sentence, [text.start, text.end], text),
      text.source ? lit("source", text.source, at, { direction: text.source_direction, language: text.source_language }) : null,
      text.source && this.view.editable ? this.drawSourceWords() : null,
      figures.length ? h("p.quiet", {}, `${this.words.desk_figures} `, figures.map((figure, index) => [index ? " · " : "", h("bdi", {}, figure.text), " = ", h("bdi", { dir: "ltr" }, figure.value)])) : null,
    ]
  }

  /** Which words of the source make the claim: they are typed or pasted, and found in the sentence. */
  drawSourceWords() {
    const { words, view } = this
    const find = (event) => this.markInSource(event.target.value)
    return h("label.field", {}, h("span.label", {}, words.desk_source_words), h("input", { type: "text", dir: view.text.source_direction, value: view.claim.source_quote, maxlength: 10000, onchange: find }))
  }

  markInSource(typed) {
    const { text, claim } = this.view
    const quote = typed.trim()
    if (!quote) return this.put("claim", claim.id, { source_start: null, source_end: null })
    const found = text.source.indexOf(quote)
    if (found < 0) return this.desk.say(this.words.desk_not_in_source)
    const map = new TextMap(text.source)
    const [start, end] = [found, found + quote.length].map((unit) => text.source_at + map.toPoints(unit))
    this.put("claim", claim.id, { source_start: start, source_end: end })
  }

  drawErrors() {
    const { words, view } = this
    if (!view.errors.length) return null
    const line = ({ link, issue }) => h("li", {}, `${this.label("distortion_kind", link.kind).name} · ${this.label("severity", issue.severity).name} · ${this.label("issue_category", issue.category).name} `, issue.quote ? h("q", { dir: "auto" }, issue.quote) : null, issue.correction ? [" ← ", h("q", { dir: "auto" }, issue.correction)] : null)
    return h("section.links", {}, h("h3", {}, words.rests_on_faulty_translation), h("ul", {}, view.errors.map(line)))
  }

  drawRelations() {
    const { words, view } = this
    const line = (row) =>
      h("li", {}, `${this.label("claim_relation", row.kind).name} `, h("a", { href: "#", onclick: (event) => (event.preventDefault(), this.desk.openClaim(row.other)) }, h("q", { dir: "auto" }, row.words)), " ", view.editable ? button(words.unlink, "", () => this.put("relation", row.id, { retired: true }), { class: "act small" }) : null)
    const add = view.editable ? button(words.desk_relate, "", (event) => this.relate(event.currentTarget), { class: "act small" }) : null
    if (!view.relations.length && !add) return null
    return h("section.links", {}, h("h3", {}, words.desk_relations), h("ul", {}, view.relations.map(line)), add)
  }

  /** Another claim of the project, one of the newest, and how this one stands to it. */
  async relate(near) {
    const { words, desk, view } = this
    const sought = await load(`/api/projects/${desk.project}/claims?${new URLSearchParams({ order: "newest" })}`)
    if (sought.status !== 200) return desk.say(sought.body.message ?? words.offline)
    const others = sought.body.rows.filter(({ id }) => id !== view.claim.id).slice(0, 30).map(({ id, statement, quote, title }) => ({ id, name: (statement || quote).slice(0, 90), test: title }))
    if (!others.length) return desk.say(words.desk_no_other)
    const rectangle = near.getBoundingClientRect()
    const other = await desk.palette.choose(words.desk_which_other, others, rectangle)
    const kind = other && (await desk.palette.choose(words.desk_how_related, this.labels.claim_relation, rectangle))
    if (kind) this.put("relation", newId(), { claim_id: view.claim.id, other_id: other, kind })
  }

  drawVersions() {
    const { words, view } = this
    if (!view.versions.length) return null
    const version = ({ verdict, rationale, reason, by, at }) => h("li", {}, h("strong", {}, this.label("verdict", verdict).name), " ", h("q", { dir: "auto" }, rationale), h("div.quiet", {}, `${words.desk_reopened_by} `, h("bdi", {}, by), " · ", h("bdi", { dir: "ltr" }, at.slice(0, 10)), " · ", h("bdi", {}, reason)))
    return h("section.versions-kept", {}, h("h3", {}, words.desk_versions), h("ol", {}, view.versions.map(version)))
  }

  put(kind, thing, fields) {
    return this.desk.put(kind, this.row, thing, fields)
  }

  addEvidence() {
    if (!this.view) return this.desk.say(this.words.desk_open_first)
    if (this.view.editable) this.evidence.add()
  }

  /** Revisions that the answers told of, before everything is read anew. */
  learn(rows) {
    if (!this.view) return
    for (const row of rows.claim ?? []) if (row.id === this.view.claim.id) this.view.claim = { ...this.view.claim, ...row }
    for (const row of rows.evidence ?? []) this.evidence.learn(row)
    for (const row of rows.relation ?? []) for (const mine of this.view.relations) if (mine.id === row.id) mine.revision = row.revision
  }

  revisionOf(kind, id) {
    if (!this.view) return undefined
    if (kind === "claim") return this.view.claim.id === id ? this.view.claim.revision : undefined
    return this.view[kind === "relation" ? "relations" : "evidence"]?.find((row) => row.id === id)?.revision
  }

  flush() {
    this.form?.flush()
    this.evidence.flush()
  }
}

/** A text with the code points [start, end) of it lit. */
function lit(side, text, range, { direction, language }) {
  const map = new TextMap(text)
  const [start, end] = range ? range.map((point) => map.toUnits(Math.max(point, 0))) : [0, 0]
  return h(`p.text.${side}`, { dir: direction, lang: language }, text.slice(0, start), end > start ? h("mark.mark.claim", {}, text.slice(start, end)) : null, text.slice(end))
}
