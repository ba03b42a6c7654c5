// One call to the server, answered in JSON. Where no answer comes the status is 0 and the body empty.

export async function load(address, options) {
  try {
    const response = await fetch(address, options)
    return { status: response.status, body: await response.json() }
  } catch {
    return { status: 0, body: {} }
  }
}

/** The same for a call that changes something, in the name of the person whose page this is. */
export function post(address, person, body, options = {}) {
  const headers = { "Content-Type": "application/json", "Tadqiq-Person": person }
  return load(address, { method: "POST", headers, body: JSON.stringify(body), ...options })
}
