// Moving about: which sentence and which mark are in hand, and which sentences show.

import { sized } from "./paint.js"

const ADDRESS_PAUSE = 300 // ms; browsers refuse an address that changes a hundred times in half a minute

export class Moving {
  constructor(pane) {
    Object.assign(this, { pane, kept: 0 })
  }

  /** Takes a sentence in hand. */
  go(index, keepSelection = false) {
    const { pane } = this
    if (!keepSelection) pane.selection.goto(index, pane.selection.side)
    const element = pane.elements[index]
    this.lit?.classList.remove("in-hand")
    this.lit = element
    element.classList.add("in-hand")
    element.scrollIntoView({ block: "nearest" })
    requestAnimationFrame(() => element.scrollIntoView({ block: "nearest" })) // once what was skipped has its true height
    const { held, model } = pane
    if (held && model.get(held.kind, held.id)?.sentence_id !== pane.sentence.id) pane.held = null
    pane.time?.on(pane.sentence.id)
    pane.drawing.soon()
    clearTimeout(this.addressTimer)
    this.addressTimer = setTimeout(() => this.keepPlace(index), Math.max(ADDRESS_PAUSE - (performance.now() - this.kept), 0))
  }

  /** The address says where the reader is, so that a reload comes back here. */
  keepPlace(index) {
    this.kept = performance.now()
    history.replaceState(history.state, "", address(index + 1))
  }

  /** The page is left: its place is not written into the next one's address. */
  stop() {
    clearTimeout(this.addressTimer)
  }

  step(by) {
    const { model, elements, selection } = this.pane
    const shown = model.sentences.filter(({ index }) => !elements[index].hidden)
    const at = shown.findIndex(({ index }) => index >= selection.index)
    const next = shown[Math.min(Math.max((at < 0 ? shown.length : at) + by, 0), shown.length - 1)]
    if (next) this.go(next.index)
  }

  /** The next sentence, round the end, that shows and is `wanted`. */
  goNext(wanted) {
    const { pane } = this
    const { sentences } = pane.model
    const from = pane.selection.index + 1
    const round = [...sentences.slice(from), ...sentences.slice(0, from)]
    const next = round.find((sentence) => !pane.elements[sentence.index].hidden && wanted(sentence))
    if (next) this.go(next.index)
    else pane.say(pane.words.none_left)
  }

  /** Takes the next or the previous mark of the sentence in hand. */
  stepMark(by) {
    const { model, sentence, held } = this.pane
    const marks = ["issue", "claim"].flatMap((kind) => model.of(kind, sentence.id).map((row) => ({ kind, id: row.id, start: row.start })))
    marks.sort((a, b) => a.start - b.start)
    if (!marks.length) return
    const at = marks.findIndex(({ id }) => id === held?.id)
    this.hold(marks[(at + by + marks.length + (at < 0 && by < 0 ? 1 : 0)) % marks.length])
  }

  /** Takes a mark in hand, with its sentence; null lets go. */
  hold(mark) {
    const { pane } = this
    const row = mark && pane.model.get(mark.kind, mark.id)
    pane.held = mark && { kind: mark.kind, id: mark.id }
    if (row && row.sentence_id !== pane.sentence.id) this.go(pane.model.byId.get(row.sentence_id).index)
    pane.drawing.lightHeld()
    pane.drawing.soon()
  }

  /** Shows only the sentences that pass the filters of the toolbar. */
  filtered(filter) {
    const { model, elements, list, toolbar, selection } = this.pane
    let count = 0
    for (const sentence of model.sentences) {
      const shown = model.matches(sentence, filter)
      elements[sentence.index].hidden = !shown
      count += shown
    }
    list.classList.toggle("filtered", count < elements.length)
    for (const block of list.children) sized(block)
    toolbar.showFound(count)
    requestAnimationFrame(() => elements[selection.index].scrollIntoView({ block: "nearest" }))
  }

  escape() {
    const { pane } = this
    if (pane.held) return this.hold(null)
    pane.armed = null
    pane.drawing.pens()
    pane.selection.collapse()
  }

  toggleSide() {
    const { selection, elements } = this.pane
    const side = selection.side === "source" ? "translation" : "source"
    if (elements[selection.index].querySelector(`.${side}`)) selection.goto(selection.index, side)
  }
}

function address(number) {
  const here = new URL(location.href)
  here.searchParams.set("sentence", number)
  return here
}
