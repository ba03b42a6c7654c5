"""Everything that the web server has beside Streamlit's own pages."""

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from annotator.web import assets
from annotator.web.acts import Acts, acts_route
from annotator.web.api import api_routes
from annotator.web.downloads import audit_route, download_route, scheme_route
from annotator.web.failures import Failures
from annotator.web.gate import Gate
from annotator.web.headers import SecurityHeaders
from annotator.web.health import health_route
from annotator.web.nodelay import NoDelay
from annotator.web.signin import signin_routes
from annotator.web.single_signon import single_signon_routes
from annotator.web.welcome import welcome_routes
from db.store import Store


def routes(store: Store) -> list[Route]:
    """Our routes, in the order in which they are tried."""
    downloads = [audit_route(store), download_route(store), scheme_route(store)]
    entrances = [*signin_routes(store), *single_signon_routes(store), *welcome_routes(store)]
    own = [Route("/articles", _articles), health_route(store), assets.route, acts_route(store), *api_routes(store)]
    return [*entrances, *own, *downloads]


def _articles(request: Request) -> Response:
    """Streamlit serves its default page at / only, and calls its own name an unknown page."""
    return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/", 303)


def middleware(store: Store) -> list[Middleware]:
    """What every call passes, the outermost first."""
    guarded = [Middleware(Gate, store=store), Middleware(Acts, store=store)]
    return [Middleware(NoDelay), Middleware(SecurityHeaders), Middleware(Failures), *guarded]
