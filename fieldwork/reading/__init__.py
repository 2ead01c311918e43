"""Reading a case: answers, what is still to do, completion, search."""
