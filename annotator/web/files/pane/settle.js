// The settling page: what reviewers differ on, the worst first; one key takes a version, none, or edits what stands.

import { newId, stacks } from "./acts.js"
import { Discussion } from "./discussion.js"
import { button, fill, h } from "./dom.js"
import { load } from "./fetching.js"
import { SentenceHistory } from "./history.js"
import { Outbox } from "./outbox.js"
import { Palette } from "./palette.js"
import { Queue } from "./queue.js"
import { SettleBar } from "./settlebar.js"
import { SettleCard } from "./settlecard.js"
import { actionOf } from "./settlekeys.js"

/** Opens a project's list in `parent`, at a sentence if one is named; gives back a function that closes it. */
export async function open(parent, { project, person, sentence, article }) {
  const words = await load("/api/words")
  const page = new Settling(parent, words.body, project, person)
  let refusal = await page.refresh("")
  const listed = page.queue.rows.some((row) => row.sentence === sentence)
  if (!refusal && sentence && article && !listed) refusal = await page.refresh(article)
  if (refusal) {
    parent.replaceChildren(h("p.refusal", { role: "alert" }, refusal))
    return () => {}
  }
  page.start(sentence)
  return () => page.close()
}

/** The same actions, each done once those asked for before it are: by key, by button and in the list alike. */
function inTurn(actions, then) {
  return Object.fromEntries(Object.entries(actions).map(([name, action]) => [name, (...given) => then(() => action(...given))]))
}

class Settling {
  constructor(parent, words, project, person) {
    Object.assign(this, { words, project, reason: null, acts: [], hidden: false, bulk: 0, seen: new Map() })
    this.outbox = new Outbox(person, {
      revisionOf: (thing) => this.seen.get(thing) ?? this.view?.revision ?? 0,
      confirmed: (answer, operation) => this.confirmed(answer, operation),
      refused: (operation, answer) => this.refused(operation, answer),
      status: () => this.bar.showStatus(this.outbox),
    })
    this.turn = Promise.resolve() // keys are taken one after the other: who types ahead of the page loses none
    this.act = inTurn(this.actions(), (action) => this.then(action))
    this.act.note = (note, decision) => this.annotate(note, decision) // at once: it is of the sentence that shows, not of one that comes
    this.queue = new Queue(words, (index) => this.act.go(index))
    this.discussion = new Discussion(words, this.outbox, this.discussed())
    this.queue.element.prepend(this.discussion.element)
    this.bar = new SettleBar(words, this.act)
    this.log = new SentenceHistory(words, (wanted) => this.restore(wanted), "consensus", () => !this.hidden)
    this.card = new SettleCard(words, (list, id) => this.label(list, id), this.act, this.log.element)
    this.message = h("div.message", { role: "alert", hidden: true })
    const frame = h("div.pane.settling", { dir: words.direction, lang: words.language }, this.bar.element, this.message, h("div.columns", {}, this.card.element, this.queue.element))
    parent.replaceChildren(frame)
    this.palette = new Palette(frame, words)
    frame.addEventListener("keydown", (event) => this.key(event))
    this.leaving = (event) => this.outbox.unsent && event.preventDefault()
    addEventListener("beforeunload", this.leaving)
  }

  /** Fetches the list anew; gives back why there is none to show. */
  async refresh(article = this.bar.article, kind = this.bar.kind) {
    const { status, body } = await load(this.address(article, kind))
    if (status !== 200) return body.message ?? this.words.offline
    this.scheme = body.scheme
    if (!this.acts.length) this.acts = body.acts
    this.bar.show(body, article, kind)
    this.queue.show(body)
    this.bar.showStacks(stacks(this.acts))
    return null
  }

  address(article = this.bar.article, kind = this.bar.kind) {
    return `/api/projects/${this.project}/settling?article=${article}&kind=${kind}`
  }

  start(sentence) {
    const at = this.queue.rows.findIndex((row) => row.sentence === sentence)
    this.outbox.send()
    this.bar.showStatus(this.outbox)
    this.then(() => this.go(Math.max(at, 0)))
  }

  /** What the discussion asks of this page. */
  discussed() {
    const place = (id) => this.queue.rows.findIndex((row) => row.sentence === id)
    return {
      article: () => this.row?.article,
      sentence: () => this.row?.sentence,
      number: (id) => this.queue.rows[place(id)]?.number ?? 0,
      go: (id, number) => (place(id) >= 0 ? this.then(() => this.go(place(id))) : location.assign(`/annotate?article=${this.row.article}&sentence=${number}`)),
      hidden: () => this.hidden, // names stand in it
      changed: () => {},
      say: (text) => this.say(text),
    }
  }

  actions() {
    return {
      take: (place) => this.take(place),
      edit: () => this.edit(),
      reason: (id) => this.because(id),
      undo: () => this.back(stacks(this.acts).done),
      redo: () => this.back(stacks(this.acts).undone),
      next: () => this.nextOpen(),
      go: (index) => this.go(index),
      step: (by) => this.go(this.queue.at + by),
      little: () => void this.settleLittle(), // whoever thinks about the rules holds nothing up
      hideNames: () => this.hideNames(),
      filter: (article, kind) => this.filter(article, kind),
      write: () => this.card.write(),
      discuss: () => this.discussion.focus(),
      history: () => this.log.toggle(),
      help: () => this.bar.toggleHelp(),
    }
  }

  label(list, id) {
    if (id === undefined) return this.scheme[list]
    return this.scheme[list].find((label) => label.id === id) ?? { id, name: id }
  }

  get row() {
    return this.queue.rows[this.queue.at]
  }

  /** Takes a sentence of the list in hand. */
  async go(index) {
    Object.assign(this, { reason: null, view: null })
    this.queue.point(index)
    if (!this.row) return this.empty()
    const here = new URL(location.href)
    here.searchParams.set("sentence", this.row.sentence)
    history.replaceState(history.state, "", here)
    await this.look()
    this.card.focus()
    if (this.discussion.article === this.row?.article) this.discussion.show()
    else this.discuss()
  }

  /** Fetches what is said about the article in hand. */
  discuss() {
    this.discussion.article = this.row?.article
    return this.discussion.load()
  }

  /** Fetches the sentence in hand and draws it. */
  async look() {
    const { article, sentence } = this.row
    const { status, body } = await load(`/api/articles/${article}/versions/${sentence}`)
    if (this.row?.sentence !== sentence) return
    if (status !== 200) return this.say(body.message ?? this.words.offline)
    this.view = body
    this.queue.changed(this.queue.at, body)
    this.draw()
  }

  draw() {
    this.card.draw(this.view, this.row, { hidden: this.hidden, reason: this.reason })
    this.log.show(this.row.article, this.row.sentence)
  }

  /** Version `place` (from 1) becomes the consensus; 0: none of them, no mark stands. */
  take(place) {
    const version = this.view?.versions[place - 1]
    if (!this.view || (place && !version)) return
    this.send({ act: "settle", sentence: this.row.sentence, take: version?.reviewer ?? null, reason: this.reason, note: "" })
    this.card.press(place)
  }

  /** Why they differed: kept with the decision, or for the one that comes. */
  because(reason) {
    if (!this.view) return
    const { decision } = this.view
    const again = reason === (decision ? decision.reason : this.reason)
    if (decision) return this.send({ act: "put", as: "consensus", kind: "consensus", thing: this.row.sentence, fields: { reason: again ? null : reason } })
    this.reason = again ? null : reason
    this.draw()
  }

  /** A note on a decision that shows, whichever sentence is in hand by now. */
  annotate(note, { sentence_id, article_id, revision }) {
    if (sentence_id !== this.view?.decision?.sentence_id) this.seen.set(`consensus ${sentence_id}`, revision)
    this.send({ act: "put", as: "consensus", kind: "consensus", article: article_id, thing: sentence_id, fields: { note } })
  }

  /** A row of what stands is again what it was. */
  restore({ revision, row, ...wanted }) {
    this.seen.set(`${wanted.kind} ${wanted.thing}`, revision)
    this.send({ act: "restore", as: "consensus", ...wanted })
  }

  edit() {
    if (!this.view?.decision) return this.say(this.words.decide_first)
    if (this.outbox.unsent) return this.say(this.words.wait_saved)
    location.assign(`/annotate?article=${this.row.article}&sentence=${this.row.number}&as=consensus`)
  }

  async settleLittle() {
    const { words, bar, palette } = this
    const articles = bar.article ? bar.little.filter((id) => id === bar.article) : bar.little
    if (!articles.length) return this.say(words.no_little)
    const ask = (title, names) => palette.choose(title, names.map((id) => ({ id, name: words[`rule_${id}`] })), bar.element.getBoundingClientRect())
    const boundaries = await ask(words.rule_boundaries, ["core", "widest", "leave"])
    const severity = boundaries && (await ask(words.rule_severity, ["milder", "graver", "leave"]))
    this.card.focus()
    if (!severity) return
    const rules = { boundaries: boundaries === "leave" ? null : boundaries, severity: severity === "leave" ? null : severity }
    this.bulk += 1
    for (const article of articles) this.send({ act: "settle_all", article, ...rules }, this.bulk)
  }

  /** The last act of a list goes back; with it all that were the same key press. */
  back(acts) {
    const last = acts.at(-1)
    const together = last?.group ? acts.filter(({ group }) => group === last.group) : acts.slice(-1)
    for (const act of together.reverse()) this.send({ act: "undo", article: act.article, operation: act.id }, act.group)
  }

  send(operation, group = null) {
    const whole = { id: newId(), article: this.row?.article, ...operation }
    this.acts.push({ id: whole.id, article: whole.article, undoes: operation.operation ?? null, group })
    const decides = operation.act === "settle" || operation.act === "put"
    const things = decides ? [`consensus ${operation.thing ?? operation.sentence}`] : operation.act === "restore" ? [`${operation.kind} ${operation.thing}`] : []
    this.outbox.add(whole, things)
    this.bar.showStacks(stacks(this.acts))
  }

  confirmed(answer, operation) {
    if (this.discussion.owns(operation)) return this.discussion.confirmed(answer, operation)
    for (const row of answer.rows.consensus ?? []) this.queue.decided(row)
    if (!this.outbox.queue.length) this.then(() => this.caughtUp(operation))
  }

  /** All is on disk: the list and the sentence in hand as they are there. */
  async caughtUp(operation) {
    const inHand = this.row?.sentence
    this.seen.clear()
    this.log.changed()
    if (operation.act === "undo" || operation.act === "settle_all") {
      await this.refresh()
      return this.go(Math.max(this.queue.rows.findIndex((row) => row.sentence === inHand), 0))
    }
    if (this.row) await this.look()
    const { status, body } = await load(this.address())
    if (status !== 200) return
    this.scheme = body.scheme
    this.bar.show(body, this.bar.article, this.bar.kind)
  }

  /** Does something once what was asked for before is done, unless the page has been left. */
  then(action) {
    this.turn = this.turn.then(() => (this.closed ? null : action())).catch((error) => this.say(String(error)))
  }

  refused(operation, answer) {
    if (this.discussion.owns(operation)) return this.discussion.refused(operation, answer)
    this.acts = this.acts.filter(({ id }) => id !== operation.id)
    if (this.outbox.held) this.outbox.giveUp()
    this.bar.showStacks(stacks(this.acts))
    this.say(answer.message)
    if (this.row) this.then(() => this.look())
  }

  nextOpen() {
    const next = this.queue.nextOpen()
    if (next >= 0) return this.go(next)
    this.say(this.words.all_settled)
  }

  hideNames() {
    this.hidden = !this.hidden
    this.bar.showHidden(this.hidden)
    this.discussion.show()
    if (this.view) this.draw()
    this.log.changed()
  }

  async filter(article, kind) {
    const refusal = await this.refresh(article, kind)
    if (!refusal) return this.go(0)
    this.bar.unchosen()
    this.say(refusal)
  }

  empty() {
    this.view = null
    this.card.empty()
  }

  say(text) {
    this.message.hidden = !text
    if (text) fill(this.message, h("span", {}, text), button(this.words.close, "", () => this.say(null), { class: "act small" }))
  }

  key(event) {
    event.stopPropagation() // Streamlit would take R and C for its own
    if (this.palette.open || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target.closest?.("textarea, input, select")) {
      if (event.key === "Escape") this.card.focus()
      return
    }
    const action = actionOf(event, this.act, this.scheme.consensus_reason)
    if (!action) return
    event.preventDefault()
    action()
  }

  close() {
    this.closed = true
    this.discussion.close()
    this.outbox.close()
    this.card.close()
    this.log.stop()
    removeEventListener("beforeunload", this.leaving)
  }
}
