# Complaints and opinions
complaint = Please tell us
    .hint = Somebody will see to it
complaint-where = { $place }
complaint-phone = Hotline { $hotline }
    .speech = Hotline { DIGITS($hotline) }
complaint-call = Somebody comes to listen
complaint-way = Show the way
complaint-print = Print a form
complaint-say = You can simply tell the staff
complaint-form = Your opinion
complaint-form-what = What happened
complaint-form-wish = What you would like
complaint-form-phone = Telephone (if you like)
complaint-form-foot = No name is needed
