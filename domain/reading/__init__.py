"""Reading as a fact: who had a name revealed, who exported a list, who looked for a person."""
