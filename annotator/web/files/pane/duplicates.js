// Claims of a project that are much alike, side by side: joined by one key, told apart by another, both taken back.

import { newId } from "./acts.js"
import { listed, marked } from "./differences.js"
import { button, fill, h } from "./dom.js"
import { load, post } from "./fetching.js"
import { seen } from "./invisible.js"

/** Opens the list in `parent`; data: {project, person}. */
export async function open(parent, { project, person }) {
  const { body: words } = await load("/api/words")
  const page = new Duplicates(parent, project, person, words)
  await page.more()
  return () => {}
}

class Duplicates {
  constructor(parent, project, person, words) {
    Object.assign(this, { parent, project, person, words, pairs: [], looked: 0, claims: 0 })
  }

  /** Looks at the next claims; a pair that was found from its other end is there already. */
  async more() {
    const { status, body } = await load(`/api/projects/${this.project}/duplicates?first=${this.looked}`)
    if (status !== 200) return this.draw(body.message ?? this.words.offline)
    const { pairs, looked, claims } = body
    const there = new Set(this.pairs.map(keyOf))
    this.pairs.push(...pairs.filter((pair) => !there.has(keyOf(pair))))
    Object.assign(this, { looked, claims })
    this.draw()
  }

  draw(message = "") {
    const { words, pairs, looked, claims } = this
    this.rows = pairs.map((pair, index) => this.drawPair(pair, index))
    const counts = words.duplicates_found.replace("{pairs}", pairs.length).replace("{looked}", looked).replace("{claims}", claims)
    const more = looked < claims ? button(words.duplicates_more, "", () => this.more()) : null
    fill(
      this.parent,
      h("div.cuts.duplicates", { dir: words.direction }, h("p.hint", {}, words.duplicates_how), h("p", { role: "status" }, counts), h("p.message", { role: "alert", hidden: !message }, message), h("ol.pairs", {}, this.rows), more),
    )
  }

  drawPair(pair, index) {
    const { words } = this
    const said = standing(pair)
    const state = said && h("span.badge", { role: "status" }, said === "same" ? words.joined : words.told_apart)
    const acts = said
      ? [button(words.take_back, "Z", () => this.act(index, null), { class: "act small" })]
      : [button(words.join, "J", () => this.act(index, "same"), { class: "act small" }), button(words.tell_apart, "X", () => this.act(index, "unrelated"), { class: "act small" })]
    return h(
      "li.pair-row",
      { tabindex: 0, "data-said": said, onkeydown: (event) => this.key(event, index) },
      h("div.sides", {}, this.drawSide(pair.one, marked(pair.one.text, pair.differences, "start", "end")), this.drawSide(pair.other, marked(pair.other.text, pair.differences, "known_start", "known_end"))),
      listed(pair.differences, words),
      h("div.line", {}, h("span.quiet", {}, words.likeness.replace("{percent}", Math.round(100 * pair.likeness))), state, acts),
    )
  }

  drawSide(side, pieces) {
    const about = [side.article, side.reviewer, side.verdict].filter(Boolean).flatMap((part, index) => [index ? " · " : "", h("bdi", {}, seen(part))])
    return h("div", {}, h("p.compared", { dir: "auto", lang: side.language }, pieces), h("p.quiet", {}, about))
  }

  key(event, index) {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    event.stopPropagation()
    const said = standing(this.pairs[index])
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) this.rows[index + step]?.focus()
    else if (event.code === "KeyJ" && !said) this.act(index, "same")
    else if (event.code === "KeyX" && !said) this.act(index, "unrelated")
    else if (event.code === "KeyZ" && said) this.act(index, null)
    else return
    event.preventDefault()
  }

  /** Says what the two are to each other; null takes it back. Both claims stay as they are. */
  async act(index, relation) {
    const pair = this.pairs[index]
    if (pair.waiting) return
    pair.waiting = true
    const { one, other, said } = pair
    pair.link ??= said?.id ?? newId() // who asks again after a lost answer means the same link
    const fields = relation === null ? { retired: true } : said ? { relation, retired: false } : { start: one.start, end: one.end, known_id: other.id, relation }
    const operation = { id: newId(), article: one.article_id, act: "put", kind: "resemblance", thing: pair.link, revision: said?.revision ?? 0, fields }
    const { status, body } = await post("/api/operations", this.person, operation)
    pair.waiting = false
    if (status === 200) pair.said = body.rows.resemblance[0]
    else if (body.current) pair.said = body.current
    this.draw(status === 200 ? "" : (body.message ?? this.words.offline))
    this.rows[index]?.focus()
  }
}

function standing({ said }) {
  return said && !said.retired_at ? said.relation : null
}

function keyOf({ one, other }) {
  return `${one.id} ${other.id}`
}
