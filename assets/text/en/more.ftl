# More services: what has no room on the home screen
more = What else?
