"""The page of each venue: what it offers, and what other than ourselves says that it is right."""
