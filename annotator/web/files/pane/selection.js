// The text cursor and the selection: by keyboard, mouse or touch, in one sentence, on one side.

import { runAt } from "./runs.js"
import { endOfWord, nextLetter, nextWord, previousLetter, previousWord, snapToLetters, snapToWords, wordAt } from "./text.js"

export class Selection {
  /** `paragraphOf(index, side)` gives a sentence's paragraph, `textOf(index, side)` its text. */
  constructor(root, paragraphOf, textOf) {
    Object.assign(this, { root, paragraphOf, textOf, snap: true, index: 0, side: "translation", anchor: 0, focus: 0 })
  }

  get text() {
    return this.textOf(this.index, this.side)
  }

  get empty() {
    return this.anchor === this.focus
  }

  /** The selected [start, end) in units of the sentence, grown to words or letters. */
  range() {
    const [start, end] = [Math.min(this.anchor, this.focus), Math.max(this.anchor, this.focus)]
    if (start === end) return [start, end]
    return this.snap ? snapToWords(this.text, start, end) : snapToLetters(this.text, start, end)
  }

  /** Puts the cursor into a sentence. */
  goto(index, side = this.side, offset = 0) {
    Object.assign(this, { index, side, anchor: offset, focus: offset })
    if (!this.paragraphOf(index, side)) this.side = "translation"
    this.show()
  }

  select(index, side, start, end) {
    Object.assign(this, { index, side, anchor: start, focus: end })
    this.show()
  }

  /** Selects what a drag went over: two places in one sentence, each with the `x` of the screen where it was. */
  drag(from, to) {
    this.select(to.index, to.side, this.asSeen(from, to), this.asSeen(to, from))
  }

  /** The offset of a drag's end. A drag over a figure in Arabic meets its last digit first: the figure is taken from where it is seen to begin. */
  asSeen({ index, side, offset, x }, other) {
    const paragraph = this.paragraphOf(index, side)
    const run = runAt(this.textOf(index, side), paragraph.dir, offset)
    if (!run || (run[0] < other.offset && other.offset < run[1])) return offset
    const range = domRange(paragraph, ...run)
    const { left, right, height } = range.getBoundingClientRect()
    if (height > 1.5 * range.getClientRects()[0].height) return offset // it wraps, and is seen in two places
    const atItsBeginning = x > (left + right) / 2 === (paragraph.dir === "rtl")
    return atItsBeginning ? run[0] : run[1]
  }

  collapse() {
    this.anchor = this.focus
    this.show()
  }

  /** Moves the cursor: `forward` in the order of the text, by letter or by word; `extend` keeps the other end. */
  move(forward, byWord, extend) {
    const step = byWord ? (forward ? (extend ? endOfWord : nextWord) : previousWord) : forward ? nextLetter : previousLetter
    this.focus = step(this.text, this.focus)
    if (!extend) this.anchor = this.focus
    this.show()
  }

  edge(end, extend) {
    this.focus = end ? this.text.length : 0
    if (!extend) this.anchor = this.focus
    this.show()
  }

  /** Takes over what a double click or long press selected in the browser; true when it was a range of one sentence. */
  takeNative() {
    const native = getSelection()
    const [range] = native.getComposedRanges?.({ shadowRoots: [this.root] }) ?? []
    if (!range || (range.startContainer === range.endContainer && range.startOffset === range.endOffset)) return false
    const from = this.locate(range.startContainer, range.startOffset)
    const to = this.locate(range.endContainer, range.endOffset, from)
    if (!from || !to) return false
    native.removeAllRanges()
    this.select(from.index, from.side, from.offset, to.offset)
    return !this.empty
  }

  /** A touch on a word selects it, a second one in the same sentence stretches the selection to it. */
  tap(place) {
    const word = wordAt(this.textOf(place.index, place.side), place.offset)
    if (!word) return
    const stretch = !this.empty && place.index === this.index && place.side === this.side
    const [start, end] = this.range()
    if (stretch) this.select(place.index, place.side, Math.min(start, word[0]), Math.max(end, word[1]))
    else this.select(place.index, place.side, ...word)
  }

  /** The place in the text under a point of the screen. */
  placeAt(x, y) {
    const position = document.caretPositionFromPoint?.(x, y, { shadowRoots: [this.root] })
    if (position) return this.locate(position.offsetNode, position.offset)
    const range = document.caretRangeFromPoint?.(x, y)
    return range ? this.locate(range.startContainer, range.startOffset) : null
  }

  /** A DOM position as {index, side, offset}. With `within`, one past that sentence counts as its end. */
  locate(node, offset, within = null) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node
    const paragraph = element.closest?.("p.text")
    if (!paragraph || (within && paragraph !== this.paragraphOf(within.index, within.side))) {
      return within ? { ...within, offset: this.textOf(within.index, within.side).length } : null
    }
    const index = Number(paragraph.closest(".sentence").dataset.index)
    const piece = element.closest("[data-offset]")
    const inPiece = node.nodeType === Node.TEXT_NODE ? offset : 0
    const found = piece ? Number(piece.dataset.offset) + inPiece : this.offsetOfChild(paragraph, offset)
    return { index, side: paragraph.dataset.side, offset: found }
  }

  offsetOfChild(paragraph, count) {
    return [...paragraph.childNodes].slice(0, count).reduce((sum, child) => sum + child.textContent.length, 0)
  }

  /** Draws cursor and selection as highlights, which never touch the text's elements. */
  show() {
    const paragraph = this.paragraphOf(this.index, this.side)
    if (!paragraph || !CSS.highlights) return
    const [start, end] = this.range()
    CSS.highlights.set("tadqiq-selection", new Highlight(...(start < end ? [domRange(paragraph, start, end)] : [])))
    const focus = this.focus
    const cursor = this.empty ? domRange(paragraph, focus, Math.max(nextLetter(this.text, focus), focus)) : null
    CSS.highlights.set("tadqiq-cursor", new Highlight(...(cursor ? [cursor] : [])))
  }

  /** Where the selection is on the screen. */
  rectangle() {
    const paragraph = this.paragraphOf(this.index, this.side)
    const [start, end] = this.range()
    const rectangle = domRange(paragraph, start, Math.max(end, start + 1)).getBoundingClientRect()
    return rectangle.width || rectangle.height ? rectangle : paragraph.getBoundingClientRect()
  }
}

/** A range of the text's units, from `start` to `end`, in a paragraph whose pieces know their offsets. */
export function domRange(paragraph, start, end) {
  const range = new Range()
  range.selectNodeContents(paragraph)
  for (const piece of paragraph.querySelectorAll("[data-offset]")) {
    const offset = Number(piece.dataset.offset)
    const length = piece.textContent.length
    if (!piece.firstChild) continue
    if (start >= offset && start <= offset + length) range.setStart(piece.firstChild, start - offset)
    if (end >= offset && end <= offset + length) {
      range.setEnd(piece.firstChild, end - offset)
      break
    }
  }
  return range
}
