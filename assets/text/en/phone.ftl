# A telephone number
phone = Your phone number
    .hint = Mobile, or area code and landline
    .speech = Your phone number. Mobile, or area code and landline. Each key says its digit.
phone-again = Please check the number
    .hint = Type it again; area code first
phone-none = No phone
phone-check = Is it right?
phone-aloud = { $first } { $second } { $third }
    .speech = { DIGITS($first) }, { DIGITS($second) }, { DIGITS($third) }
phone-right = Yes
phone-wrong = Type it again
