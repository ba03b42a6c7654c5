// Figures and foreign words run against the direction of their text: there its order and what is seen part.

const RTL = String.raw`(?=[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u0640])\p{L}` // the tatweel belongs to no script
const LTR = RTL.replace("?=", "?!")
const FIGURE = String.raw`\p{Nd}+(?:[.,:/٫٬]\p{Nd}+)*`
const AGAINST = {
  rtl: new RegExp(String.raw`(?:${LTR})(?:(?:(?!${RTL}).)*(?:${LTR}|\p{Nd}))?|${FIGURE}`, "gsu"),
  ltr: new RegExp(String.raw`(?:${RTL})(?:(?:(?!${LTR}).)*(?:${RTL}))?\p{M}*`, "gsu"),
}

/** The run against `direction` that begins or ends at `unit`, as [start, end); null where none does. */
export function runAt(text, direction, unit) {
  for (const { index, 0: run } of text.matchAll(AGAINST[direction])) {
    if (index > unit) break
    if (index === unit || index + run.length === unit) return [index, index + run.length]
  }
  return null
}
