// The keys of the claims desk.

import { isKey } from "./palette.js"

const PLAIN = { a: "assign", d: "due", b: "board", e: "evidence", x: "clear", z: "undo" }
const ARROWS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/** What a key does at the desk; null where it is none of ours. */
export function actionOf(event, { act, bar, list, inHand, words }) {
  if (list.element.contains(event.target)) {
    const moves = inList(event, act, inHand, words.direction)
    if (moves) return moves
  }
  if (event.key === "/" || (event.code === "Slash" && !event.shiftKey)) return act.search
  const digit = "123456789".split("").find((key) => isKey(event, key))
  if (digit) return () => act.status(bar.statuses[Number(digit) - 1]?.id)
  const plain = Object.keys(PLAIN).find((key) => isKey(event, key))
  return plain ? act[PLAIN[plain]] : null
}

function inList(event, act, inHand, direction) {
  const arrow = ARROWS[event.key]
  if (arrow) return () => act.step(arrow[0], arrow[1] * (direction === "rtl" ? -1 : 1))
  if (event.key === "Enter") return inHand ? () => act.open(inHand.id) : null
  if (event.key === " ") return act.tick
  if (event.key === "PageDown" || event.key === "PageUp") return () => act.turn(event.key === "PageDown" ? 1 : -1)
  return null
}
