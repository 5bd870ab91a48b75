"""The rules, screens, channels and the roof.

A rule (bot/<noun>.py) is a plain function over plain values: no channel, no SQL, no clock.
Read app.py to see how the columns meet.
"""
