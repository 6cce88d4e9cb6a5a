"""Language: sentences, English, vocabularies and sentence vectors."""
