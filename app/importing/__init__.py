"""Files and pasted text to articles: one module per format, each giving the same ImportedArticle."""
