// The server said no for good: why, and what the reviewer can do; nothing that they wrote goes away unseen.

import { button, h } from "./dom.js"

const LISTS = { category: "issue_category", status: "claim_status", verdict_in_source: "verdict", kinds: "claim_kind", problems: "evidence_problem" } // field → list of labels

export class Refusals {
  constructor(pane) {
    this.pane = pane
  }

  refused(operation, answer) {
    const { acts, outbox } = this.pane
    if (answer.code === "conflict" && (operation.fields || operation.row)) return this.showBoth(operation, answer)
    if (operation.act === "submit") this.pane.submission.refused(operation)
    else acts.dropped(operation, null)
    if (outbox.held) outbox.giveUp() // there is nothing to choose between
    this.pane.say(answer.message)
  }

  /** Somebody, perhaps the reviewer in another tab, was faster: both versions, and which shall stand. */
  showBoth(operation, { message, current }) {
    const { pane } = this
    const { words } = pane
    const fields = operation.fields ?? this.differing(operation.row, current)
    const versions = h(
      "dl.versions",
      {},
      h("dt", {}, words.yours),
      h("dd", {}, this.describe(operation.kind, fields)),
      h("dt", {}, words.theirs),
      h("dd", {}, this.describe(operation.kind, current ?? {}, fields)),
    )
    const mine = button(words.keep_mine, "", () => this.keepMine(operation, current), { class: "act primary" })
    const theirs = button(words.take_theirs, "", () => this.takeTheirs(operation, current))
    pane.say(message, versions, h("div.buttons", {}, mine, theirs))
  }

  /** Of a row that was to be restored, what is stored otherwise. */
  differing(row, current) {
    const { words } = this.pane
    const differs = ([name, value]) => words[`field_${name}`] && JSON.stringify(value) !== JSON.stringify(current?.[name])
    return Object.fromEntries(Object.entries(row).filter(differs))
  }

  keepMine(operation, current) {
    const { acts, outbox } = this.pane
    outbox.insist(current?.revision ?? 0, acts.renamed(operation.id))
    this.settled()
  }

  takeTheirs(operation, current) {
    const { acts, outbox } = this.pane
    outbox.giveUp()
    acts.dropped(operation, current)
    this.settled()
  }

  settled() {
    this.pane.say(null)
    this.pane.list.focus({ preventScroll: true })
  }

  closeButton() {
    return button(this.pane.words.close, "", () => this.pane.say(null), { class: "act small" })
  }

  /** The fields of a row in words, one a line; of `only` those that the reviewer changed. */
  describe(kind, row, only = row) {
    const { words } = this.pane
    const line = (name) => h("div", {}, `${words[`field_${name}`] ?? name}: `, h("bdi", {}, this.valueOf(name, row[name])))
    return Object.keys(only ?? {}).map(line)
  }

  valueOf(name, value) {
    const { words, model } = this.pane
    if (value === null || value === undefined || value === "") return "—"
    if (name === "state") return words[`state_${value}`]
    const list = model.labels[LISTS[name] ?? name] && (LISTS[name] ?? name)
    const named = (one) => (list ? model.label(list, one).name : String(one))
    return Array.isArray(value) ? value.map(named).join(words.comma_between) : named(value)
  }
}
