"""The desktop printer, through a real cupsd: printed means that CUPS says so, and the page can be read."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from pyzbar.pyzbar import decode

from kiosk.devices.printer.cups import CupsPrinter, PrintOutcome
from kiosk.devices.printer.job import JobState
from kiosk.devices.printer.page import DPI, SIZES_MM, PageSize, ticket_page, ticket_picture
from kiosk.devices.status import DeviceFault, DeviceState, DeviceStatus, PaperState
from kiosk.devices.supervisor import Supervised
from tests.devices.cups_bench import QUEUE, Cups
from tests.devices.test_escpos import FACE


@pytest.fixture
def service(tmp_path: Path) -> Generator[Cups]:
    made = Cups(tmp_path / "cups")
    yield made
    made.kill()


def printer_of(service: Cups, job_seconds: float = 20.0, queue: str = QUEUE) -> CupsPrinter:
    printer = CupsPrinter(queue, server=service.server, job_seconds=job_seconds)
    printer.open()
    return printer


def as_picture(pdf: Path) -> Image.Image:
    subprocess.run(
        ["pdftoppm", "-r", "150", "-png", "-singlefile", str(pdf), str(pdf.with_suffix(""))], check=True
    )
    return Image.open(pdf.with_suffix(".png"))


def test_the_page_comes_out_and_its_code_can_be_read(service: Cups) -> None:
    printer = printer_of(service)
    result = printer.print_job(printer.new_job(FACE))
    assert result.outcome is PrintOutcome.PRINTED, result
    (pdf,) = service.papers()
    assert [code.data.decode() for code in decode(as_picture(pdf).convert("L"))] == [FACE.qr]
    assert printer.jobs[-1].state is JobState.DONE
    assert list(Path("/tmp").glob("kiosk-ticket-*")) == []


def test_a_queue_that_is_stopped_takes_nothing(service: Cups) -> None:
    printer = printer_of(service)
    service.stop_queue()
    assert printer.poll().words == "cups-stopped"
    result = printer.print_job(printer.new_job(FACE))
    assert (result.outcome, result.words) == (PrintOutcome.FAILED, "cups-stopped")
    assert service.papers() == []


def test_no_paper_is_told_and_nothing_comes_out_later(service: Cups) -> None:
    printer = printer_of(service)
    service.order("empty")
    result = printer.print_job(printer.new_job(FACE))
    assert (result.outcome, result.words) == (PrintOutcome.FAILED, "printer-paper-out")
    assert printer.poll().paper is PaperState.OUT
    assert service.papers() == []


def test_a_printer_that_fails_is_not_said_to_have_printed(service: Cups) -> None:
    printer = printer_of(service)
    service.order("fail")
    result = printer.print_job(printer.new_job(FACE))
    assert result.outcome is not PrintOutcome.PRINTED
    assert service.papers() == []


def test_a_printer_that_hangs_is_given_up(service: Cups) -> None:
    printer = printer_of(service, job_seconds=1.5)
    service.order("hang")
    began = time.monotonic()
    result = printer.print_job(printer.new_job(FACE))
    assert result.outcome is PrintOutcome.UNCERTAIN
    assert time.monotonic() - began < 10


def test_a_queue_that_does_not_exist_is_named(service: Cups) -> None:
    printer = printer_of(service, queue="nowhere")
    with pytest.raises(DeviceFault, match="nowhere") as caught:
        printer.poll()
    assert caught.value.words == "cups-no-queue"
    assert printer.print_job(printer.new_job(FACE)).outcome is PrintOutcome.FAILED


def test_killed_in_the_middle_and_started_again_it_serves_again(service: Cups) -> None:
    states: list[DeviceStatus] = []
    device = Supervised(CupsPrinter(QUEUE, server=service.server), states.append)
    device.start()
    try:
        wait(lambda: device.status.ready)
        service.order("hang")
        job = device.driver.new_job(FACE)
        result = device.submit(lambda: device.driver.print_job(job))
        wait(lambda: job.sent > 0)
        service.kill()
        assert result.result(20).outcome is PrintOutcome.UNCERTAIN
        wait(lambda: device.status.state is DeviceState.POWER_OFF)
        assert device.status.words == "cups-gone"
        service.order("print")
        service.start()
        wait(lambda: device.status.ready)
        again = device.driver.new_job(replace(FACE, reprint="补打 1"))
        assert (
            device.submit(lambda: device.driver.print_job(again)).result(30).outcome is PrintOutcome.PRINTED
        )
    finally:
        device.stop()


def wait(ready: object) -> None:
    assert callable(ready)
    deadline = time.monotonic() + 20
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_everything_stands_on_the_page(size: PageSize) -> None:
    """Nothing runs over an edge: all ink is within the margins, whatever is on the ticket."""
    long_way = (
        "坐右手边的无障碍电梯上二楼，出电梯左转，走过咨询台，一直走到底，窗口在您的左手边，有黄色的牌子"
    )
    face = replace(FACE, way=long_way, help_line=long_way, next_steps=(long_way,) * 3, reprint="补打 12")
    picture = ticket_picture(face, size)
    width, height = (round(mm / 25.4 * DPI) for mm in SIZES_MM[size])
    assert picture.size == (width, height)
    ink = ImageChops.invert(picture).getbbox()
    assert ink is not None
    margin = round(8 / 25.4 * DPI)
    assert ink[0] >= margin and ink[2] <= width - margin and ink[3] <= height - margin
    assert [code.data.decode() for code in decode(picture)] == [FACE.qr]
    assert ticket_page(face, size).startswith(b"%PDF")
