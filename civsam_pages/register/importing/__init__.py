"""A register system's file comes in.

In the order a file passes through them: `reading` (bytes to rows), `layouts` (which columns are
what, and the manners of each system), `cleaning`, `vocabulary` and `texts` (one cell at a time,
without a database), `records` (a row as our fields), `merging` (what to change on a page that is
there already), `service` (the writing), `report` (what was wrong and what was done).
"""
