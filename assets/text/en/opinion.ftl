# Evaluate and complain. See visitor.ftl.
more-opinion = Evaluate, complain
    .hint = good or bad, tell us
opinion = What would you like to say?
opinion-evaluate = Evaluate the service
    .hint = with your ticket, no name
opinion-complain = Complain or suggest
    .hint = to a person, by phone, on paper
evaluate-how = Scan your ticket
    .hint = Hold its square code to the scanner
