"""Pages as Streamlit runs them."""

from streamlit.testing.v1 import AppTest


def page(name: str) -> AppTest:
    """A page, for whoever the cookie stands for."""
    script = (
        f"from annotator.ui.context import begin\nfrom annotator.ui.screens import {name}\nbegin()\n{name}.show()\n"
    )
    return AppTest.from_string(script, default_timeout=20)


def press(app: AppTest, label: str, which: int = 0) -> AppTest:
    """Presses a button; of several with this label the one with this index."""
    [button for button in app.button if button.label == label][which].click().run()
    assert not app.exception
    return app
