# Signing in
staff-number = Staff number, please
    .hint = one to four digits
staff-pin = Your PIN, please
    .hint = your own PIN
staff-back = I am a visitor
staff-again = Try again
staff-wrong = Number or PIN is not right
    .hint = { $left } more tries
staff-locked = Too many tries
    .hint = Try in { $minutes } minutes, or lay your badge down
staff-unknown = Staff cannot be looked up now
    .hint = Lay your badge down, or try later
