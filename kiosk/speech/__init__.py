"""The one mouth: every spoken word, caption and AT-SPI announcement leaves through the Announcer.

Engines run in a process of their own and can be killed at any moment.
"""
