"""What is kept: tickets, calls and the numbers already given. Nothing that names a visitor.

SQLAlchemy 2 over SQLite (WAL, synchronous=FULL, BEGIN IMMEDIATE). No Qt, no devices.
"""
