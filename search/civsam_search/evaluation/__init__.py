"""How well the search answers: judged questions, their spellings, and what comes of them."""
