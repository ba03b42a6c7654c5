// The strip of sentence states above the text: colour and height say the state, a needle says where the reader is.

import { h } from "./dom.js"

const COLOURS = { unseen: "--unseen", in_progress: "--progress", clean: "--clean", issues: "--issues", skipped: "--skipped" }
const HEIGHTS = { unseen: 0.25, in_progress: 0.5, clean: 1, issues: 1, skipped: 0.4 } // so that colour is never alone

export class Strip {
  /** `go(index)` is called when a place on the strip is clicked. */
  constructor(model, go) {
    Object.assign(this, { model, go })
    this.canvas = h("canvas", { role: "img" })
    this.needle = h("i.needle")
    this.element = h("div.strip", { dir: "ltr", onclick: (event) => this.jump(event) }, this.canvas, this.needle)
    this.watcher = new ResizeObserver(() => this.draw())
    this.watcher.observe(this.element)
  }

  /** Says in words what the strip shows. */
  label(text) {
    this.canvas.setAttribute("aria-label", text)
  }

  /** Draws every sentence's state. */
  draw() {
    const { canvas, model } = this
    const ratio = devicePixelRatio || 1
    const [width, height] = [Math.round(this.element.clientWidth * ratio), Math.round(this.element.clientHeight * ratio)]
    if (!width) return
    Object.assign(canvas, { width, height })
    const pen = canvas.getContext("2d")
    const style = getComputedStyle(canvas)
    const cell = width / model.sentences.length
    const wide = Math.max(cell - (cell > 4 * ratio ? ratio : 0), 1)
    for (const sentence of model.sentences) {
      const { state, flagged } = model.review(sentence.id)
      const x = this.share(sentence.index) * width
      const tall = (height - 4 * ratio) * HEIGHTS[state]
      pen.fillStyle = (this.colours ??= colours(style))[state]
      pen.fillRect(x, height - tall, wide, tall)
      if (!flagged) continue
      pen.fillStyle = this.colours.flag
      pen.fillRect(x, 0, Math.max(wide, 2), 3 * ratio)
    }
  }

  /** Where the reader is: moves the needle, draws nothing anew. */
  point(index) {
    this.needle.style.left = `${this.share(index) * 100}%`
    this.needle.style.width = `max(3px, ${100 / this.model.sentences.length}%)`
  }

  /** Where a sentence's cell begins, from the left, 0–1; the strip runs as the interface does. */
  share(index) {
    const { length } = this.model.sentences
    return (this.mirrored ? length - 1 - index : index) / length
  }

  get mirrored() {
    return (this.rtl ??= this.element.closest(".pane")?.dir === "rtl")
  }

  jump(event) {
    const { left, width } = this.element.getBoundingClientRect()
    const share = Math.min(Math.max((event.clientX - left) / width, 0), 0.9999)
    this.go(Math.floor((this.mirrored ? 1 - share : share) * this.model.sentences.length))
  }

  stop() {
    this.watcher.disconnect()
  }
}

function colours(style) {
  const known = Object.entries({ ...COLOURS, flag: "--flag" })
  return Object.fromEntries(known.map(([state, name]) => [state, style.getPropertyValue(name)]))
}
