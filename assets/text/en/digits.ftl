# The number pad
digits-key = { $digit }
digits-delete = delete
digits-done = done
digits-missing = { $count } more to type
digits-secret = { $count } typed
