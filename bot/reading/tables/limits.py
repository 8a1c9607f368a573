"""How much of a file is read, and when it is refused: a plan needs a list of deals, not a data warehouse."""

MOST_BYTES = 15_000_000
MOST_UNPACKED = 63_000_000  # all parts of a workbook together
MOST_PARTS = 2_000  # files inside a workbook
MOST_RATIO = 250  # unpacked to packed, for parts above a megabyte
MOST_LINES = 200_000  # of a text file, empty ones too
MOST_ROWS = 50_000
MOST_COLUMNS = 300
MOST_CELLS = 300_000  # with something in them
MOST_AREA = 700_000  # cells of a sheet from its first to its last, empty ones too
MOST_CELL = 32_767  # characters, the most that Excel keeps in a cell
MOST_TEXT = 20_000_000  # characters of all cells together, a repeated text counted each time
MOST_TAGS = 3_000_000  # elements of a part
HAND_MADE_ROWS = 500  # up to here, words in a cell ("about 40k") are read as a reply is
