# The emergency bell. No medical advice: what has been done, and where people are.
emergency-called = Calling people now
    .hint = Please stay here, somebody is coming
    .speech = Calling people now. Please stay here, somebody is coming.
emergency-coming = Somebody is coming
    .hint = They have heard you, please stay here
emergency-reached = { $count ->
    [1] 1 place called: { $names }
   *[other] { $count } places called: { $names }
    }
emergency-coming-by = { $who } is on the way
emergency-silent = The bell did not ring
    .hint = Please shout for help, the bell keeps trying
    .speech = The bell did not ring. Please shout for help, or phone one two zero. The bell keeps trying.
emergency-phone = You can also phone 120, or { $hotline }
    .speech = You can also phone 1 2 0, or { DIGITS($hotline) }
emergency-again = Ring again
emergency-mistaken = Pressed by mistake
emergency-mistake = That is all right
    .hint = Staff will come to look, and stop the bell
    .speech = That is all right. Staff will come to look, and stop the bell.
emergency-sure = Is it an emergency?
    .hint = Everybody will come at once
emergency-yes = Yes, call them now
emergency-no = No, a mistake
