"""Broadcasts: an organiser's message to exactly those who should get it. Read values.py first.

`writing` puts a message together, `planning` says what would happen, `approving` who must agree,
`deciding` carries decisions out, `running` starts, watches and ends what goes out.
"""
