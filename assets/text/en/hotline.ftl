# The hotline
more-hotline = Phone and home visits
    .hint = Ask by phone, or be visited
hotline = Ring this number
    .speech = Ring this number: { DIGITS($hotline) }, again: { DIGITS($hotline) }.
hotline-hours = { $hours }
opinion-box = Opinion box: { $place }
hotline-home-visit = Book a home visit
    .hint = Staff come to your home
hotline-print = Print the number
hotline-note = Please note the number
hotline-sheet = Hotline
hotline-number = { $hotline }
hotline-what-for = Questions, home visits, opinions
