"""Questions to think about before the answer is seen: a module per week, `QUESTIONS`, and what a question is made of."""
