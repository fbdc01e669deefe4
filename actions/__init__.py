"""One atomic change of state each; the only writer."""
