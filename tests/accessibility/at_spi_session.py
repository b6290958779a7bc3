"""A display, an accessibility bus, the kiosk and a client, in one D-Bus session.

`dbus-run-session -- python -m tests.accessibility.at_spi_session OUT IDLE STEPS` prints what the client prints; the
kiosk's own words are in OUT/kiosk.log, and their end on stderr when the client fails. Needs Debian's at-spi2-core,
gir1.2-atspi-2.0, python3-gi, xvfb and xdotool.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from kiosk.config import load
from tests.flows.crawl import CONFIG

CLIENT = Path(__file__).parent / "at_spi_client.py"
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
SYSTEM_PYTHON = "/usr/bin/python3"
SECONDS = 150
SPARE = 20  # px of the display beside the panel
TAIL = 3000  # characters


def started(
    stack: ExitStack,
    *command: str,
    env: dict[str, str] | None = None,
    fd: int | None = None,
    log: Path | None = None,
) -> None:
    """Ended with the stack, last started first. fd: one more file that the command may write to.

    log: where it complains to, nowhere by default.
    """
    complaints = stack.enter_context(log.open("wb")) if log else subprocess.DEVNULL
    process = subprocess.Popen(
        command,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=complaints,
        pass_fds=() if fd is None else (fd,),
    )

    def end() -> None:
        process.terminate()
        process.wait(20)

    stack.callback(end)


def display(stack: ExitStack) -> str:
    """An X server that tells its own number, larger than the panel."""
    screen = load(CONFIG).settings.screen
    size = f"{screen.width_px + SPARE}x{screen.height_px + SPARE}x24"
    reading, writing = os.pipe()
    started(
        stack,
        *("Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"),
        fd=writing,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        return f":{told.readline().strip()}"


def main() -> int:
    out, idle, steps = sys.argv[1:]
    log = Path(out) / "kiosk.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        env = os.environ | {
            "DISPLAY": display(stack),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        started(stack, LAUNCHER, "--launch-immediately", env=env)
        kiosk = (sys.executable, "-m", "tests.accessibility.at_spi_kiosk", out, idle)
        started(stack, *kiosk, env=env, log=log)
        code = subprocess.run(
            [SYSTEM_PYTHON, str(CLIENT), steps], env=env, timeout=SECONDS, check=False
        ).returncode
    if code:
        sys.stderr.write(f"\n{log}:\n{log.read_text(encoding='utf-8')[-TAIL:]}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
