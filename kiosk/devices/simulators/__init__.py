"""The far end of each wire: pty and TCP peers that speak the real bytes at the real pace.

Used by tests, training and `kiosk simulate`. They share the constants tables with the drivers and no code,
so that one checks the other.
"""
