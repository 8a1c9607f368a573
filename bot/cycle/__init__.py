"""The planning calendar: the fiscal year, its selling weeks, and (later) what is due when."""
