// What is said about an article, sentence by sentence, by those who have handed it in and those who lead. The server gives
// nothing of it to anybody else, and then nothing of this shows.

import { newId } from "./acts.js"
import { h } from "./dom.js"
import { load } from "./fetching.js"
import { Thread } from "./thread.js"

const READING = 800 // ms for which a thread shows before what names the reader in it counts as read

export class Discussion {
  /** `host`: article() and sentence() give ids, go(sentenceId, number) jumps there, number(sentenceId) counts from 1, hidden() says whether it may not show now, changed() draws what shows of it elsewhere, say(text) tells the reader. */
  constructor(words, outbox, host) {
    Object.assign(this, { words, outbox, host, open: false, told: 0, people: [], comments: new Map(), pending: new Set() })
    this.thread = new Thread(this)
    this.element = h("section.discussion", { hidden: true, "aria-label": words.comments }, this.thread.element)
    this.back = () => this.host.article() && this.load() // who comes back to the page sees what was said meanwhile
    addEventListener("focus", this.back)
  }

  /** Fetches what is said about the article in hand. */
  async load() {
    const article = this.host.article()
    const { told } = this
    const { status, body } = await load(`/api/articles/${article}/comments`)
    if (status !== 200 || article !== this.host.article()) return // what is here stays
    if (told !== this.told) return this.load() // asked before an act of one's own was answered: it knows nothing of it
    const { open, comments, people } = body
    Object.assign(this, { open, people, comments: new Map(comments.map((row) => [row.id, row])) })
    for (const { operation } of this.outbox.queue) this.replay(operation)
    this.changed()
  }

  /** Comments of a sentence, the earliest first. */
  of(sentenceId) {
    return [...this.comments.values()].filter((row) => row.sentence_id === sentenceId && !row.retired_at).sort((a, b) => (a.created_at < b.created_at ? -1 : 1))
  }

  /** Every thread of the article, open ones first, each as {sentence, number, count, resolved, text}. */
  threads() {
    const found = new Map()
    for (const row of this.comments.values()) {
      if (row.retired_at) continue
      const thread = found.get(row.sentence_id) ?? { sentence: row.sentence_id, number: row.number, count: 0, resolved: true, unread: false, text: row.text }
      Object.assign(thread, { count: thread.count + 1, resolved: thread.resolved && Boolean(row.resolved_at), unread: thread.unread || row.unread })
      found.set(row.sentence_id, thread)
    }
    return [...found.values()].sort((a, b) => a.resolved - b.resolved || a.number - b.number)
  }

  /** Something is said otherwise than before. */
  changed() {
    this.show()
    this.host.changed()
  }

  /** Draws the thread of the sentence in hand, and marks it read once it has shown for a while. */
  show() {
    this.element.hidden = !this.open || this.host.hidden()
    clearTimeout(this.timer)
    if (this.element.hidden) return
    const sentence = this.host.sentence()
    this.thread.show(sentence)
    if (this.of(sentence).some((row) => row.unread)) this.timer = setTimeout(() => this.read(sentence), READING)
  }

  say(sentence, text, row = null) {
    const comment = row?.id ?? newId()
    this.send({ act: "comment", sentence, comment, revision: row?.revision ?? 0, text })
  }

  takeBack(row) {
    this.send({ act: "uncomment", comment: row.id, revision: row.revision })
  }

  resolve(sentence, resolved) {
    this.send({ act: "resolve", sentence, resolved })
  }

  read(sentence) {
    if (sentence === this.host.sentence() && !document.hidden) this.send({ act: "read", sentence })
  }

  send(operation) {
    const whole = { id: newId(), article: this.host.article(), ...operation }
    this.paint(whole)
    this.outbox.add(whole, [])
    this.changed()
  }

  /** Shows at once what the server will answer. */
  paint(operation) {
    const at = new Date().toISOString()
    const row = this.comments.get(operation.comment)
    if (operation.act === "comment") {
      const blank = { id: operation.comment, sentence_id: operation.sentence, author: "", mine: true, number: this.numberOf(operation.sentence), names: [], created_at: at, revision: 0, resolved_at: null, retired_at: null }
      this.comments.set(operation.comment, { ...blank, ...row, text: operation.text })
      this.pending.add(operation.comment)
    }
    if (operation.act === "uncomment" && row) this.comments.set(row.id, { ...row, retired_at: at })
    if (operation.act === "resolve") this.change(operation.sentence, { resolved_at: operation.resolved ? at : null })
    if (operation.act === "read") this.change(operation.sentence, { unread: false })
  }

  change(sentence, fields) {
    for (const row of this.of(sentence)) this.comments.set(row.id, { ...row, ...fields })
  }

  numberOf(sentence) {
    return this.host.number(sentence)
  }

  replay(operation) {
    if (this.owns(operation) && operation.article === this.host.article()) this.paint(operation)
  }

  owns(operation) {
    return ["comment", "uncomment", "resolve", "read"].includes(operation.act)
  }

  /** Takes in what the server answered. */
  confirmed(answer, operation) {
    if (operation.act === "submit") this.load()
    if (!this.owns(operation) || operation.article !== this.host.article()) return
    this.told += 1
    this.pending.delete(operation.comment)
    for (const row of answer.comments) this.comments.set(row.id, row)
    this.changed()
  }

  /** The server said no for good: what was typed goes back into the field, and the rest is fetched anew. */
  async refused(operation, answer) {
    if (this.outbox.held) this.outbox.giveUp()
    this.pending.delete(operation.comment)
    const overtaken = answer.code === "conflict" && answer.current
    const text = overtaken ? this.words.comment_overtaken.replace("{text}", answer.current.text) : answer.message
    await this.load()
    if (!this.open) return this.host.say([text, operation.text].filter(Boolean).join(" — ")) // reopened meanwhile: nothing typed is lost
    if (operation.act === "comment" && operation.article === this.host.article()) this.thread.giveBack(operation, text)
    else this.thread.say(text)
  }

  focus() {
    if (!this.element.hidden) this.thread.focus()
  }

  close() {
    clearTimeout(this.timer)
    removeEventListener("focus", this.back)
  }
}
