-- Rows of running totals take the bytes of what is in them, and months stand beside their days.
-- What is stored is of the layout before: with 0 for its number the program counts the totals anew
-- from the calls, in one transaction, before the ledger is used (collector/store/totals-recount.c).
UPDATE meta SET totals_layout = 0;
