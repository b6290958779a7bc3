"""A display, an accessibility bus, the kiosk and a client, in one D-Bus session.

`dbus-run-session -- python -m tests.accessibility.at_spi_session OUT STEPS` prints what the client prints. Needs
Debian's at-spi2-core, gir1.2-atspi-2.0, python3-gi, xvfb and xdotool.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

CLIENT = Path(__file__).parent / "at_spi_client.py"
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
SYSTEM_PYTHON = "/usr/bin/python3"
SECONDS = 150


def started(
    stack: ExitStack, *command: str, env: dict[str, str] | None = None, fd: int | None = None
) -> None:
    """Ended with the stack, last started first. fd: one more file that the command may write to."""
    process = subprocess.Popen(
        command,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=() if fd is None else (fd,),
    )

    def end() -> None:
        process.terminate()
        process.wait(20)

    stack.callback(end)


def display(stack: ExitStack) -> str:
    """An X server that tells its own number, larger than the panel."""
    reading, writing = os.pipe()
    started(
        stack,
        *("Xvfb", "-displayfd", str(writing), "-screen", "0", "1100x1940x24", "-nolisten", "tcp"),
        fd=writing,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        return f":{told.readline().strip()}"


def main() -> int:
    out, steps = sys.argv[1:]
    with ExitStack() as stack:
        env = os.environ | {
            "DISPLAY": display(stack),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        started(stack, LAUNCHER, "--launch-immediately", env=env)
        kiosk = (sys.executable, "-m", "tests.accessibility.at_spi_kiosk", out)
        started(stack, *kiosk, env=env)
        return subprocess.run(
            [SYSTEM_PYTHON, str(CLIENT), steps], env=env, timeout=SECONDS, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
