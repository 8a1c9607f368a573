"""What every test shares: property tests without a stopwatch, the same examples on every machine."""

from hypothesis import settings

# A busy machine is no finding, and a check that fails must fail again for the next person.
settings.register_profile("planwright", deadline=None, derandomize=True, database=None)
settings.load_profile("planwright")
