// A sentence once, and under each of its lines a thin lane for each version: what all who marked a place have in common
// is solid, what only some of them cover is hatched. Lanes follow the text as it wraps and as it turns direction.

import { h } from "./dom.js"
import { seen } from "./invisible.js"
import { domRange } from "./selection.js"
import { TextMap } from "./text.js"

const LANE = 9 // px from lane to lane
const GAP = 3 // px under the letters

export class Lanes {
  /** `side` of the text to draw; `hueOf(mark)` colours an issue. */
  constructor(side, text, direction, language, hueOf) {
    Object.assign(this, { side, hueOf, direction, map: new TextMap(text), versions: [] })
    this.text = h(`p.text.laned.${side}`, { dir: direction, lang: language }, seen(text))
    this.overlay = h("div.lanes", { "aria-hidden": "true" })
    this.element = h("div.lane-frame", {}, this.text, this.overlay)
    this.watch = new ResizeObserver(() => this.draw())
    this.watch.observe(this.text)
  }

  show(versions) {
    const marked = versions.some(({ issues, claims }) => [...issues, ...claims].some((row) => sideOf(row) === this.side))
    this.versions = marked ? versions : [] // nobody marked anything on this side: no lanes
    this.element.style.setProperty("--lanes", this.versions.length)
    this.draw()
  }

  draw() {
    if (!this.element.isConnected) return
    const frame = this.element.getBoundingClientRect()
    const lanes = this.versions.map((version) => [...pieces(version, this.versions, this.side)])
    const drawn = lanes.flatMap((found, lane) => found.flatMap((piece) => this.boxes(piece, lane, frame)))
    this.overlay.replaceChildren(...this.numbers(frame), ...drawn)
  }

  boxes({ mark, kind, start, end, core }, lane, frame) {
    const rects = this.rects(start, end)
    return rects.map((rect) =>
      h(`i.lane.${kind}.${core ? "core" : "edge"}${start === end ? ".point" : ""}`, {
        style: {
          "--hue": kind === "issue" ? this.hueOf(mark) : 0,
          left: `${rect.left - frame.left - (start === end ? 2 : 0)}px`,
          width: `${start === end ? 5 : rect.width}px`,
          top: `${rect.bottom - frame.top + GAP + lane * LANE}px`,
        },
      }),
    )
  }

  /** Each lane's number, before each line of the text. */
  numbers(frame) {
    const lines = [...new Set(this.rects(0, this.map.toPoints(this.map.text.length)).map(({ bottom }) => Math.round(bottom)))]
    const apart = lines.sort((a, b) => a - b).filter((line, index, all) => !index || line - all[index - 1] > 8)
    const edge = this.direction === "rtl" ? "right" : "left"
    return apart.flatMap((line) =>
      this.versions.map((_, lane) => h("i.lane-number", { style: { [edge]: "0", top: `${line - frame.top + GAP + lane * LANE - 2}px` } }, String(lane + 1))),
    )
  }

  /** The boxes that a range of code points takes on the screen, one a line and a change of direction. */
  rects(start, end) {
    const { text } = this.map
    if (!text) return []
    const [from, to] = [start, end].map((point) => Math.min(this.map.toUnits(point) ?? text.length, text.length))
    const range = domRange(this.text, from, to)
    const found = [...range.getClientRects()].filter(({ width }) => width > 0)
    return found.length ? joined(found) : [range.getBoundingClientRect()]
  }

  close() {
    this.watch.disconnect()
  }
}

function sideOf(row) {
  return row.side ?? "translation"
}

/** Boxes that touch on one line as one: a figure inside Arabic is a box of its own. */
function joined(boxes) {
  const rows = []
  for (const { left, right, bottom } of boxes.sort((a, b) => a.bottom - b.bottom || a.left - b.left)) {
    const last = rows.find((row) => Math.abs(row.bottom - bottom) < 8 && left <= row.right + 1.5 && right >= row.left - 1.5)
    if (last) Object.assign(last, { left: Math.min(last.left, left), right: Math.max(last.right, right) })
    else rows.push({ left, right, bottom })
  }
  return rows.map((row) => ({ ...row, width: row.right - row.left }))
}

/** A version's marks on a side, cut into what all partners cover and what they don't. */
function* pieces(version, versions, side) {
  const kinds = side === "translation" ? ["issue", "claim"] : ["issue"]
  for (const kind of kinds) {
    for (const mark of version[`${kind}s`].filter((row) => sideOf(row) === side)) {
      const partners = versions.filter((other) => other !== version).map((other) => other[`${kind}s`].filter((row) => sideOf(row) === side && overlap(mark, row)))
      yield* cut(mark, kind, partners.filter((rows) => rows.length))
    }
  }
}

function* cut(mark, kind, partners) {
  const { start, end } = mark
  if (!partners.length) return yield { mark, kind, start, end, core: false }
  const core = partners.reduce(
    ([from, to], rows) => [Math.max(from, Math.min(...rows.map((row) => row.start))), Math.min(to, Math.max(...rows.map((row) => row.end)))],
    [start, end],
  )
  if (core[0] > core[1]) return yield { mark, kind, start, end, core: false }
  if (start < core[0]) yield { mark, kind, start, end: core[0], core: false }
  yield { mark, kind, start: core[0], end: core[1], core: true }
  if (core[1] < end) yield { mark, kind, start: core[1], end, core: false }
}

function overlap(a, b) {
  return (a.start < b.end && b.start < a.end) || (a.start === b.start && a.end === b.end)
}
