"""Sound hardware: what is plugged in where. Nothing here knows what is said."""
