"""Linux input devices (/dev/input/...), shared by keypads and the headphone jack as transports are.

codes.py is a table of constants, input_event.py a pure codec, node.py the open file with its deadlines.
"""
