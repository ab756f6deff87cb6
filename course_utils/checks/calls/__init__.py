"""How graded functions are called, and how their answers are viewed. Runs beside student code: no answer is here."""
