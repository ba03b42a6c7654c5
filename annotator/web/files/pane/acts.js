// What the reviewer does, as operations: painted at once, sent in order, undone by further operations.

const PLACED = new Set(["issue", "claim", "resemblance", "dismissal"]) // these stand at a place of the text
const BESIDE = new Set(["review", "resemblance", "dismissal"]) // no review follows from these

export class Acts {
  /** `changed(sentenceIds)` is called after each change of the model; `outbox` sends what is done; `kept` came with the article; `as` says whose work it is, if not one's own. */
  constructor(model, outbox, changed, kept = [], as = "") {
    Object.assign(this, { model, outbox, changed, as })
    this.list = kept.map((act) => ({ ...act, saved: true, events: act.events.map(named) }))
  }

  /** Adds a row or changes fields of one; gives back its id. A review is named by its sentence. */
  put(kind, thing, fields) {
    this.carryOut({ act: "put", kind, thing, fields })
    return thing
  }

  /** Makes a row again what it was: `row` is how it looked. The server brings back what rested on it. */
  restore(wanted) {
    this.carryOut({ act: "restore", ...wanted })
  }

  undo() {
    const { done } = this.stacks()
    if (done.length) this.carryOut({ act: "undo", operation: done.at(-1).id })
  }

  redo() {
    const { undone } = this.stacks()
    if (undone.length) this.carryOut({ act: "undo", operation: undone.at(-1).id })
  }

  stacks() {
    return stacks(this.list)
  }

  /** Seconds at work on a sentence; nothing to see, nothing to undo. */
  work(sentenceId, seconds) {
    this.model.seconds[sentenceId] = (this.model.seconds[sentenceId] ?? 0) + seconds
    this.outbox.add({ id: newId(), article: this.model.article.id, act: "work", sentence: sentenceId, seconds }, [])
  }

  /** Takes in the rows that the server answered with. */
  confirmed(answer) {
    for (const [kind, rows] of Object.entries(answer.rows)) for (const row of rows) this.model.keep(kind, row)
    for (const operation of this.outbox.waitingOn(answer.rows)) this.paint(operation)
    const act = this.list.find((other) => other.id === answer.operation)
    if (act) act.saved = true
    this.changed(sentencesIn(answer.rows))
  }

  /** An operation that the server refused for good: the page goes back to what is stored. */
  dropped(operation, current) {
    const act = this.list.find((other) => other.id === operation.id)
    this.list = this.list.filter((other) => other !== act)
    const sentences = new Set()
    for (const event of [...(act?.events ?? [])].reverse()) {
      const row = isRow(current, event) ? current : (event.before ?? removed(event))
      this.model.keep(event.kind, row)
      sentences.add(row.sentence_id)
    }
    this.changed(sentences)
  }

  /** A refused operation is asked for again under a new id. */
  renamed(id) {
    const act = this.list.find((other) => other.id === id)
    const fresh = newId()
    if (act) act.id = fresh
    return fresh
  }

  /** Paints again an operation that was still unsent when the page was last closed. */
  replay(operation) {
    if (operation.act === "submit") this.model.submitted = operation.submitted
    if (["put", "undo", "restore"].includes(operation.act)) this.list.push({ id: operation.id, undoes: operation.operation ?? null, events: this.paint(operation) })
  }

  carryOut(operation) {
    const id = newId()
    const events = this.paint(operation)
    this.list.push({ id, undoes: operation.operation ?? null, events })
    const whole = { id, article: this.model.article.id, ...operation, ...this.about(operation) }
    this.outbox.add(whole, events.map((event) => `${event.kind} ${event.thing_id}`))
    this.changed(new Set(events.flatMap((event) => [event.before?.sentence_id, event.after.sentence_id])))
  }

  /** Whose work an act is on, and of a put the version that its labels were chosen from. */
  about({ act }) {
    if (act === "undo") return {}
    return { ...(act === "put" ? { scheme: this.model.schemeId } : {}), ...(this.as ? { as: this.as } : {}) }
  }

  /** Changes the model as the server will change its rows; gives back what changed. */
  paint(operation) {
    if (operation.act === "undo") return this.paintUndo(this.list.find((act) => act.id === operation.operation))
    if (operation.act === "restore") return this.paintRestored(operation)
    const { kind, thing, fields } = operation
    const before = this.model.get(kind, thing)
    const after = this.changedRow(kind, thing, before, fields)
    const events = [this.keep(kind, thing, before, after)]
    return BESIDE.has(kind) ? events : [...events, ...this.settle(new Set([before?.sentence_id, after.sentence_id]))]
  }

  paintUndo(act) {
    return [...(act?.events ?? [])].reverse().map((event) => {
      const now = this.model.get(event.kind, event.thing_id)
      const row = { ...(event.before ?? removed(event)), revision: now?.revision ?? 0, sentence_id: now?.sentence_id ?? event.after.sentence_id }
      return this.keep(event.kind, event.thing_id, now, row)
    })
  }

  paintRestored({ kind, thing, row }) {
    const now = this.model.get(kind, thing)
    const events = [this.keep(kind, thing, now, { ...row, revision: now?.revision ?? 0 })]
    return kind === "review" ? events : [...events, ...this.settle(new Set([now?.sentence_id, row.sentence_id]))]
  }

  keep(kind, thing, before, after) {
    this.model.keep(kind, after)
    return { kind, thing_id: thing, action: actionOf(before, after), before: before ?? null, after }
  }

  changedRow(kind, thing, before, fields) {
    const { retired, ...values } = fields
    const row = { ...(before ?? blank(this.model, kind, thing)), ...values }
    if (retired !== undefined) row.retired_at = retired ? new Date().toISOString() : null
    if (PLACED.has(kind)) this.place(row, row.side ?? "translation")
    else if (kind !== "review") row.sentence_id = this.model.get("claim", row.claim_id)?.sentence_id ?? row.sentence_id
    if (kind === "review" && row.state === "unseen") row.state = "in_progress"
    return row
  }

  place(row, side) {
    const map = this.model.sides[side]
    row.quote = map.text.slice(map.toUnits(row.start), map.toUnits(row.end))
    const begins = side === "source" ? "source_start" : "start"
    const found = this.model.sentences.findLast((sentence) => sentence[begins] !== null && sentence[begins] <= row.start)
    const first = this.model.sentences.find((sentence) => sentence[begins] === found?.[begins])
    row.sentence_id = (first ?? this.model.sentences[0]).id
    if ("statement" in row) row.statement ??= row.quote
  }

  /** The rule of `domain/reviewing.py`, so that the page shows at once what the server will answer. */
  settle(sentenceIds) {
    const touched = []
    for (const id of sentenceIds) {
      if (!id) continue
      const before = this.model.get("review", id)
      const review = this.model.review(id)
      const issues = this.model.of("issue", id).length
      let state = review.state === "unseen" ? "in_progress" : review.state
      if (issues) state = "issues"
      else if (state === "issues") state = "in_progress"
      if (before && state === before.state) continue
      touched.push(this.keep("review", id, before, { ...review, state, skip_reason: state === "skipped" ? review.skip_reason : null }))
    }
    return touched
  }
}

/** The acts ({id, undoes}) that can be undone and those that can be redone, the latest last. */
export function stacks(list) {
  const done = []
  const undone = []
  for (const act of list) {
    const redone = act.undoes ? undone.findIndex((other) => other.id === act.undoes) : -1
    const target = act.undoes ? done.findIndex((other) => other.id === act.undoes) : -1
    if (redone >= 0) undone.splice(redone, 1)
    if (!act.undoes) undone.length = 0
    if (target >= 0) undone.push(act) && done.splice(target, 1)
    else if (redone >= 0 || !act.undoes) done.push(act)
  }
  return { done, undone }
}

/** An id that sorts by time: milliseconds, then 80 random bits. */
export function newId() {
  const random = [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return `${Date.now().toString(16).padStart(12, "0")}${random}`
}

function blank(model, kind, thing) {
  if (kind === "review") return { ...model.review(thing) }
  const row = { id: thing, revision: 0, retired_at: null }
  if (kind === "issue") return { ...row, comment: "", correction: "", changes_fact: false }
  if (kind === "evidence") return { ...row, url: "", archive_url: "", publisher: "", title: "", published_on: "", accessed_on: "", quote: "", stance: model.starting("stance", "supports") }
  if (kind !== "claim") return row
  return { ...row, statement: null, claimant: "", kinds: [], priority: model.starting("priority", "normal"), status: model.starting("claim_status", "not_started"), verdict: null, verdict_in_source: null, confidence: null, rationale: "" }
}

/** An event of the server, with a review named by its sentence as everywhere here. */
function named(event) {
  return event.kind === "review" || event.kind === "consensus" ? { ...event, thing_id: event.after.sentence_id } : { ...event }
}

function isRow(current, event) {
  return event.kind === "review" ? current?.sentence_id === event.thing_id && "state" in current : current?.id === event.thing_id
}

function removed(event) {
  if (event.kind !== "review") return { ...event.after, retired_at: new Date().toISOString() }
  return { ...event.after, state: "unseen", skip_reason: null, score: null, note: "", flagged: false }
}

function actionOf(before, after) {
  if (!before) return "added"
  if (Boolean(before.retired_at) !== Boolean(after.retired_at)) return after.retired_at ? "retired" : "restored"
  return "changed"
}

function sentencesIn(rows) {
  return new Set(Object.values(rows).flat().map((row) => row.sentence_id))
}
