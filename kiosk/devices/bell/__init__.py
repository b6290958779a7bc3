"""Call bells: relays that make a person come.

A driver pulses a channel and leaves it off whatever happens; which channel is for whom is configuration.
"""
