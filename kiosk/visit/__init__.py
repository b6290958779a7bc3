"""Scripted visits: a visitor made of lines in a TOML file, the real window, the real drivers.

script.py is the format, player.py does the steps, record.py writes down what was shown, said and printed.
"""
