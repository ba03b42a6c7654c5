// Naming somebody in a text field: after an @ their name is completed, by keyboard, mouse or touch.

import { fill, h } from "./dom.js"
import { folded } from "./text.js"

const SHOWN = 8
const LONGEST = 60 // characters that may stand between the @ and the cursor

let lists = 0

/** Puts the completion of names under a textarea; `people()` gives [{id, name}]. Gives back the two together. */
export function withNames(field, people, label) {
  const list = h("ul.names", { role: "listbox", id: `names-${++lists}`, "aria-label": label, hidden: true })
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) field.setAttribute(name, value)
  const names = new Names(field, list, people)
  field.addEventListener("input", () => names.look())
  field.addEventListener("click", () => names.look())
  field.addEventListener("blur", () => setTimeout(() => names.close(), 150)) // a click on a name comes first
  field.addEventListener("keydown", (event) => names.key(event))
  return h("div.with-names", {}, field, list)
}

class Names {
  constructor(field, list, people) {
    Object.assign(this, { field, list, people, found: [], at: 0 })
  }

  /** Where the @ before the cursor stands, with what follows it; null where none is being typed. */
  begun() {
    const before = this.field.value.slice(0, this.field.selectionStart)
    const at = Math.max(before.lastIndexOf("@"), before.lastIndexOf("＠"))
    const typed = before.slice(at + 1)
    if (at < 0 || typed.length > LONGEST || typed.includes("\n") || /[\p{L}\p{N}_]/u.test(before[at - 1] ?? "")) return null
    return { at, typed }
  }

  look() {
    const begun = this.begun()
    const wanted = begun && folded(begun.typed)
    const fits = ({ name }) => folded(name).startsWith(wanted) || (wanted && folded(name).includes(` ${wanted}`))
    this.found = begun ? this.people().filter(fits).slice(0, SHOWN) : []
    if (this.found.length === 1 && folded(this.found[0].name) === wanted.trim()) this.found = [] // it stands there already
    this.at = 0
    this.draw()
  }

  draw() {
    const { list, field, found } = this
    list.hidden = !found.length
    fill(list, found.map((person, index) => h("li", { role: "option", id: `${list.id}-${index}`, "aria-selected": String(index === this.at), dir: "auto", onpointerdown: (event) => this.take(index, event) }, person.name)))
    field.setAttribute("aria-expanded", String(!list.hidden))
    if (list.hidden) field.removeAttribute("aria-activedescendant")
    else field.setAttribute("aria-activedescendant", `${list.id}-${this.at}`)
  }

  key(event) {
    if (this.list.hidden || event.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) this.at = (this.at + step + this.found.length) % this.found.length
    if (step) this.draw()
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.at)
    else if (event.key === "Escape") this.close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  take(index, event) {
    event?.preventDefault()
    const { field } = this
    const { at } = this.begun() ?? { at: field.selectionStart }
    field.setRangeText(`@${this.found[index].name} `, at, field.selectionStart, "end")
    this.close()
    field.focus()
    field.dispatchEvent(new Event("change"))
  }

  close() {
    this.found = []
    this.draw()
  }
}
