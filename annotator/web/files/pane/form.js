// The form of one row: what is typed is saved as it is typed, half a second after the last key and when the field is left.

import { h } from "./dom.js"

const PAUSE = 600

/** One field: {name, type: "line"|"area"|"select"|"checks"|"flag"|"date"|"number"|"link", label, options?, limit?}. */
export class RowForm {
  /** `save(fields)` is called with the fields that changed. */
  constructor(fields, row, save) {
    Object.assign(this, { fields, save, typed: {}, timer: null, inputs: {} })
    this.element = h("div.form", {}, fields.map((field) => this.draw(field)))
    this.refresh(row)
  }

  draw(field) {
    const input = this.inputs[field.name] = INPUTS[field.type](field)
    const read = () => this.change(field, (READ[field.type] ?? plainValue)(input))
    input.addEventListener(field.type === "line" || field.type === "area" || field.type === "link" ? "input" : "change", read)
    input.addEventListener("focusout", () => this.flush())
    if (field.type === "checks") return h("fieldset.field", {}, h("legend", {}, field.label), input)
    const link = field.type === "link" ? (this.link = h("a.open", { target: "_blank", rel: "noopener noreferrer", hidden: true }, "↗")) : null
    return h(field.type === "flag" ? "label.field.flag" : "label.field", {}, h("span.label", {}, field.label), input, link)
  }

  change(field, value) {
    this.typed[field.name] = value
    clearTimeout(this.timer)
    if (["line", "area", "link"].includes(field.type)) this.timer = setTimeout(() => this.flush(), PAUSE)
    else this.flush()
  }

  /** Saves what was typed and isn't saved yet. */
  flush() {
    clearTimeout(this.timer)
    const fields = this.typed
    this.typed = {}
    if (Object.keys(fields).length) this.save(fields)
  }

  /** Shows a row, but leaves alone what is being typed. */
  refresh(row) {
    for (const field of this.fields) {
      const input = this.inputs[field.name]
      if (field.name in this.typed) continue
      if (WRITE[field.type]) WRITE[field.type](input, row[field.name])
      else if (input.value !== (row[field.name] ?? "")) input.value = row[field.name] ?? ""
    }
    if (this.link) pointTo(this.link, row.url)
  }

  /** Other labels are to choose from; whatever is being typed stays. */
  offer(fields) {
    for (const field of fields.filter(({ type }) => type === "select" || type === "checks")) {
      const input = this.inputs[field.name]
      input.replaceChildren(...INPUTS[field.type](field).childNodes)
    }
  }

  focus(name = this.fields[0].name) {
    const input = this.inputs[name]
    input.focus()
    input.select?.()
  }
}

/** Only http and https are ever opened. */
function pointTo(link, url) {
  const good = /^https?:\/\//i.test(url ?? "")
  link.hidden = !good
  if (good) link.href = url
  else link.removeAttribute("href")
}

const INPUTS = {
  line: (field) => h("input", { type: "text", dir: "auto", maxlength: field.limit ?? 500, placeholder: field.placeholder }),
  link: (field) => h("input", { type: "text", inputmode: "url", dir: "ltr", maxlength: 4000, placeholder: "https://" }),
  area: (field) => h("textarea", { dir: "auto", rows: 2, maxlength: field.limit ?? 10000, placeholder: field.placeholder }),
  date: () => h("input", { type: "date", dir: "ltr" }),
  number: (field) => h("input", { type: "number", min: field.min, max: field.max, step: 1, inputmode: "numeric", dir: "ltr" }),
  flag: () => h("input", { type: "checkbox" }),
  select: (field) => {
    const none = field.none === undefined ? [] : [h("option", { value: "" }, field.none)]
    return h("select", {}, none, field.options.map((option) => h("option", { value: option.id, title: option.test, disabled: option.automatic || option.retired }, option.name)))
  },
  checks: (field) =>
    h("div.checks", {}, field.options.map((option) => h("label.check", { "data-retired": option.retired, title: [option.test, option.example].filter(Boolean).join(" — ") }, h("input", { type: "checkbox", value: option.id }), option.name))),
}

const plainValue = (input) => input.value

const READ = {
  flag: (input) => input.checked,
  number: (input) => (input.value === "" ? null : Math.min(Math.max(Math.round(Number(input.value)), Number(input.min)), Number(input.max))),
  select: (input) => input.value || null,
  checks: (input) => [...input.querySelectorAll("input:checked")].map((box) => box.value),
}
const WRITE = {
  flag: (input, value) => (input.checked = Boolean(value)),
  checks: (input, value) =>
    input.querySelectorAll("input").forEach((box) => {
      box.checked = (value ?? []).includes(box.value)
      box.parentElement.hidden = !box.checked && "retired" in box.parentElement.dataset
    }),
}
