# Evaluate and complain. See visitor.ftl.
more-opinion = Evaluate, complain
    .hint = good or bad, tell us
opinion = What would you like to say?
opinion-evaluate = Evaluate the service
    .hint = with your ticket, no name
opinion-