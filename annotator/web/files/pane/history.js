// The history of the sentence in hand: who did what to it and when, in words; and what of it can be restored.

import { button, fill, h } from "./dom.js"
import { load } from "./fetching.js"
import { seen } from "./invisible.js"

const KIND = "kind_of_" // what the names of the kinds of work begin with among the words
const PAUSE = 200 // ms: who steps through sentences asks for the one they stay at

export class SentenceHistory {
  /** `restore(wanted)` asks for what an entry left; `as` says whose work is restored, if not one's own; `names()` whether people are named. */
  constructor(words, restore, as = "", names = () => true) {
    Object.assign(this, { words, restore, as, names, open: false, kind: "", place: null })
    this.button = button("", "V", () => this.toggle())
    this.filter = h("select", { "aria-label": words.history_kind, onchange: (event) => this.choose(event.target.value) }, h("option", { value: "" }, words.history_kind), Object.keys(words).filter((key) => key.startsWith(KIND)).map((key) => h("option", { value: key.slice(KIND.length) }, words[key])))
    this.list = h("ol.log", { "aria-live": "polite", "aria-label": words.history_of })
    this.body = h("div", { hidden: true }, this.filter, this.list)
    this.element = h("section.log-part", {}, this.button, this.body)
    this.drawButton()
  }

  toggle() {
    this.open = !this.open
    this.body.hidden = !this.open
    this.drawButton()
    if (this.open) this.refresh()
    if (this.open) this.element.scrollIntoView({ block: "nearest" })
  }

  drawButton() {
    fill(this.button, this.open ? this.words.history_hide : this.words.history, h("kbd", {}, "V"))
    this.button.setAttribute("aria-expanded", String(this.open))
  }

  choose(kind) {
    this.kind = kind
    this.refresh()
  }

  /** Another sentence is in hand. */
  show(article, sentence) {
    if (this.place?.sentence === sentence) return
    this.place = { article, sentence }
    fill(this.list)
    this.changed()
  }

  /** Something may have happened to the sentence. */
  changed() {
    clearTimeout(this.timer)
    if (this.open) this.timer = setTimeout(() => this.refresh(), PAUSE)
  }

  async refresh() {
    const { place, kind } = this
    if (!place) return
    const { status, body } = await load(`/api/articles/${place.article}/history/${place.sentence}?kind=${kind}&as=${this.as}`)
    if (!status || place !== this.place || kind !== this.kind) return // without a connection what is shown stays
    if (status === 200) this.draw(body)
    else fill(this.list, h("li", {}, body.message))
  }

  draw({ events, more }) {
    const { words } = this
    fill(this.list, events.map((entry) => this.entry(entry)), events.length ? null : h("li.quiet", {}, words.history_none), more ? h("li.quiet", {}, words.history_more.replace("{count}", events.length)) : null)
  }

  entry(entry) {
    const { words } = this
    const at = new Date(entry.at).toLocaleString(words.language, { dateStyle: "short", timeStyle: "short" })
    const by = this.names() && entry.by ? [" · ", h("bdi", {}, entry.by)] : null
    const again = entry.restore ? button(words.history_restore, "", () => this.restore(entry.restore), { class: "act small", title: words.history_restore_help, "aria-label": `${words.history_restore}: ${entry.title}` }) : null
    return h(
      "li",
      {},
      h("div", {}, h("strong", {}, entry.title), entry.quote ? [" ", h("q", { dir: "auto" }, seen(entry.quote.slice(0, 80)))] : null),
      entry.lines.map((line) => this.line(line)),
      h("div.log-foot", {}, h("span.quiet", {}, h("time", { datetime: entry.at }, at), by), again),
    )
  }

  line({ field, before, after }) {
    return h("div.log-line", {}, `${field}: `, before ? [h("bdi.was", {}, seen(before)), ` ${this.words.becomes} `] : null, h("bdi", {}, seen(after)))
  }

  stop() {
    clearTimeout(this.timer)
  }
}
