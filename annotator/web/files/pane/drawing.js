// What is drawn when: the text at once, in the frame of the key press; what stands around it right after that frame.

import { button, fill, h } from "./dom.js"
import { JUDGED } from "./model.js"
import { drawSentence } from "./paint.js"

const AFTER = 30 // ms after the frame: by then the answer is mostly there too, and both are drawn as one

export class Drawing {
  constructor(pane) {
    Object.assign(this, { pane, frame: 0, lit: new Map() })
  }

  /** Rows of these sentences have changed. */
  changed(sentenceIds) {
    const { pane } = this
    for (const id of sentenceIds) {
      const sentence = pane.model.byId.get(id)
      if (!sentence) continue
      this.sentence(sentence)
      const next = pane.model.sentences[sentence.index + 1]
      if (next && this.runsOver(sentence, next)) this.sentence(next)
      if (JUDGED.has(pane.model.review(id).state)) pane.judgedToday.add(id)
    }
    if (pane.held && !pane.model.live(pane.held.kind, pane.model.get(pane.held.kind, pane.held.id))) pane.held = null
    this.lightHeld()
    pane.selection.show()
    this.soon()
    clearTimeout(this.progressTimer)
    this.progressTimer = setTimeout(() => pane.toolbar.showProgress(), 50) // counting 5,000 sentences can wait
  }

  sentence(sentence) {
    const { elements, model, words, outbox, hints, alike } = this.pane
    const beside = { hints: hints.marks(sentence.id), alike: alike.of(sentence.id).length }
    drawSentence(elements[sentence.index], model, sentence, words, (thing) => outbox.pending(thing), beside)
  }

  /** Panel and needle: once, when the text has been painted and the act is on its way; nobody waits for them. */
  soon() {
    if (this.frame) return
    this.frame = requestAnimationFrame(() => (this.timer = setTimeout(() => this.now(), AFTER)))
  }

  /** The same at once. */
  now() {
    const { panel, toolbar, acts, selection, sentence, held, discussion } = this.pane
    this.stop()
    panel.show(sentence, held)
    this.pane.history?.show(this.pane.model.article.id, sentence.id)
    discussion.show()
    this.lightHint()
    toolbar.showStatus()
    toolbar.showStacks(acts.stacks())
    toolbar.strip.point(selection.index)
  }

  stop() {
    cancelAnimationFrame(this.frame)
    clearTimeout(this.timer)
    this.frame = 0
  }

  lightHeld() {
    const { held } = this.pane
    const name = held ? `${held.kind}:${held.id}` : null
    this.light("held", name && "[data-marks]", ({ dataset }) => dataset.marks.split(" ").includes(name))
    this.lightHint()
  }

  /** Beside each sentence that is discussed the number of comments. */
  discussed() {
    const { elements, model, discussion } = this.pane
    const threads = new Map(discussion.open ? discussion.threads().map((thread) => [thread.sentence, thread]) : [])
    for (const { id, index } of model.sentences) {
      const { dataset } = elements[index]
      const thread = threads.get(id)
      if (String(thread?.count ?? "") === (dataset.comments ?? "") && String(thread?.resolved ?? "") === (dataset.resolved ?? "")) continue
      if (thread) Object.assign(dataset, { comments: thread.count, resolved: thread.resolved })
      else delete dataset.comments
    }
  }

  /** The places of the hint that the keys are about. */
  lightHint() {
    const id = this.pane.hints.inHand?.id
    this.light("hint-held", id && "[data-hint]", ({ dataset }) => dataset.hint === id)
  }

  /** Gives a class to some elements of the sentence in hand, and takes it from those that had it: a search through the whole list would take milliseconds. */
  light(name, selector, isMeant) {
    const { elements, selection } = this.pane
    for (const element of this.lit.get(name) ?? []) element.classList.remove(name)
    const lit = selector ? [...elements[selection.index].querySelectorAll(selector)].filter(isMeant) : []
    for (const element of lit) element.classList.add(name)
    this.lit.set(name, lit)
  }

  /** The row of categories with the keys that hold here (letters choose in the palette only; here they act), and whether a selection snaps to words. */
  pens() {
    const { pens, model, words, act, armed, selection, hints } = this.pane
    const pen = (category) =>
      button(category.name, /^\d$/.test(category.key ?? "") ? category.key : "", () => act.category(category.id), {
        class: "act pen",
        style: { "--hue": category.hue },
        title: [category.test, category.example].filter(Boolean).join(" — "),
        "aria-pressed": String(armed === category.id),
        tabindex: -1,
      })
    const snap = button(selection.snap ? words.by_word : words.by_letter, "L", () => act.toggleSnap(), { tabindex: -1 })
    fill(pens, model.scheme.issue_category.filter(({ retired }) => !retired).map(pen), h("span.grow"), hints.button, snap)
  }

  toggleSnap() {
    const { selection } = this.pane
    selection.snap = !selection.snap
    selection.show()
    this.pens()
  }

  runsOver(sentence, next) {
    const { model } = this.pane
    return ["issue", "claim"].some((kind) => model.of(kind, sentence.id).some((row) => row.end > next.start))
  }
}
