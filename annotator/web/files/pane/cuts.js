// The cut of an article into sentences, corrected by hand: join with the one before, or split at the cursor.

import { button, fill, h } from "./dom.js"
import { post } from "./fetching.js"
import { seen } from "./invisible.js"
import { domRange } from "./selection.js"
import { TextMap, nextWord, previousWord } from "./text.js"

/**
 * `data`: {text, direction, language, ranges, words, person, article?, proposed?}. Tells `changed("ranges", …)`; that of a stored
 * article is saved here. `proposed` is another cut to begin from, a first change that can be undone.
 */
export async function open(parent, data, changed) {
  const cuts = new Cuts(parent, data, changed)
  cuts.draw()
  return () => {}
}

class Cuts {
  constructor(parent, data, changed) {
    Object.assign(this, { parent, data, changed, words: data.words, map: new TextMap(data.text), cursor: null })
    this.saved = data.ranges
    this.ranges = this.units(data.ranges)
    this.past = []
    if (data.proposed) this.past.push(this.ranges) && (this.ranges = this.units(data.proposed))
  }

  units(ranges) {
    return ranges.map(([start, end]) => [this.map.toUnits(start), this.map.toUnits(end)])
  }

  get points() {
    return this.ranges.map(([start, end]) => [this.map.toPoints(start), this.map.toPoints(end)])
  }

  draw() {
    const { words } = this
    this.rows = this.ranges.map((range, index) => this.drawSentence(range, index))
    this.message = h("p.message", { role: "alert", hidden: true })
    fill(
      this.parent,
      h(
        "div.cuts",
        { dir: words.direction },
        h("div.line", {}, h("strong", {}, words.count.replace("{count}", this.ranges.length)), h("span.grow"), button(words.undo, "", () => this.undo(), { disabled: !this.past.length }), this.data.article ? button(words.save, "", () => this.save(), { class: "act primary", disabled: !this.past.length }) : null),
        h("p.hint", {}, words.how),
        this.message,
        h("ol.list", {}, this.rows),
      ),
    )
  }

  drawSentence([start, end], index) {
    const text = this.map.text.slice(start, end)
    const { words, data } = this
    const paragraph = h("p.text.translation", { dir: data.direction, lang: data.language, tabindex: 0, onclick: () => this.clicked(index), onkeydown: (event) => this.key(event, index) }, seen(text))
    return h("li.cut", {}, h("div.line", {}, index ? button(words.join, "⌫", () => this.join(index), { class: "act small" }) : null, button(words.split, "↵", () => this.split(index), { class: "act small" })), paragraph)
  }

  clicked(index) {
    const selection = getSelection()
    const [range] = selection.getComposedRanges?.({ shadowRoots: [this.parent.getRootNode()] }) ?? []
    this.place(index, range ? offsetAt(range.startContainer, range.startOffset) : 0)
  }

  key(event, index) {
    const text = this.map.text.slice(...this.ranges[index])
    const at = this.cursor?.index === index ? this.cursor.offset : 0
    const forward = event.key === (this.data.direction === "rtl" ? "ArrowLeft" : "ArrowRight")
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") this.place(index, forward ? nextWord(text, at) : previousWord(text, at))
    else if (event.key === "Enter") this.split(index)
    else if (event.key === "Backspace") this.join(index)
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.rows[index + (event.key === "ArrowDown" ? 1 : -1)]?.querySelector("p.text").focus()
    else return event.stopPropagation()
    event.preventDefault()
    event.stopPropagation()
  }

  place(index, offset) {
    this.cursor = { index, offset }
    const paragraph = this.rows[index].querySelector("p.text")
    const length = this.ranges[index][1] - this.ranges[index][0]
    const around = [Math.max(0, Math.min(offset, length) - 1), Math.min(offset + 1, length)]
    CSS.highlights?.set("tadqiq-cursor", new Highlight(domRange(paragraph, ...around)))
  }

  split(index) {
    const [start, end] = this.ranges[index]
    const at = this.cursor?.index === index ? start + this.cursor.offset : start
    const before = trimmed(this.map.text, start, at)
    const after = trimmed(this.map.text, at, end)
    if (!before || !after) return this.say(this.words.place_first)
    this.change([...this.ranges.slice(0, index), before, after, ...this.ranges.slice(index + 1)], index)
  }

  join(index) {
    if (!index) return
    const joined = [this.ranges[index - 1][0], this.ranges[index][1]]
    this.change([...this.ranges.slice(0, index - 1), joined, ...this.ranges.slice(index + 1)], index - 1)
  }

  undo() {
    this.ranges = this.past.pop()
    this.tell()
    this.draw()
  }

  change(ranges, index) {
    this.past.push(this.ranges)
    this.ranges = ranges
    this.cursor = null
    CSS.highlights?.delete("tadqiq-cursor")
    this.tell()
    this.draw()
    this.rows[index].querySelector("p.text").focus()
  }

  tell() {
    if (!this.data.article) this.changed("ranges", this.points)
  }

  async save() {
    const cut = { seen: this.saved, ranges: this.points }
    const { status, body } = await post(`/api/articles/${this.data.article}/cut`, this.data.person, cut)
    if (status !== 200) return this.say(body.message ?? this.words.offline)
    this.saved = this.points
    this.past = []
    this.draw()
    this.say(this.words.saved)
  }

  say(text) {
    this.message.hidden = false
    fill(this.message, text)
  }
}

/** A place in a paragraph's pieces as an offset in its text. */
function offsetAt(node, offset) {
  const inText = node.nodeType === Node.TEXT_NODE
  const piece = (inText ? node.parentElement : node).closest("[data-offset]")
  return piece ? Number(piece.dataset.offset) + (inText ? offset : 0) : 0
}

function trimmed(text, start, end) {
  while (start < end && /\s/.test(text[start])) start++
  while (end > start && /\s/.test(text[end - 1])) end--
  return start < end ? [start, end] : null
}
