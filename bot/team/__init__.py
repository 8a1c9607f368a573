"""The team: who is who, who reports to whom, and what the year is measured by."""
