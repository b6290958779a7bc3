# What visitors see and hear. Same ids as zh-CN.

## Frame
home = Welcome.
    What do you need today?
    .hint = Press one, or put your ID card below
    .speech = Welcome. What do you need today? Press one, or put your identity card on the reader below.
home-ticket = Get a ticket
    .hint = with your ID card, green channel
home-no-card = No ID card
    .hint = a ticket without a card
home-volunteer = Call a volunteer
    .hint = way, company, copies, wheelchair
home-language = 中文
    .speech = Chinese
bar-back = Back
bar-repeat = Say again
bar-settings = Size, colour
bar-help = Call help
bar-next-page = More
bar-done = Done, next
bar-none = None, next
step = Step { $now } of { $of }
focus-position = { COUNT($place) } of { COUNT($of) }
focus-chosen = chosen
focus-not-chosen = not chosen
options-one = Press select for: { $first }
options-many = { COUNT($count) } choices. First: { $first }
go-on = Go on
understood = I understand
channel = Green channel
elapsed = Called
elapsed-coming = On the way
working = One moment
    .hint = Nearly done
working-print = Printing your ticket
    .hint = One moment
working-call = Calling
    .hint = One moment
working-ticket = Getting your number
    .hint = One moment
