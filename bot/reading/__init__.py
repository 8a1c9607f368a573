"""Text into typed values: amounts, dates, lists and plain answers, each with the words it rests on."""
