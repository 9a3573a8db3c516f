"""One module per output format, all drawn from one SheetData."""
