// The article and the reviewer's work on it, as the page knows it. No DOM, no network.

import { TextMap, folded } from "./text.js"

const KINDS = ["review", "issue", "claim", "evidence", "distortion", "consensus", "resemblance", "dismissal"]
export const JUDGED = new Set(["clean", "issues", "skipped"])

export class Model {
  /** `opened` is the answer of GET /api/articles/ID. */
  constructor(opened) {
    Object.assign(this, { article: opened.article, submitted: opened.submitted })
    this.takeUp(opened)
    this.sides = { translation: new TextMap(opened.article.text), source: new TextMap(opened.article.source) }
    this.sentences = opened.sentences.map((sentence, index) => ({ ...sentence, index }))
    this.byId = new Map(this.sentences.map((sentence) => [sentence.id, sentence]))
    this.seconds = opened.seconds
    this.rows = Object.fromEntries(KINDS.map((kind) => [kind, new Map()]))
    this.perSentence = new Map(this.sentences.map((sentence) => [sentence.id, emptyGroup()]))
    this.penalties = new Map() // by sentence, as long as nothing in it changes
    for (const kind of KINDS) for (const row of opened.rows[kind]) this.keep(kind, row)
  }

  /** Goes on with a version of the scheme: no label is ever lost from one to the next. */
  takeUp({ scheme, scheme_id, weights, older_names }) {
    Object.assign(this, { scheme, schemeId: scheme_id, weights, olderNames: older_names, labels: labelsOf(scheme) })
  }

  /** What a mark's label was called in the version that the mark is of, where it is called otherwise now. */
  olderName(list, id, row) {
    return this.olderNames?.[row.scheme_id]?.[list]?.[id] ?? null
  }

  /** The label that something new begins with: the preferred one, or the first that may be chosen. */
  starting(list, preferred) {
    const choices = this.scheme[list].filter(({ retired, automatic }) => !retired && !automatic).map(({ id }) => id)
    return choices.includes(preferred) ? preferred : (choices[0] ?? preferred)
  }

  /** Takes a row in, in place of the one with its id. */
  keep(kind, row) {
    const id = kind === "review" || kind === "consensus" ? row.sentence_id : row.id
    const before = this.rows[kind].get(id)
    if (before && before.sentence_id !== row.sentence_id) this.perSentence.get(before.sentence_id)?.[kind].delete(id)
    for (const changed of [before, row]) this.penalties.delete(changed?.sentence_id)
    this.rows[kind].set(id, row)
    this.perSentence.get(row.sentence_id)?.[kind].add(id)
  }

  get(kind, id) {
    return this.rows[kind].get(id)
  }

  review(sentenceId) {
    return this.rows.review.get(sentenceId) ?? { sentence_id: sentenceId, state: "unseen", note: "", flagged: false, score: null, revision: 0 }
  }

  /** Live rows of a kind in a sentence, in the order of the text. */
  of(kind, sentenceId) {
    const ids = this.perSentence.get(sentenceId)?.[kind] ?? []
    const rows = [...ids].map((id) => this.rows[kind].get(id)).filter((row) => this.live(kind, row))
    return rows.sort((a, b) => (a.start ?? 0) - (b.start ?? 0) || (b.end ?? 0) - (a.end ?? 0))
  }

  all(kind) {
    return [...this.rows[kind].values()].filter((row) => this.live(kind, row))
  }

  /** Whether a row still stands: a link or a record falls with what it rests on. */
  live(kind, row) {
    if (!row || row.retired_at) return false
    if (kind === "evidence") return this.live("claim", this.rows.claim.get(row.claim_id))
    if (kind !== "distortion") return true
    return this.live("claim", this.rows.claim.get(row.claim_id)) && this.live("issue", this.rows.issue.get(row.issue_id))
  }

  distortionsOf(mark) {
    return this.all("distortion").filter((row) => row.claim_id === mark.id || row.issue_id === mark.id)
  }

  evidenceOf(claim) {
    return this.all("evidence").filter((row) => row.claim_id === claim.id)
  }

  /** A sentence's text on a side, as [start, end) in UTF-16 units of that side's whole text. */
  span(sentence, side) {
    const map = this.sides[side]
    const [start, end] = side === "source" ? [sentence.source_start, sentence.source_end] : [sentence.start, sentence.end]
    return start === null || start === undefined ? null : [map.toUnits(start), map.toUnits(end)]
  }

  text(sentence, side) {
    const span = this.span(sentence, side)
    return span ? this.sides[side].text.slice(...span) : ""
  }

  /** A range of a sentence, in UTF-16 units, as code points of its side's whole text. */
  placed(index, side, start, end) {
    const map = this.sides[side]
    const [first] = this.span(this.sentences[index], side)
    return { start: map.toPoints(first + start), end: map.toPoints(first + end) }
  }

  /** The revision of a row, named "kind id"; 0 while there is none. */
  revisionOf(thing) {
    const [kind, id] = thing.split(" ")
    return this.get(kind, id)?.revision ?? 0
  }

  /** The sum of the weights of a sentence's issues, under the project's preset. */
  penalty(sentenceId) {
    if (!this.penalties.has(sentenceId)) {
      const weight = (issue) => this.weights.table[issue.category]?.[issue.severity] ?? 0
      this.penalties.set(sentenceId, this.of("issue", sentenceId).reduce((sum, issue) => sum + weight(issue), 0))
    }
    return this.penalties.get(sentenceId)
  }

  counts() {
    const counts = { unseen: 0, in_progress: 0, clean: 0, issues: 0, skipped: 0, judged: 0, all: this.sentences.length, penalty: 0 }
    for (const sentence of this.sentences) {
      const { state } = this.review(sentence.id)
      counts[state]++
      if (JUDGED.has(state)) counts.judged++
      if (state === "issues") counts.penalty += this.penalty(sentence.id)
    }
    return counts
  }

  /** Whether a sentence passes the filters of the toolbar. */
  matches(sentence, filter) {
    const review = this.review(sentence.id)
    if (filter.state === "flagged" ? !review.flagged : filter.state && review.state !== filter.state) return false
    if (filter.category && !this.of("issue", sentence.id).some((issue) => issue.category === filter.category)) return false
    if (filter.claim && !this.of("claim", sentence.id).some((claim) => filter.claim === "any" || claim.status === filter.claim)) return false
    return !filter.words || this.folded(sentence).includes(folded(filter.words))
  }

  folded(sentence) {
    sentence.folded ??= folded(`${this.text(sentence, "translation")} ${this.text(sentence, "source")}`)
    return sentence.folded
  }

  label(kind, id) {
    return this.labels[kind].get(id) ?? { id, name: id, test: "", example: "" }
  }
}

function labelsOf(scheme) {
  return Object.fromEntries(Object.entries(scheme).filter(([, list]) => Array.isArray(list)).map(([kind, list]) => [kind, new Map(list.map((label) => [label.id, label]))]))
}

function emptyGroup() {
  return Object.fromEntries(KINDS.map((kind) => [kind, new Set()]))
}
