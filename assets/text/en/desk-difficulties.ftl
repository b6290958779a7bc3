# The desk: difficulties and their mending
desk-difficulties-begin = Report a difficulty
desk-difficulties-end = Do not report
desk-difficulties-list = Which list
desk-difficulties-floor = Floor
desk-difficulties-place = Where
desk-difficulties-kind = What is wrong
desk-difficulties-photo = Photo, no faces
desk-difficulties-no-photo = No photo
desk-difficulties-no-photos = No photos on the stick; none is needed
desk-difficulties-note = Report
desk-difficulties-whole-floor = whole floor
desk-place = { $floor }, { $place }
desk-place-unknown = { $place } (no longer set up)
desk-difficulties-which-kind = Say first what is wrong
desk-difficulties-which-place = Say first where
desk-difficulties-open = Being mended: { $n }
desk-difficulties-column-number = No.
desk-difficulties-column-what = What
desk-difficulties-column-where = Where
desk-difficulties-column-step = Step
desk-difficulties-column-due = Due
desk-difficulties-none = Nothing to mend
desk-difficulties-late = overdue since { $day }
desk-difficulties-due = by { $day }
desk-difficulties-to-check = to be checked
desk-difficulties-with-photo = { $step }, with photo
mending-reported = reported
mending-accepted = accepted
mending-mended = mended
mending-checked = checked
desk-difficulties-to-accepted = Accept
desk-difficulties-to-mended = Mended
desk-difficulties-to-checked = Checked
desk-difficulties-noted = No. { $n }, to be mended by { $day }
desk-difficulties-moved = No. { $n }: { $step }
desk-difficulties-moved-already = Somebody was first: no. { $n } is { $step }

## When a photo cannot be used
desk-photo-no-folder = No stick found; put it in and choose again
desk-photo-gone = This photo cannot be read any more
desk-photo-too-large = This photo is too large, take another
desk-photo-no-picture = Cannot be opened: take a JPG or PNG
desk-photo-no-room = No room for photos here; leave it out

## Low evaluations to be set right
desk-follow-ups = Low evaluations to set right: { $n }
desk-follow-ups-none = No low evaluations to set right
desk-follow-ups-number = No.
desk-follow-ups-level = Evaluation
desk-follow-ups-about = Why
desk-follow-ups-given = Day
desk-follow-ups-due = Due
desk-follow-ups-several = { $n ->
    [0] not told
   *[other] { $n } reasons
  }
desk-follow-ups-show = Phone
desk-follow-ups-phone = No. { $n }: phone { $phone } (noted in the trail)
desk-follow-ups-cannot-open = No. { $n }: the phone does not open: another terminal's key
desk-follow-ups-settle = Set right
desk-follow-ups-settled = Evaluation { $n } is set right
desk-follow-ups-settled-already = Evaluation { $n }: somebody was first
