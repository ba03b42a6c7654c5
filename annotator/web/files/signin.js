// Passwords can be looked at while they are typed. Without this script the pages work all the same.
const { show, hide } = document.body.dataset

for (const field of document.querySelectorAll("input[type=password]")) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: show })
  button.className = "reveal"
  button.setAttribute("aria-controls", field.id)
  button.addEventListener("click", () => {
    const hidden = field.type === "password"
    field.type = hidden ? "text" : "password"
    button.textContent = hidden ? hide : show
    field.focus()
  })
  field.before(button)
}

// What was shown is hidden again before it is sent, so that no browser remembers it as a text.
addEventListener("submit", () => {
  for (const button of document.querySelectorAll(".reveal")) {
    document.getElementById(button.getAttribute("aria-controls")).type = "password"
  }
})
