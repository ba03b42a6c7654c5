// Above the claims: is it saved, how many there are, which of them to see, and what can be done with those chosen.

import { button, fill, h } from "./dom.js"
import { drawStatus } from "./status.js"

const TYPING = 250 // ms after the last letter before the list is asked for
const SELECTS = ["status", "verdict", "kind", "priority", "article", "reviewer", "responsible", "distorted", "evidence", "order"]

export class ClaimBar {
  constructor(words, act) {
    Object.assign(this, { words, act, statuses: [], typing: {} })
    this.status = h("output.status", { "aria-live": "polite" })
    this.title = h("h1.title")
    this.total = h("span.figures", { "aria-live": "polite" })
    this.search = this.typed("words", "search", words.desk_search)
    this.claimant = this.typed("claimant", "text", words.desk_claimant)
    this.selects = Object.fromEntries(SELECTS.map((name) => [name, h("select", { "aria-label": words[`desk_any_${name}`], onchange: () => this.chosen(name) })]))
    this.view = button("", "B", () => act.board())
    this.assign = button(words.desk_assign, "A", () => act.assign())
    this.due = button(words.desk_due, "D", () => act.due())
    this.clear = button(words.desk_clear, "X", () => act.clear())
    this.setters = h("div.line.statuses", { role: "toolbar", "aria-label": words.field_status })
    const undo = button(words.undo, "Z", () => act.undo())
    const help = h("details.keys", {}, h("summary", {}, words.keys), h("p", {}, words.desk_keys))
    this.element = h(
      "header.toolbar",
      {},
      h("div.line.first", {}, this.title, this.status, this.total, h("span.grow"), this.view, this.assign, this.due, undo),
      h("div.line.filters", {}, this.search, h("kbd", {}, "/"), this.claimant, Object.values(this.selects), this.clear),
      this.setters,
      help,
    )
  }

  typed(name, type, label) {
    const tell = () => {
      clearTimeout(this.timer)
      this.typing = { ...this.typing, [name]: input.value.trim() } // who goes on to the other field has typed in both
      this.timer = setTimeout(() => this.told(), TYPING)
    }
    const input = h("input.search", { type, name, dir: "auto", placeholder: label, "aria-label": label, maxlength: 300, oninput: tell })
    return input
  }

  /** What was typed by now is asked for, with whatever else has been changed. */
  told(changed = {}) {
    const { typing } = this
    this.stop()
    this.act.filter({ ...typing, ...changed })
  }

  chosen(name) {
    this.told({ [name]: this.selects[name].value })
  }

  /** Nothing typed waits to be asked for any more. */
  stop() {
    clearTimeout(this.timer)
    this.typing = {}
  }

  show(body, wanted) {
    const { words } = this
    const { scheme, choices } = body
    fill(this.title, h("bdi", {}, body.project.name))
    const ofLabels = (list) => list.map(({ id, name }) => [id, name])
    const named = (found) => Object.entries(found)
    this.options("status", scheme.claim_status.map(({ id, name }) => [id, `${name} (${body.counts[id]})`]), wanted)
    this.options("verdict", [...ofLabels(scheme.verdict), ["none", words.no_verdict]], wanted)
    this.options("kind", ofLabels(scheme.claim_kind), wanted)
    this.options("priority", ofLabels(scheme.priority), wanted)
    this.options("article", named(choices.articles), wanted)
    this.options("reviewer", named(choices.reviewers).map(([id, name]) => [id, id === "consensus" ? words.desk_consensus : name]), wanted)
    this.options("responsible", [...named(choices.responsible), ["none", words.desk_nobody]], wanted)
    this.options("distorted", ["yes", "no"].map((id) => [id, words[`desk_distorted_${id}`]]), wanted)
    this.options("evidence", [["missing", words.desk_evidence_missing]], wanted)
    this.options("order", ["newest", "due", "priority"].map((id) => [id, words[`desk_order_${id}`]]), wanted)
    for (const [name, input] of [["words", this.search], ["claimant", this.claimant]]) {
      if (input.getRootNode().activeElement !== input && !(input.name in this.typing)) input.value = wanted[name] ?? ""
    }
    fill(this.view, wanted.board ? words.desk_table : words.desk_board, h("kbd", {}, "B"))
    this.assign.hidden = this.due.hidden = !body.people.length
    this.clear.hidden = !Object.keys(wanted).some((name) => !["board", "start", "order"].includes(name))
    this.showSetters(scheme.claim_status)
    fill(this.total, words.desk_total.replace("{count}", body.total))
  }

  options(name, entries, wanted) {
    const select = this.selects[name]
    fill(select, h("option", { value: "" }, this.words[`desk_any_${name}`]), entries.map(([id, text]) => h("option", { value: id }, text)))
    select.value = wanted[name] ?? ""
    select.classList.toggle("set", Boolean(wanted[name]))
  }

  /** The buttons that set the status of the claim in hand, each with its key. */
  showSetters(labels) {
    this.statuses = labels.filter(({ automatic, retired }) => !automatic && !retired)
    fill(this.setters, h("span.label", {}, this.words.desk_set_status), this.statuses.map(({ id, name, test }, index) => button(name, String(index + 1), () => this.act.status(id), { class: "act small", title: test })))
  }

  count(counts) {
    for (const option of this.selects.status.options) {
      if (option.value in counts) option.textContent = option.textContent.replace(/\(\d+\)$/, `(${counts[option.value]})`)
    }
  }

  showStatus(outbox) {
    drawStatus(this.status, outbox, this.words)
  }
}
