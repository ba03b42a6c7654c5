// Which source sentences stand beside each sentence of the translation, corrected by hand. Every act is saved at once.

import { button, fill, h } from "./dom.js"
import { post } from "./fetching.js"
import { seen } from "./invisible.js"
import { TextMap } from "./text.js"

const KEYS = { join_up: "⇧↑", join_down: "⇧↓", split: "↵", take_up: "[", give_up: "]", give_down: "⇧[", take_down: "⇧]" }
const CODES = { BracketLeft: ["take_up", "give_down"], BracketRight: ["give_up", "take_down"], Enter: ["split", "split"] } // whatever the layout
const PRESSED = { ArrowUp: "join_up", ArrowDown: "join_down" }

/** `data`: {article, person, text, language, direction, source, source_language, source_direction, ranges, parts, words}. */
export async function open(parent, data) {
  const beside = new Beside(parent, data)
  beside.draw()
  return () => {}
}

class Beside {
  constructor(parent, data) {
    Object.assign(this, { parent, data, words: data.words, parts: data.parts, past: [], waiting: false })
    this.map = new TextMap(data.text)
    this.source = new TextMap(data.source)
  }

  draw(inHand = null) {
    const { words } = this
    this.message = h("p.message", { role: "alert", hidden: true })
    this.rows = this.data.ranges.map((range, index) => this.drawSentence(range, index))
    const undo = button(words.undo, "", () => this.undo(), { disabled: !this.past.length })
    const top = h("div.line", {}, h("strong", {}, words.beside), h("span.grow"), undo)
    fill(this.parent, h("div.cuts.beside", { dir: words.direction }, top, h("p.hint", {}, words.beside_how), this.message, h("ol.list", {}, this.rows)))
    if (inHand !== null) this.focus(inHand)
  }

  drawSentence(range, index) {
    const { data } = this
    const translation = h("p.text.translation", { dir: data.direction, lang: data.language }, seen(slice(this.map, range)))
    const part = this.parts[index]
    const source = h("p.text.source", { dir: data.source_direction, lang: data.source_language }, part ? seen(slice(this.source, part)) : this.words.nothing_beside)
    return h("li.cut", { tabindex: 0, onkeydown: (event) => this.key(event, index) }, h("div.pair", {}, translation, source), h("div.line", {}, this.buttons(index)))
  }

  buttons(index) {
    const last = index === this.data.ranges.length - 1
    const out = { join_up: !index, take_up: !index, give_up: !index || !this.parts[index], join_down: last, take_down: last, give_down: last || !this.parts[index], split: !this.shares(index) }
    return Object.keys(KEYS).map((edit) => button(this.label(edit), KEYS[edit], () => this.edit(index, edit), { class: "act small", disabled: out[edit] }))
  }

  label(edit) {
    return edit === "split" ? this.words.unshare : this.words[edit]
  }

  shares(index) {
    const [one, before] = [this.parts[index], this.parts[index - 1]]
    return Boolean(one && before && one[0] === before[0] && one[1] === before[1])
  }

  key(event, index) {
    if (event.target.tagName === "BUTTON" && event.key === "Enter") return event.stopPropagation()
    const edit = event.shiftKey && PRESSED[event.key] ? PRESSED[event.key] : CODES[event.code]?.[event.shiftKey ? 1 : 0]
    event.stopPropagation()
    if (edit) this.edit(index, edit)
    else if (PRESSED[event.key]) this.focus(index + (event.key === "ArrowDown" ? 1 : -1))
    else return
    event.preventDefault()
  }

  focus(index) {
    this.rows[index]?.focus()
  }

  edit(index, edit) {
    const before = this.parts
    return this.send({ seen: before, index, edit }, index, () => this.past.push(before))
  }

  undo() {
    const before = this.past.at(-1)
    return before && this.send({ seen: this.parts, parts: before }, null, () => this.past.pop())
  }

  async send(body, inHand, done) {
    if (this.waiting) return
    this.waiting = true
    const { status, body: answer } = await post(`/api/articles/${this.data.article}/alignment`, this.data.person, body)
    this.waiting = false
    if (status !== 200) return this.say(answer.message ?? this.words.offline)
    done()
    this.parts = answer.parts
    this.draw(inHand)
    this.say(this.words.saved)
  }

  say(text) {
    this.message.hidden = false
    fill(this.message, text)
  }
}

function slice(map, [start, end]) {
  return map.text.slice(map.toUnits(start), map.toUnits(end))
}
