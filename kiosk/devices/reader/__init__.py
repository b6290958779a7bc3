"""Card readers: what comes from a card, and nothing about what is done with it.

Identity cards: sdt_serial.py speaks the SAM protocol of GA/T 467; card_text.py reads the 256-byte text block. The
photo never leaves the frame it came in. Chip cards and badges: pcsc.py over any PC/SC reader; social_security.py is
the dialogue with a social security card.
"""
