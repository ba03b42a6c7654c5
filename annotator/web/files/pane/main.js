// The annotate page: puts the parts together and says what each button and key does.

import { Acts } from "./acts.js"
import { Alike } from "./alike.js"
import { Discussion } from "./discussion.js"
import { fill, h } from "./dom.js"
import { Drawing } from "./drawing.js"
import { load } from "./fetching.js"
import { helpDialog } from "./help.js"
import { Hints } from "./hints.js"
import { handleKey } from "./keys.js"
import { SentenceHistory } from "./history.js"
import { Marking } from "./marking.js"
import { JUDGED, Model } from "./model.js"
import { Moving } from "./moving.js"
import { Outbox } from "./outbox.js"
import { inBlocks, sentenceElement } from "./paint.js"
import { Palette } from "./palette.js"
import { Panel } from "./panel.js"
import { Pointer } from "./pointer.js"
import { Refusals } from "./refusals.js"
import { SchemeWatch } from "./scheme.js"
import { Selection } from "./selection.js"
import { Submission } from "./submission.js"
import { Toolbar } from "./toolbar.js"
import { WorkTime } from "./worktime.js"

/** Opens an article in `parent`; gives back a function that closes it. */
export async function open(parent, { article, person, at, as = "" }) {
  const midnight = new Date(new Date().setHours(0, 0, 0, 0)).toISOString()
  const [opened, words] = await Promise.all([
    load(`/api/articles/${article}?as=${as}&day_start=${encodeURIComponent(midnight)}`),
    load("/api/words"),
    fonts(),
  ])
  if (opened.status !== 200) {
    parent.replaceChildren(h("p.refusal", { role: "alert" }, opened.body.message ?? words.body.offline ?? ""))
    return () => {}
  }
  const pane = new Pane(parent, opened.body, words.body, person, as)
  pane.start(at)
  return () => pane.close()
}

/** The fonts are there before the text, so that nothing moves under the reader's hand; at most half a second. */
function fonts() {
  const wanted = ['1em "Tadqiq Naskh"', '1em "Tadqiq Sans"'].map((font) => document.fonts.load(font, "نص abc"))
  return Promise.race([Promise.all(wanted), new Promise((resolve) => setTimeout(resolve, 500))])
}

/** What the parts share: the model, the selection, what is in hand, and the elements of the page. */
class Pane {
  constructor(parent, opened, words, person, as) {
    this.words = words
    this.as = as // "consensus": what stands is edited, not one's own review
    this.root = parent.getRootNode()
    this.model = new Model(opened)
    this.held = null // the issue or claim in hand: {kind, id}
    this.armed = null // the category that the next selection gets
    this.judgedToday = new Set(opened.today.here)
    this.outbox = new Outbox(person, {
      revisionOf: (thing) => this.model.revisionOf(thing),
      confirmed: (answer, operation) => this.confirmed(answer, operation),
      refused: (operation, answer) => (this.discussion.owns(operation) ? this.discussion : this.refusals).refused(operation, answer),
      status: () => this.toolbar?.showStatus(),
    })
    this.drawing = new Drawing(this)
    this.moving = new Moving(this)
    this.marking = new Marking(this)
    this.refusals = new Refusals(this)
    this.acts = new Acts(this.model, this.outbox, (sentences) => this.drawing.changed(sentences), opened.acts, as)
    this.submission = new Submission(this, as)
    this.discussion = new Discussion(words, this.outbox, this.discussed())
    this.hints = new Hints(this)
    this.alike = new Alike(this)
    this.build(parent, opened.today)
    this.time = as ? null : new WorkTime((sentence, seconds) => this.acts.work(sentence, seconds))
    this.history = new SentenceHistory(words, (wanted) => this.act.restore(wanted), as)
    this.panel.element.append(this.history.element)
    this.schemeWatch = new SchemeWatch(this)
    this.listen()
  }

  build(parent, { elsewhere }) {
    const { model, words } = this
    this.act = this.actions()
    this.elements = model.sentences.map((sentence) => sentenceElement(model, sentence))
    this.list = h("div.list", { tabindex: 0, role: "application", "aria-label": words.text, "aria-roledescription": words.text }, inBlocks(this.elements))
    this.toolbar = new Toolbar(model, this.outbox, words, this.act, () => elsewhere + this.judgedToday.size, this.submission)
    this.panel = new Panel(model, this.acts, words, this.act, this)
    this.panel.element.insertBefore(this.discussion.element, this.panel.parts.history)
    this.pens = h("div.pens", { role: "toolbar", "aria-label": words.categories })
    this.message = h("div.message", { role: "alert", hidden: true })
    const frame = h("div.pane", { dir: words.direction, lang: words.language }, this.toolbar.element, this.submission.element, this.pens, this.message, h("div.columns", {}, this.list, this.panel.element))
    parent.replaceChildren(frame)
    this.palette = new Palette(frame, words)
    this.help = helpDialog(model, words)
    frame.append(this.help)
    this.selection = new Selection(this.root, (index, side) => this.elements[index].querySelector(`.${side}`), (index, side) => model.text(model.sentences[index], side))
    this.drawing.pens()
  }

  start(at) {
    for (const { operation } of this.outbox.queue) if (this.isHere(operation)) this.acts.replay(operation)
    for (const sentence of this.model.sentences) this.drawing.sentence(sentence)
    this.moving.go(Math.min(Math.max((at ?? 1) - 1, 0), this.model.sentences.length - 1))
    this.drawing.now()
    this.outbox.send() // what an earlier page left unsent
    this.toolbar.showProgress()
    this.submission.show()
    this.list.focus({ preventScroll: true })
    if (!this.as) requestIdleCallback(() => this.hints.load().then(() => this.alike.load()), { timeout: 2000 })
    this.discussion.load()
  }

  /** What the discussion asks of this page. */
  discussed() {
    const { model } = this
    return {
      article: () => model.article.id,
      sentence: () => this.sentence.id,
      number: (id) => (model.byId.get(id)?.index ?? 0) + 1,
      go: (id) => model.byId.has(id) && this.moving.go(model.byId.get(id).index),
      hidden: () => false,
      changed: () => this.drawing.discussed(),
      say: (text) => this.say(text, this.refusals.closeButton()),
    }
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
    new Pointer(this)
    this.leaving = (event) => this.leave(event)
    this.hiding = () => document.hidden && this.panel.flush()
    addEventListener("beforeunload", this.leaving)
    document.addEventListener("visibilitychange", this.hiding)
  }

  /** Operations on other articles, left unsent by an earlier page, are sent along; they change nothing here. */
  isHere(operation) {
    return operation.article === this.model.article.id && (operation.act === "undo" || (operation.as ?? "") === this.as)
  }

  confirmed(answer, operation) {
    this.discussion.confirmed(answer, operation)
    if (this.isHere(operation)) this.acts.confirmed(answer)
    this.history?.changed()
    this.schemeWatch?.acted()
  }

  /** The dialog of keys and labels, with the labels as they are now. */
  renewHelp() {
    const fresh = helpDialog(this.model, this.words)
    if (this.help.open) return
    this.help.replaceWith(fresh)
    this.help = fresh
  }

  get sentence() {
    return this.model.sentences[this.selection.index]
  }

  /** What buttons and keys do. */
  actions() {
    const { moving, marking, drawing } = this
    return this.submission.guarded({
      put: (kind, thing, fields) => this.acts.put(kind, thing, fields),
      restore: ({ row, revision, ...wanted }) => this.acts.restore({ ...wanted, row }),
      history: () => this.history.toggle(),
      undo: () => this.acts.undo(),
      redo: () => this.acts.redo(),
      hold: (mark) => moving.hold(mark),
      go: (index) => moving.go(index),
      down: () => moving.step(1),
      up: () => moving.step(-1),
      pageDown: () => moving.step(10),
      pageUp: () => moving.step(-10),
      clean: () => marking.judge({ state: "clean" }),
      skip: () => marking.skip(),
      flag: () => this.acts.put("review", this.sentence.id, { flagged: !this.model.review(this.sentence.id).flagged }),
      note: () => this.edit("review", this.sentence.id, "note"),
      score: () => this.edit("review", this.sentence.id, "score"),
      mark: () => marking.mark(),
      category: (id) => marking.pickCategory(id),
      omission: () => marking.markOmission(),
      claim: () => marking.makeClaim(),
      distort: () => marking.distort(),
      evidence: () => marking.addEvidence(),
      retire: () => this.held && marking.retire(this.held.kind, this.held.id),
      retireRow: (kind, id) => marking.retire(kind, id),
      nextMark: () => moving.stepMark(1),
      previousMark: () => moving.stepMark(-1),
      nextUnreviewed: () => moving.goNext((sentence) => !JUDGED.has(this.model.review(sentence.id).state)),
      nextFlagged: () => moving.goNext((sentence) => this.model.review(sentence.id).flagged),
      acceptHint: (hint) => this.hints.accept(hint),
      dismissHint: (hint) => this.hints.dismiss(hint),
      toggleHints: () => this.hints.toggle(),
      alike: () => this.alike.toggle(),
      relate: (known, relation) => this.alike.relate(known, relation),
      toggleSnap: () => drawing.toggleSnap(),
      toggleSide: () => moving.toggleSide(),
      search: () => this.toolbar.search.focus(),
      comment: () => this.discussion.focus(),
      filtered: (filter) => moving.filtered(filter),
      help: () => this.help.showModal(),
      escape: () => moving.escape(),
      directionOf: (side) => (side === "source" ? this.model.article.source_direction : this.model.article.direction),
    })
  }

  /** Puts the keyboard into a field of a row's form. */
  edit(kind, id, name) {
    this.drawing.now()
    this.panel.focus(kind, id, name)
  }

  /** Tells the reader something; for good when there is something to choose, else for eight seconds. */
  say(text, ...more) {
    this.message.hidden = !text
    if (text) fill(this.message, h("span", {}, text), more.length ? more : this.refusals.closeButton())
    clearTimeout(this.messageTimer)
    if (text && !more.length) this.messageTimer = setTimeout(() => this.say(null), 8000)
  }

  leave(event) {
    this.panel.flush()
    if (this.outbox.unsent) event.preventDefault()
  }

  close() {
    this.closed = true
    this.panel.flush()
    this.time?.stop()
    this.schemeWatch.stop()
    this.history.stop()
    this.discussion.close()
    this.drawing.stop()
    this.toolbar.strip.stop()
    this.moving.stop()
    this.outbox.close()
    removeEventListener("beforeunload", this.leaving)
    document.removeEventListener("visibilitychange", this.hiding)
    CSS.highlights?.delete("tadqiq-selection")
    CSS.highlights?.delete("tadqiq-cursor")
  }
}
