// Handing the article in: it is closed from then on, until it is reopened. And the page on which the consensus is
// edited, which is handed in by nobody.

import { newId } from "./acts.js"
import { button, fill, h } from "./dom.js"
import { JUDGED } from "./model.js"

// What changes something; all else (moving, stepping onto marks, searching) stays possible.
const CHANGES = ["put", "undo", "redo", "clean", "skip", "flag", "note", "score", "mark", "category", "omission", "claim", "distort", "evidence", "retire", "retireRow", "restore", "acceptHint", "dismissHint"]

export class Submission {
  constructor(pane, as) {
    Object.assign(this, { pane, as })
    this.element = h("div.banner", { role: "status" })
    this.button = button("", "H", () => this.toggle())
  }

  /** The same actions, those that change something refused while the article is handed in. */
  guarded(actions) {
    const refuse = (name) => [name, (...given) => (this.pane.model.submitted ? this.pane.say(this.pane.words.submitted_closed) : actions[name](...given))]
    return { ...actions, ...Object.fromEntries(CHANGES.map(refuse)), submit: () => !this.as && this.toggle() }
  }

  async toggle() {
    const { model, words, outbox, panel, palette, list, moving } = this.pane
    panel.flush()
    const { judged, all } = model.counts()
    if (!model.submitted && judged < all) {
      this.pane.say(words.submit_incomplete.replace("{count}", all - judged))
      const unjudged = (sentence) => !JUDGED.has(model.review(sentence.id).state)
      return unjudged(this.pane.sentence) || moving.goNext(unjudged)
    }
    const [title, answer] = model.submitted ? [words.reopen_ask, words.reopen] : [words.submit_ask, words.submit]
    const sure = await palette.choose(title, [{ id: "yes", name: answer }, { id: "", name: words.cancel }], this.button.getBoundingClientRect())
    list.focus({ preventScroll: true })
    if (!sure) return
    model.submitted = !model.submitted
    outbox.add({ id: newId(), article: model.article.id, act: "submit", submitted: model.submitted }, [])
    this.show()
  }

  /** The server said no: it is as it was before. */
  refused(operation) {
    this.pane.model.submitted = !operation.submitted
    this.show()
  }

  show() {
    const { words, model, sentence } = this.pane
    const label = model.submitted ? words.reopen : words.submit
    fill(this.button, label, h("kbd", {}, "H"))
    this.button.hidden = Boolean(this.as)
    this.button.classList.toggle("primary", !model.submitted && model.counts().judged === model.sentences.length)
    this.element.hidden = !this.as && !model.submitted
    if (this.as) fill(this.element, words.editing_consensus, " ", h("a", { href: `/settle?article=${model.article.id}&sentence=${sentence.id}`, target: "_self" }, words.back))
    else fill(this.element, words.submitted, " ", h("a", { href: `/compare?project=${model.article.project_id}`, target: "_self" }, words.compare), " · ", h("a", { href: `/annotate?article=next&after=${model.article.id}&project=${model.article.project_id}`, target: "_self" }, words.next_article))
  }
}
