"""A Café played for weeks: who is there, what they do, and what each of them saw of the bot.

`make rehearse` plays it and prints what each role saw; `test_rehearsal.py` plays a small one in `make test`. The clock
is ours and the far end of the platform too; everything between them is the product on a real database.
"""
