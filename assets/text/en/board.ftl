# The communication board: visitor and staff write, choose sentences and press numbers in turn.

board-visitor = Write, or choose a sentence
    .hint = What you say stands here
    .speech = Communication board. Write, or choose a sentence, or press numbers. What you say stands here.
board-staff = Staff, please write
    .hint = What you say stands here
    .speech = Staff, please write, or choose a sentence. What you say stands here.
board-printed = Printed. Take your paper
board-digit = { $digit }
    .speech = { DIGITS($digit) }
board-ink = handwriting
board-tab-phrases = Phrases
board-tab-ink = Write
board-tab-digits = Digits
board-key-turn = Turn
board-key-say = Say it
board-key-print = Print
board-key-other = Other side
board-key-done = Done
board-key-delete = Delete
board-key-undo-stroke = Undo
board-key-as-it-is = Use it
board-key-wipe = Wipe
called-board = Write to staff
    .hint = Words, pictures, numbers
board-print-stays = Your words are still here
board-who-visitor = Me
board-who-staff = Staff
board-note-title = Communication board
board-note-foot = The terminal keeps no copy

## What visitors say
board-say-deaf = I cannot hear. Please write
board-say-slowly = More slowly, please
board-say-help = I need someone to help
board-say-sign = A sign interpreter, please
board-say-yes = Yes
board-say-no = No
board-say-medical = Medical insurance
board-say-pension = Pension
board-say-identity = Identity card
board-say-window = Which window?
board-say-toilet = Where is the toilet?
board-say-unwell = I feel unwell
board-say-again = Please write it again
board-say-thanks = I see. Thank you

## What staff say
board-say-what = What do you need?
board-say-wait = Please wait
board-say-come = Please come with me
board-say-show-card = Your identity card, please
board-say-go-window = Please go to window
board-say-fill-in = Please fill in this form
board-say-sign-here = Please sign here
board-say-copy = Please make a copy first
board-say-pay = Please pay first
board-say-missing = A paper is missing
board-say-finished = Done. That is all
board-say-please-write = Please write it down
