"""Questions to answer before the effect is seen: a module per week, `QUESTIONS`, and what a question is made of."""
