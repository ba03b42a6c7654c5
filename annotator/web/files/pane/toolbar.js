// Above the text: is it saved, how far is it, search and filters.

import { button, fill, h } from "./dom.js"
import { seen } from "./invisible.js"
import { drawStatus } from "./status.js"
import { Strip } from "./strip.js"

export class Toolbar {
  constructor(model, outbox, words, act, today, submission) {
    Object.assign(this, { model, outbox, words, act, today, submission, filter: {}, chosen: {} })
    this.status = h("output.status", { "aria-live": "polite" })
    this.bar = h("progress", { max: model.sentences.length })
    this.figures = h("span.figures")
    this.strip = new Strip(model, act.go)
    this.found = h("span.found", { "aria-live": "polite" })
    this.element = h("header.toolbar", {}, this.head(), this.filters(), this.strip.element)
  }

  head() {
    const { words, act } = this
    this.undo = button(words.undo, "Z", () => act.undo())
    this.redo = button(words.redo, "⇧Z", () => act.redo())
    return h(
      "div.line.first",
      {},
      h("h1.title", { dir: "auto", title: this.model.article.title }, seen(this.model.article.title)), // its own direction: what is cut off is its end
      this.status,
      this.bar,
      this.figures,
      this.undo,
      this.redo,
      this.submission.button,
      button(words.help, "?", () => act.help()),
    )
  }

  filters() {
    const { words } = this
    const choose = (name, label, options) =>
      (this.chosen[name] = h("select", { "aria-label": label, onchange: (event) => this.set(name, event.target.value) }, choices(label, options)))
    const states = ["unseen", "in_progress", "clean", "issues", "skipped", "flagged"].map((state) => [state, words[`state_${state}`]])
    const labels = (list) => this.labels(list)
    this.search = h("input.search", { type: "search", dir: "auto", placeholder: `${words.search}  ( / )`, "aria-label": words.search, oninput: (event) => this.set("words", event.target.value) })
    return h(
      "div.line.filters",
      {},
      this.search,
      choose("state", words.filter_state, states),
      choose("category", words.filter_category, labels("issue_category")),
      choose("claim", words.filter_claim, [["any", words.any_claim], ...labels("claim_status")]),
      this.found,
      h("span.grow"),
      button(words.next_unreviewed, "U", () => this.act.nextUnreviewed()),
      button(words.next_flagged, "G", () => this.act.nextFlagged()),
    )
  }

  labels(list) {
    return this.model.scheme[list].map(({ id, name }) => [id, name])
  }

  /** The scheme has changed: its labels are what is filtered by. */
  offer() {
    const { words } = this
    const lists = { category: [words.filter_category, this.labels("issue_category")], claim: [words.filter_claim, [["any", words.any_claim], ...this.labels("claim_status")]] }
    for (const [name, [label, options]] of Object.entries(lists)) {
      fill(this.chosen[name], choices(label, options))
      this.chosen[name].value = this.filter[name] ?? ""
    }
  }

  set(name, value) {
    this.filter[name] = value
    this.act.filtered(this.filter)
  }

  showFound(count) {
    const on = Object.values(this.filter).some(Boolean)
    fill(this.found, on ? `${count} / ${this.model.sentences.length}` : "")
  }

  showStatus() {
    drawStatus(this.status, this.outbox, this.words)
  }

  /** Whether there is anything to undo or redo. */
  showStacks({ done, undone }) {
    this.undo.disabled = !done.length
    this.redo.disabled = !undone.length
  }

  showProgress() {
    const { model, words } = this
    const counts = model.counts()
    this.bar.value = counts.judged
    this.submission.show()
    const text = words.progress.replace("{done}", counts.judged).replace("{all}", counts.all).replace("{today}", this.today())
    fill(this.figures, text)
    this.bar.setAttribute("aria-label", text)
    this.strip.label(["clean", "issues", "skipped", "in_progress", "unseen"].map((state) => `${words[`state_${state}`]}: ${counts[state]}`).join("، "))
    this.strip.draw()
  }
}

function choices(label, options) {
  return [h("option", { value: "" }, label), options.map(([id, text]) => h("option", { value: id }, text))]
}
