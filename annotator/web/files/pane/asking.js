// Asking for a line of text or a day: a dialog of our own, closed by Enter, Ctrl Enter or Esc.

import { button, h } from "./dom.js"

/** What was typed; null where the reader thought better of it, or typed nothing. */
export async function askText(frame, words, title) {
  const text = await ask(frame, words, title, h("textarea", { dir: "auto", rows: 3, maxlength: 10000, "aria-label": title }))
  return text?.trim() || null
}

/** A day as YYYY-MM-DD, or "" for none; null where the reader thought better of it. */
export function askDate(frame, words, title) {
  return ask(frame, words, title, h("input", { type: "date", dir: "ltr", "aria-label": title }))
}

function ask(frame, words, title, input) {
  return new Promise((resolve) => {
    const dialog = h("dialog.asking", { "aria-label": title })
    const close = (value) => {
      dialog.close()
      dialog.remove()
      resolve(value)
    }
    const buttons = h("div.buttons", {}, button(words.desk_ok, "↵", () => close(input.value), { class: "act primary" }), button(words.cancel, "Esc", () => close(null)))
    dialog.append(h("p", {}, title), input, buttons)
    dialog.addEventListener("cancel", (event) => (event.preventDefault(), close(null)))
    dialog.addEventListener("keydown", (event) => {
      event.stopPropagation()
      if (event.key !== "Enter" || event.shiftKey || event.target.closest("button")) return
      event.preventDefault()
      close(input.value)
    })
    frame.append(dialog)
    dialog.showModal()
    input.focus()
  })
}
