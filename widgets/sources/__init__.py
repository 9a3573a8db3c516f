"""Sources opened beside the article: pages, images, texts and tables to read, select and cite."""
