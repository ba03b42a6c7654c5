// Places in a text. The server counts code points, the browser UTF-16 units: this is the only place that converts.

/** Converts offsets of one text between code points and UTF-16 units. */
export class TextMap {
  constructor(text) {
    this.text = text
    this.units = /[\ud800-\udbff]/.test(text) ? unitsOf(text) : null // null: no astral character, both are equal
  }

  toUnits(point) {
    return this.units ? this.units[point] : point
  }

  toPoints(unit) {
    if (!this.units) return unit
    let low = 0
    let high = this.units.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.units[middle] < unit) low = middle + 1
      else high = middle
    }
    return low
  }
}

function unitsOf(text) {
  const units = []
  let unit = 0
  for (const character of text) {
    units.push(unit)
    unit += character.length
  }
  units.push(unit)
  return Uint32Array.from(units)
}

const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" })
const words = new Intl.Segmenter(undefined, { granularity: "word" })

/** The place one letter (grapheme cluster) after `unit`; the text's end at the end. */
export function nextLetter(text, unit) {
  if (unit >= text.length) return text.length
  const found = letters.segment(text).containing(unit)
  return found.index + found.segment.length
}

/** The place one letter before `unit`. */
export function previousLetter(text, unit) {
  return unit <= 0 ? 0 : letters.segment(text).containing(unit - 1).index
}

/** The start of the next word. */
export function nextWord(text, unit) {
  for (const { index, isWordLike } of words.segment(text)) if (isWordLike && index > unit) return index
  return text.length
}

/** The start of this word, or of the one before. */
export function previousWord(text, unit) {
  let found = 0
  for (const { index, isWordLike } of words.segment(text)) {
    if (index >= unit) break
    if (isWordLike) found = index
  }
  return found
}

/** The end of the word that `unit` is in or before. */
export function endOfWord(text, unit) {
  for (const { index, segment, isWordLike } of words.segment(text)) {
    if (isWordLike && index + segment.length > unit) return index + segment.length
  }
  return text.length
}

/** A range grown to whole words, white space at its edges left out. */
export function snapToWords(text, start, end) {
  const first = words.segment(text).containing(start)
  const last = words.segment(text).containing(Math.max(start, end - 1))
  if (first?.isWordLike) start = first.index
  if (last?.isWordLike) end = Math.max(end, last.index + last.segment.length)
  return trimmed(text, start, end)
}

/** A range grown to whole letters, so that no cluster is cut. */
export function snapToLetters(text, start, end) {
  const first = letters.segment(text).containing(start)
  const last = letters.segment(text).containing(Math.max(start, end - 1))
  return [first ? first.index : start, last ? Math.max(end, last.index + last.segment.length) : end]
}

/** The word at a place, as a range; null on white space. */
export function wordAt(text, unit) {
  const found = words.segment(text).containing(Math.min(unit, text.length - 1))
  return found && found.segment.trim() ? [found.index, found.index + found.segment.length] : null
}

function trimmed(text, start, end) {
  while (start < end && /\s/.test(text[start])) start++
  while (end > start && /\s/.test(text[end - 1])) end--
  return [start, end]
}

const FOLDED = { أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ؤ: "و", ئ: "ي", ى: "ي", ی: "ي", ة: "ه", ک: "ك" }

/** For searching: case, vowel signs, tatweel, hamza carriers, digits and width variants made equal. */
export function folded(text) {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{Mn}\u0640\p{Cf}]/gu, "")
    .replace(/[أإآٱؤئىیةک]/g, (letter) => FOLDED[letter])
    .replace(/[٠-٩]/g, (digit) => String(digit.codePointAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.codePointAt(0) - 0x6f0))
}
