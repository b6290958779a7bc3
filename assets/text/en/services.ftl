# Hotline, cash, complaints. See visitor.ftl.

## Hotline
more-hotline = By telephone
    .hint = hotline, opinion box
hotline = Ring this number
    .hint = No need to come to ask
    .speech = Ring this number: { DIGITS($hotline) }. Once more: { DIGITS($hotline) }. No need to come to ask.
hotline-caption = Hotline
hotline-number = { $hotline }
    .speech = { DIGITS($hotline) }
hotline-for = Questions, home visits, complaints
hotline-box = Opinion box: { $place }
hotline-remember = Staff can write it down for you

## Cash
more-cash = Pay in cash
    .hint = or somebody pays for you
cash-way = Paying in cash
    .hint = Three steps, no phone needed
cash-step-bill = Get the bill at your window
cash-step-pay = Pay at the { $place }
cash-step-receipt = Take the receipt to your window
cash-numbered = { $n }. { $step }
cash-agent = Somebody pays it for me
    .hint = staff go to the bank window
cash-ask = The information desk knows too
cash-slip = Cash hand-over slip
cash-half-agent = This half goes with the money
cash-half-visitor = Keep this half
cash-tear = Tear here
cash-bill = Bill number:
cash-amount = Amount (yuan):
cash-staff = Signature of staff:
cash-visitor = Signature of payer:
cash-slip-foot = Give it back for the receipt
cash-slip-by-hand = Staff will write one by hand

## Evaluate and complain
more-opinion = Evaluate, complain
    .hint = good or bad, tell us
opinion = What would you like to say?
opinion-evaluate = Evaluate the service
    .hint = with your ticket, no name
opinion-complain = Complain or suggest
    .hint = to a person, by phone, on paper
evaluate-how = Scan your ticket
    .hint = Hold its square code to the scanner
complain = Somebody listens
    .hint = In person, by phone or on paper
complain-window = Complaints: { $place }
complain-call = Somebody comes to listen
complain-form = Print a form
complain-form-desk = Forms lie at the opinion box
opinion-title = Opinions and suggestions
opinion-where = When and where:
opinion-what = What happened:
opinion-wish = What should change:
opinion-name-optional = No name is needed
opinion-reach = For an answer, your phone:
opinion-foot = Put it into the opinion box
