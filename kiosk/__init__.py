"""Green Channel Kiosk (绿色通道自助终端): the entrance terminal of a government service hall.

A flow asks one question per screen; a device answers or acts; everything a visitor sees is also spoken.
"""

__version__ = "0.1.0"
