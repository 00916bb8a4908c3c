"""The documentation page, from our own files: these networks have no internet."""

from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

router = APIRouter(include_in_schema=False)

STATIC = Path(str(files("service.api").joinpath("static")))
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
"""Nothing from elsewhere, no script or style in the page itself."""

assets = Mount("/docs/assets", StaticFiles(directory=STATIC / "swagger-ui"), name="assets")


@router.get("/")
async def show_start() -> Response:
    """The way to the documentation."""
    return RedirectResponse("/docs")


@router.get("/openapi.json")
async def show_description(request: Request) -> Response:
    """The API's description (OpenAPI)."""
    return JSONResponse(request.app.openapi())


@router.get("/docs")
async def show_documentation() -> Response:
    """The API's documentation, with a form to try each operation."""
    return FileResponse(
        STATIC / "docs.html",
        media_type="text/html; charset=utf-8",
        headers={"Content-Security-Policy": PAGE_POLICY},
    )


@router.get("/docs/start.js")
async def show_start_script() -> Response:
    """The few lines that set the documentation up."""
    return FileResponse(STATIC / "docs.js", media_type="text/javascript; charset=utf-8")
