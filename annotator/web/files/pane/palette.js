// The small list that opens at the selection: one key, one click or the arrows choose from it.

import { h } from "./dom.js"

const SPARE_KEYS = "1234567890abefghijklmnopqrstuvwxyz" // for lists whose options bring no key of their own

/** Whether an event is the key `name`, by letter or by place on the keyboard (an Arabic layout gives ش for a). */
export function isKey(event, name) {
  if (!name) return false
  const code = /^[0-9]$/.test(name) ? `Digit${name}` : `Key${name.toUpperCase()}`
  return event.key.toLowerCase() === name || event.code === code || event.code === `Numpad${name}`
}

export class Palette {
  constructor(root, words) {
    this.element = h("div.palette", { role: "listbox", popover: "manual", tabindex: -1 })
    this.words = words
    this.round = 0
    this.element.addEventListener("keydown", (event) => this.key(event))
    root.append(this.element)
  }

  get open() {
    return this.element.matches(":popover-open")
  }

  /** Asks for one of `options` ({id, key?, shift?, name, test?, hue?, shape?}) beside a rectangle; resolves to its id or null. */
  choose(title, options, near) {
    this.close(null)
    if (this.open) this.element.hidePopover()
    this.round += 1
    this.options = options.map((option, index) => ({ ...option, key: option.key ?? SPARE_KEYS[index] }))
    this.draw(title)
    this.element.showPopover() // into the top layer: nothing of Streamlit's lies over it
    this.position(near)
    this.move(0)
    return new Promise((resolve) => (this.resolve = resolve))
  }

  close(id) {
    const { resolve, round } = this
    this.resolve = null
    resolve?.(id)
    // Hiding gives the keyboard back, which asks for the layout: the act that was chosen leaves before that.
    queueMicrotask(() => round === this.round && this.open && this.element.hidePopover())
  }

  draw(title) {
    this.hint = h("p.hint")
    this.items = this.options.map((option, index) =>
      h(
        "button.option",
        { type: "button", role: "option", tabindex: -1, onclick: () => this.close(option.id), onpointerenter: () => this.explain(index), style: option.hue === undefined ? {} : { "--hue": option.hue } },
        h("kbd", {}, `${option.shift ? "⇧" : ""}${(option.key ?? "").toUpperCase()}`),
        option.shape ? h("span.shape", {}, option.shape) : option.hue === undefined ? null : h("span.swatch"),
        h("span.name", { dir: "auto" }, option.name),
      ),
    )
    const cancel = h("button.cancel", { type: "button", tabindex: -1, "aria-label": this.words.cancel, onclick: () => this.close(null) }, "×")
    this.element.replaceChildren(h("div.title", {}, h("span", {}, title), cancel), h("div.options", {}, ...this.items), this.hint)
    this.element.setAttribute("aria-label", title)
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    event.stopPropagation()
    const step = { ArrowDown: 1, ArrowUp: -1, Tab: event.shiftKey ? -1 : 1 }[event.key]
    if (event.key === "Escape") this.close(null)
    else if (event.key === "Enter" || event.key === " ") this.close(this.options[this.at].id)
    else if (step) this.move(step)
    else {
      const option = this.options.find(({ key, shift }) => isKey(event, key) && event.shiftKey === Boolean(shift))
      if (option) this.close(option.id)
      else return
    }
    event.preventDefault()
  }

  move(step) {
    this.at = step ? (this.at + step + this.items.length) % this.items.length : 0
    this.explain(this.at)
    this.items[this.at]?.focus({ preventScroll: true })
    this.items[this.at]?.scrollIntoView({ block: "nearest" })
  }

  explain(index) {
    const option = this.options[index]
    this.hint.textContent = [option?.test, option?.example].filter(Boolean).join(" — ")
  }

  /** Under the selection, or above where there is no room; never outside the window. */
  position(near) {
    const { style } = this.element
    const width = this.element.offsetWidth
    const height = this.element.offsetHeight
    const left = Math.min(Math.max(8, near.left + near.width / 2 - width / 2), Math.max(8, innerWidth - width - 8))
    const below = near.bottom + 8
    style.left = `${left}px`
    style.top = `${below + height < innerHeight ? below : Math.max(8, near.top - height - 8)}px`
  }
}
