"""One visitor errand per file, told as a generator: it yields a screen and gets an answer.

Pure: no Qt, no I/O, no clock. The runner owns back, home, repeat, time-outs and the card.
"""
