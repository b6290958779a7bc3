"""The fault-finding table: what `kiosk diagnose` says for each fault that the simulators can be given.

`python -m tests.faults.diagnoses` writes it into docs/technician-guide.zh-CN.md.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.config import Config, load
from kiosk.device_settings import DeviceSettings, PrinterSettings, ReaderSettings, SerialPort, TcpPort
from kiosk.diagnose_command import ask, ill_terminal
from tests.flows.crawl import CONFIG

PAGE = Path(__file__).parents[2] / "docs" / "technician-guide.zh-CN.md"
BEGIN, END = "<!-- fault table -->\n", "<!-- end of fault table -->\n"
HEAD = "| 故障 | 注入 | `kiosk diagnose` 先说 | 下一步 |\n| --- | --- | --- | --- |\n"
Change = Callable[[DeviceSettings, Path], DeviceSettings]


@dataclass(frozen=True)
class Case:
    """what: in a technician's words. faults: PART=FAULT of --fault. first: the check that must be named first.

    change: what is wrong in the configuration instead, told as `injected`.
    """

    what: str
    first: str
    faults: tuple[str, ...] = ()
    change: Change | None = None
    injected: str = ""


def _reader_port(name: str) -> Change:
    def change(devices: DeviceSettings, folder: Path) -> DeviceSettings:
        reader = ReaderSettings(connection=SerialPort(port=str(folder / name)))
        return devices.model_copy(update={"reader": reader})

    return change


def _printer_by_network(devices: DeviceSettings, _folder: Path) -> DeviceSettings:
    printer = PrinterSettings(connection=TcpPort(kind="tcp", host="127.0.0.1", port=1))
    return devices.model_copy(update={"printer": printer})


def _bell_where_the_reader_is(devices: DeviceSettings, _folder: Path) -> DeviceSettings:
    """Two lines are exchanged: each answers something that the other's protocol does not know."""
    assert devices.bell is not None and devices.reader is not None
    moved = devices.bell.model_copy(update={"connection": devices.reader.connection})
    return devices.model_copy(update={"bell": moved, "reader": None})


CASES = (
    Case("阅读器没电", "reader", ("reader=dead",)),
    Case("阅读器的线拔了", "reader", ("reader=unplugged",)),
    Case("阅读器的端口被别的程序占用", "reader", ("reader=busy",)),
    Case("阅读器的端口名写错", "reader", (), _reader_port("none"), "配置：没有这个端口"),
    Case("阅读器的端口名指的是文件", "reader", (), _reader_port("kiosk.db"), "配置：端口是个文件"),
    Case("阅读器的端口名指的是文件夹", "reader", (), _reader_port("."), "配置：端口是个文件夹"),
    Case("打印机没纸", "printer", ("printer=paper_out",)),
    Case("打印机盖子开着", "printer", ("printer=cover_open",)),
    Case("切刀卡住", "printer", ("printer=cutter_jammed",)),
    Case("打印机离线", "printer", ("printer=offline",)),
    Case("打印机没电", "printer", ("printer=dead",)),
    Case("打印机的线拔了", "printer", ("printer=unplugged",)),
    Case("打印机的端口被占用", "printer", ("printer=busy",)),
    Case("网络打印机拒绝连接", "printer", (), _printer_by_network, "配置：TCP 9100 没人听"),
    Case("网络打印机，网线断了", "network", ("network=unplugged",), _printer_by_network, "配置：TCP；网线断"),
    Case("网络打印机，没有网卡", "network", ("network=no_card",), _printer_by_network, "配置：TCP；没网卡"),
    Case("呼叫板没电", "bell", ("bell=silent",)),
    Case("呼叫板线路有杂音", "bell", ("bell=noise",)),
    Case("呼叫板校验错", "bell", ("bell=wrong_crc",)),
    Case("呼叫板回应断半截", "bell", ("bell=torn",)),
    Case("呼叫板拒绝执行", "bell", ("bell=exception",)),
    Case("呼叫板答非所问", "bell", ("bell=other_echo",)),
    Case("呼叫板的线拔了", "bell", ("bell=unplugged",)),
    Case("呼叫板的端口被占用", "bell", ("bell=busy",)),
    Case("呼叫板和阅读器的端口写反", "bell", change=_bell_where_the_reader_is, injected="配置：端口写反"),
    Case("扫码器的线拔了", "scanner", ("scanner=unplugged",)),
    Case("扫码器的端口被占用", "scanner", ("scanner=busy",)),
    Case("按键盘的线拔了", "keypad", ("keypad=unplugged",)),
    Case("耳机插孔的节点没了", "jack", ("jack=unplugged",)),
    Case("停电，用着电池", "ups", ("ups=on_battery",)),
    Case("磁盘快满", "disk", ("disk=full",)),
    Case("磁盘变成只读", "disk", ("disk=read_only",)),
    Case("内存不够", "memory", ("memory=short",)),
    Case("过热", "temperature", ("temperature=hot",)),
    Case("时钟倒退", "clock", ("database=clock_back",)),
    Case("数据库文件损坏", "database", ("database=damaged",)),
    Case("数据库服务器连不上", "database", ("database=unreachable",)),
    Case("网断了，数据库服务器连不上", "network", ("network=unplugged", "database=unreachable")),
    Case("数据库表是旧版本的", "database", ("database=old_schema",)),
    Case("没有声卡", "speaker", ("speaker=no_card",)),
    Case("触摸屏的线拔了", "touch", ("touch=unplugged",)),
    Case("显示屏的线拔了", "display", ("display=unplugged",)),
    Case("磁盘满，打印机也没纸", "disk", ("disk=full", "printer=paper_out")),
    Case("停电，呼叫板跟着没电", "ups", ("ups=on_battery", "bell=silent")),
)


def diagnosed(case: Case) -> dict[str, Any]:
    """As `kiosk diagnose --simulated --json` has it."""
    shipped = load(CONFIG)
    with (
        tempfile.TemporaryDirectory() as name,
        ill_terminal(shipped, Path(name), list(case.faults)) as (config, machine),
    ):
        return ask(_changed(config, case, Path(name)), machine)


def _changed(config: Config, case: Case, folder: Path) -> Config:
    if case.change is None:
        return config
    devices = case.change(config.settings.devices, folder)
    return Config(config.settings.model_copy(update={"devices": devices}), config.hall)


def first_of(found: dict[str, Any]) -> dict[str, Any]:
    """The check that is named first. Raises IndexError when nothing is found wrong."""
    return next(check for check in found["checks"] if check["id"] == found["first_causes"][0])


def row(case: Case) -> str:
    first = first_of(diagnosed(case))
    injected = case.injected or " ".join(f"`{fault}`" for fault in case.faults)
    return f"| {case.what} | {injected} | {first['name']}：{first['words']} | {first['next_step']} |"


def main() -> None:
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    table = HEAD + "\n".join(row(case) for case in CASES) + "\n"
    PAGE.write_text(before + BEGIN + table + END + after, encoding="utf-8")
    print(f"{len(CASES)} faults written to {PAGE}")


if __name__ == "__main__":
    main()
