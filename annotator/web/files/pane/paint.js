// Drawing sentences. A mark has background and shadow only, so that the letters of a word stay joined; the pieces of
// overlapping marks know their offset in the sentence, so that a place on the screen is always a place in the text.

import { fill, h, show } from "./dom.js"
import { boxed, invisible } from "./invisible.js"

const SIDES = ["source", "translation"]

/** The element of one sentence, still empty; `drawSentence` fills it. */
export function sentenceElement(model, sentence) {
  const { article } = model
  const text = (side, direction, language) => h(`p.text.${side}`, { dir: direction, lang: language, "data-side": side })
  const source = model.span(sentence, "source") ? text("source", article.source_direction, article.source_language) : null
  const startsParagraph = sentence.index > 0 && article.text.slice(...gapBefore(model, sentence)).includes("\n")
  return h(
    "article.sentence",
    { "data-index": sentence.index, id: `s${sentence.index + 1}`, class: startsParagraph ? "sentence paragraph" : "sentence" },
    h("button.number", { type: "button", tabindex: -1 }),
    h(source ? "div.texts.paired" : "div.texts", {}, source, text("translation", article.direction, article.language)),
    h("div.chips"),
  )
}

const BLOCK = 50

/** The elements in blocks: what is out of sight is skipped by the block, so that 5,000 sentences cost what 100 do. */
export function inBlocks(elements) {
  const starts = elements.map((_, index) => index).filter((index) => index % BLOCK === 0)
  return starts.map((start) => sized(h("div.block", {}, elements.slice(start, start + BLOCK))))
}

/** Tells a block how many of its sentences show, so that its height is known while it is skipped. */
export function sized(block) {
  const shown = [...block.children].filter((element) => !element.hidden).length
  block.style.setProperty("--shown", shown)
  block.hidden = !shown
  return block
}

/** Fills a sentence's element with its text, marks and chips; `beside`: hints to mark, and how many known claims it resembles. */
export function drawSentence(element, model, sentence, words, isPending, beside = { hints: [], alike: 0 }) {
  const review = model.review(sentence.id)
  element.dataset.state = review.state
  element.classList.toggle("flagged", review.flagged)
  element.classList.toggle("unsaved", isPending(`review ${sentence.id}`))
  drawNumber(element.querySelector(".number"), sentence, review, words, beside.alike)
  const marks = [...marksOn(model, sentence, "issue"), ...marksOn(model, sentence, "claim"), ...beside.hints]
  for (const side of SIDES) {
    const paragraph = element.querySelector(`.${side}`)
    if (paragraph) drawText(paragraph, model, sentence, side, marks.filter((mark) => mark.side === side))
  }
  show(element.querySelector(".chips"), chips(model, sentence, words))
  for (const drawn of element.querySelectorAll("[data-marks]")) {
    drawn.classList.toggle("unsaved", drawn.dataset.marks.split(" ").some((mark) => isPending(mark.replace(":", " "))))
  }
}

/** The marks that show in a sentence: its own, and those that run into it from the one before. */
function marksOn(model, sentence, kind) {
  const own = model.of(kind, sentence.id)
  const previous = model.sentences[sentence.index - 1]
  const running = previous ? model.of(kind, previous.id).filter((row) => (row.side ?? "translation") === "translation" && row.end > sentence.start) : []
  return [...running, ...own].map((row) => ({ kind, row, side: row.side ?? "translation" }))
}

function gapBefore(model, sentence) {
  const before = model.sentences[sentence.index - 1]
  return [model.span(before, "translation")[1], model.span(sentence, "translation")[0]]
}

function drawNumber(element, sentence, review, words, alike) {
  const state = words[`state_${review.state}`]
  const sign = alike ? h("span.alike", { title: words.alike_sign }, "≈") : null // beside the state: nothing may move when it comes
  const signs = h("span.signs", { "aria-hidden": "true" }, h("span.state", {}, STATE_SHAPES[review.state]), sign)
  fill(element, h("span.digits", {}, String(sentence.index + 1)), signs, review.flagged ? h("span.flag", {}, "⚑") : null)
  element.setAttribute("aria-label", `${sentence.index + 1}: ${state}${alike ? ` · ${words.alike_sign}` : ""}`)
  element.title = state
}

export const STATE_SHAPES = { unseen: "·", in_progress: "…", clean: "✓", issues: "✗", skipped: "–" }

function drawText(paragraph, model, sentence, side, marks) {
  const map = model.sides[side]
  const [first, last] = model.span(sentence, side)
  const text = map.text.slice(first, last)
  const hidden = invisible(text)
  const placed = marks.map((mark) => place(mark, map, first, last))
  const cuts = new Set([0, last - first, ...hidden.flatMap(({ start, end }) => [start, end])])
  for (const { start, end } of placed) cuts.add(start).add(end)
  const edges = [...cuts].filter((edge) => edge >= 0 && edge <= last - first).sort((a, b) => a - b)
  const pieces = points(placed, 0, model)
  for (let i = 0; i + 1 < edges.length; i++) {
    const [from, to] = [edges[i], edges[i + 1]]
    const covering = placed.filter(({ start, end }) => start <= from && end >= to && start < end)
    const drawn = piece(text.slice(from, to), from, covering, model)
    const run = hidden.find(({ start, end }) => start <= from && end >= to)
    pieces.push(run ? boxed(run, drawn) : drawn)
    pieces.push(...points(placed, to, model))
  }
  show(paragraph, pieces)
}

function place(mark, map, first, last) {
  const clip = (point) => Math.min(Math.max(map.toUnits(point) - first, 0), last - first)
  return { ...mark, start: clip(mark.row.start), end: clip(mark.row.end), isPoint: mark.row.start === mark.row.end }
}

function piece(text, offset, covering, model) {
  const element = h("span", { "data-offset": offset }, text)
  const hint = covering.find(({ kind }) => kind === "hint")
  if (hint) element.className = "hinted"
  if (hint) element.dataset.hint = hint.row.id
  if (hint) element.title = hint.row.reason
  covering = covering.filter(({ kind }) => kind !== "hint")
  if (!covering.length) return element
  element.classList.add("mark")
  element.dataset.marks = covering.map(({ kind, row }) => `${kind}:${row.id}`).join(" ")
  const issue = covering.findLast(({ kind }) => kind === "issue")
  if (issue) paintIssue(element, issue.row, model)
  if (covering.some(({ kind }) => kind === "claim")) element.classList.add("claim")
  if (covering.filter(({ kind }) => kind === "issue").length > 1) element.classList.add("several")
  return element
}

function paintIssue(element, issue, model) {
  element.classList.add("issue", `severity-${issue.severity}`)
  element.style.setProperty("--hue", model.label("issue_category", issue.category).hue)
}

function points(placed, at, model) {
  return placed
    .filter(({ kind, isPoint, start }) => kind !== "hint" && isPoint && start === at)
    .map(({ row }) => {
      const element = h("span.point", { "data-marks": `issue:${row.id}`, title: model.label("issue_category", row.category).name })
      paintIssue(element, row, model)
      return element
    })
}

function chips(model, sentence, words) {
  const issues = model.of("issue", sentence.id).map((issue) => {
    const category = model.label("issue_category", issue.category)
    const severity = model.label("severity", issue.severity)
    const links = model.distortionsOf(issue).length
    const attributes = { type: "button", tabindex: -1, "data-marks": `issue:${issue.id}`, style: { "--hue": category.hue } }
    return h("button.chip.issue", attributes, h("span.shape", {}, severity.shape), ` ${severity.name} · ${category.name}`, links ? " ↔" : "")
  })
  const claims = model.of("claim", sentence.id).map((claim) => {
    const attributes = { type: "button", tabindex: -1, "data-marks": `claim:${claim.id}` }
    return h("button.chip.claim", attributes, "◎ ", claimSummary(model, claim, words))
  })
  const review = model.review(sentence.id)
  const note = review.note ? h("span.chip.note", { title: review.note }, `✎ ${review.note}`) : null
  return [...issues, ...claims, note]
}

/** A claim in a few words: its status or verdict, and what the translation did to it. */
export function claimSummary(model, claim, words) {
  const verdict = claim.verdict ? model.label("verdict", claim.verdict).name : model.label("claim_status", claim.status).name
  const distorted = model.distortionsOf(claim).length ? words.rests_on_faulty_translation : null
  return [verdict, claim.difference ? words[claim.difference] : null, distorted].filter(Boolean).join(" · ")
}
