"""A printer on the network: one host at a time, back pressure, and coming back at the same address."""

from __future__ import annotations

import queue
import socket

import pytest
from PIL import Image

from kiosk.devices.simulators.printer import PrinterSimulator
from kiosk.devices.simulators.printer_lines import TcpWire

LINE_AND_CUT = b"\x1b\x40A001\n\x1d\x56\x42\x10"


def test_a_network_printer_serves_one_host_after_another() -> None:
    tickets: queue.Queue[Image.Image] = queue.Queue()
    with TcpWire() as line, PrinterSimulator(line, on_ticket=tickets.put):
        for _ in range(2):
            with socket.create_connection((line.host, line.port), timeout=5) as host:
                host.sendall(LINE_AND_CUT + b"\x10\x04\x04")
                assert host.recv(1) == b"\x12"
        assert tickets.get(timeout=5)
        assert tickets.get(timeout=5)


def test_a_slow_network_printer_makes_the_host_wait() -> None:
    with (
        TcpWire() as line,
        PrinterSimulator(line, mm_per_second=20),
        socket.create_connection((line.host, line.port), timeout=0.3) as host,
    ):
        host.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        with pytest.raises(TimeoutError):
            host.sendall(b"\n" * 150_000)


def test_a_network_printer_goes_away_and_comes_back_at_the_same_address() -> None:
    with TcpWire() as line, PrinterSimulator(line) as printer:
        address = (line.host, line.port)
        with socket.create_connection(address, timeout=5) as host:
            host.sendall(b"\x10\x04\x01")
            assert host.recv(1) == b"\x16"
            printer.unplug()
            assert host.recv(1) == b""
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(address, timeout=5)
        printer.plug()
        with socket.create_connection(address, timeout=5) as host:
            host.sendall(b"\x10\x04\x01")
            assert host.recv(1) == b"\x16"
