// The claims desk: every claim of a project, as a table or as a board by status; one claim opens beside them.

import { newId } from "./acts.js"
import { ClaimBar } from "./claimbar.js"
import { ClaimCard } from "./claimcard.js"
import { actionOf } from "./claimkeys.js"
import { ClaimList } from "./claimlist.js"
import { askDate, askText } from "./asking.js"
import { button, fill, h } from "./dom.js"
import { load, post } from "./fetching.js"
import { Outbox } from "./outbox.js"
import { Palette } from "./palette.js"

const PAGE = 100

/** Opens a project's desk in `parent`, with a claim in hand if one is named; gives back a function that closes it. */
export async function open(parent, { project, person, claim, query }) {
  const { body: words } = await load("/api/words")
  const desk = new Desk(parent, words, project, person)
  const refusal = await desk.refresh({ ...Object.fromEntries(new URLSearchParams(query)) })
  if (refusal) {
    parent.replaceChildren(h("p.refusal", { role: "alert" }, refusal))
    return () => {}
  }
  desk.start(claim)
  return () => desk.close()
}

class Desk {
  constructor(parent, words, project, person) {
    Object.assign(this, { words, project, person, wanted: {}, asking: {}, acts: [], made: 0, asked: 0 })
    this.outbox = new Outbox(person, {
      revisionOf: (thing) => this.revisionOf(thing),
      confirmed: (answer, operation) => this.confirmed(answer, operation),
      refused: (operation, answer) => this.refused(operation, answer),
      status: () => this.bar.showStatus(this.outbox),
    })
    this.act = this.actions()
    this.bar = new ClaimBar(words, this.act)
    this.list = new ClaimList(words, (kind, id) => this.label(kind, id), this.act)
    this.card = new ClaimCard(this)
    this.message = h("div.message", { role: "alert", hidden: true })
    this.frame = h("div.pane.desk", { dir: words.direction, lang: words.language }, this.bar.element, this.message, h("div.columns", {}, this.list.element, this.card.element))
    parent.replaceChildren(this.frame)
    this.palette = new Palette(this.frame, words)
    this.frame.addEventListener("keydown", (event) => this.key(event))
    this.leaving = (event) => this.leave(event)
    addEventListener("beforeunload", this.leaving)
  }

  actions() {
    return {
      filter: (wanted) => this.filter(wanted),
      clear: () => this.clear(),
      board: () => this.filter({ board: this.asking.board ? "" : "1" }),
      turn: (by) => this.turn(by),
      step: (by, across) => this.list.step(by, across),
      tick: () => this.list.tick(),
      open: (id) => this.openClaim(id),
      back: () => this.list.focus(),
      status: (id) => this.setStatus(id),
      assign: () => this.assign(),
      due: () => this.due(),
      search: () => this.bar.search.focus(),
      evidence: () => this.card.addEvidence(),
      undo: () => this.undo(),
    }
  }

  label(kind, id) {
    if (id === undefined) return this.scheme[kind]
    return this.scheme[kind].find((label) => label.id === id) ?? { id, name: id ?? "" }
  }

  /** Fetches the list anew; gives back why there is none to show. */
  async refresh(wanted = this.asking) {
    const asked = ++this.asked
    this.asking = wanted
    const { status, body } = await load(`/api/projects/${this.project}/claims?${new URLSearchParams(wanted)}`)
    if (asked !== this.asked) return null // somebody typed on: only the last answer counts
    if (status !== 200) {
      this.asking = this.wanted
      return body.message ?? this.words.offline
    }
    Object.assign(this, { wanted, body, scheme: body.scheme })
    this.bar.show(body, wanted)
    this.list.show(body, Boolean(wanted.board))
    return null
  }

  start(claim) {
    this.outbox.send()
    this.bar.showStatus(this.outbox)
    if (claim) this.openClaim(claim)
    else this.list.focus()
  }

  /** Asks for another part of the list: what was asked for before, answered or not, with these conditions changed. */
  async filter(changed) {
    const wanted = { ...this.asking, start: "", ...changed }
    const refusal = await this.refresh(Object.fromEntries(Object.entries(wanted).filter(([, value]) => value)))
    if (this.closed) return
    if (refusal) this.say(refusal)
    const here = new URL(location.href)
    for (const name of new Set([...here.searchParams.keys(), ...Object.keys(wanted)])) {
      if (name === "project" || name === "claim") continue
      if (this.wanted[name]) here.searchParams.set(name, this.wanted[name])
      else here.searchParams.delete(name)
    }
    history.replaceState(history.state, "", here)
  }

  /** Every claim again, in the same view. */
  clear() {
    this.bar.stop()
    return this.filter(Object.fromEntries(Object.keys(this.asking).map((name) => [name, name === "board" ? this.asking.board : ""])))
  }

  async turn(by) {
    const start = Number(this.wanted.start ?? 0) + by * PAGE
    if (this.wanted.board || start < 0 || start >= this.body.total) return
    await this.filter({ start: start ? String(start) : "" })
    this.list.focus()
  }

  async openClaim(id) {
    this.list.point(id)
    await this.card.open(id)
    if (this.closed || this.card.wanted !== id) return
    const here = new URL(location.href)
    here.searchParams.set("claim", id)
    history.replaceState(history.state, "", here)
  }

  /** The row of the list that is in hand; what is open beside it, where it isn't listed. */
  get inHand() {
    return this.list.inHand ?? this.card.row
  }

  async setStatus(id) {
    const row = this.inHand
    const label = this.label("claim_status", id)
    if (!row || label.automatic) return
    const fields = { status: id }
    if (id === "reopened") {
      const reason = await askText(this.frame, this.words, this.words.field_reopen_reason)
      if (!reason) return this.list.focus()
      fields.reopen_reason = reason
    }
    this.card.flush()
    this.put("claim", row, row.id, fields)
  }

  /** Changes a row of somebody's work; `row` is the claim that it belongs to. */
  put(kind, row, thing, fields) {
    const whole = { id: newId(), article: row.article_id, act: "put", kind, thing, fields, ...(row.as ? { as: row.as } : {}) }
    this.acts.push({ id: whole.id, article: whole.article })
    this.made += 1
    this.outbox.add(whole, [`${kind} ${thing}`])
    return thing
  }

  undo() {
    const last = this.acts.pop()
    if (!last) return
    this.made += 1
    this.outbox.add({ id: newId(), article: last.article, act: "undo", operation: last.id }, [])
  }

  revisionOf(thing) {
    const [kind, id] = thing.split(" ")
    if (kind === "claim") return this.card.revisionOf(kind, id) ?? this.list.row(id)?.revision ?? 0
    return this.card.revisionOf(kind, id) ?? 0
  }

  confirmed(answer, operation) {
    if (!operation.article || !answer.rows) return
    for (const row of answer.rows.claim ?? []) this.list.changed(row)
    this.card.learn(answer.rows)
    this.say(null)
    if (!this.outbox.queue.length) this.caughtUp()
  }

  /** All is on disk: the claim in hand, and its line in the list, as they are there. */
  async caughtUp() {
    await this.card.reload()
    if (this.card.view) this.list.changed({ ...this.card.summary() })
    this.bar.count(this.list.counts)
  }

  refused(operation, answer) {
    this.acts = this.acts.filter(({ id }) => id !== operation.id)
    if (this.outbox.held && operation.act === "put") return this.askWhich(operation, answer)
    if (this.outbox.held) this.outbox.giveUp()
    this.say(answer.message)
    this.card.reload()
  }

  /** Somebody was faster: what was typed here stays to be seen until the reader has chosen. */
  askWhich(operation, { message, current }) {
    const { words, outbox } = this
    const mine = Object.values(operation.fields).flat().join(words.comma_between)
    const keep = () => (outbox.insist(current?.revision ?? 0, newId()), this.say(null))
    const take = () => (outbox.giveUp(), this.say(null), this.card.reload())
    this.say(message, h("q", { dir: "auto" }, mine), button(words.keep_mine, "", keep, { class: "act primary" }), button(words.take_theirs, "", take))
  }

  async assign() {
    const claims = this.list.chosen
    if (!claims.length) return this.say(this.words.desk_choose_first)
    if (!this.body.people.length) return this.say(this.words.desk_leads_assign)
    const options = [...this.body.people, { id: "", name: this.words.desk_nobody }]
    const person = await this.palette.choose(this.words.desk_who.replace("{count}", claims.length), options, this.bar.assign.getBoundingClientRect())
    this.list.focus() // whoever types on is heard
    if (person !== null) await this.care(claims, { person })
  }

  async due() {
    const claims = this.list.chosen
    if (!claims.length) return this.say(this.words.desk_choose_first)
    if (!this.body.people.length) return this.say(this.words.desk_leads_assign)
    const due_on = await askDate(this.frame, this.words, this.words.desk_due_when.replace("{count}", claims.length))
    this.list.focus()
    if (due_on !== null) await this.care(claims, { due_on })
  }

  async care(claims, wanted) {
    const { status, body } = await post(`/api/projects/${this.project}/claims/care`, this.person, { claims, ...wanted })
    if (status !== 200) return this.say(body.message ?? this.words.offline)
    this.list.untick()
    await this.refresh()
    if (this.card.view) await this.card.reload()
    this.say(this.words.desk_assigned.replace("{count}", body.changed))
  }

  say(text, ...more) {
    this.message.hidden = !text
    if (text) fill(this.message, h("span", {}, text), more.length ? more : button(this.words.close, "", () => this.say(null), { class: "act small" }))
  }

  key(event) {
    event.stopPropagation() // Streamlit would take R and C for its own
    if (this.palette.open || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("dialog")) return
    if (event.key === "Escape") return this.list.focus()
    if (event.target.closest?.("textarea, input:not([type=checkbox]), select")) return
    const action = actionOf(event, this)
    if (!action) return
    event.preventDefault()
    action()
  }

  leave(event) {
    this.card.flush()
    if (this.outbox.unsent) event.preventDefault()
  }

  close() {
    this.closed = true
    this.card.flush()
    this.bar.stop()
    this.outbox.close()
    removeEventListener("beforeunload", this.leaving)
  }
}
