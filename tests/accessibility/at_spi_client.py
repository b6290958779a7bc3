"""A client of assistive technology, run by the system's Python: AT-SPI's bindings belong to that.

`/usr/bin/python3 at_spi_client.py STEPS`: STEPS is a JSON list of [title, button]: wait for the window of that
title, keep its tree, press the button whose accessible name begins so, through the Action interface. `key:Down` is a
key press instead. Prints one JSON object: every screen's tree and all announcements.
"""

import json
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

APPLICATION = "绿色通道自助终端"
PATIENCE = 40.0  # seconds
STATES = {
    "showing": Atspi.StateType.SHOWING,
    "enabled": Atspi.StateType.ENABLED,
    "focusable": Atspi.StateType.FOCUSABLE,
    "focused": Atspi.StateType.FOCUSED,
    "checkable": Atspi.StateType.CHECKABLE,
    "checked": Atspi.StateType.CHECKED,
}
announcements = []


def heard(event):
    announcements.append({"type": event.type, "words": event.any_data, "politeness": event.detail1})


def turn(seconds):
    """Let events come in."""
    context, until = GLib.MainContext.default(), time.monotonic() + seconds
    while time.monotonic() < until:
        if not context.iteration(False):
            time.sleep(0.005)


def until(found, what):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        turn(0.05)
        try:
            result = found()
        except GLib.Error:  # an object that has just gone
            continue
        if result:
            return result
    raise SystemExit(f"waited {PATIENCE} s for {what}")


def children(node):
    node.clear_cache()
    return [child for place in range(node.get_child_count()) if (child := node.get_child_at_index(place))]


def application():
    return next((app for app in children(Atspi.get_desktop(0)) if app.get_name() == APPLICATION), None)


def tree(node):
    states = node.get_state_set()
    box = node.get_extents(Atspi.CoordType.WINDOW)
    action = node.get_action_iface()
    return {
        "role": node.get_role_name(),
        "name": node.get_name(),
        "states": [name for name, state in STATES.items() if states.contains(state)],
        "actions": [action.get_action_name(n) for n in range(action.get_n_actions())] if action else [],
        "box": [box.x, box.y, box.width, box.height],
        "children": [tree(child) for child in children(node)],
    }


def everything(node):
    yield node
    for child in children(node):
        yield from everything(child)


def press(window, name):
    def found():
        for node in everything(window):
            showing = node.get_state_set().contains(Atspi.StateType.SHOWING)
            if showing and node.get_action_iface() and node.get_name().startswith(name):
                return node
        return None

    node = until(found, f"a button {name}")
    turn(0.7)  # a new screen takes no press at first, nor does a trembling hand's second
    node.get_action_iface().do_action(0)


def focus_window():
    """No window manager is here to do it."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", ".*"], capture_output=True, text=True, check=True
    )
    subprocess.run(["xdotool", "windowfocus", "--sync", found.stdout.split()[-1]], check=True)


def main():
    Atspi.init()
    listener = Atspi.EventListener.new(heard)
    listener.register("object:announcement")
    app = until(application, "the kiosk on the accessibility bus")
    window = until(lambda: next(iter(children(app)), None), "its window")
    focus_window()
    screens = []
    for title, button in json.loads(sys.argv[1]):
        until(lambda title=title: window.clear_cache() or window.get_name().replace("\n", "") == title, title)
        turn(0.3)
        screens.append({"title": title, "tree": tree(window)})
        if button.startswith("key:"):
            subprocess.run(["xdotool", "key", button.removeprefix("key:")], check=True)
            turn(0.5)
        elif button:
            press(window, button)
    turn(1.5)
    print(json.dumps({"application": app.get_name(), "screens": screens, "announcements": announcements}))


main()
