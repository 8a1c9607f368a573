"""The planning calendar: the fiscal year, its milestones and selling weeks, working time, and who is nudged when."""
