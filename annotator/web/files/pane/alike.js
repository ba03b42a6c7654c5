// Already checked claims that a sentence resembles: asked for piece by piece once the text is there, shown beside what
// differs. The reviewer says how they relate; a verdict is never taken over.

import { newId } from "./acts.js"
import { listed, marked } from "./differences.js"
import { button, h, show } from "./dom.js"
import { load } from "./fetching.js"
import { seen } from "./invisible.js"

const COUNT = 40 // sentences to a call: a fraction of a second of the server's time
export const RELATIONS = { same: "1", narrower: "2", broader: "3", contradicts: "4", unrelated: "0" }

export class Alike {
  constructor(pane) {
    Object.assign(this, { pane, bySentence: new Map(), opened: false, asking: false, whole: Boolean(pane.as) })
  }

  /** Asks for all sentences, once at a time; `whole` says whether every answer came. */
  async load() {
    if (this.asking) return
    this.asking = true
    this.whole = await this.askAll()
    this.asking = false
  }

  /** From the sentence in hand on and round. */
  async askAll() {
    const { model, sentence } = this.pane
    const count = model.sentences.length
    const blocks = Array.from({ length: Math.ceil(count / COUNT) }, (_, index) => index * COUNT)
    const at = Math.floor(sentence.index / COUNT)
    for (const first of [...blocks.slice(at), ...blocks.slice(0, at)]) if (!(await this.ask(first))) return false
    return true
  }

  async ask(first) {
    const { pane } = this
    if (pane.closed) return false
    const { status, body } = await load(`/api/articles/${pane.model.article.id}/look-alikes?first=${first}&count=${COUNT}`)
    if (status !== 200 || pane.closed) return false
    const { sentences } = body
    for (const [id, found] of Object.entries(sentences)) {
      this.bySentence.set(id, found)
      if (pane.model.byId.has(id)) pane.drawing.sentence(pane.model.byId.get(id))
    }
    if (Object.keys(sentences).length) {
      pane.drawing.lightHeld()
      pane.selection.show()
      pane.drawing.soon()
    }
    return true
  }

  /** The look-alikes of a sentence that the reviewer has not rejected; with `all`, those too. */
  of(sentenceId, all = false) {
    const found = this.bySentence.get(sentenceId) ?? []
    return all ? found : found.filter(({ id }) => this.relation(sentenceId, id)?.relation !== "unrelated")
  }

  relation(sentenceId, knownId) {
    return this.pane.model.of("resemblance", sentenceId).find((row) => row.known_id === knownId)
  }

  /** Opens the section in the panel and puts the keyboard there; once more closes it. */
  toggle() {
    const { pane } = this
    if (!this.of(pane.sentence.id, true).length) return this.sayNone()
    this.opened = !this.opened
    pane.drawing.now()
    if (this.opened) this.part.querySelector(".known")?.focus()
    else pane.list.focus({ preventScroll: true })
  }

  /** Nothing is called unlike that was not searched for: what no answer came to is asked again. */
  sayNone() {
    const { pane } = this
    pane.say(this.whole ? pane.words.no_alike : pane.words.alike_unanswered)
    if (!this.whole) this.load()
  }

  relate(known, relation) {
    const { acts, sentence } = this.pane
    const existing = this.relation(sentence.id, known.id)
    if (existing?.relation === relation) return acts.put("resemblance", existing.id, { retired: true })
    if (existing) return acts.put("resemblance", existing.id, { relation })
    acts.put("resemblance", newId(), { start: sentence.start, end: sentence.end, known_id: known.id, relation })
  }

  /** Fills the section of the panel; the keyboard stays where it was in it. */
  drawInto(part, sentence) {
    this.part = part
    const at = part.getRootNode().activeElement?.closest?.("[data-focus]")?.dataset.focus
    const inside = at && part.contains(part.getRootNode().activeElement)
    show(part, this.draw(sentence))
    if (inside) part.querySelector(`[data-focus="${CSS.escape(at)}"]`)?.focus({ preventScroll: true })
  }

  draw(sentence) {
    const { words } = this.pane
    const found = this.of(sentence.id, true)
    if (!found.length) return null
    const title = words.alike.replace("{count}", this.of(sentence.id).length)
    const head = button(title, "R", () => this.pane.act.alike(), { class: "act small", "aria-expanded": String(this.opened), "data-focus": "head" })
    if (!this.opened) return head
    return [head, h("p.quiet", {}, words.not_taken_over), found.map((known, index) => this.drawKnown(sentence, known, index))]
  }

  drawKnown(sentence, known, index) {
    const { words, model } = this.pane
    const related = this.relation(sentence.id, known.id)
    const text = model.text(sentence, "translation")
    const { article } = model
    return h(
      "div.known",
      { tabindex: 0, role: "group", "aria-label": known.claim, "data-focus": known.id, "data-relation": related?.relation, onkeydown: (event) => this.key(event, known, index) },
      h("span.side", {}, words.here),
      h("p.compared", { dir: article.direction, lang: article.language }, marked(text, known.differences, "start", "end")),
      h("span.side", {}, words.there),
      h("p.compared", { dir: "auto", lang: known.language || null }, marked(known.claim, known.differences, "known_start", "known_end")),
      listed(known.differences, words),
      h("p.quiet", {}, words.their_verdict, " ", h("strong", { dir: "auto" }, seen(known.verdict || words.verdict_not_given)), " · ", about(known, words)),
      h("div.buttons", {}, Object.entries(RELATIONS).map(([relation, key]) => this.drawRelation(known, relation, key, related))),
    )
  }

  drawRelation(known, relation, key, related) {
    const { words, act } = this.pane
    const attributes = { class: "act small", title: words[`relation_help_${relation}`], "aria-pressed": String(related?.relation === relation), "data-focus": `${known.id} ${relation}` }
    return button(words[`relation_${relation}`], key, () => act.relate(known, relation), attributes)
  }

  key(event, known, index) {
    const relation = Object.keys(RELATIONS).find((name) => event.key === RELATIONS[name] || event.code === `Digit${RELATIONS[name]}` || event.code === `Numpad${RELATIONS[name]}`)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.ctrlKey || event.altKey || event.metaKey) return
    if (relation) this.pane.act.relate(known, relation)
    else if (step) this.part.querySelectorAll(".known")[index + step]?.focus()
    else if (event.code === "KeyR") this.toggle()
    else if (event.code === "KeyZ") event.shiftKey ? this.pane.act.redo() : this.pane.act.undo()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}

function about(known, words) {
  const from = known.origin === "own" ? `${words.origin_own}: ${known.title}` : known.publisher
  const likeness = words.likeness.replace("{percent}", Math.round(known.likeness * 100))
  const link = /^https?:\/\//i.test(known.url) ? h("a.open", { href: known.url, target: "_blank", rel: "noopener noreferrer" }, words.open_source, " ↗") : null
  const parts = [from && h("bdi", {}, seen(from)), known.date && h("bdi", {}, known.date), likeness, link].filter(Boolean)
  return parts.flatMap((part, index) => (index ? [" · ", part] : [part]))
}
