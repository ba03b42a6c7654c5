// A table of what people typed. Streamlit's own reads its cells as Markdown, in which even an escaped address is a link.

import { h } from "./dom.js"
import { seen } from "./invisible.js"

/** `data`: {columns, rows, direction}; the first cell of a row names it. */
export async function open(parent, { columns, rows, direction }) {
  const cell = (text) => h("bdi", { dir: "auto" }, seen(text))
  const head = h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col" }, cell(name)))))
  const row = ([name, ...rest]) => h("tr", {}, h("th", { scope: "row" }, cell(name)), rest.map((text) => h("td", {}, cell(text))))
  parent.replaceChildren(h("div.table", { dir: direction, tabindex: 0 }, h("table", {}, head, h("tbody", {}, rows.map(row)))))
  return () => {}
}
