// What isn't on the server yet: kept in the browser until the server has answered, sent in order, each at least once.
// The server recognises an operation by its id, so sending one twice does no harm.

import { post } from "./fetching.js"

const RETRY = [500, 1000, 2000, 4000, 8000]
const REVISED = new Set(["put", "settle", "restore"]) // operations that name the revision that they saw
const LASTING = new Set([403, 404, 409, 422]) // answers that sending again won't change

export class Outbox {
  /** `handlers`: revisionOf(thing), confirmed(answer, operation), refused(operation, answer), status(). */
  constructor(person, handlers) {
    this.person = person
    this.prefix = `tadqiq:${person}:`
    Object.assign(this, { handlers, sending: false, failures: 0, held: null, signedOut: false, full: false })
    this.queue = this.stored()
    this.online = () => this.send()
    window.addEventListener("online", this.online)
  }

  /** The page is left: what is under way is still tried, and what stays unsent is in the browser for the next page. */
  close() {
    window.removeEventListener("online", this.online)
  }

  /** Operations of an earlier page that never reached the server; the other articles' are sent too, silently. */
  stored() {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix)).sort()
    return keys.map((key) => JSON.parse(localStorage.getItem(key)))
  }

  /** `things` are the rows that the operation touches; the first carries the revision that the reviewer saw. */
  add(operation, things) {
    const queued = this.queue.some((item) => item.things.some((thing) => things.includes(thing)))
    const item = { operation, things, base: queued || !things.length ? null : this.handlers.revisionOf(things[0]) }
    this.queue.push(item)
    this.send() // first of all: the browser's store and the status must not hold an act up
    this.store(item)
    this.handlers.status()
  }

  get unsent() {
    return this.queue.filter((item) => item.operation.act !== "work").length
  }

  /** Whether a row has changes that the server has not confirmed. */
  pending(thing) {
    return this.queue.some((item) => item.things.includes(thing))
  }

  /** The queued operations on any of these rows: what they ask for is painted over what is stored. */
  waitingOn(rows) {
    const things = new Set(Object.entries(rows).flatMap(([kind, list]) => list.map((row) => thingOf(kind, row))))
    return this.queue.filter((item) => item.things.some((thing) => things.has(thing))).map((item) => item.operation)
  }

  async send() {
    if (this.sending || this.held || !this.queue.length) return
    this.sending = true
    try {
      while (this.queue.length && !this.held) if (!(await this.deliver(this.queue[0]))) break
    } finally {
      this.sending = false // also where an answer could not be shown: the acts behind it must not wait for ever
      this.handlers.status()
    }
  }

  async deliver(item) {
    const answer = await this.post(item)
    if (answer.status === 200) {
      this.failures = 0
      this.signedOut = false
      this.remove(item)
      this.learn(item, answer.body)
      this.handlers.confirmed(answer.body, item.operation)
      return true
    }
    if (LASTING.has(answer.status)) return this.refuse(item, answer)
    this.signedOut = answer.status === 401
    this.full = answer.status === 507
    const pause = RETRY[Math.min(this.failures++, RETRY.length - 1)]
    clearTimeout(this.retry) // else every act made meanwhile would add a round of its own
    this.retry = setTimeout(() => this.send(), pause)
    this.handlers.status()
    return false
  }

  /** The operation leaves the queue for good, unless the reviewer decides otherwise (see `insist`). Gives back whether those behind it may go. */
  refuse(item, answer) {
    if (answer.status === 409) this.held = item
    else this.remove(item)
    this.handlers.refused(item.operation, answer.body)
    return !this.held
  }

  /** After a conflict: mine shall stand over what is stored under `revision`. */
  insist(revision, newId) {
    const item = this.held
    localStorage.removeItem(this.key(item))
    item.operation = { ...item.operation, id: newId }
    item.base = revision
    this.store(item)
    this.release()
  }

  /** After a conflict: what is stored shall stand. */
  giveUp() {
    this.remove(this.held)
    this.release()
  }

  release() {
    this.held = null
    this.send()
  }

  post(item) {
    const { row, ...operation } = item.operation // how a restored row looked is for this page only
    const body = REVISED.has(operation.act) ? { ...operation, revision: item.base ?? this.handlers.revisionOf(item.things[0]) } : operation
    return post("/api/operations", this.person, body, { signal: AbortSignal.timeout(15000) })
  }

  /** Later operations on the same rows were made on top of this one: they carry the revision it led to. */
  learn(item, answer) {
    for (const [kind, rows] of Object.entries(answer.rows)) {
      for (const row of rows) {
        const thing = thingOf(kind, row)
        const next = this.queue.find((other) => other.things.includes(thing))
        if (next?.things[0] !== thing || next.base !== null) continue
        next.base = row.revision
        this.store(next)
      }
    }
  }

  key(item) {
    return `${this.prefix}${item.operation.id}`
  }

  store(item) {
    try {
      localStorage.setItem(this.key(item), JSON.stringify(item))
    } catch {
      // The browser's store is full or closed: the operation still waits in this page, which warns before it is left.
    }
  }

  remove(item) {
    localStorage.removeItem(this.key(item))
    this.queue = this.queue.filter((other) => other !== item)
  }
}

function thingOf(kind, row) {
  return `${kind} ${kind === "review" || kind === "consensus" ? row.sentence_id : row.id}`
}
