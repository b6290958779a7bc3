# What visitors see and hear. Same ids as zh-CN.

## Frame
home = Welcome.
    What do you need today?
    .hint = Press one, or put your ID card below
    .speech = Welcome. What do you need today? Press one, or put your ID card below, on the reader.
home-ticket = Get a ticket
    .hint = with your ID card, green channel
home-no-card = No ID card
    .hint = no card needed
home-volunteer = Volunteer
    .hint = company, copies
home-board = Write
    .hint = sentences, ink, digits
home-guide = Find my way
    .hint = windows, lift
home-more = More
    .hint = hotline, cash
home-language = 中文
    .speech = Chinese
profile-low-vision = Low vision
    .hint = huge type, read aloud
profile-blind = Blind
    .hint = all is spoken, picture off
profile-deaf = Deaf
    .hint = all is shown
profile-seated = Seated
    .hint = buttons lower
profile-unsteady = Unsteady
    .hint = larger, forgiving
profile-unhurried = Slow
    .hint = more time, fewer choices
bar-back = Back
bar-repeat = Say again
bar-settings = Size, colour
bar-emergency = SOS
bar-help = Call help
bar-next-page = More
bar-done = Done, next
bar-none = None, next
step = Step { $now } of { $of }
focus-position = { COUNT($place) } of { COUNT($of) }
focus-bar = in the bottom row
focus-button = button
focus-toggle = check box
focus-chosen = chosen
focus-not-chosen = not chosen
options-one = Press select for: { $first }
options-next = { COUNT($place) }: { $title }
options-many = { COUNT($count) } choices. First: { $first }
go-on = Go on
understood = I understand
channel = Green channel
elapsed = Called
elapsed-coming = On the way
elapsed-said = { $minutes ->
    [0] { $label }: less than a minute
    [1] { $label }: one minute
   *[other] { $label }: { $minutes } minutes
    }
working = One moment
    .hint = Nearly done
working-print = Printing your ticket
    .hint = One moment
working-call = Calling
    .hint = One moment
working-ticket = Getting your number
    .hint = One moment
curtain = The picture is off, the voice is in use. To see the picture, tap this button twice quickly
curtain-open = Show the picture
settings-uses-open = Ways to use
    .hint = low vision, unsteady hands…
    .speech = Ways to use it: low vision, blind, hard of hearing, seated, unsteady hands, slowly.
sign-pause = Pause signing
sign-play = Play signing
sign-again = Sign it again

## Paper
working-sheet = Printing
sheet-failed = It was not printed
    .hint = { $why }
sheet-uncertain = Is the paper out?
    .hint = The printer did not say. Please have a look
sheet-go-on = Go on without paper
