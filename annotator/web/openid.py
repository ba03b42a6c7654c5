"""OpenID Connect, the relying party's side: authorization code with PKCE, and every check of the ID token.

OpenID Connect Core 1.0, section 3.1; RFC 7636 (PKCE); RFC 9207 (the issuer beside the code). Nothing here is reached,
and no connection opened, unless TADQIQ_OIDC_ISSUER is set.
"""

import hmac
from dataclasses import dataclass
from functools import cache
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from authlib.integrations.requests_client import OAuth2Session  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from annotator import log
from annotator.clock import now
from annotator.config import Settings, settings
from annotator.domain.access import Identity
from annotator.errors import Busy, SignInNeeded

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519"]
"""Of signatures: public keys only, so that nobody signs with a key that everybody can read, and never "none"."""
_SECONDS, _LEEWAY = 10, 60  # to wait for the provider; that its clock may be off


@dataclass(frozen=True)
class Asked:
    """What was sent to the provider, and must come back or be shown with the code."""

    state: str
    nonce: str
    verifier: str


@dataclass
class Provider:
    """What the provider says of itself, and its keys."""

    metadata: dict[str, Any]
    keys: KeySet


def address(asked: Asked, callback: str) -> str:
    """Where the browser goes to sign in. Raises Busy("openid_unreachable")."""
    url, _state = _client(callback).create_authorization_url(
        provider(_required()).metadata["authorization_endpoint"],
        state=asked.state,
        nonce=asked.nonce,
        code_verifier=asked.verifier,
    )
    return str(url)


def identity(asked: Asked, callback: str, answer: dict[str, str]) -> Identity:
    """Who came back, from the query of the callback's address.

    Raises SignInNeeded("openid_failed" or "openid_refused") or Busy("openid_unreachable").
    """
    issuer = _required()
    same_state = hmac.compare_digest(answer.get("state", "").encode(), asked.state.encode())
    if not same_state or answer.get("iss", issuer) != issuer:
        raise _failed("state")
    if "code" not in answer:
        log.event("openid_refused", why=answer.get("error", "")[:40].encode("ascii", "replace").decode())
        raise SignInNeeded("openid_refused")
    known = provider(issuer)
    try:
        token = _client(callback).fetch_token(
            known.metadata["token_endpoint"], code=answer["code"], code_verifier=asked.verifier, timeout=_SECONDS
        )
    except (AuthlibBaseError, ValueError) as error:
        raise _failed(type(error).__name__) from error
    except requests.RequestException as error:
        raise _unreachable(error) from error
    return _identity(known, issuer, token.get("id_token", ""), asked.nonce)


@cache
def provider(issuer: str) -> Provider:
    """The provider of this issuer, asked once. Raises Busy("openid_unreachable"), which is not remembered."""
    metadata = _fetched(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if metadata.get("issuer") != issuer:
        raise _failed("issuer")
    return Provider(metadata, KeySet.import_key_set(_fetched(metadata["jwks_uri"])))  # type: ignore[arg-type]


def _identity(known: Provider, issuer: str, id_token: str, nonce: str) -> Identity:
    client = settings().oidc_client_id or ""
    try:
        claims = _decoded(known, id_token)
        rules = jwt.JWTClaimsRegistry(
            now=int(now().timestamp()),
            leeway=_LEEWAY,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": client},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        rules.validate(claims)
    except (JoseError, ValueError, TypeError) as error:
        raise _failed(type(error).__name__) from error
    if claims.get("azp", client) != client:
        raise _failed("azp")
    names = [claims.get(key) for key in ("name", "preferred_username", "email")]
    name = next((name for name in names if isinstance(name, str) and name.strip()), "")
    return Identity(issuer, str(claims["sub"]), name)


def _decoded(known: Provider, id_token: str) -> dict[str, Any]:
    """The claims of a token whose signature holds; where none of the keys fits, they are asked for anew."""
    try:
        return dict(jwt.decode(id_token, known.keys, algorithms=ALGORITHMS).claims)
    except (InvalidKeyIdError, BadSignatureError):
        known.keys = KeySet.import_key_set(_fetched(known.metadata["jwks_uri"]))  # type: ignore[arg-type]
        return dict(jwt.decode(id_token, known.keys, algorithms=ALGORITHMS).claims)


def _client(callback: str) -> Any:
    chosen: Settings = settings()
    return OAuth2Session(
        chosen.oidc_client_id,
        chosen.oidc_client_secret,
        scope="openid profile",
        redirect_uri=callback,
        code_challenge_method="S256",
        token_endpoint_auth_method=_authentication(provider(_required()).metadata, chosen.oidc_client_secret),
    )


def _authentication(metadata: dict[str, Any], secret: str | None) -> str:
    offered = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if secret is None:
        return "none"
    return "client_secret_basic" if "client_secret_basic" in offered else "client_secret_post"


def _fetched(url: str) -> dict[str, Any]:
    try:
        answer = requests.get(url, timeout=_SECONDS, allow_redirects=False)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
    except requests.RequestException as error:
        raise _unreachable(error) from error
    return found


def _required() -> str:
    issuer = settings().oidc_issuer
    if issuer is None:
        raise _failed("no provider is set")
    return issuer


def _failed(why: str) -> SignInNeeded:
    log.event("openid_failed", why=why)
    return SignInNeeded("openid_failed")


def _unreachable(error: Exception) -> Busy:
    log.event("openid_unreachable", why=type(error).__name__)
    return Busy("openid_unreachable")
