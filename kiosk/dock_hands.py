"""What the dock's buttons do to the rig, with their Chinese words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from kiosk.devices.simulators.chip_desk import ChipKind
from kiosk.devices.simulators.conditions import CONDITIONS, DENIED
from kiosk.devices.simulators.rig import Rig
from kiosk.domain.hall import Hall
from kiosk.ui.dock import Act, DockDevice, DockHands

FOREIGN_CODE = "6901234567892"  # a bottle of water
TORN_CODE = "GC1.T1.20261123.1.00112233445566778899AABBCCDDEEFF"
MIDDLE_OF_TICKET = 3000  # bytes
FLAPS = 100

PLUG_BACK = "被拔线的设备：按“正常”接回"
ROOT_OPENS_ALL = "“没权限”只有普通用户能模拟：root 什么端口都打得开"

TITLES = {
    "reader": "读卡器 · reader",
    "printer": "打印机 · printer",
    "bell": "呼叫铃 · bell",
    "scanner": "扫码器 · scanner",
    "keypad": "键盘 · keypad",
    "jack": "耳机 · headphones",
}
WORDS = {
    "ok": "正常",
    "dead": "不回应",
    "silent": "不回应",
    "noise": "杂音",
    "torn": "断半截",
    "wrong_checksum": "校验错",
    "wrong_crc": "校验错",
    "pulled": "读到一半拿走",
    "read_fails": "读不出",
    "paper_out": "没纸",
    "near_end": "纸快完",
    "cover_open": "盖子开",
    "cutter_jammed": "切刀卡",
    "offline": "离线",
    "slow": "很慢",
    "exception": "拒绝执行",
    "other_echo": "答非所问",
    "stuck": "触点粘住",
    "unplugged": "拔线",
    "busy": "被占用",
    "no_permission": "没权限",
}
KEYS = {"上": "KEY_UP", "下": "KEY_DOWN", "确认": "KEY_ENTER", "左": "KEY_LEFT", "右": "KEY_RIGHT"}
CHIPS: dict[str, ChipKind] = {
    "社保卡 二代": "social-2",
    "社保卡 三代（姓名锁住）": "social-3",
    "身份证（只有芯片号）": "resident",
    "工牌": "badge",
    "银行卡": "bank",
}


def hands(rig: Rig, hall: Hall, states: Callable[[], list[str]], chip_note: str = "") -> DockHands:
    """Everything that a person at the dock can do. chip_note: why there is no chip-card reader."""
    return DockHands(
        personas={
            persona.id: f"{persona.title.zh} · {persona.title.en}" for persona in rig.personas.values()
        },
        place_card=rig.place_card,
        remove_card=rig.remove_card,
        devices=tuple(
            DockDevice(
                title=TITLES[device],
                conditions={condition: WORDS[condition] for condition in conditions},
                order=partial(rig.set_condition, device),
                acts={f"插拔 {FLAPS} 次": partial(_flap, rig, device), **_acts(device, rig, hall)},
            )
            for device, conditions in CONDITIONS.items()
            if device in rig.wired
        ),
        chips=_chips(rig),
        chip_acts=_chip_acts(rig),
        chip_note=chip_note,
        notes=(PLUG_BACK,) if DENIED else (PLUG_BACK, ROOT_OPENS_ALL),
        ticket_png=rig.ticket_png,
        bell_lines=lambda: rig.bell_moves,
        states=states,
    )


def _acts(device: str, rig: Rig, hall: Hall) -> Mapping[str, Act]:
    match device:
        case "printer":
            printer = rig.printer
            return {
                "打到一半没纸": partial(printer.run_out_after, MIDDLE_OF_TICKET),
                "打到一半拔线": partial(printer.after_bytes, MIDDLE_OF_TICKET, printer.unplug),
                "切纸时卡住": printer.jam_at_next_cut,
            }
        case "bell":
            return {
                f"应答：{station.name.zh}": partial(rig.answer_call, station.ack_input)
                for station in hall.stations
                if station.ack_input
            }
        case "scanner":
            scanner = rig.scanner
            return {
                "扫本机小票": rig.scan_ticket,
                "扫别的码": partial(scanner.scan, FOREIGN_CODE),
                "只扫到半个": partial(scanner.scan_torn, TORN_CODE, 20),
                "扫到一半拔线": partial(scanner.scan_and_pull, TORN_CODE, 20),
                "两个码连着": partial(scanner.scan_glued, FOREIGN_CODE, FOREIGN_CODE),
                "超长的码": partial(scanner.scan_overlong, 400),
                "杂音": partial(scanner.noise, 100),
            }
        case "keypad":
            keypad = rig.keypad
            return {
                **{word: partial(keypad.press, key) for word, key in KEYS.items()},
                "按住不放": partial(keypad.hold, "KEY_DOWN", 20),
                "手抖连按": partial(keypad.chatter, "KEY_DOWN", 5, 0.02),
                "半个按键": partial(keypad.press_torn, "KEY_ENTER", 13),
                "杂音": partial(keypad.noise, bytes(range(256))),
                "丢了事件": keypad.overrun,
            }
        case "jack":
            return {
                "插上耳机": rig.jack.insert,
                "拔下耳机": rig.jack.pull_out,
                "接触不良": partial(rig.jack.bounce, 9, 0.1, inserted=True),
                "丢了事件": rig.jack.overrun,
            }
        case _:
            return {}


def _flap(rig: Rig, device: str) -> None:
    for _ in range(FLAPS):
        rig.set_condition(device, "unplugged")
        rig.set_condition(device, "ok")


def _chips(rig: Rig) -> Mapping[str, Callable[[str], None]]:
    desk = rig.chips
    if desk is None:
        return {}
    cards: dict[str, Callable[[str], None]] = {
        word: partial(desk.insert, kind) for word, kind in CHIPS.items()
    }
    return cards | {"社保卡，读到一半拔出": desk.insert_torn}


def _chip_acts(rig: Rig) -> Mapping[str, Act]:
    desk = rig.chips
    if desk is None:
        return {}
    return {
        "拿走": desk.remove,
        "杀死 pcscd": desk.kill_service,
        "启动 pcscd": desk.start_service,
        "拔掉读卡器": partial(desk.start_service, reader=False),
    }
