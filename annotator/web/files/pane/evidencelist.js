// The evidence of the claim that is open: each record's form, its file, and the ways to add one.

import { newId } from "./acts.js"
import { button, fill, h } from "./dom.js"
import { load, post } from "./fetching.js"
import { fieldsOf } from "./fields.js"
import { RowForm } from "./form.js"

export class EvidenceList {
  constructor(card) {
    Object.assign(this, { card, words: card.words, forms: new Map(), drawn: "" })
    this.list = h("div")
    this.buttons = h("div.buttons")
    this.element = h("section.evidence-list", {}, h("h3", {}, card.words.evidence), this.list, this.buttons)
  }

  get rows() {
    return this.card.view.evidence
  }

  draw(fresh) {
    const { words, card } = this
    if (fresh) this.forget()
    const shown = JSON.stringify(this.rows.map((row) => [row.id, row.stance, row.file_hash, row.problems_shown]))
    if (shown !== this.drawn) fill(this.list, this.rows.map((row, index) => this.drawRow(row, index)))
    else for (const row of this.rows) this.forms.get(row.id)?.refresh(row)
    this.drawn = shown
    const ways = [button(words.add_evidence, "E", () => this.add()), button(words.desk_reuse, "", (event) => this.reuse(event.currentTarget))]
    fill(this.buttons, card.view.editable ? ways : null)
    if (this.wanted) this.focus(this.wanted)
  }

  forget() {
    this.forms.clear()
    this.drawn = ""
  }

  drawRow(row, index) {
    const { words, card } = this
    const problems = row.problems_shown.map((id) => card.label("evidence_problem", id).name)
    return h(
      "details.evidence",
      { open: true, "data-evidence": row.id },
      h("summary", {}, `${words.evidence} ${index + 1} · ${card.label("stance", row.stance).name}`, problems.map((name) => h("span.badge.warn", {}, `⚠ ${name}`))),
      h("fieldset.bare", { disabled: !card.view.editable }, this.formOf(row).element, this.drawFile(row), card.view.editable ? button(words.retire, "", () => card.put("evidence", row.id, { retired: true }), { class: "act small danger" }) : null),
    )
  }

  formOf(row) {
    const { card, words } = this
    if (!this.forms.has(row.id)) this.forms.set(row.id, new RowForm(fieldsOf("evidence", card.labels, words), row, (fields) => card.put("evidence", row.id, fields), words.more_fields))
    this.forms.get(row.id).refresh(row)
    return this.forms.get(row.id)
  }

  drawFile(row) {
    const { words, card } = this
    const choose = h("input", { type: "file", "aria-label": words.desk_attach, onchange: (event) => this.attach(row, event.target.files[0]) })
    if (!row.file_hash) return card.view.editable ? h("label.field", {}, h("span.label", {}, words.desk_attach), choose) : null
    return h(
      "p.file",
      {},
      h("a", { href: `/api/evidence/${row.id}/file`, download: "" }, "⭳ ", h("bdi", {}, row.file_name)),
      ` · ${size(row.file_size)} · `,
      h("code", { dir: "ltr", title: `SHA-256 ${row.file_hash}` }, row.file_hash.slice(0, 12)),
      " ",
      card.view.editable ? button(words.desk_detach, "", () => card.put("evidence", row.id, { file_hash: "" }), { class: "act small" }) : null,
    )
  }

  add() {
    this.wanted = this.card.put("evidence", newId(), { claim_id: this.card.view.claim.id })
  }

  /** A source that another claim rests on, used again here. */
  async reuse(near) {
    const { card, words } = this
    const { status, body } = await load(`/api/claims/${card.view.claim.id}/sources`)
    if (status !== 200) return card.desk.say(body.message ?? words.offline)
    if (!body.length) return card.desk.say(words.desk_no_sources)
    const chosen = await card.desk.palette.choose(words.desk_which_source, body.slice(0, 30), near.getBoundingClientRect())
    if (chosen) this.wanted = card.put("evidence", newId(), { claim_id: card.view.claim.id, same_as: chosen })
  }

  /** The file goes with the operation that puts it on its record; nothing else of the record may be on its way. */
  async attach(row, file) {
    const { card, words } = this
    if (!file) return
    this.flush()
    if (card.desk.outbox.unsent) return card.desk.say(words.wait_saved)
    const { claim, as } = card.view
    const operation = { id: newId(), article: claim.article_id, act: "put", kind: "evidence", thing: row.id, revision: row.revision, fields: { file_name: "" }, ...(as ? { as } : {}) }
    card.desk.say(words.desk_sending)
    const { body, status } = await post("/api/evidence/files", card.desk.person, { operation, name: file.name, data: await base64(file) })
    card.desk.say(status === 200 ? null : (body.message ?? words.offline))
    if (status === 200) card.desk.acts.push({ id: operation.id, article: operation.article })
    await card.reload()
  }

  learn(row) {
    const mine = this.rows.find(({ id }) => id === row.id)
    if (mine) mine.revision = row.revision
  }

  focus(id) {
    if (!this.forms.has(id)) return
    this.forms.get(id).focus("url")
    this.wanted = null
  }

  flush() {
    for (const form of this.forms.values()) form.flush()
  }
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 2 ** 20 ? `${Math.round(bytes / 1024)} KiB` : `${(bytes / 2 ** 20).toFixed(1)} MiB`
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}
