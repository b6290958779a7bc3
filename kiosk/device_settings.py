"""The table [devices] of kiosk.toml: one settings class for each driver, chosen by its `driver` key."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from kiosk.domain.hall import Frozen


class SerialPort(Frozen):
    kind: Literal["serial"] = "serial"
    port: str
    baud: Literal[9600, 19200, 38400, 57600, 115200] = 115200


class TcpPort(Frozen):
    kind: Literal["tcp"]
    host: str
    port: int = Field(default=9100, ge=1, le=65535)


class NodePort(Frozen):
    kind: Literal["node"]
    path: str


class ReaderSettings(Frozen):
    driver: Literal["sdt_serial"] = "sdt_serial"
    connection: SerialPort


class PrinterSettings(Frozen):
    """paper_mm decides the columns; qr "native" only where the printer is known to draw GS ( k."""

    driver: Literal["escpos"] = "escpos"
    connection: Annotated[SerialPort | TcpPort | NodePort, Field(discriminator="kind")]
    paper_mm: Literal[58, 80] = 80
    qr: Literal["raster", "native"] = "raster"
    cut: Literal["partial", "full", "none"] = "partial"
    status_seconds: float = Field(default=0.3, gt=0, le=2)
    asb: bool = False


class BellSettings(Frozen):
    driver: Literal["lcus"] = "lcus"
    connection: SerialPort
    channels: int = Field(default=4, ge=1, le=8)


class DeviceSettings(Frozen):
    reader: ReaderSettings | None = None
    printer: PrinterSettings | None = None
    bell: BellSettings | None = None
