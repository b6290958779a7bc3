"""Accessibility proved from outside: by a real AT-SPI client, and over every reachable screen."""
