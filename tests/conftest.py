"""For every test: a field that events.toml does not allow is an error, also in processes that a test starts."""

from __future__ import annotations

import os

from kiosk.log import STRICT

os.environ[STRICT] = "1"
