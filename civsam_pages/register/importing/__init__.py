"""A register system's file comes in.

In the order a file passes through them: `registers` (where it goes), `reading` (bytes to rows),
`layouts` (which columns are what, and the manners of each system), `cleaning`, `vocabulary` and
`texts` (one cell at a time, without a database), `records` (a row as our fields), `planning` and
`merging` (what to add and what to change), `service` (the writing), `report` (what was wrong and
what was done).
"""
