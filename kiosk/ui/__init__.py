"""What a visitor sees. The only package that imports PySide6; theme.py is the only place with a pixel.

Screens draw what flows/script.py says; they decide nothing and touch no device.
"""
