// Above the sentence: is it saved, how much is settled, which part of it to look at.

import { button, fill, h } from "./dom.js"
import { seen } from "./invisible.js"
import { drawStatus } from "./status.js"

export class SettleBar {
  constructor(words, act) {
    Object.assign(this, { words, act, article: "", kind: "", little: [] })
    this.status = h("output.status", { "aria-live": "polite" })
    this.title = h("h1.title")
    this.counts = h("span.figures")
    this.undo = button(words.undo, "Z", () => act.undo(), { tabindex: -1 })
    this.redo = button(words.redo, "⇧Z", () => act.redo(), { tabindex: -1 })
    this.articles = h("select", { "aria-label": words.any_article, onchange: () => this.chosen() })
    this.kinds = h("select", { "aria-label": words.any_kind, onchange: () => this.chosen() })
    this.names = button(words.hide_names, "H", () => act.hideNames(), { "aria-pressed": "false", tabindex: -1 })
    const bulk = button(words.settle_little, "B", () => act.little(), { title: words.settle_little_help, tabindex: -1 })
    this.help = h("details.keys", {}, h("summary", {}, words.keys), h("p", {}, words.settle_keys))
    this.element = h("header.toolbar", {}, h("div.line.first", {}, this.title, this.status, this.counts, this.undo, this.redo), h("div.line.filters", {}, this.articles, this.kinds, bulk, this.names, h("span.grow"), this.help))
  }

  /** Shows the keys, or hides them. */
  toggleHelp() {
    this.help.open = !this.help.open
  }

  chosen() {
    this.act.filter(this.articles.value, this.kinds.value)
  }

  /** What was chosen could not be shown: the choice is again what is shown. */
  unchosen() {
    this.articles.value = this.article
    this.kinds.value = this.kind
  }

  show({ project, counts, articles, kinds, little }, article, kind) {
    const { words } = this
    Object.assign(this, { article, kind, little })
    fill(this.title, h("bdi", {}, seen(project.name)))
    fill(this.counts, ["open", "decided", "unanimous", "waiting"].map((name) => `${words[`count_${name}`]} ${counts[name]}`).join(" · "))
    this.options(this.articles, words.any_article, Object.entries(articles), article)
    this.options(this.kinds, words.any_kind, Object.entries(kinds).map(([id, count]) => [id, `${words[`kind_${id}`]} (${count})`]), kind)
  }

  options(select, all, entries, chosen) {
    fill(select, h("option", { value: "" }, all), entries.map(([id, text]) => h("option", { value: id }, text)))
    select.value = chosen
  }

  showStatus(outbox) {
    drawStatus(this.status, outbox, this.words)
  }

  showStacks({ done, undone }) {
    this.undo.disabled = !done.length
    this.redo.disabled = !undone.length
  }

  showHidden(hidden) {
    this.names.setAttribute("aria-pressed", String(hidden))
  }
}
