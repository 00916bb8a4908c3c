"""What texts show without being opened: near-copies, merely passed on, the same subject back."""

from projections.patterns.row import UNIT, Asking
from projections.text_families import ANSWER, FILING, WITHDRAWAL


def near_copies(asking: Asking) -> str:
    """Answers that say nearly the same in several matters; refusals, and withdrawn matters, too."""
    return _copies(asking, ANSWER)


def copied_withdrawals(asking: Asking) -> str:
    """Withdrawals in nearly the same words in several matters."""
    return _copies(asking, WITHDRAWAL)


def _copies(asking: Asking, of_class: str) -> str:
    return f"""
SELECT f.family::text AS key, count(DISTINCT f.matter) AS weight,
       (array_agg(DISTINCT m.number ORDER BY m.number))[:%(shown)s] AS numbers,
       count(DISTINCT f.matter) AS count, min(f.alike) AS alike, min(f.occurred_at) AS since,
       max(f.occurred_at) AS until, min(f.position) AS position,
       CASE WHEN count(DISTINCT {UNIT}) = 1 THEN min({UNIT}) END AS unit
  FROM text_family f JOIN matter_row m ON m.matter = f.matter AND {asking.visible}
 WHERE {asking.written} AND f.class = '{of_class}' AND f.family IS NOT NULL
   AND f.characters >= %(near_copy_characters)s AND f.alike >= %(near_copy)s
 GROUP BY f.family HAVING count(DISTINCT f.matter) >= %(near_copy_matters)s"""


def already_forwarded(asking: Asking) -> str:
    """Answers with a phrase that it was passed on, and little else."""
    return f"""
SELECT f.position::text AS key, -f.characters AS weight, array_to_string(f.said, ' ') AS what,
       ARRAY[m.number] AS numbers, {UNIT} AS unit, f.occurred_at AS since,
       f.occurred_at AS until, f.position
  FROM text_family f JOIN matter_row m ON m.matter = f.matter AND {asking.visible}
 WHERE {asking.written} AND f.class = '{ANSWER}' AND f.said <> ARRAY[]::text[]
   AND f.characters <= %(forwarded_characters)s"""


def back_again(asking: Asking) -> str:
    """Filings soon after an earlier one was ended, of the same complainant or of nearly the same text.

    In each group (a complainant, a contact, a family of texts) ends and receipts are gone through in
    order, so that each receipt knows the last end before it, however many there are.
    """
    return f"""
WITH filed AS (
    SELECT f.matter, m.number, {UNIT} AS unit, m.received_at, f.position,
           coalesce(m.answered_at, m.closed_at) AS ended_at, f.person, f.contact,
           CASE WHEN f.alike >= %(near_copy)s AND f.characters >= %(near_copy_characters)s
                THEN f.family END AS family
      FROM text_family f JOIN matter_row m ON m.matter = f.matter AND {asking.visible}
     WHERE {asking.written} AND f.class = '{FILING}' AND m.whole IS NULL),
grouped AS (
    SELECT *, 'complainant' AS what, 'p' || person AS grp FROM filed
     UNION ALL
    SELECT *, 'complainant', 'c' || contact FROM filed WHERE contact IS NOT NULL
     UNION ALL
    SELECT *, 'text', 'f' || family FROM filed WHERE family IS NOT NULL),
moments AS (
    SELECT *, received_at AS at, 0 AS ends, NULL AS mark FROM grouped
     UNION ALL
    SELECT *, ended_at, 1, to_char(ended_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') || number
      FROM grouped WHERE ended_at IS NOT NULL),
told AS (
    SELECT *, max(mark COLLATE "C") OVER (PARTITION BY grp ORDER BY at, ends
                                          ROWS UNBOUNDED PRECEDING) AS last
      FROM moments),
back AS (
    SELECT *, substr(last, 21) AS earlier,
           to_timestamp(substr(last, 1, 20), 'YYYYMMDDHH24MISSUS')::timestamp
               AT TIME ZONE 'UTC' AS last_end
      FROM told WHERE ends = 0 AND last IS NOT NULL),
nearest AS (
    SELECT DISTINCT ON (matter) *, extract(epoch FROM received_at - last_end) / 86400 AS days
      FROM back WHERE received_at <= last_end + make_interval(days => %(back_within_days)s)
     ORDER BY matter, last_end DESC, what, earlier)
SELECT matter AS key, -days AS weight, what, ARRAY[number, earlier] AS numbers, unit, days,
       last_end AS since, received_at AS until, position
  FROM nearest"""
