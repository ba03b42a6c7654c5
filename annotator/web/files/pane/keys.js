// Which key does what in the text. By letter or by place on the keyboard, so that an Arabic layout works; never with
// Ctrl, Alt or Meta but for undo and redo, so that the browser keeps its own; never on to Streamlit, whose R reruns.

import { isKey } from "./palette.js"

const PLAIN = {
  c: "clean", s: "skip", f: "flag", t: "claim", o: "omission", d: "distort", e: "evidence", n: "note", p: "score",
  a: "acceptHint", x: "dismissHint", i: "toggleHints", r: "alike", u: "nextUnreviewed", g: "nextFlagged", j: "down", k: "up", l: "toggleSnap", b: "toggleSide", z: "undo", h: "submit", m: "comment", v: "history",
} // prettier-ignore
const NAMED = { ArrowDown: "down", ArrowUp: "up", Enter: "mark", Escape: "escape", Delete: "retire", Backspace: "retire", PageDown: "pageDown", PageUp: "pageUp" }

/** Handles a key pressed in the text; true when it was one of ours. */
export function handleKey(event, { act, selection, categories }) {
  if (event.altKey && !event.ctrlKey) return false
  if ((event.ctrlKey || event.metaKey) && !event.key.startsWith("Arrow")) return handleUndo(event, act)
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") return handleArrow(event, selection, act)
  if (event.key === "Home" || event.key === "End") return selection.edge(event.key === "End", event.shiftKey), true
  if (isKey(event, "z") && event.shiftKey) return act.redo(), true
  const category = categories.find(({ key, retired }) => !retired && /^[0-9]$/.test(key ?? "") && isKey(event, key))
  if (category && !event.shiftKey) return act.category(category.id), true
  const name = NAMED[event.key] ?? punctuation(event) ?? PLAIN[Object.keys(PLAIN).find((key) => isKey(event, key))]
  if (!name || (event.ctrlKey && name !== "up" && name !== "down")) return false
  act[name]()
  return true
}

function handleUndo(event, act) {
  if (isKey(event, "z")) return event.shiftKey ? act.redo() : act.undo(), true
  if (isKey(event, "y")) return act.redo(), true
  return false
}

function handleArrow(event, selection, act) {
  const leftward = event.key === "ArrowLeft"
  const forward = leftward === (act.directionOf(selection.side) === "rtl")
  selection.move(forward, event.ctrlKey || event.metaKey, event.shiftKey)
  return true
}

function punctuation(event) {
  if (event.key === "?" || event.key === "؟") return "help"
  if (event.key === "/" || (event.code === "Slash" && !event.shiftKey)) return "search"
  if (event.key === "." || event.code === "Period") return "nextMark"
  if (event.key === "," || event.key === "،" || event.code === "Comma") return "previousMark"
  return null
}
