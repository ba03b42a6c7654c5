"""Makes requirements-dev.txt: what the `dev` group of pyproject.toml needs beside requirements.txt (needs uv)."""

import re
import subprocess
import tomllib

from tests.conftest import REPO

HEAD = """# What tests and checks need beside requirements.txt. Made by `make lock`; don't edit by hand.
-r requirements.txt
"""
COMPILE = (
    "uv pip compile - -c requirements.txt --universal --generate-hashes --no-emit-index-url --no-header --no-annotate"
)


def main() -> None:
    """Resolves the group under the versions of requirements.txt and leaves out what stands there."""
    wanted = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]["dev"]
    command = [*COMPILE.split(), "--python-version", "3.11"]
    done = subprocess.run(command, input="\n".join(wanted), cwd=REPO, check=True, capture_output=True, text=True)
    known = {name for name, _ in blocks((REPO / "requirements.txt").read_text(encoding="utf-8"))}
    own = "".join(block for name, block in blocks(done.stdout) if name not in known)
    (REPO / "requirements-dev.txt").write_text(HEAD + own, encoding="utf-8")


def blocks(text: str) -> list[tuple[str, str]]:
    """Each requirement of a requirements file: its name, and its lines with the hashes."""
    found = re.findall(r"^([a-z0-9][\w.-]*)(.*\n(?:[ \t].*\n)*)", text, re.MULTILINE | re.IGNORECASE)
    return [(name, name + rest) for name, rest in found]


if __name__ == "__main__":
    main()
