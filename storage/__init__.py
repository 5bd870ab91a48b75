"""The memory: rows, repositories, units of work, migrations.

May import bot values and sqlalchemy; never handlers or channels. Read unit.py first.
"""
