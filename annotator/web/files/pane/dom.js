// Building elements. Text goes in as text nodes only: nothing anybody typed is ever markup.

/** An element `tag.class`, with attributes, listeners (`onclick`) and children (strings, elements, null). */
export function h(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".")
  const element = document.createElement(tag || "div")
  if (classes.length) element.className = classes.join(" ")
  for (const [key, value] of Object.entries(attributes)) set(element, key, value)
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false))
  return element
}

/** A button that shows its key beside its name. */
export function button(label, key, onclick, attributes = {}) {
  return h("button.act", { type: "button", onclick, ...attributes }, label, key ? h("kbd", {}, key) : null)
}

/** Replaces an element's children. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false))
  return element
}

/** The same, but an element that shows it all already is left alone: a click that has begun on it must find it there. */
export function show(element, ...children) {
  const fresh = fill(document.createElement("div"), ...children)
  const html = fresh.innerHTML
  if (element.shown === html) return
  element.shown = html
  element.replaceChildren(...fresh.childNodes)
}

function set(element, key, value) {
  if (value === null || value === undefined || value === false) return
  if (key.startsWith("on")) element.addEventListener(key.slice(2), value)
  else if (key === "value" || key === "checked" || key === "selected") element[key] = value
  else if (key === "style") for (const [name, text] of Object.entries(value)) element.style.setProperty(name, text)
  else element.setAttribute(key, value === true ? "" : value)
}
