// The way back in, for a page whose session has ended elsewhere: Streamlit would only say, in English, that it failed.

import { h } from "./dom.js"
import { load } from "./fetching.js"

const STYLE = `
  .veil { position: fixed; inset: 0; z-index: 2000000; display: grid; place-items: center; padding: 1rem; background: rgb(0 0 0 / 55%); font: 1rem/1.7 "Tadqiq Sans", system-ui, sans-serif; }
  .card { max-width: 26rem; padding: 1.4rem 1.7rem; border-radius: 0.8rem; background: Canvas; color: CanvasText; color-scheme: light dark; text-align: start; }
  h2 { margin: 0 0 0.5rem; font-size: 1.2rem; } p { margin: 0 0 1.1rem; }
  a { display: block; padding: 0.6rem; border-radius: 0.5rem; background: #0b6e6e; color: #fff; text-align: center; text-decoration: none; font-weight: 600; }
  a:focus-visible { outline: 3px solid #4fc3b8; outline-offset: 2px; }`

/** Watches for Streamlit's dialog; gives back a function that stops. */
export function open(_root, data) {
  const watch = new MutationObserver(() => look(data))
  watch.observe(document.body, { childList: true, subtree: true })
  return () => watch.disconnect()
}

let asking = false

async function look(data) {
  if (asking || document.querySelector(".tadqiq-ended") || !document.querySelector("[role=dialog]")) return
  asking = true
  if ((await load("/api/words")).status === 401) tell(data) // no connection at all is Streamlit's to say
  asking = false
}

function tell({ words, direction }) {
  const here = encodeURIComponent(location.pathname + location.search)
  const way = h("a", { href: `/signin?next=${here}` }, words.sign_in_again)
  const card = h("div.card", { role: "alertdialog", "aria-modal": "true", "aria-label": words.ended, dir: direction }, h("h2", {}, words.ended), h("p", {}, words.ended_how), way)
  const host = h("div.tadqiq-ended", {})
  host.attachShadow({ mode: "open" }).append(h("style", {}, STYLE), h("div.veil", {}, card))
  document.querySelector("[data-testid=stDialog] [aria-label=Close]")?.click() // it would keep the focus to itself
  document.body.append(host, h("style", {}, "[data-testid=stDialog] { display: none; }"))
  setTimeout(() => way.focus())
}
