"""Sign-in at a provider: only whom a link has brought in, and only by a token that every check holds."""

from urllib.parse import urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette

from annotator.config import Settings, read, settings
from annotator.domain.policy import COMMAND_LINE
from annotator.errors import BadSetting, TadqiqError
from annotator.services.people import accounts, invitations, members, resetting
from annotator.web import openid
from annotator.web.routes import middleware, routes
from annotator.words import say_error
from tests.conftest import PASSWORD
from tests.web import inside, op
from tests.web.op import CLIENT, SECRET

ANOTHER_KEY = RSAKey.generate_key(2048, {"kid": "two", "use": "sig"})


@pytest.fixture
def provider(monkeypatch):
    with op.running() as running:
        for name, value in (("ISSUER", running.url), ("CLIENT_ID", CLIENT), ("CLIENT_SECRET", SECRET)):
            monkeypatch.setenv(f"TADQIQ_OIDC_{name}", value)
        monkeypatch.setenv("TADQIQ_OIDC_NAME", "دار النشر")
        settings.cache_clear()
        openid.provider.cache_clear()
        yield running
    openid.provider.cache_clear()


@pytest.fixture
def app(store):
    return Starlette(routes=routes(store), middleware=middleware(store))


@pytest.fixture
def browser(app):
    return inside.client(app, sec_fetch_site="same-origin", accept_language="en")


@pytest.fixture
def invited(store, admin, project):
    return invitations.invite(store, admin, project.id, "reviewer")


def leave(browser, **asked) -> str:
    """From our page to the provider; gives back where the provider sends the browser to."""
    left = browser.get("/signin/with", params=asked)
    assert left.status_code == 303, left.text
    return httpx.get(left.headers["location"]).headers["location"]


def come_back(browser, address: str):
    place = urlsplit(address)
    assert (place.netloc, place.path) == ("desk.example", "/signin/callback")
    return browser.get(f"{place.path}?{place.query}")


def round_trip(browser, **asked):
    return come_back(browser, leave(browser, **asked))


def who(store, browser) -> str | None:
    found = accounts.signed_in(store, browser.cookies.get("tadqiq"))
    return found and found.actor.name


def refused(answer, browser) -> str:
    """The sentence of a page that lets nobody in."""
    assert answer.status_code >= 400 and "tadqiq" not in browser.cookies
    return answer.text


@pytest.fixture
def known(store, provider, browser, invited):
    """Somebody who has come in through an invitation and the provider, and has signed out."""
    assert round_trip(browser, link=invited).headers["location"] == "/"
    assert who(store, browser) == provider.name
    browser.post("/signout")
    assert who(store, browser) is None


def test_an_invitation_is_accepted_through_the_provider(store, provider, browser, invited, project):
    round_trip(browser, link=invited)
    actor = accounts.signed_in(store, browser.cookies["tadqiq"]).actor
    assert actor.name == provider.name and actor.roles == {project.id: "reviewer"} and not actor.is_admin
    assert not accounts.has_password(store, actor) and invitations.invitation(store, invited) is None


def test_who_is_known_signs_in_and_comes_to_the_page_that_was_wanted(store, provider, browser, known):
    answer = round_trip(browser, next="/annotate?article=7")
    assert (answer.status_code, answer.headers["location"]) == (303, "/annotate?article=7")
    assert who(store, browser) == provider.name


def test_whom_nobody_has_invited_gets_one_clear_sentence(store, provider, browser, known):
    provider.subject = "another"
    page = refused(round_trip(browser), browser)
    assert "Ask for an invitation" in page and 'action="/signin"' in page and "code=" not in page


def test_the_subject_decides_and_not_the_name(store, provider, browser, known):
    mine, provider.name = provider.name, "سلمى"  # the admin's
    round_trip(browser)
    assert who(store, browser) == mine


def test_a_password_link_adds_the_identity_to_the_account_that_there_is(store, provider, browser, admin):
    link = resetting.reset_link(store, COMMAND_LINE, admin.id)
    round_trip(browser, link=link)
    assert who(store, browser) == "سلمى" and resetting.whose(store, link) is None
    browser.post("/signout")
    round_trip(browser)
    assert who(store, browser) == "سلمى"


def test_an_identity_is_one_persons(store, provider, browser, known, admin):
    link = resetting.reset_link(store, COMMAND_LINE, admin.id)
    assert "another account" in refused(round_trip(browser, link=link), browser)
    assert resetting.whose(store, link) == "سلمى"


def test_a_disabled_account_is_shut_here_too(store, provider, browser, known, admin):
    disabled = next(one for one in members.everyone(store, admin) if one.person.name == provider.name)
    members.set_disabled(store, admin, disabled.person.id, True)
    assert "Nobody here has this identity" in refused(round_trip(browser), browser)


def test_a_name_that_is_taken_leaves_the_link_good(store, provider, browser, admin, invited):
    provider.name = "سلمي"
    assert "almost so" in refused(round_trip(browser, link=invited), browser)
    assert invitations.invitation(store, invited)


def expired(claims):
    claims["exp"] -= 1_000


SPOILT = {
    "wrong nonce": lambda claims: claims.update(nonce="of another sign-in"),
    "no nonce": lambda claims: claims.pop("nonce"),
    "wrong audience": lambda claims: claims.update(aud="another client"),
    "no audience": lambda claims: claims.pop("aud"),
    "for somebody else beside": lambda claims: claims.update(aud=[CLIENT, "another"], azp="another"),
    "wrong issuer": lambda claims: claims.update(iss="https://evil.example"),
    "expired": expired,
    "no expiry": lambda claims: claims.pop("exp"),
    "from the future": lambda claims: claims.update(nbf=claims["exp"] + 10_000),
    "no subject": lambda claims: claims.pop("sub"),
}
SIGNED = {
    "none": op.unsigned,
    "another key": lambda provider, claims: jwt.encode(
        {"alg": "RS256", "kid": provider.keys[0].kid}, claims, ANOTHER_KEY
    ),
    "the public key as a secret": op.hs256,
    "cut": lambda provider, claims: op.rs256(provider, claims)[:-5],
    "nothing": lambda provider, claims: "",
}


@pytest.mark.parametrize("wrong", SPOILT)
def test_a_token_with_a_wrong_claim_lets_nobody_in(provider, browser, known, wrong):
    provider.spoil = SPOILT[wrong]
    assert "did not succeed" in refused(round_trip(browser), browser)


@pytest.mark.parametrize("wrong", SIGNED)
def test_a_token_without_the_providers_signature_lets_nobody_in(provider, browser, known, wrong):
    provider.sign = SIGNED[wrong]
    assert "did not succeed" in refused(round_trip(browser), browser)


def test_a_new_key_of_the_provider_is_fetched(store, provider, browser, known):
    provider.keys.append(ANOTHER_KEY)
    round_trip(browser)
    assert who(store, browser) == provider.name


def test_a_state_is_good_once_even_for_the_browser_that_has_it(store, provider, browser, known):
    address = leave(browser)
    left = dict(browser.cookies)
    come_back(browser, address)
    browser.post("/signout")
    again = leave(browser)  # a code that the provider takes, under the state that was used
    browser.cookies.update(left)
    replayed = again.replace(state_of(again), state_of(address))
    provider.codes[code_of(again)]["code_challenge"] = challenge_of(left["tadqiq_openid"])
    provider.codes[code_of(again)]["nonce"] = nonce_of(left["tadqiq_openid"])
    assert "did not succeed" in refused(come_back(browser, replayed), browser)


@pytest.mark.parametrize("change", ["state", "cookie", "issuer", "other browser"])
def test_an_answer_that_this_browser_did_not_ask_for_lets_nobody_in(app, provider, browser, known, change):
    address = leave(browser)
    if change == "state":
        address = address.replace(state_of(address), "x" * 43)
    elif change == "issuer":
        address = address.replace("iss=http", "iss=https")
    elif change == "cookie":
        browser.cookies.set("tadqiq_openid", "eyJhIjoxfQ==")
    else:
        browser = inside.client(app, accept_language="en")
    assert "did not succeed" in refused(come_back(browser, address), browser)


def test_a_refusal_of_the_provider_is_said(provider, browser, known):
    provider.refuses = True
    assert "were not let in" in refused(round_trip(browser), browser)


def test_a_provider_that_is_gone_is_said_and_the_password_still_works(store, provider, browser, admin, monkeypatch):
    monkeypatch.setenv("TADQIQ_OIDC_ISSUER", "http://127.0.0.1:9")
    settings.cache_clear()
    answer = browser.get("/signin/with")
    assert answer.status_code == 503 and "can&#39;t be reached" in answer.text
    assert browser.post("/signin", data={"name": "سلمى", "password": PASSWORD}).status_code == 303


def test_a_provider_under_another_name_is_not_the_one(provider, browser, admin, monkeypatch):
    monkeypatch.setattr(provider, "metadata", lambda: {**op.Provider.metadata(provider), "issuer": "https://x.example"})
    assert browser.get("/signin/with").status_code == 401


def test_a_public_client_needs_no_secret(store, provider, browser, known, monkeypatch):
    monkeypatch.delenv("TADQIQ_OIDC_CLIENT_SECRET")
    settings.cache_clear()
    provider.public = True
    round_trip(browser)
    assert who(store, browser) == provider.name


def test_the_pages_offer_the_provider_by_its_name_and_without_one_connect_to_nothing(
    provider, browser, store, admin, invited, monkeypatch
):
    pages = ["/signin", f"/welcome?token={invited}"]
    assert all("دار النشر" in browser.get(page).text for page in pages)
    for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "NAME"):
        monkeypatch.delenv(f"TADQIQ_OIDC_{name}")
    settings.cache_clear()
    provider.asked.clear()
    assert all("/signin/with" not in browser.get(page).text for page in pages)
    assert browser.get("/signin/with").status_code == 404
    assert browser.get("/signin/callback?code=x&state=y").status_code == 401
    assert provider.asked == []


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example"])
def test_a_sign_in_leads_to_no_other_site(store, provider, browser, known, wanted):
    assert round_trip(browser, next=wanted).headers["location"] == "/"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_sites_link_starts_nothing(provider, browser, known, invited, site):
    provider.asked.clear()
    answer = browser.get(f"/signin/with?link={invited}", headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 200 and "tadqiq_openid" not in browser.cookies and provider.asked == []


def test_the_secret_is_never_shown():
    given = {"TADQIQ_OIDC_ISSUER": "https://id.example", "TADQIQ_OIDC_CLIENT_ID": "x"}
    found = read({**given, "TADQIQ_OIDC_CLIENT_SECRET": "s3cret"})
    assert "s3cret" not in repr(found) and found.oidc_client_secret == "s3cret"
    with pytest.raises(BadSetting) as error:
        read({**given, "TADQIQ_OIDC_CLIENT_SECRET": " "})
    assert "CLIENT_SECRET" in say_error(error.value, "en")


@pytest.mark.parametrize("issuer", ["http://id.example", "id.example", "https://id.example/?x=1", "ftp://id.example"])
def test_an_issuer_that_can_not_be_trusted_stops_the_start(issuer):
    with pytest.raises(TadqiqError):
        read({"TADQIQ_OIDC_ISSUER": issuer, "TADQIQ_OIDC_CLIENT_ID": "x"})


@pytest.mark.parametrize("alone", ["TADQIQ_OIDC_ISSUER", "TADQIQ_OIDC_CLIENT_ID"])
def test_half_a_provider_stops_the_start(alone):
    with pytest.raises(BadSetting) as error:
        read({alone: "https://id.example"})
    assert error.value.code == "setting_missing" and Settings().provider == ""


def state_of(address: str) -> str:
    return dict(httpx.QueryParams(urlsplit(address).query))["state"]


def code_of(address: str) -> str:
    return dict(httpx.QueryParams(urlsplit(address).query))["code"]


def challenge_of(cookie: str) -> str:
    from authlib.oauth2.rfc7636 import create_s256_code_challenge

    from annotator.web.single_signon import _unpacked

    return create_s256_code_challenge(_unpacked(cookie).asked.verifier)


def nonce_of(cookie: str) -> str:
    from annotator.web.single_signon import _unpacked

    return _unpacked(cookie).asked.nonce
