"""The rules of the hall: who, which errand, which ticket, which call.

Pure: no I/O, no Qt, no clock of its own, no configuration files. Everything here can be tested by calling it.
"""
