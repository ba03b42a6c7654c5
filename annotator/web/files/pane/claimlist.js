// The claims as rows of a table, or as cards under their status; one is in hand, several may be ticked.

import { fill, h } from "./dom.js"

export class ClaimList {
  constructor(words, label, act) {
    Object.assign(this, { words, label, act, rows: [], at: null, ticked: new Set(), counts: {}, elements: new Map() })
    this.body = h("div.claims")
    this.foot = h("div.line.pages")
    this.element = h("section.list.claim-list", { tabindex: 0, role: "group", "aria-label": words.claims }, this.body, this.foot)
  }

  show(body, board) {
    Object.assign(this, { rows: body.rows, total: body.total, start: body.start, counts: body.counts, board })
    if (!this.row(this.at)) this.at = this.rows[0]?.id ?? null
    this.draw()
  }

  draw() {
    this.elements.clear()
    fill(this.body, this.rows.length ? (this.board ? this.drawBoard() : this.drawTable()) : h("p.standing", {}, this.words.desk_none))
    this.element.classList.toggle("board-view", Boolean(this.board))
    fill(this.foot, this.board ? null : this.drawPages())
    this.point(this.at)
  }

  drawTable() {
    const { words } = this
    const heads = ["claim", "status", "verdict", "claimant", "article", "responsible"]
    const head = h("div.claim-row.head", { role: "row" }, heads.map((name) => h("span", { role: "columnheader" }, words[`desk_head_${name}`])))
    return h("div.claim-table", { role: "table", "aria-rowcount": this.total }, head, this.rows.map((row) => this.keep(row, this.drawRow(row))))
  }

  keep(row, element) {
    this.elements.set(row.id, element)
    return element
  }

  drawRow(row) {
    return h("div.claim-row", { role: "row", "data-claim": row.id, "data-status": row.status, onclick: (event) => this.clicked(event, row) }, this.cells(row))
  }

  cells(row) {
    const { words } = this
    const verdict = row.verdict ? this.label("verdict", row.verdict).name : words.no_verdict
    const inSource = row.verdict_in_source ? `${words.desk_in_source} ${this.label("verdict", row.verdict_in_source).name}` : null
    const care = [row.responsible && h("bdi", {}, row.responsible), row.due_on && h("bdi.due", { dir: "ltr" }, row.due_on)].filter(Boolean)
    return [
      h("span.what", { role: "cell" }, this.box(row), h("span", {}, h("span.statement", { dir: row.direction, lang: row.language }, row.statement || row.quote), this.badges(row))),
      h("span.status-cell", { role: "cell" }, this.label("claim_status", row.status).name),
      h("span", { role: "cell" }, verdict, inSource ? h("small", {}, inSource) : null),
      h("span", { role: "cell" }, h("bdi", {}, row.claimant || "—")),
      h("span.quiet", { role: "cell" }, h("bdi", {}, row.title), h("small", {}, row.as ? words.desk_consensus : h("bdi", {}, row.reviewer))),
      h("span", { role: "cell" }, care.length ? care : "—"),
    ]
  }

  box(row) {
    return h("input", { type: "checkbox", tabindex: -1, checked: this.ticked.has(row.id), "aria-label": this.words.desk_tick, onchange: (event) => this.tick(row.id, event.target.checked) })
  }

  badges(row) {
    const { words } = this
    const said = [
      row.priority === "high" && `▲ ${this.label("priority", row.priority).name}`,
      row.error && `⚠ ${words.rests_on_faulty_translation} (${this.label("severity", row.error).name})`,
      row.difference && words[row.difference],
      row.bears ? `${words.evidence} ${row.evidence}` : words.desk_evidence_missing,
    ]
    return h("span.badges", {}, said.filter(Boolean).map((text) => h("span.badge", {}, text)))
  }

  drawBoard() {
    const columns = this.label("claim_status").filter(({ id, retired }) => this.counts[id] || !retired)
    return h("div.board", {}, columns.map((label) => this.drawColumn(label)))
  }

  drawColumn({ id, name, test }) {
    const cards = this.rows.filter((row) => row.status === id)
    const more = this.counts[id] - cards.length
    return h(
      "section.board-column",
      { "aria-label": name, "data-status": id },
      h("h3", { title: test }, `${name} `, h("small", {}, this.counts[id])),
      cards.map((row) => this.keep(row, h("article.claim-card", { "data-claim": row.id, "data-status": id, onclick: (event) => this.clicked(event, row) }, this.cardBody(row)))),
      more > 0 ? h("button.act.small", { type: "button", onclick: () => this.act.filter({ status: id, board: "" }) }, this.words.desk_more.replace("{count}", more)) : null,
    )
  }

  cardBody(row) {
    const verdict = row.verdict ? h("span.badge", {}, this.label("verdict", row.verdict).name) : null
    const care = [row.responsible, row.due_on].filter(Boolean).join(" · ")
    return [
      h("span.what", {}, this.box(row), h("span.statement", { dir: row.direction, lang: row.language }, row.statement || row.quote)),
      h("span.badges", {}, verdict), this.badges(row),
      h("small.quiet", {}, h("bdi", {}, row.title), care ? " · " : null, h("bdi", {}, care)),
    ]
  }

  drawPages() {
    const { words, start, total } = this
    const last = Math.min(start + this.rows.length, total)
    const turn = (by, label, key, off) => h("button.act.small", { type: "button", disabled: off, onclick: () => this.act.turn(by) }, label, h("kbd", {}, key))
    return [
      turn(-1, words.desk_previous, "PgUp", start === 0),
      h("span", {}, words.desk_shown.replace("{first}", this.rows.length ? start + 1 : 0).replace("{last}", last).replace("{count}", total)),
      turn(1, words.desk_next, "PgDn", last >= total),
    ]
  }

  clicked(event, row) {
    if (event.target.closest("input")) return this.point(row.id)
    this.act.open(row.id)
  }

  row(id) {
    return this.rows.find((row) => row.id === id)
  }

  get inHand() {
    return this.row(this.at)
  }

  /** The ids of the ticked claims, or of the one in hand. */
  get chosen() {
    return this.ticked.size ? [...this.ticked] : this.inHand ? [this.inHand.id] : []
  }

  point(id) {
    for (const [other, element] of this.elements) {
      const here = other === id
      element.classList.toggle("in-hand", here)
      element.setAttribute("aria-current", String(here))
    }
    if (this.row(id)) this.at = id
    this.elements.get(id)?.scrollIntoView({ block: "nearest", inline: "nearest" })
  }

  /** Up and down along the list or a column; across to the same place of the next column that has cards. */
  step(by, across) {
    const row = this.inHand
    if (!row) return
    if (!this.board) return this.point(this.rows[Math.min(Math.max(this.rows.indexOf(row) + by, 0), this.rows.length - 1)].id)
    const columns = this.label("claim_status").map(({ id }) => this.rows.filter((other) => other.status === id)).filter((cards) => cards.length)
    const column = columns.findIndex((cards) => cards.includes(row))
    const next = columns[Math.min(Math.max(column + across, 0), columns.length - 1)]
    const place = columns[column].indexOf(row) + by
    this.point(next[Math.min(Math.max(place, 0), next.length - 1)].id)
  }

  tick(id = this.at, ticked = !this.ticked.has(id)) {
    if (!id) return
    if (ticked) this.ticked.add(id)
    else this.ticked.delete(id)
    const box = this.elements.get(id)?.querySelector("input[type=checkbox]")
    if (box) box.checked = ticked
  }

  untick() {
    this.ticked.clear()
  }

  /** A claim is otherwise than the list says: its line, its card's place and the counts follow. */
  changed(fresh) {
    const row = this.row(fresh.id)
    if (!row) return
    const known = Object.fromEntries(Object.entries(fresh).filter(([name]) => name in row))
    if (Object.entries(known).every(([name, value]) => JSON.stringify(row[name]) === JSON.stringify(value))) return
    const moved = known.status && known.status !== row.status
    if (moved) this.counts = { ...this.counts, [row.status]: this.counts[row.status] - 1, [known.status]: (this.counts[known.status] ?? 0) + 1 }
    Object.assign(row, known)
    const element = this.elements.get(row.id)
    if (this.board && moved) return this.draw()
    element.dataset.status = row.status
    fill(element, this.board ? this.cardBody(row) : this.cells(row))
  }

  focus() {
    this.element.focus({ preventScroll: true })
  }
}
