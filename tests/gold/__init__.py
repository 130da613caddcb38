"""Gold files: documents of our own writing in which a person has marked what is to be found."""
