"""A matter's evidence dossier: everything that proves its history, in one archive."""

from fastapi import APIRouter, Response

from service.api.callers import NoQueries, Reader
from service.api.references import MatterReference, matter_id

router = APIRouter(prefix="/v1", tags=["proof"])

ZIP = "application/zip"


@router.get(
    "/matters/{matter}/dossier",
    summary="证据卷宗 · A matter's evidence, to be verified offline",
    response_class=Response,
    responses={200: {"content": {ZIP: {"schema": {"type": "string", "format": "binary"}}}}},
)
def take_dossier(matter: MatterReference, reader: Reader, _query: NoQueries) -> Response:
    """The events of the matter and of what hangs together with it, as stored; the inclusion proof of
    each; a signed checkpoint with its cosignatures; a summary in Chinese (PDF); and `verify.py`,
    which checks all of it on a machine without Huiyin."""
    made = reader.app.dossiers.make(reader.actor, matter_id(reader, matter))
    name = f'attachment; filename="dossier-{made.number}.zip"'
    return Response(made.archive, media_type=ZIP, headers={"Content-Disposition": name})
