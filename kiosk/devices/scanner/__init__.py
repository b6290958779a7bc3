"""Barcode scanners: they read our own ticket's QR and nothing else.

ticket_code.py says what a ticket's code looks like, serial.py reads a serial scanner, wedge.py tells a
scanner that pretends to be a keyboard from a person who types. Whatever else is scanned is counted and forgotten.
"""
