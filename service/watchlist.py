"""Who is to be put on the watchlist: what the rulebook's rows find in the signs of now (M23)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256

from domain.envelope import Command
from domain.organisation.state import Organisation
from domain.rulebook import Rulebook
from domain.supervision.watchlist.commands import WatchAgainByRule, WatchByRule
from domain.supervision.watchlist.decisions import natural_key
from domain.supervision.watchlist.signs import Sign, Signs, Subject, longest, reached
from domain.vocabulary import ProceedingKind, WatchSubject
from domain.working_days import shanghai_day
from projections.sql import Connection
from projections.watch_signs import watch_entries, watch_signs
from service.due import Due

PREFIX = f"{ProceedingKind.WATCH.value}-"


def to_watch(
    connection: Connection, rulebook: Rulebook, organisation: Organisation, now: datetime
) -> Iterator[Due]:
    """A step for everybody who fulfils a row and is not on the list; by signs since they were last
    taken off."""
    if not rulebook.watch:
        return
    signs = with_posts(watch_signs(connection, now - longest(rulebook.watch)), organisation)
    entries = watch_entries(connection)
    for subject, of_one in signs.items():
        stream = f"{PREFIX}{natural_key(*subject)}"
        on, times, off = entries.get(stream, (False, 0, None))
        found = None if on else reached(rulebook.watch, subject, of_one, now, off)
        if found is None:
            continue
        kind, code = subject
        command: Command = WatchByRule(subject=kind, code=code, reached=found)
        if stream in entries:
            command = WatchAgainByRule(reached=found)
        shown = sha256(found.model_dump_json().encode()).hexdigest()[:16]
        yield Due(found.signs[-1].at, stream, f"watch:{stream}:{times + 1}:{shown}", command)


def with_posts(signs: Signs, organisation: Organisation) -> Mapping[Subject, list[Sign]]:
    """The signs, and those about an official once more for the posts held on the day."""
    found: dict[Subject, list[Sign]] = defaultdict(list)
    for (kind, code), of_one in signs.items():
        found[(kind, code)].extend(of_one)
        if kind is not WatchSubject.PERSON:
            continue
        terms = [term for term in organisation.terms if term.person == code]
        for sign in of_one:
            for term in terms:
                if sign.duty is None and term.covers(shanghai_day(sign.at)):
                    found[(WatchSubject.POST, term.post)].append(sign)
    return found
