// The annotate page: puts the parts together and says what each act does.

import { Acts, newId } from "./acts.js"
import { button, fill, h } from "./dom.js"
import { helpDialog } from "./help.js"
import { handleKey } from "./keys.js"
import { JUDGED, Model } from "./model.js"
import { Outbox } from "./outbox.js"
import { drawSentence, sentenceElement } from "./paint.js"
import { Palette } from "./palette.js"
import { Panel } from "./panel.js"
import { Selection } from "./selection.js"
import { Toolbar } from "./toolbar.js"
import { WorkTime } from "./worktime.js"

/** Opens an article in `parent`; gives back a function that closes it. */
export async function open(parent, { article, person, at }) {
  const midnight = new Date(new Date().setHours(0, 0, 0, 0)).toISOString()
  const [opened, words] = await Promise.all([
    load(`/api/articles/${article}?day_start=${encodeURIComponent(midnight)}`),
    load("/api/words"),
    fonts(),
  ])
  if (opened.status !== 200) {
    parent.replaceChildren(h("p.refusal", { role: "alert" }, opened.body?.message ?? ""))
    return () => {}
  }
  const pane = new Pane(parent, opened.body, words.body, person)
  pane.start(at)
  return () => pane.close()
}

async function load(address) {
  const response = await fetch(address)
  return { status: response.status, body: await response.json() }
}

/** The fonts are there before the text, so that nothing moves under the reader's hand; at most half a second. */
function fonts() {
  const wanted = ['1em "Tadqiq Naskh"', '1em "Tadqiq Sans"'].map((font) => document.fonts.load(font, "نص abc"))
  return Promise.race([Promise.all(wanted), new Promise((resolve) => setTimeout(resolve, 500))])
}

class Pane {
  constructor(parent, opened, words, person) {
    this.words = words
    this.root = parent.getRootNode()
    this.model = new Model(opened)
    this.outbox = new Outbox(person, {
      revisionOf: (thing) => this.revisionOf(thing),
      confirmed: (answer, operation) => this.isHere(operation) && this.acts.confirmed(answer),
      refused: (operation, answer) => this.refused(operation, answer),
      status: () => this.toolbar?.showStatus(),
    })
    this.acts = new Acts(this.model, this.outbox, (sentences) => this.changed(sentences), opened.acts)
    this.held = null // the issue or claim in hand
    this.armed = null // the category that the next selection gets
    this.judgedToday = new Set(opened.today.here)
    this.build(parent, opened.today)
    this.time = new WorkTime((sentence, seconds) => this.acts.work(sentence, seconds))
    this.leaving = (event) => this.leave(event)
    this.hiding = () => document.hidden && this.panel.flush()
    this.resized = () => this.toolbar.drawStrip()
    addEventListener("beforeunload", this.leaving)
    addEventListener("resize", this.resized)
    document.addEventListener("visibilitychange", this.hiding)
  }

  build(parent, { elsewhere }) {
    const { model, words } = this
    const act = this.actions()
    this.act = act
    this.elements = model.sentences.map((sentence) => sentenceElement(model, sentence))
    this.list = h("div.list", { tabindex: 0, role: "application", "aria-label": words.text, "aria-roledescription": words.text }, this.elements)
    this.toolbar = new Toolbar(model, this.outbox, words, act, () => elsewhere + this.judgedToday.size)
    this.panel = new Panel(model, this.acts, words, act)
    this.pens = h("div.pens", { role: "toolbar", "aria-label": words.categories })
    this.message = h("div.message", { role: "alert", hidden: true })
    const frame = h("div.pane", { dir: words.direction, lang: words.language }, this.toolbar.element, this.pens, this.message, h("div.columns", {}, this.list, this.panel.element))
    parent.replaceChildren(frame)
    this.palette = new Palette(frame, words)
    this.help = helpDialog(model, words)
    frame.append(this.help)
    this.selection = new Selection(this.root, (index, side) => this.elements[index].querySelector(`.${side}`), (index, side) => model.text(model.sentences[index], side))
    this.drawPens()
    this.listen()
  }

  start(at) {
    for (const { operation } of this.outbox.queue) if (this.isHere(operation)) this.acts.replay(operation)
    for (const sentence of this.model.sentences) this.drawSentence(sentence)
    this.go(Math.min(Math.max((at ?? 1) - 1, 0), this.model.sentences.length - 1))
    this.outbox.send() // what an earlier page left unsent
    this.toolbar.showProgress()
    this.list.focus({ preventScroll: true })
  }

  listen() {
    this.list.addEventListener("keydown", (event) => {
      if (!handleKey(event, { act: this.act, selection: this.selection, categories: this.model.scheme.issue_category })) return
      event.preventDefault()
      event.stopPropagation()
    })
    // Keys typed into our fields are for our fields: Streamlit would take R and C for its own.
    this.list.parentElement.parentElement.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.palette.open) this.list.focus({ preventScroll: true })
      event.stopPropagation()
    })
    this.list.addEventListener("pointerdown", ({ clientX: x, clientY: y }) => (this.pressed = { x, y, place: this.selection.placeAt(x, y) }))
    this.list.addEventListener("pointerup", (event) => this.pointed(event))
    this.list.addEventListener("click", (event) => this.clicked(event))
  }

  /** Operations on other articles, left unsent by an earlier page, are sent along; they change nothing here. */
  isHere(operation) {
    return operation.article === this.model.article.id
  }

  get sentence() {
    return this.model.sentences[this.selection.index]
  }

  /** What buttons and keys do. */
  actions() {
    return {
      put: (kind, thing, fields) => this.acts.put(kind, thing, fields),
      undo: () => this.acts.undo(),
      redo: () => this.acts.redo(),
      hold: (mark) => this.hold(mark),
      go: (index) => this.go(index),
      down: () => this.step(1),
      up: () => this.step(-1),
      pageDown: () => this.step(10),
      pageUp: () => this.step(-10),
      clean: () => this.judge({ state: "clean" }),
      skip: () => this.skip(),
      flag: () => this.acts.put("review", this.sentence.id, { flagged: !this.model.review(this.sentence.id).flagged }),
      note: () => this.panel.focus("review", this.sentence.id, "note"),
      score: () => this.panel.focus("review", this.sentence.id, "score"),
      mark: () => this.mark(),
      category: (id) => this.pickCategory(id),
      omission: () => this.markOmission(),
      claim: () => this.makeClaim(),
      distort: () => this.distort(),
      evidence: () => this.addEvidence(),
      retire: () => this.held && this.retire(this.held.kind, this.held.id),
      retireRow: (kind, id) => this.retire(kind, id),
      nextMark: () => this.stepMark(1),
      previousMark: () => this.stepMark(-1),
      nextUnreviewed: () => this.goNext((sentence) => !JUDGED.has(this.model.review(sentence.id).state)),
      nextFlagged: () => this.goNext((sentence) => this.model.review(sentence.id).flagged),
      toggleSnap: () => this.toggleSnap(),
      toggleSide: () => this.toggleSide(),
      search: () => this.toolbar.search.focus(),
      filtered: (filter) => this.filtered(filter),
      help: () => this.help.showModal(),
      escape: () => this.escape(),
      directionOf: (side) => (side === "source" ? this.model.article.source_direction : this.model.article.direction),
    }
  }

  // --- moving about

  go(index, keepSelection = false) {
    if (!keepSelection) this.selection.goto(index, this.selection.side)
    const element = this.elements[index]
    this.lit?.classList.remove("in-hand")
    this.lit = element
    element.classList.add("in-hand")
    element.scrollIntoView({ block: "nearest" })
    requestAnimationFrame(() => element.scrollIntoView({ block: "nearest" })) // once what was skipped has its true height
    if (this.held && this.model.get(this.held.kind, this.held.id)?.sentence_id !== this.sentence.id) this.held = null
    this.panel.show(this.sentence, this.held)
    this.toolbar.drawStrip(index)
    this.time.on(this.sentence.id)
    history.replaceState(history.state, "", place(index + 1))
  }

  step(by) {
    const shown = this.model.sentences.filter(({ index }) => !this.elements[index].hidden)
    const at = shown.findIndex(({ index }) => index >= this.selection.index)
    const next = shown[Math.min(Math.max((at < 0 ? shown.length : at) + by, 0), shown.length - 1)]
    if (next) this.go(next.index)
  }

  goNext(wanted) {
    const { sentences } = this.model
    const from = this.selection.index + 1
    const next = [...sentences.slice(from), ...sentences.slice(0, from)].find((sentence) => !this.elements[sentence.index].hidden && wanted(sentence))
    if (next) this.go(next.index)
    else this.say(this.words.none_left)
  }

  stepMark(by) {
    const marks = ["issue", "claim"].flatMap((kind) => this.model.of(kind, this.sentence.id).map((row) => ({ kind, id: row.id, start: row.start })))
    marks.sort((a, b) => a.start - b.start)
    if (!marks.length) return
    const at = marks.findIndex(({ id }) => id === this.held?.id)
    this.hold(marks[(at + by + marks.length + (at < 0 && by < 0 ? 1 : 0)) % marks.length])
  }

  hold(mark) {
    this.held = mark && { kind: mark.kind, id: mark.id }
    const row = mark && this.model.get(mark.kind, mark.id)
    if (row && row.sentence_id !== this.sentence.id) this.go(this.model.byId.get(row.sentence_id).index)
    this.panel.show(this.sentence, this.held)
    this.lightHeld()
  }

  lightHeld() {
    for (const element of this.list.querySelectorAll(".held")) element.classList.remove("held")
    if (!this.held) return
    const name = `${this.held.kind}:${this.held.id}`
    for (const element of this.elements[this.selection.index].querySelectorAll("[data-marks]")) element.classList.toggle("held", element.dataset.marks.split(" ").includes(name))
  }

  filtered(filter) {
    let count = 0
    for (const sentence of this.model.sentences) {
      const shown = this.model.matches(sentence, filter)
      this.elements[sentence.index].hidden = !shown
      count += shown
    }
    this.toolbar.showFound(count)
  }

  escape() {
    if (this.held) return this.hold(null)
    this.armed = null
    this.drawPens()
    this.selection.collapse()
  }

  toggleSnap() {
    this.selection.snap = !this.selection.snap
    this.selection.show()
    this.drawPens()
  }

  toggleSide() {
    const side = this.selection.side === "source" ? "translation" : "source"
    if (this.elements[this.selection.index].querySelector(`.${side}`)) this.selection.goto(this.selection.index, side)
  }

  // --- judging

  judge(fields) {
    const issues = this.model.of("issue", this.sentence.id).length
    if (issues) return this.say(this.words[`${fields.state}_with_issues`].replace("{count}", issues))
    this.acts.put("review", this.sentence.id, fields)
    this.step(1)
  }

  async skip() {
    const reason = await this.ask(this.words.why_skip, this.model.scheme.skip_reason)
    if (reason) this.judge({ state: "skipped", skip_reason: reason })
  }

  /** Enter: the mark under the cursor, or a new one on the selection. */
  async mark() {
    if (this.selection.empty) {
      const under = this.markAt(this.selection.focus)
      return under ? this.hold(under) : this.selectSentence()
    }
    const category = this.armed ?? (await this.ask(this.words.what_is_wrong, this.model.scheme.issue_category))
    if (category) await this.markAs(category)
  }

  async pickCategory(id) {
    if (!this.selection.empty) return this.markAs(id)
    this.armed = this.armed === id ? null : id
    this.drawPens()
  }

  async markAs(category) {
    const { index, side } = this.selection
    const range = this.selection.range()
    const severity = await this.ask(this.words.how_bad, this.model.scheme.severity)
    if (!severity) return
    this.addIssue(index, side, range, category, severity)
    this.selection.goto(index, side, range[1])
    if (this.model.label("issue_category", category).needs_note) this.panel.focus("issue", this.held.id, "comment")
  }

  async markOmission() {
    const { index, side } = this.selection
    const category = this.model.scheme.issue_category.find(({ point }) => point)
    const offset = this.selection.range()[1]
    const severity = category && (await this.ask(`${category.name}: ${this.words.how_bad}`, this.model.scheme.severity))
    if (severity) this.addIssue(index, side, [offset, offset], category.id, severity)
  }

  addIssue(index, side, [start, end], category, severity) {
    const place = this.placed(index, side, start, end)
    const id = this.acts.put("issue", newId(), { side, ...place, category, severity })
    this.hold({ kind: "issue", id })
  }

  makeClaim() {
    const { index, side } = this.selection
    if (side !== "translation") return this.say(this.words.claim_in_translation)
    const [start, end] = this.selection.empty ? [0, this.selection.text.length] : this.selection.range()
    const id = this.acts.put("claim", newId(), this.placed(index, side, start, end))
    this.selection.goto(index, side, end)
    this.hold({ kind: "claim", id })
    this.panel.focus("claim", id, "statement")
  }

  /** With an issue in hand: which claim does it damage, and how? */
  async distort() {
    if (this.held?.kind !== "issue") return this.say(this.words.hold_an_issue)
    const issue = this.held.id
    const claims = this.model.all("claim").sort((a, b) => a.start - b.start)
    if (!claims.length) return this.say(this.words.no_claims)
    const options = claims.map((claim) => ({ id: claim.id, name: `${this.model.byId.get(claim.sentence_id).index + 1} · ${claim.statement.slice(0, 90)}` }))
    const here = claims.filter((claim) => claim.sentence_id === this.sentence.id)
    options.sort((a, b) => here.some(({ id }) => id === b.id) - here.some(({ id }) => id === a.id))
    const claim = await this.ask(this.words.which_claim, options)
    const kind = claim && (await this.ask(this.words.what_damage, this.model.scheme.distortion_kind))
    if (kind) this.acts.put("distortion", newId(), { issue_id: issue, claim_id: claim, kind })
  }

  addEvidence() {
    if (this.held?.kind !== "claim") return this.say(this.words.hold_a_claim)
    const id = this.acts.put("evidence", newId(), { claim_id: this.held.id })
    this.panel.draw()
    this.panel.focus("evidence", id, "url")
  }

  retire(kind, id) {
    if (this.held?.id === id) this.held = null
    this.acts.put(kind, id, { retired: true })
    this.list.focus({ preventScroll: true })
  }

  selectSentence() {
    this.selection.select(this.selection.index, this.selection.side, 0, this.selection.text.length)
  }

  /** A range of a sentence as offsets of the whole text, in code points. */
  placed(index, side, start, end) {
    const map = this.model.sides[side]
    const [first] = this.model.span(this.model.sentences[index], side)
    return { start: map.toPoints(first + start), end: map.toPoints(first + end) }
  }

  markAt(offset) {
    const { start } = this.placed(this.selection.index, this.selection.side, offset, offset)
    for (const kind of ["issue", "claim"]) {
      const row = this.model.of(kind, this.sentence.id).findLast((mark) => (mark.side ?? "translation") === this.selection.side && mark.start <= start && (mark.end > start || mark.end === mark.start))
      if (row && (row.end > start || row.start === start)) return { kind, id: row.id }
    }
    return null
  }

  async ask(title, options) {
    const choosable = options.filter(({ retired, automatic }) => !retired && !automatic)
    const chosen = await this.palette.choose(title, choosable, this.selection.rectangle())
    this.list.focus({ preventScroll: true })
    return chosen
  }

  // --- mouse and touch

  pointed(event) {
    if (event.pointerType === "touch") return // a tap comes as a click, a long press as a selection
    if (this.selection.takeNative() || this.dragged(event)) this.selected()
  }

  /** A drag that begins exactly between two letters leaves Chromium with an empty selection: where it began, we know. */
  dragged(event) {
    const from = this.pressed
    if (!from?.place || Math.hypot(event.clientX - from.x, event.clientY - from.y) < 6) return false
    const to = this.selection.placeAt(event.clientX, event.clientY)
    if (!to || to.index !== from.place.index || to.side !== from.place.side) return false
    this.selection.select(to.index, to.side, from.place.offset, to.offset)
    return !this.selection.empty
  }

  clicked(event) {
    const chip = event.target.closest("[data-marks]")
    const index = Number(event.target.closest(".sentence")?.dataset.index)
    if (Number.isNaN(index)) return
    const place = event.target.closest("p.text") ? this.selection.placeAt(event.clientX, event.clientY) : null
    if (event.pointerType === "touch") return this.touched(index, chip, place)
    if (!this.selection.empty && this.selection.index === index && !chip?.matches(".chip")) return
    if (place) this.selection.goto(index, place.side, place.offset)
    this.go(index, Boolean(place))
    if (chip) this.hold(lastMark(chip))
  }

  touched(index, chip, place) {
    if (this.selection.takeNative()) return this.selected()
    if (chip?.matches(".chip, .point") || (chip && this.selection.empty)) {
      this.go(index)
      return this.hold(lastMark(chip))
    }
    const wasInHand = this.selection.index === index
    if (!wasInHand) this.go(index)
    if (place && wasInHand) this.selection.tap(place)
  }

  selected() {
    const { index } = this.selection
    this.go(index, true)
    this.list.focus({ preventScroll: true })
    this.mark()
  }

  // --- what has changed

  changed(sentenceIds) {
    for (const id of sentenceIds) {
      const sentence = this.model.byId.get(id)
      if (!sentence) continue
      this.drawSentence(sentence)
      const next = this.model.sentences[sentence.index + 1]
      if (next && this.runsOver(sentence, next)) this.drawSentence(next)
      if (JUDGED.has(this.model.review(id).state)) this.judgedToday.add(id)
    }
    if (this.held && !this.model.live(this.held.kind, this.model.get(this.held.kind, this.held.id))) this.held = null
    this.panel.show(this.sentence, this.held)
    this.lightHeld()
    this.selection.show()
    this.toolbar.showStatus()
    clearTimeout(this.progressTimer)
    this.progressTimer = setTimeout(() => this.toolbar.showProgress(), 50) // counting 5,000 sentences can wait for the paint
  }

  runsOver(sentence, next) {
    return ["issue", "claim"].some((kind) => this.model.of(kind, sentence.id).some((row) => row.end > next.start))
  }

  drawSentence(sentence) {
    drawSentence(this.elements[sentence.index], this.model, sentence, this.words, (thing) => this.outbox.pending(thing))
  }

  drawPens() {
    const pen = (category) =>
      button(category.name, category.key?.toUpperCase(), () => this.act.category(category.id), {
        class: "act pen",
        style: { "--hue": category.hue },
        title: [category.test, category.example].filter(Boolean).join(" — "),
        "aria-pressed": String(this.armed === category.id),
        tabindex: -1,
      })
    const snap = button(this.selection.snap ? this.words.by_word : this.words.by_letter, "L", () => this.act.toggleSnap(), { tabindex: -1 })
    fill(this.pens, this.model.scheme.issue_category.filter(({ retired }) => !retired).map(pen), h("span.grow"), snap)
  }

  revisionOf(thing) {
    const [kind, id] = thing.split(" ")
    return this.model.get(kind, id)?.revision ?? 0
  }

  /** The server said no for good: why, and what the reviewer can do; nothing that they wrote goes away unseen. */
  refused(operation, answer) {
    if (answer.code !== "conflict") {
      this.acts.dropped(operation, null)
      if (answer.code === "undo_overtaken") this.outbox.giveUp()
      return this.say(answer.message)
    }
    const choose = (mine) => {
      if (mine) this.outbox.insist(answer.current?.revision ?? 0, this.acts.renamed(operation.id))
      else this.outbox.giveUp()
      if (!mine) this.acts.dropped(operation, answer.current)
      this.say(null)
      this.list.focus({ preventScroll: true })
    }
    this.say(
      answer.message,
      h("dl.versions", {}, h("dt", {}, this.words.yours), h("dd", {}, this.describe(operation.kind, operation.fields)), h("dt", {}, this.words.theirs), h("dd", {}, this.describe(operation.kind, answer.current ?? {}, operation.fields))),
      h("div.buttons", {}, button(this.words.keep_mine, "", () => choose(true), { class: "act primary" }), button(this.words.take_theirs, "", () => choose(false))),
    )
  }

  describe(kind, row, only = row) {
    return Object.keys(only ?? {}).map((name) => h("div", {}, `${this.words[`field_${name}`] ?? name}: `, h("bdi", {}, this.valueOf(kind, name, row[name]))))
  }

  valueOf(kind, name, value) {
    if (value === null || value === undefined || value === "") return "—"
    if (name === "state") return this.words[`state_${value}`]
    const list = { category: "issue_category", status: "claim_status", verdict_in_source: "verdict", skip_reason: "skip_reason" }[name] ?? name
    if (this.model.labels[list]) return this.model.label(list, value).name
    return Array.isArray(value) ? value.map((id) => this.model.label("claim_kind", id).name).join("، ") : String(value)
  }

  say(text, ...more) {
    this.message.hidden = !text
    if (text) fill(this.message, h("span", {}, text), more.length ? more : button(this.words.close, "", () => this.say(null), { class: "act small" }))
    clearTimeout(this.messageTimer)
    if (text && !more.length) this.messageTimer = setTimeout(() => this.say(null), 8000)
  }

  leave(event) {
    this.panel.flush()
    if (this.outbox.unsent) event.preventDefault()
  }

  close() {
    this.panel.flush()
    this.time.stop()
    removeEventListener("beforeunload", this.leaving)
    removeEventListener("resize", this.resized)
    document.removeEventListener("visibilitychange", this.hiding)
    CSS.highlights?.delete("tadqiq-selection")
    CSS.highlights?.delete("tadqiq-cursor")
  }
}

function lastMark(element) {
  const [kind, id] = element.dataset.marks.split(" ").at(-1).split(":")
  return { kind, id }
}

function place(number) {
  const address = new URL(location.href)
  address.searchParams.set("sentence", number)
  return address
}
