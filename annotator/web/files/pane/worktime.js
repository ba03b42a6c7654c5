// Seconds at work on the sentence in hand. Half a minute without a sign of life is idle, and doesn't count.

const IDLE = 30_000
const REPORT = 15 // seconds collected before they are reported

export class WorkTime {
  /** `report(sentenceId, seconds)` is called with whole seconds. */
  constructor(report) {
    Object.assign(this, { report, sentence: null, collected: 0, last: performance.now(), alive: performance.now() })
    this.timer = setInterval(() => this.count(), 1000)
    this.sign = () => (this.alive = performance.now())
    this.hide = () => document.hidden && this.flush()
    for (const name of ["keydown", "pointermove", "pointerdown", "scroll"]) addEventListener(name, this.sign, { capture: true, passive: true })
    document.addEventListener("visibilitychange", this.hide)
  }

  on(sentenceId) {
    if (sentenceId === this.sentence) return
    this.flush()
    this.sentence = sentenceId
  }

  count() {
    const now = performance.now()
    if (!document.hidden && now - this.alive < IDLE) this.collected += Math.min(now - this.last, 2000) / 1000
    this.last = now
    if (this.collected >= REPORT) this.flush()
  }

  flush() {
    const seconds = Math.round(this.collected)
    if (!this.sentence || seconds < 1) return
    this.collected = 0
    this.report(this.sentence, seconds)
  }

  stop() {
    this.flush()
    clearInterval(this.timer)
    for (const name of ["keydown", "pointermove", "pointerdown", "scroll"]) removeEventListener(name, this.sign, { capture: true })
    document.removeEventListener("visibilitychange", this.hide)
  }
}
