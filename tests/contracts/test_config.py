"""What `.streamlit/config.toml` and the settings promise."""

import re
import tomllib
from dataclasses import fields

from annotator.config import PREFIX, Settings
from tests.conftest import REPO

CONFIG = tomllib.loads((REPO / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def test_reruns_are_not_followed_by_a_full_garbage_collection():
    assert CONFIG["runner"]["postScriptGC"] is False  # `python -m benchmarks reruns` says what it costs


def test_the_server_is_hardened():
    assert CONFIG["server"]["address"] == "127.0.0.1" and CONFIG["server"]["enableXsrfProtection"]
    assert CONFIG["server"]["enableStaticServing"] is False and CONFIG["server"]["maxUploadSize"] <= 10
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"


def test_every_setting_is_explained_and_no_other():
    explained = set(re.findall(rf"^\| `{PREFIX}([A-Z_]+)`", (REPO / "docs" / "settings.md").read_text("utf-8"), re.M))
    assert explained == {field.name.upper() for field in fields(Settings)}
