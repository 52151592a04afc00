"""What is known: the article record, RDF, stores, questions and pictures."""
