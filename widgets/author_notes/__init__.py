"""The author's footnotes, endnotes and comments, and what becomes of them."""
