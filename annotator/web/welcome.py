"""What one-time links lead to: the first account, an invitation, a new password; and changing one's own password."""

from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from annotator.errors import Invalid, TadqiqError
from annotator.services.people import accounts, invitations, resetting
from annotator.services.people.accounts import SignedIn
from annotator.services.people.invitations import Invitation
from annotator.web import cookies
from annotator.web.plain import Field, Way, device_of, handler, language_of, let_in, page, said, text_of
from annotator.web.signin import provider_way
from db.store import Store


def welcome_routes(store: Store) -> list[Route]:
    """The pages behind links need no session; changing one's password does."""
    return [
        Route("/welcome", handler(_welcome, store), methods=["GET", "POST"]),
        Route("/new-password", handler(_new_password, store), methods=["GET", "POST"]),
        Route("/password", handler(_password, store), methods=["GET", "POST"]),
    ]


def _welcome(store: Store, request: Request, form: FormData | None) -> Response:
    link = request.query_params.get("token", "")
    invited = invitations.invitation(store, link)
    if invited is not None:
        return _invited(store, request, form, invited)
    if not accounts.link_is_good(store, link):
        return _spent(request)
    if form is None:
        return page(request, "welcome", _new_account(""))
    name = text_of(form, "name")
    try:
        device, language = device_of(request), language_of(request)
        token = accounts.create_first_account(store, link, name, _twice(form), language, device)
    except TadqiqError as error:
        return page(request, "welcome", _new_account(name), error=error)
    return let_in(store, request, token)


def _invited(store: Store, request: Request, form: FormData | None, invited: Invitation) -> Response:
    """Offers an account, or, to somebody who is signed in, what the invitation brings for the one that they have."""
    here = accounts.signed_in(store, cookies.token_of(request.cookies))
    if form is None or (here is None) != ("join" not in form):
        return _invitation(request, invited, here)
    link = request.query_params.get("token", "")
    try:
        if here is not None:
            invitations.join(store, here.actor, link)
            return RedirectResponse("/", 303)
        given = text_of(form, "name"), _twice(form), language_of(request)
        token = invitations.accept(store, link, *given, device_of(request))
    except TadqiqError as error:
        return _invitation(request, invited, here, text_of(form, "name"), error)
    return let_in(store, request, token)


def _invitation(
    request: Request, invited: Invitation, here: SignedIn | None, name: str = "", error: TadqiqError | None = None
) -> Response:
    names = {"by": invited.invited_by, "project": invited.project, "role": said(request, f"role_{invited.role}")}
    told = "invited_to" if invited.project else "invited_admin"
    notice = said(request, told if invited.invited_by else f"{told}_by_nobody", **names)
    link = request.query_params.get("token", "")
    if here is not None:
        notices = [notice, said(request, "signed_in_here", name=here.actor.name)]
        out = [Way(said(request, "not_you"), "/signout")]
        return page(request, "invitation", [Field("join")], error=error, notices=notices, ways=out)
    back = quote(f"/welcome?token={link}", safe="")
    ways = [*provider_way(request, link=link), Way(said(request, "have_account"), f"/signin?next={back}")]
    fields = _new_account(invited.name or name, fixed=bool(invited.name))
    submit = said(request, "welcome_submit")
    return page(request, "invitation", fields, error=error, notices=[notice], ways=ways, submit=submit)


def _new_password(store: Store, request: Request, form: FormData | None) -> Response:
    link = request.query_params.get("token", "")
    name = resetting.whose(store, link)
    if name is None:
        return _spent(request)
    fields = [Field("name", "username", name, fixed=True), *_new_fields()]
    ways = provider_way(request, link=link)
    if form is None:
        return page(request, "new_password", fields, ways=ways)
    try:
        token = resetting.reset_password(store, link, _twice(form), device_of(request))
    except TadqiqError as error:
        return page(request, "new_password", fields, error=error, ways=ways)
    return let_in(store, request, token)


def _password(store: Store, request: Request, form: FormData | None) -> Response:
    signed_in: SignedIn = request.state.signed_in
    ways = [Way(said(request, "back"), "/account")]
    if not accounts.has_password(store, signed_in.actor):
        return page(request, "change_password", notices=[said(request, "no_password")], ways=ways)
    username = Field("name", "username", signed_in.actor.name, fixed=True)
    fields = [username, Field("current", "current-password"), *_new_fields()]
    if form is None:
        return page(request, "change_password", fields, ways=ways)
    old = cookies.token_of(request.cookies) or ""
    try:
        given = text_of(form, "current"), _twice(form)
        token = accounts.change_password(store, signed_in.actor, old, *given, device_of(request))
    except TadqiqError as error:
        return page(request, "change_password", fields, error=error, ways=ways)
    return let_in(store, request, token, "/account")


def _spent(request: Request) -> Response:
    return page(request, "link_spent", notices=[said(request, "link_spent_how")], status=404)


def _new_account(name: str, *, fixed: bool = False) -> list[Field]:
    return [Field("name", "username", name, fixed=fixed), *_new_fields()]


def _new_fields() -> list[Field]:
    return [Field("password", "new-password", hint="password_hint"), Field("again", "new-password")]


def _twice(form: FormData) -> str:
    """The new password; raises Invalid("passwords_differ") where it was not typed alike twice."""
    password = text_of(form, "password")
    if password != text_of(form, "again"):
        raise Invalid("passwords_differ")
    return password
