// Every key, and every label with its test and example.

import { h } from "./dom.js"

export const KEYS = [
  ["↓ ↑ / J K", "key_sentence"],
  ["← →", "key_cursor"],
  ["⇧ ← →", "key_extend"],
  ["Ctrl ⇧ ← →", "key_extend_word"],
  ["L", "key_snap"],
  ["B", "key_side"],
  ["↵", "key_mark"],
  ["1 … 0", "key_category"],
  ["O", "key_omission"],
  ["T", "key_claim"],
  [". ,", "key_step"],
  ["D", "key_distort"],
  ["E", "key_evidence"],
  ["⌫", "key_retire"],
  ["C", "key_clean"],
  ["S", "key_skip"],
  ["F", "key_flag"],
  ["N", "key_note"],
  ["P", "key_score"],
  ["A", "key_accept"],
  ["X", "key_dismiss"],
  ["I", "key_hints"],
  ["R", "key_alike"],
  ["U", "key_next_unreviewed"],
  ["G", "key_next_flagged"],
  ["/", "key_search"],
  ["Z / ⇧Z", "key_undo"],
  ["V", "key_history"],
  ["H", "key_submit"],
  ["M", "key_comment"],
  ["Esc", "key_escape"],
]

const LISTS = ["issue_category", "severity", "claim_kind", "claim_status", "verdict", "distortion_kind"]

/** A dialog with the keys and the scheme; `showModal()` opens it. */
export function helpDialog(model, words) {
  const dialog = h("dialog.help", { "aria-label": words.help })
  const close = h("button.act", { type: "button", onclick: () => dialog.close() }, words.close, h("kbd", {}, "Esc"))
  const keys = h("table", {}, h("tbody", {}, KEYS.map(([keys, name]) => h("tr", {}, h("th", { scope: "row" }, h("kbd", { dir: "ltr" }, keys)), h("td", {}, words[name])))))
  dialog.append(h("div.line", {}, h("h2", {}, words.help), h("span.grow"), close), keys, ...LISTS.map((list) => labelTable(model, words, list)))
  dialog.addEventListener("keydown", (event) => event.stopPropagation())
  return dialog
}

function labelTable(model, words, list) {
  const rows = model.scheme[list].filter(({ retired }) => !retired).map((label) =>
    h("tr", {}, h("th", { scope: "row" }, label.shape ? `${label.shape} ` : "", label.name), h("td", {}, label.test ?? ""), h("td.example", { dir: "auto" }, label.example ?? "")),
  )
  return h("details", { open: list === "issue_category" }, h("summary", {}, words[`list_${list}`]), h("table.labels", {}, h("tbody", {}, rows)))
}
