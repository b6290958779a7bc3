"""Ticket printers: an ESC/POS byte stream, its layout, and honest states.

escpos.py is pure bytes, layout.py turns a ticket face into them, driver.py adds a transport.
"No reply" is unknown, never "paper ok".
"""
