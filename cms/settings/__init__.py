"""Settings. `production` is what runs, everywhere; `test` is what the tests change of it."""
