"""The staff's pages: serve, calls, tickets, loans and the rest, one file each, pure like every flow.

A page yields `Desk` screens (screen.py) and actions (`DeskAction`, actions in the page's own file), and returns
the tab that comes next. May not import Qt, devices or the store.
"""
