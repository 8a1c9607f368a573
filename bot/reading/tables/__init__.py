"""Lists of deals, accounts and results from a CRM or by hand: bytes in, typed values with their row out."""
