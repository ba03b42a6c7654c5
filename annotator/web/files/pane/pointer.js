// Mouse and touch in the text: a drag selects and asks, a click goes there, a tap takes a word.

export class Pointer {
  constructor(pane) {
    Object.assign(this, { pane, pressed: null })
    pane.list.addEventListener("pointerdown", ({ clientX: x, clientY: y, target }) => (this.pressed = { x, y, target, place: pane.selection.placeAt(x, y) }))
    pane.list.addEventListener("pointerup", (event) => this.released(event))
    pane.list.addEventListener("click", (event) => this.clicked(event))
  }

  released(event) {
    if (event.pointerType === "touch") return // a tap comes as a click, a long press as a selection
    if (this.dragged(event) || (!this.redrawn && this.pane.selection.takeNative())) this.selected()
  }

  /** The sentence was drawn anew under a drag, as when hints arrive: the browser has lost where it began. */
  get redrawn() {
    return this.pressed && !this.pressed.target.isConnected
  }

  /**
   * A drag within a sentence is told from where it began and ended: browsers differ in what they make of one over a figure in
   * Arabic, and one that begins exactly between two letters leaves Chromium with nothing selected.
   */
  dragged(event) {
    const { selection } = this.pane
    const from = this.pressed
    if (!from?.place || Math.hypot(event.clientX - from.x, event.clientY - from.y) < 6) return false
    const to = selection.placeAt(event.clientX, event.clientY)
    if (!to || to.index !== from.place.index || to.side !== from.place.side) return false
    getSelection().removeAllRanges()
    selection.drag({ ...from.place, x: from.x }, { ...to, x: event.clientX })
    return !selection.empty
  }

  clicked(event) {
    const { selection, moving } = this.pane
    const chip = event.target.closest("[data-marks]")
    const index = Number(event.target.closest(".sentence")?.dataset.index)
    if (Number.isNaN(index)) return
    if (event.target.closest(".alike")) return this.openAlike(index)
    const hint = event.target.closest("[data-hint]")?.dataset.hint
    if (hint) this.pane.hints.choose(hint)
    const place = event.target.closest("p.text") ? selection.placeAt(event.clientX, event.clientY) : null
    if (event.pointerType === "touch") return this.touched(index, chip, place)
    if (!selection.empty && selection.index === index && !chip?.matches(".chip")) return
    if (place) selection.goto(index, place.side, place.offset)
    moving.go(index, Boolean(place))
    if (chip) moving.hold(lastMark(chip))
  }

  openAlike(index) {
    const { moving, alike, selection } = this.pane
    if (selection.index !== index) moving.go(index)
    this.pane.drawing.now()
    if (!alike.opened) alike.toggle()
  }

  touched(index, chip, place) {
    const { selection, moving } = this.pane
    if (selection.takeNative()) return this.selected()
    if (chip?.matches(".chip, .point") || (chip && selection.empty)) {
      moving.go(index)
      return moving.hold(lastMark(chip))
    }
    const wasInHand = selection.index === index
    if (!wasInHand) moving.go(index)
    if (place && wasInHand) selection.tap(place)
  }

  selected() {
    const { selection, moving, list, marking } = this.pane
    moving.go(selection.index, true)
    list.focus({ preventScroll: true })
    marking.mark()
  }
}

function lastMark(element) {
  const [kind, id] = element.dataset.marks.split(" ").at(-1).split(":")
  return { kind, id }
}
