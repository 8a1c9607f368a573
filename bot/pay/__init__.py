"""Pay: compensation plans as typed values, what they pay for given results, and why. Pure."""
