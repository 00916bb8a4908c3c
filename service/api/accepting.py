"""In which format a list is answered: as `format` says, else by ``Accept`` (RFC 9110)."""

from collections.abc import Iterator

from service.api.asking import ExportQuery, Format

MEDIA_TYPES = {
    Format.JSON: "application/json",
    Format.CSV: "text/csv",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_READ = 1_000
"""Characters of the header that are read; what follows says nothing that matters."""


def format_of(query: ExportQuery, accept: str) -> Format:
    """What the query names; where it names none, what the header likes best, and JSON among equals.

    A header that nothing here fits, or in which nothing can be understood, counts as saying nothing.
    """
    if "format" in query.model_fields_set:
        return query.format
    wishes = list(_wishes(accept))
    return max(Format, key=lambda each: _quality(MEDIA_TYPES[each], wishes))


def _quality(media_type: str, wishes: list[tuple[str, float]]) -> float:
    """How much a type is liked, by the wish that names it most exactly; 0 where none does."""
    whole = media_type.partition("/")[0] + "/*"
    for name in (media_type, whole, "*/*"):
        found = [quality for wished, quality in wishes if wished == name]
        if found:
            return max(found)
    return 0.0


def _wishes(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept[:MOST_READ].split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        given = dict(each.replace(" ", "").partition("=")[::2] for each in parameters)
        try:
            quality = float(given.get("q", "1"))
        except ValueError:
            continue
        if 0 <= quality <= 1:
            yield name, quality
