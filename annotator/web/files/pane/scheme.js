// The labels may change while the page is open: it takes them up as soon as it learns of it, and loses nothing.

import { load } from "./fetching.js"

const EVERY = 30000 // ms
const AT_MOST = 10000 // ms between two questions that acts set off

export class SchemeWatch {
  constructor(pane) {
    Object.assign(this, { pane, asked: Date.now() })
    this.timer = setInterval(() => document.hidden || this.ask(), EVERY)
    this.back = () => document.hidden || this.ask()
    addEventListener("focus", this.back)
    document.addEventListener("visibilitychange", this.back)
  }

  /** An act has been answered: a good moment to ask, but not after each of many. */
  acted() {
    if (Date.now() - this.asked > AT_MOST) this.ask()
  }

  async ask() {
    const { model, palette, outbox } = this.pane
    this.asked = Date.now()
    const { status, body: found } = await load(`/api/articles/${model.article.id}/scheme?known=${model.schemeId}`)
    if (status !== 200 || !found.scheme || found.scheme_id === model.schemeId) return
    if (palette.open || outbox.held) this.asked = 0 // not while the reader is choosing: the next act asks again
    else this.takeUp(found)
  }

  takeUp(found) {
    const { pane } = this
    pane.panel.flush() // what was typed was typed under the old labels
    pane.model.takeUp(found)
    if (pane.armed && pane.model.label("issue_category", pane.armed).retired) pane.armed = null
    for (const sentence of pane.model.sentences) pane.drawing.sentence(sentence)
    pane.panel.offer()
    pane.toolbar.offer()
    pane.drawing.pens()
    pane.renewHelp()
    pane.drawing.now()
    pane.say(pane.words.scheme_taken_up.replace("{number}", found.scheme_version))
  }

  stop() {
    clearInterval(this.timer)
    removeEventListener("focus", this.back)
    document.removeEventListener("visibilitychange", this.back)
  }
}
