"""The SAM protocol's constants (GA/T 467-2019 ch. 7, as vendor documents give them).

The only thing that the reader's driver and its simulator share.
"""

from __future__ import annotations

PREAMBLE = bytes.fromhex("AAAAAA9669")
DEFAULT_BAUD = 115200

# command, parameter
RESET = (0x10, 0xFF)
GET_STATUS = (0x11, 0xFF)
READ_SAM_ID = (0x12, 0xFF)
FIND = (0x20, 0x01)
SELECT = (0x20, 0x02)
READ_TEXT_PHOTO = (0x30, 0x01)
READ_MANAGEMENT_NUMBER = (0x30, 0x05)

# SW3, the SAM's own status byte; SW1 and SW2 are the card's and are never judged.
SW3_OK = 0x90
SW3_CARD_FOUND = 0x9F
SW3_NO_CARD = 0x80
SW3_SELECT_FAILED = 0x81
SW3_NO_CONTENT = 0x91
SW3_READ_FAILED = 0x41
SW3_CARD_REJECTED_SAM = 0x31
SW3_SAM_REJECTED_CARD = 0x32
SW3_VERIFICATION = 0x33
SW3_UNRECOGNISED_CARD = 0x40
SW3_RANDOM_FAILED = 0x47
SW3_HOST_CHECKSUM = 0x10
SW3_HOST_LENGTH = 0x11
SW3_BAD_COMMAND = 0x21
SW3_NO_PRIVILEGE = 0x23
SW3_UNKNOWN_ERROR = 0x24
SW3_SELF_TEST_FAILED = 0x60
SW3_NOT_AUTHORISED = 0x66

TEXT_BYTES = 256
PHOTO_BYTES = 1024
TYPE_FLAG_OFFSET = 248  # 'I', 'J' or 'Y' in UTF-16LE; blank for a resident card
MIN_LENGTH, MAX_LENGTH = 4, 2400  # sane values of Len in a reply
