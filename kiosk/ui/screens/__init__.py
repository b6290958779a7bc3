"""One widget per screen kind of flows/script.py, built once and reused for every visitor.

A screen shows a resolved view and reports an answer key; it knows no flow.
"""
