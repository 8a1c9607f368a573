"""A plan, a review summary or the roll-up as a document: laid out once, then written as Markdown or DOCX."""
