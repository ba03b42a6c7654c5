// The keys of the settling page.

import { isKey } from "./palette.js"

const PLAIN = { n: "write", v: "history", e: "edit", b: "little", h: "hideNames", m: "discuss" }

/** What a key does, of the page's actions or one of the reasons for which reviewers differ; null where it is none of ours. */
export function actionOf(event, act, reasons) {
  const digit = "0123456789".split("").find((key) => isKey(event, key))
  if (digit !== undefined) return () => act.take(Number(digit))
  if (event.key === "Enter") return event.target.closest?.("button") ? null : () => act.next()
  if (event.key === "ArrowDown" || event.key === "ArrowUp") return () => act.step(event.key === "ArrowDown" ? 1 : -1)
  if (isKey(event, "z")) return event.shiftKey ? act.redo : act.undo
  if (event.key === "?" || event.key === "؟") return act.help
  const plain = Object.keys(PLAIN).find((key) => isKey(event, key))
  if (plain) return act[PLAIN[plain]]
  const reason = reasons.find(({ key, retired }) => !retired && isKey(event, key))
  return reason ? () => act.reason(reason.id) : null
}
