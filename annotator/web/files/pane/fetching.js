// One call to the server, answered in JSON.

export async function load(address, options) {
  const response = await fetch(address, options)
  return { status: response.status, body: await response.json() }
}
