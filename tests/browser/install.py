"""Sees to it that there is a Chromium to test with: Debian's where apt is there, else Playwright's own."""

import os
import shutil
import subprocess
import sys

_NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str | None:
    """The Chromium of this machine; None to use the one that Playwright installed."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def main() -> None:
    """Installs one where there is none."""
    if executable():
        return
    if shutil.which("apt-get") and (os.geteuid() == 0 or shutil.which("sudo")):
        sudo = [] if os.geteuid() == 0 else ["sudo"]
        subprocess.run([*sudo, "apt-get", "update", "-q"], check=True)
        subprocess.run([*sudo, "apt-get", "install", "-qy", "--no-install-recommends", "chromium"], check=True)
        return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    main()
