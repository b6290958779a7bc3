"""What the Announcer needs of a speech engine. Calls return at once; nothing here can hang the kiosk."""

from __future__ import annotations

from typing import Protocol


class Engine(Protocol):
    """Newest wins: speak() silences what is being said. Silent within 200 ms of stop() (EN 301 549 5.1.3.5)."""

    def speak(self, text: str, language: str, rate: int, volume: float, *, everywhere: bool = False) -> None:
        """text: words as they are to be said. rate: characters (zh-CN) a minute, 200 is calm. volume: 0..1.

        everywhere: at the loudspeaker too, wherever sound goes now.
        """
        ...

    def chime(self, volume: float) -> None:
        """The emergency's own sound, everywhere. volume: 0..1."""
        ...

    def stop(self) -> None: ...

    def set_output(self, output: str) -> None:
        """Where sound goes from now on: a device by name, '' for the machine's own. What is being said stops."""
        ...

    def close(self) -> None:
        """End the engine's processes. Never raises."""
        ...

    @property
    def speaking(self) -> bool: ...
