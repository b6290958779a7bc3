# What visitors see and hear. Same ids as zh-CN.

## Card
card = Put your ID card
    on the reader
    .hint = Keep it still until you hear "done"
    .speech = Put your ID card on the reader, below the screen, and keep it still until you hear: done. It is only used for your age. It is not kept and not printed. No card is fine too.
card-none = No ID card
    .hint = you still get a ticket
card-staff = Ask a person to come
card-reading = Reading. Please leave the card
card-done = Done. You can take your card
card-moved = The card moved. Please put it down again and keep it still
card-unreadable = This card cannot be read. Never mind: press "No ID card" to go on
card-not-identity = This is not an ID card. Use an ID card, or press "No ID card"
card-name-locked = The name cannot be read. Please use your ID card or ask a volunteer
    .hint = Or press "No ID card" to go on
    .speech = This card does not tell its name. Please use your ID card, or ask a volunteer.
card-reader-down = The reader is out of order. Press "No ID card" to go on
card-check = Please have the card checked
    .hint = You still get a ticket; show the card at the window
card-expired = Your card has expired: tell the window
card-left = Please take your ID card
    .hint = It is still on the reader
card-left-again = Start again

## Needs
needs = What would help you?
    .hint = Choose any, or none
need-large_type = Large type
need-speech = Speech
need-writing = Writing
need-sign = Sign language
need-wheelchair = Wheelchair
need-slowly = Slower
need-company = Company

## Group (optional)
group = Do any of these apply?
    .hint = Your word is enough; you can skip
group-elder = Older person
group-disabled = Disabled person
group-pregnant = Pregnant
    .hint = or with a baby
group-military = Military
    .hint = or a veteran
group-other = Other need for help
group-skip = Skip

## Errand
errand = What is it about?
place = window { $window }, { $floor }
    .speech = window { $window }, { $floor }
way = { $floor_way }; { $way }

## Kind of help
help = How shall we help?
help-seat = Priority seat
    .hint = wait seated, called first
help-accompany = Company all the way
    .hint = a member of staff stays with you
help-agent = Done for you
    .hint = staff go to the window for you
help-home_visit = Home visit
    .hint = staff arrange a visit
help-home-visit = Book the visit now?
    .hint = where, what and when, about three minutes
help-home-visit-now = Book it now
help-home-visit-person = A number, and a person books
help-interpreter = Interpreter
    .hint = sign or foreign language

## Confirm
confirm = Is this right?
confirm-errand = { $errand }
confirm-yes = Yes, get a ticket
confirm-change = Change

## Ticket
farewell = This is your number
    .hint = { $count } ahead of you
    .speech = This is your number: green { DIGITS($n) }. Again: green { DIGITS($n) }. { $count } ahead of you.
farewell-place = { $errand }: { $place }
farewell-called = Called: { $station }
farewell-card = Take your ticket and your ID card
farewell-paper = Take your ticket from below
farewell-hotline = Hotline { $hotline }
    .speech = For questions call the hotline { DIGITS($hotline) }
cash = Cash is accepted: { $place }

## A scanned ticket
found = This is your number
    .hint = { $count } ahead of you
    .speech = This is your number: green { DIGITS($n) }. { $count } ahead of you.
found-print = Print it again
found-nothing = This is not known here
    .hint = { $why }
ticket-unknown = Scan a ticket that was taken here today
ticket-scan-later = Finish this step first, then scan the ticket
working-find = Looking it up
    .hint = One moment

## Calling a person
volunteer = What should they help with?
reason-help = Something else
reason-guide = Show the way
    .hint = where to go for what
reason-accompany = Come with me
reason-copy_print = Copy or print
reason-wheelchair = Bring a wheelchair
reason-interpreter = Interpreter
called = The { $station } has been called
    .hint = Please wait here; someone will come
called-next = No answer yet
    .hint = Now the { $station } has been called; please wait a little longer
called-answered = The { $station } has answered
    .hint = Someone is on the way; please wait here
called-answered-by = Answered by { $by }
    .hint = On the way to you; please wait here
called-cancel = No longer needed
nobody-answers = Nobody has answered yet
    .hint = This is how to find someone
called-came = Someone is here
called-again = Call again
thanks = Good
    .hint = We wish you a pleasant visit
bell-failed = The bell did not ring
    .hint = This is how to find someone
bell-failed-go = Go to the { $station }: people are there
bell-failed-phone = Or call the hotline { $hotline }
    .speech = Or call the hotline { DIGITS($hotline) }

## Printing trouble
print-failed = Remember your number
    .hint = { $why }. Your number is valid
    .speech = { $why }. The ticket was not printed. Please remember your number, green { DIGITS($n) }. Your number is valid; you need no other.
print-paper-out = The printer is out of paper
print-cover-open = The printer cover is open
print-jammed = The printer is jammed
print-down = The printer does not answer
print-write-down = Staff will write the number down for you
print-called = Someone has been called; please wait
print-noted = I will remember it
print-again = Print again
print-uncertain = Did the ticket come out?
    .hint = Please look at the slot below
    .speech = Did the ticket come out? Your number is green { DIGITS($n) }. Please look at the slot below.
print-have = Yes, I have it
no-ticket = No number just now
    .hint = { $why }. Someone will come to help
    .speech = No number just now. { $why }. Someone will come to help you.
no-ticket-call = Ask someone to come
ticket-store-down = The system is recovering

## Still there
still-there = Are you still there?
    .hint = Press "Go on", or this will start over
still-there-yes = Go on
still-there-end = Finish

## Ways to use it: each is a bundle of settings that can be changed at any time
profile-low-vision-on = Huge type now, and every choice is read to you
profile-blind-on = Listening mode is on and the picture is off. Move a finger slowly over the screen. When you hear what you want, tap twice quickly. Keys work too.
profile-deaf-on = Everything is shown; you need not hear anything
profile-seated-on = All buttons are within reach now
profile-unsteady-on = Buttons are larger now; a slip or a second press does no harm
profile-unhurried-on = No hurry: there is more time for every step
profile-off = Changed back
uses = What suits you?
    .hint = Choose any, or none
    .speech = What suits you? Choose any, or none.
sure = Are you sure?
    .hint = This would end the step
    .speech = Are you sure? This would end the step.
sure-no = No, a slip
sure-yes = Yes

## Size and colour
settings = What is comfortable for you?
    .hint = Back to normal when you leave
    .speech = What is comfortable for you? All is back to normal when you leave.
settings-size-open = Type size
settings-scheme-open = Colours
settings-sound-open = Sound
settings-more-open = More
    .hint = language, how to, start over
settings-size = How large?
settings-scheme = Which colours?
settings-sound = Sound
    .hint = Now: { $now }
    .speech = Sound. Now { $now }.
settings-sound-now = rate { $rate }%, volume { $volume }%
    .speech = rate { COUNT($rate) } percent, volume { COUNT($volume) } percent
settings-uses = Ways to use it
    .hint = Choose any; press again to undo
    .speech = Ways to use it. Choose any; press again to undo.
settings-more = More
size-compact = Small type
    .hint = more at a glance
size-normal = Standard type
size-large = Large type
size-huge = Huge type
scheme-dark = Dark
scheme-contrast = White on black
scheme-light = Black on white
scheme-soft = Soft colours
rate-slower = Speak slower
rate-faster = Speak faster
volume-softer = Softer
volume-louder = Louder
toggle-read-all = Read all choices
toggle-read-all-on = Every choice will be read
toggle-read-all-off = Only the first choice is read
toggle-explore = Listen by finger
toggle-explore-on = What your finger is on is spoken; tap twice quickly to press
toggle-explore-off = One tap presses now
toggle-curtain = Picture off
toggle-curtain-on = The picture is off, the voice goes on
toggle-curtain-off = The picture is on
settings-home = Start over
settings-done = Done
how-to-open = How to use it
how-to = How to use this machine
how-to-touch = By sight: tap what you want
how-to-keys = By keys: up and down move, select chooses
how-to-listen = By ear: plug in headphones, or press any key
how-to-help = Call a person: the green button below, at any time

## Evaluation
found-evaluate = Rate the service
evaluate = How was your visit?
    .hint = Anonymous, and only if you like
    .speech = How was your visit? Anonymous, and only if you like.
level-very-satisfied = Very satisfied
level-satisfied = Satisfied
level-fairly-satisfied = Fairly satisfied
level-dissatisfied = Dissatisfied
level-very-dissatisfied = Very dissatisfied
evaluate-skip = No rating
complaints = What was not good?
    .hint = Choose any, or none
    .speech = What was not good? Choose any, or none.
complaint-waiting = Waiting
complaint-attitude = Manners
complaint-unclear = Not explained
complaint-repeated = Several trips
complaint-access = Hard to use
complaint-other = Something else
evaluate-thanks = Thank you
    .hint = It has been noted
    .speech = Thank you. It has been noted.
evaluate-phone = Shall we ring you with an answer?
    .hint = Without a phone it is dealt with all the same
evaluate-phone-leave = Leave a phone number
    .hint = deleted when it is settled
evaluate-phone-none = No phone number
    .hint = nothing is written down
evaluate-heard = We are sorry
    .hint = Noted; the duty leader will read it
evaluate-already = This ticket has been rated
    .hint = Once for each ticket. Thank you
    .speech = This ticket has been rated already. Once for each ticket. Thank you.
evaluate-failed = It cannot be noted now
    .hint = You can tell a person instead
    .speech = It cannot be noted now. You can tell a person instead.
working-evaluate = Noting it
    .hint = One moment
