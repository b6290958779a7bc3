"""Identity-card readers: what comes from a card, and nothing about what is done with it.

sdt_serial.py speaks the SAM protocol of GA/T 467; card_text.py reads the 256-byte text block.
The photo never leaves the frame it came in.
"""
