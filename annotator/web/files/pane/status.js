// Is everything on disk? In words, and with the way back in where the session has ended.

import { fill, h } from "./dom.js"

/** Draws saved, saving, or waiting for the server into `element`. */
export function drawStatus(element, outbox, words) {
  const count = outbox.unsent
  const key = outbox.signedOut ? "signed_out" : outbox.full ? "disk_full" : outbox.failures > 1 ? "offline" : count ? "saving" : "saved"
  element.dataset.status = key
  fill(element, words[`status_${key}`].replace("{count}", count), key === "signed_out" ? h("a", { href: "/signin", target: "_blank" }, words.sign_in_again) : null)
}
