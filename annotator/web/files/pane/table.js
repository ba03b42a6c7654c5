// A table of what people typed. Streamlit's own reads its cells as Markdown, in which even an escaped address is a link.

import { h } from "./dom.js"
import { seen } from "./invisible.js"

/** `data`: {columns, rows, direction}; the first cell of a row names it. A cell is a text, or [text, address] of a page of ours. */
export async function open(parent, { columns, rows, direction }) {
  const text = (given) => h("bdi", { dir: "auto" }, seen(given))
  const cell = (given) => (Array.isArray(given) ? h("a", { href: given[1] }, text(given[0])) : text(given))
  const head = h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col" }, cell(name)))))
  const row = ([name, ...rest]) => h("tr", {}, h("th", { scope: "row" }, cell(name)), rest.map((given) => h("td", {}, cell(given))))
  parent.replaceChildren(h("div.table", { dir: direction, tabindex: 0 }, h("table", {}, head, h("tbody", {}, rows.map(row)))))
  return () => {}
}
