"""Drivers and the one vocabulary of device states.

Everything here runs on device worker threads and may block for a bounded time; nothing here knows Qt,
flows or the store. A codec is pure bytes in and out; a driver adds a transport to it.
"""
