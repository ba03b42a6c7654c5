"""Mounts a module of `web/files/pane/` as a component, in a shadow root.

The component itself is these few lines: it loads our scripts and styles by their address, so that the browser keeps
them and nothing of them travels with a rerun, and so that a bare `streamlit run` needs no packaging.
"""

from typing import Any

import streamlit as st

from annotator.web.assets import address

_SCRIPT = """
export default function (component) {
  const { parentElement, data, setStateValue } = component
  const root = parentElement.querySelector(".root")
  root.receive = (name, value) => setStateValue(name, value)
  if (root.dataset.mounted === data.mount) return
  root.dataset.mounted = data.mount
  const origin = location.origin // this script itself has another: Streamlit loads it from a blob
  parentElement.querySelector("link").href = origin + data.style
  const tell = (name, value) => root.receive(name, value)
  const opened = import(origin + data.script).then((module) => module.open(root, data, tell))
  return () => opened.then((close) => close?.())
}
"""

_component = st.components.v2.component(
    "tadqiq_pane", html='<link rel="stylesheet"><div class="root"></div>', js=_SCRIPT, isolate_styles=True
)


def mount(script: str, key: str, data: dict[str, Any], **callbacks: Any) -> Any:
    """Mounts `script` with `data`; mounts it anew only when `key` changes."""
    return _component(
        key=key,
        data={"script": address(f"pane/{script}"), "style": address("pane/style.css"), "mount": key, **data},
        **callbacks,
    )
