"""Which known mistake a wrong answer is: by what it does in every visible case, after the verdict stands."""
