// Two texts that are much alike, with what differs marked in both. Offsets are code points.

import { h } from "./dom.js"
import { seen } from "./invisible.js"

const KINDS = ["figure", "negation", "name"]

/** A text as pieces, what differs in marks; `first` and `last` name the offsets of this text in a difference. */
export function marked(text, differences, first, last) {
  const points = [...text]
  const pieces = []
  let at = 0
  for (const one of [...differences].sort((a, b) => a[first] - b[first])) {
    if (one[first] < at || one[first] === one[last]) continue
    pieces.push(seen(points.slice(at, one[first]).join("")), h("mark", { class: `differs ${one.kind}` }, seen(points.slice(one[first], one[last]).join(""))))
    at = one[last]
  }
  return [...pieces, seen(points.slice(at).join(""))]
}

/** In which figures, negations and names they differ, a line a kind: what stands here, an arrow, what stands there. */
export function listed(differences, words) {
  if (!differences.length) return h("p.quiet", {}, words.no_difference)
  const lines = KINDS.map((kind) => [kind, differences.filter((one) => one.kind === kind)]).filter(([, found]) => found.length)
  const pair = (one) => h("span.pair", {}, h("bdi", {}, seen(one.text || "–")), words.direction === "rtl" ? " ← " : " → ", h("bdi", {}, seen(one.known || "–")))
  const line = ([kind, found]) => h("li", {}, `${words[`difference_${kind}`]}: `, found.flatMap((one, index) => [index ? " · " : "", pair(one)]))
  return lines.length ? h("ul.differences", {}, lines.map(line)) : null
}
