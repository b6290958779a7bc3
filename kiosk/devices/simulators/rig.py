"""All far ends at once: reader, printer and bell on ptys, with one handle each for the dock and for scripts."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk.config import Config
from kiosk.devices.sam_constants import DEFAULT_BAUD
from kiosk.devices.simulators.personas import Persona, load_personas
from kiosk.devices.simulators.relay import RelaySimulator
from kiosk.devices.simulators.sam import SamSimulator
from kiosk.devices.simulators.sam_faults import Fault, FaultKind
from kiosk.devices.simulators.wire import PtyWire
