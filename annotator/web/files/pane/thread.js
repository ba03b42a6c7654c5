// The thread of one sentence as it is drawn: who said what, one's own to change, a field to answer in, and the way to
// the other threads of the article.

import { button, fill, h, show } from "./dom.js"
import { seen } from "./invisible.js"
import { withNames } from "./mention.js"

const LONGEST = 5000 // characters of a comment

export class Thread {
  constructor(discussion) {
    Object.assign(this, { discussion, words: discussion.words, editing: null, drafts: new Map() })
    const { words } = this
    this.title = h("h3")
    this.list = h("ol.comments")
    this.message = h("p.notice", { role: "alert", hidden: true })
    this.field = h("textarea", { rows: 2, dir: "auto", maxlength: LONGEST, "aria-label": words.comment_write, placeholder: words.comment_write })
    this.send = button(words.comment_send, "Ctrl ↵", () => this.post())
    this.resolve = button("", "", () => this.toggle())
    this.others = h("details.threads")
    this.field.addEventListener("keydown", (event) => this.key(event, () => this.post()))
    for (const name of ["input", "change"]) this.field.addEventListener(name, () => this.drafts.set(this.sentence, this.field.value))
    const named = withNames(this.field, () => discussion.people, words.people_to_name)
    this.element = h("div.thread", {}, this.title, this.list, this.message, named, h("div.buttons", {}, this.send, this.resolve), this.others)
  }

  show(sentence) {
    const { discussion, words } = this
    if (sentence !== this.sentence) {
      Object.assign(this, { sentence, editing: null })
      this.field.value = this.drafts.get(sentence) ?? ""
      this.say("")
    }
    const rows = discussion.of(sentence)
    const resolved = rows.length > 0 && rows.every((row) => row.resolved_at)
    show(this.title, `${words.comments} (${rows.length})`, resolved ? h("span.badge", {}, `✓ ${words.thread_resolved}`) : null)
    this.drawRows(rows)
    this.resolve.hidden = !rows.length
    show(this.resolve, resolved ? words.thread_reopen : words.thread_resolve)
    this.drawOthers(sentence)
  }

  /** A comment that is being worded anew is left alone. */
  drawRows(rows) {
    const shown = JSON.stringify([rows, this.editing, [...this.discussion.pending]])
    if (shown === this.shown) return
    this.shown = shown
    fill(this.list, rows.map((row) => (row.id === this.editing ? this.editor(row) : this.row(row))))
  }

  row(row) {
    const { words, discussion } = this
    const unsaved = discussion.pending.has(row.id)
    const when = new Date(row.created_at).toLocaleString(words.language, { dateStyle: "short", timeStyle: "short" })
    const about = [h("bdi.who", {}, row.author), ` · ${when}`, row.revision > 1 ? ` · ${words.comment_edited}` : "", unsaved ? ` · ${words.comment_unsaved}` : ""]
    const own = row.mine && !unsaved ? [this.small(words.comment_change, () => this.edit(row)), this.small(words.comment_take_back, () => discussion.takeBack(row))] : null
    return h(`li.comment${row.unread ? ".unread" : ""}${unsaved ? ".unsaved" : ""}`, {}, h("div.quiet", {}, about), h("div.said", { dir: "auto" }, marked(row.text, row.names)), own ? h("div.buttons", {}, own) : null)
  }

  small(label, action) {
    return button(label, "", action, { class: "act small" })
  }

  editor(row) {
    const { words, discussion } = this
    const field = h("textarea", { rows: 2, dir: "auto", maxlength: LONGEST, value: this.reworded ?? row.text, "aria-label": words.comment_change })
    const save = () => {
      if (!field.value.trim()) return
      this.stopEditing()
      if (field.value !== row.text) discussion.say(row.sentence_id, field.value, row)
      else discussion.show()
    }
    for (const name of ["input", "change"]) field.addEventListener(name, () => (this.reworded = field.value))
    field.addEventListener("keydown", (event) => this.key(event, save, () => this.cancel()))
    requestAnimationFrame(() => field.focus())
    return h("li.comment", {}, withNames(field, () => discussion.people, words.people_to_name), h("div.buttons", {}, this.small(words.comment_save, save), this.small(words.cancel, () => this.cancel())))
  }

  edit(row, text = null) {
    Object.assign(this, { editing: row.id, reworded: text })
    this.discussion.show()
  }

  stopEditing() {
    Object.assign(this, { editing: null, reworded: null })
  }

  cancel() {
    this.stopEditing()
    this.discussion.show()
    this.field.focus()
  }

  key(event, send, cancel = null) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send()
    else if (event.key === "Escape" && cancel) cancel()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  post() {
    const text = this.field.value
    if (!text.trim()) return
    this.field.value = ""
    this.drafts.delete(this.sentence)
    this.say("")
    this.discussion.say(this.sentence, text)
    this.field.focus()
  }

  toggle() {
    const open = this.discussion.of(this.sentence).some((row) => !row.resolved_at)
    this.discussion.resolve(this.sentence, open)
  }

  drawOthers(sentence) {
    const { words, discussion } = this
    const others = discussion.threads().filter((thread) => thread.sentence !== sentence)
    const label = ({ number, text }) => words.thread_jump.replace("{number}", number).replace("{text}", text.slice(0, 60))
    const jump = (thread) => h("li", {}, h("button.row", { type: "button", onclick: () => discussion.host.go(thread.sentence, thread.number) }, thread.resolved ? "✓ " : thread.unread ? "● " : "", h("span", { dir: "auto" }, label(thread)), ` (${thread.count})`))
    this.others.hidden = !others.length
    show(this.others, h("summary", {}, `${words.threads_here} (${others.length})`), h("ul", {}, others.map(jump)))
  }

  /** What was refused is in its field again, and why is said. */
  giveBack(operation, why) {
    const row = this.discussion.comments.get(operation.comment)
    if (row) this.edit(row, operation.text)
    else if (operation.sentence === this.sentence && !this.field.value) this.field.value = operation.text
    else this.drafts.set(operation.sentence, operation.text)
    this.say(why)
  }

  say(text) {
    this.message.hidden = !text
    this.message.textContent = text
  }

  focus() {
    this.element.scrollIntoView({ block: "nearest" })
    this.field.focus()
  }
}

/** A text with the names in it lit; text nodes only. */
function marked(text, names) {
  const longest = [...names].sort((a, b) => b.length - a.length)
  const pieces = []
  let rest = text
  while (rest) {
    const places = longest.map((name) => ({ name, at: rest.indexOf(`@${name}`) })).filter(({ at }) => at >= 0)
    const first = places.sort((a, b) => a.at - b.at || b.name.length - a.name.length)[0]
    if (!first) break
    pieces.push(seen(rest.slice(0, first.at)), h("bdi.named", {}, `@${first.name}`))
    rest = rest.slice(first.at + first.name.length + 1)
  }
  return [...pieces, seen(rest)]
}
