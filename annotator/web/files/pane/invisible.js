// Characters that nobody sees, so that they can be drawn. What counts as one is said in domain/invisible.py; a test
// holds the two to the same findings.

import { h } from "./dom.js"

const JOINING = "\\u0620-\\u074f\\u0750-\\u077f\\u07c0-\\u07ff\\u0840-\\u08ff\\u0900-\\u0dff\\u1000-\\u109f\\u1780-\\u180a\\u1810-\\u18af\\ufb50-\\ufdff\\ufe70-\\ufefc"
const EMOJI = "\\u00a9\\u00ae\\u203c-\\u205f\\u2070-\\u3163\\u3165-\\u3299\\ufe0f\\u{1f000}-\\u{1faff}"
const SELECTABLE = "#*0-9\\u00a9\\u00ae\\u1000-\\u109f\\u203c-\\u205f\\u2070-\\u3163\\u3165-\\u3299\\u3400-\\u9fff\\ua840-\\ua877\\uf900-\\ufaff\\u{1f000}-\\u{1faff}\\u{20000}-\\u{3ffff}"
const FLAG = "\\u{1f3f4}\\u{e0067}\\u{e0062}(?:\\u{e0065}\\u{e006e}|\\u{e0073}\\u{e0063}|\\u{e0077}\\u{e006c})[\\u{e0067}\\u{e0074}\\u{e0073}]\\u{e007f}"

const FOUND = new RegExp(
  [
    `(?<flag>${FLAG})`,
    "(?<bidi>[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069])",
    "(?<zero_width>[\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u200b\\u2060-\\u2065\\u206a-\\u206f\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb]",
    "(?<!\\p{L})\\u00ad|\\u00ad(?!\\p{L})",
    "(?<![\\u1820-\\u18aa])\\u180e",
    `(?<![${JOINING}])\\u200c`,
    `(?<![${JOINING}])(?:(?<![${EMOJI}])\\u200d(?![${JOINING}])|\\u200d(?![${JOINING}${EMOJI}])))`,
    "(?<tag>[\\u{e0000}-\\u{e007f}])",
    `(?<variation>(?<![${SELECTABLE}])[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}])`,
    "(?<control>[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029])",
  ].join("|"),
  "gu",
)
const KINDS = ["bidi", "zero_width", "tag", "variation", "control"]
const ANY = /[^\n\t -~\u00a0-\u00ac\u00ae-\u0300\u0620-\u109f]/ // most text needs no look at all

/** Where they stand: {start, end, kind, run} in units, side by side ones of a kind as one. */
export function invisible(text) {
  const runs = []
  if (!ANY.test(text)) return runs
  for (const found of text.matchAll(FOUND)) {
    const kind = KINDS.find((name) => found.groups[name] !== undefined)
    if (!kind) continue
    const last = runs.at(-1)
    if (last?.end === found.index && last.kind === kind) last.end += found[0].length
    else runs.push({ start: found.index, end: found.index + found[0].length, kind })
  }
  return runs.map((place) => ({ ...place, run: text.slice(place.start, place.end) }))
}

/** A text as elements that know their offsets in it, what nobody would see in boxes. */
export function seen(text) {
  const elements = []
  const add = (start, end) => h("span", { "data-offset": start }, text.slice(start, end))
  let at = 0
  for (const place of invisible(text)) {
    if (place.start > at) elements.push(add(at, place.start))
    elements.push(boxed(place, add(place.start, place.end)))
    at = place.end
  }
  if (at < text.length || !elements.length) elements.push(add(at, text.length))
  return elements
}

/** A small box around the element of such characters, with their code points for whoever points at it. */
export function boxed({ run, kind }, element) {
  return h(`span.invisible.${kind}${disturbs(run, kind) ? ".taken-out" : ""}`, { title: named(run) }, element)
}

function named(run) {
  const points = [...run].map((character) => `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`)
  return points.length > 4 ? `${points.slice(0, 4).join(" ")} … (${points.length})` : points.join(" ")
}

const MARKS = /^[\u061c\u200e\u200f]+$/

/**
 * Whether a run is taken out of the line: embeddings, overrides and isolates would put their neighbours in another order
 * than they are stored in. Directional marks only settle where punctuation goes, zero-width ones do nothing: they stay.
 */
function disturbs(run, kind) {
  return kind === "bidi" ? !MARKS.test(run) : kind !== "zero_width"
}
