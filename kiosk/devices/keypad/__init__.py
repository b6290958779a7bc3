"""Keypads and switches: evdev keys in, actions of the focus ring out.

evdev.py is the driver, scanning.py moves the focus for a one-switch user; actions and presets: kiosk/domain/keys.py.
"""
