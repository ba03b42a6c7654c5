// The list of what there is to settle: sentences that differ, the worst first, then those that are decided.

import { fill, h } from "./dom.js"
import { seen } from "./invisible.js"

export class Queue {
  constructor(words, go) {
    Object.assign(this, { words, go, rows: [], at: 0 })
    this.list = h("ol.queue")
    this.rest = h("p.hint")
    this.element = h("aside.panel.queue-panel", { "aria-label": words.to_settle }, h("h2", {}, words.to_settle), this.list, this.rest)
  }

  show({ sentences, more }) {
    this.rows = sentences
    this.at = Math.min(this.at, Math.max(sentences.length - 1, 0))
    fill(this.list, sentences.map((row, index) => this.item(row, index)))
    fill(this.rest, more ? this.words.and_more.replace("{count}", more) : "")
    this.point(this.at)
  }

  item(row, index) {
    return h("li", {}, h("button.row", { type: "button", tabindex: -1, onclick: () => this.go(index) }, this.line(row)))
  }

  line(row) {
    const { words } = this
    const open = row.how === "open"
    return [
      h("span.summary", {}, open ? h("span.harm", {}, "▲".repeat(row.harm)) : h("span.done", {}, "✓"), ` ${words.sentence} ${row.number} `, h("bdi.quiet", {}, seen(row.title))),
      h("span.kinds", {}, open ? row.kinds.map((kind) => words[`kind_${kind}`]).join(words.comma) || words.kind_verdict_missing : words[`how_${row.how}`]),
    ]
  }

  point(index) {
    this.at = Math.min(Math.max(index, 0), Math.max(this.rows.length - 1, 0))
    for (const [place, item] of [...this.list.children].entries()) {
      const here = place === this.at
      item.firstChild.classList.toggle("held", here)
      item.firstChild.setAttribute("aria-current", String(here))
      if (here) item.scrollIntoView({ block: "nearest" })
    }
  }

  /** A sentence stands otherwise than the list says. */
  changed(index, { how, revision }) {
    const row = this.rows[index]
    if (row.how === how && row.revision === revision) return
    Object.assign(row, { how, revision })
    fill(this.list.children[index].firstChild, this.line(row))
  }

  /** Somebody's decision on a sentence has been stored, or taken back. */
  decided(consensus) {
    const index = this.rows.findIndex((row) => row.sentence === consensus.sentence_id)
    if (index >= 0) this.changed(index, { how: consensus.retired_at ? "open" : consensus.how, revision: consensus.revision })
  }

  /** The next sentence, round the end, that is open; -1 where none is. */
  nextOpen() {
    const order = this.rows.map((_, step) => (this.at + 1 + step) % this.rows.length)
    return order.find((index) => this.rows[index].how === "open") ?? -1
  }
}
