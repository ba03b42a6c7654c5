"""A desk on which everything that people can type is hostile, and a browser that notices whatever comes alive."""

import json
import re
from dataclasses import dataclass
from itertools import cycle

from playwright.sync_api import Page

from annotator.clock import new_id
from annotator.domain import schemes
from annotator.domain.lookalike import hides
from annotator.domain.policy import COMMAND_LINE
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm
from annotator.services.people import invitations, resetting
from annotator.services.review import annotating
from db import people, projects
from db.store import Store
from tests.conftest import REPO, Desk, add_person

PAYLOADS = (REPO / "tests/data/hostile/payloads.txt").read_text(encoding="utf-8").splitlines()

WATCH = """
(() => {
  window.alive = []
  const dangerous = 'iframe, object, embed, applet, base, meta[http-equiv], frame, portal, audio, video'
  const ours = (address) => { try { const url = new URL(address, location.href)
    return ['data:', 'blob:', 'about:'].includes(url.protocol) || url.host === location.host } catch { return false } }
  const look = (element) => {
    if (element.nodeType !== 1) return
    if (element.matches(dangerous) && !element.closest('head')) alive.push(element.outerHTML.slice(0, 200))
    for (const { name, value } of element.attributes) {
      if (/^on/.test(name)) alive.push(`${name}=${value}`)
      const isAddress = ['href', 'src', 'srcset', 'action', 'formaction', 'data', 'poster', 'xlink:href'].includes(name)
      const script = /^[\\s\\0-\\x1f]*(javascript|vbscript|data:text)/i.test(value)
      const isEvidence = element.matches('a.open') && /^https?:/.test(value) && /noopener.*noreferrer/.test(element.rel)
      if (isAddress && !isEvidence && (script || !ours(value))) alive.push(element.outerHTML.slice(0, 200))
    }
    if (element.matches('script') && !element.src && element.isConnected && !element.closest('head')) {
      if (/pwned/.test(element.textContent)) alive.push(element.outerHTML.slice(0, 200))
    }
    if (element.matches('.katex, .footnote-ref, [style*="elsewhere"]')) alive.push(element.outerHTML.slice(0, 200))
    if (element.shadowRoot) watch(element.shadowRoot)
  }
  const deep = (node) => { look(node); node.querySelectorAll?.('*').forEach(look) }
  const observer = new MutationObserver((records) => records.forEach((record) =>
    record.type === 'attributes' ? look(record.target) : record.addedNodes.forEach(deep)))
  const watch = (root) => observer.observe(root, { childList: true, subtree: true, attributes: true })
  const attach = Element.prototype.attachShadow
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options)
    watch(root)
    return root
  }
  watch(document)
})()
"""

TEXTS = """() => {
  const texts = []
  const visit = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT)
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.shadowRoot) visit(node.shadowRoot)
      if (node.nodeType !== 1 || node.matches('script, style')) continue
      if (typeof node.value === 'string') texts.push(node.value)
      for (const name of ['title', 'aria-label']) if (node.getAttribute(name)) texts.push(node.getAttribute(name))
      if ([...node.childNodes].some((child) => child.nodeType === 3)) texts.push(node.textContent)
    }
  }
  visit(document.documentElement)
  return texts
}"""


def shown(page: Page) -> str:
    """Every text on the page, those in fields and in shadow roots too, white space made equal.

    Word joiners are ours (`ui.context.plain`): one that somebody typed is shown by its number.
    """
    return squeezed("\n".join(page.evaluate(TEXTS)).replace("\u2060", ""))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@dataclass
class HostileDesk:
    """A project all of whose texts are payloads, one to a sentence."""

    payloads: list[str]
    project: str
    article: str
    people: list[str]
    invited: dict[str, str]  # name: token of the link
    password_link: str


def hostile_desk(store: Store, person_name: str, payloads: list[str]) -> HostileDesk:
    """Builds it: a project under a hostile scheme, led by the named person, who has worked on every sentence as has, on
    each, a reviewer whose name is its payload.
    """
    name = f"{payloads[0][:40]} {new_id()[-6:]}"
    project, _ = articles.project_named(store, COMMAND_LINE, name, create=True, scheme_text=_scheme(payloads))
    lines = [f"جملة {number}: {payload}" for number, payload in enumerate(payloads, 1)]
    article = _article(store, project.id, lines, payloads[0], payloads)
    for payload in payloads[1:]:
        _article(store, project.id, [payload], payload, [payload])
    with store.write() as tx:
        found = people.by_name(tx, person_name)
        assert found is not None
        projects.set_role(tx, project.id, found[0].id, "lead")
    desk = Desk(store, project, article, None, None, None)
    lead = COMMAND_LINE.__class__(found[0].id, person_name, "ar", True, {project.id: "lead"})
    names, invited = [], {}
    for index, (line, payload) in enumerate(zip(lines, payloads, strict=True)):
        other = add_person(store, f"{payload[:60]} {new_id()[-6:]}", project.id)
        names.append(other.name)
        if not hides(payload):
            name = " ".join(f"{payload[:60]} {new_id()[-6:]}".split())
            invited[name] = invitations.invite(store, lead, project.id, "viewer", name)
        for who, severity in ((lead, "minor"), (other, "major")):
            _work(desk, who, index, line, payload, severity)
        _comment(desk, lead, index, payload)
    with store.write() as tx:
        people.set_password(tx, other.id, "hash")
    link = resetting.reset_link(store, COMMAND_LINE, other.id)
    return HostileDesk(payloads, project.id, article.id, names, invited, link)


def _article(store: Store, project: str, lines: list[str], title: str, source: list[str]):
    text = "\n".join(lines)
    ranges, start = [], 0
    for line in lines:
        ranges.append((start + len(line) - len(line.lstrip()), start + len(line.rstrip())))
        start += len(line) + 1
    form = ArticleForm(text, title, "ar", title, title, title, "\n".join(source), "en", ranges=ranges)
    return articles.add_article(store, COMMAND_LINE, project, form)[0]


def _scheme(payloads: list[str]) -> str:
    turn = cycle(
        [payload for payload in payloads if not re.search(r"[\x00-\x1f\x7f-\x9f]", payload)]
    )  # a label has none
    text = schemes.default_text()
    return re.sub(r'\b(ar|en) = "[^"]*"', lambda m: f"{m[1]} = {json.dumps(next(turn))}", text)


def _comment(desk: Desk, who, index: int, payload: str) -> None:
    operation = {"id": new_id(), "article": desk.article.id, "act": "comment", "sentence": desk.sentences[index].id}
    annotating.apply(desk.store, who, {**operation, "comment": new_id(), "revision": 0, "text": f"؟ {payload}"})


def _work(desk: Desk, who, index: int, line: str, payload: str, severity: str) -> None:
    sentence = desk.sentences[index]
    span = {"start": sentence.start, "end": sentence.end}
    marked = {"side": "translation", "category": "number_date", "severity": severity, **span}
    issue, claim = new_id(), new_id()
    desk.put("issue", issue, actor=who, comment=payload, correction=payload, **marked)
    said = {"statement": payload, "claimant": payload, "rationale": payload, "verdict": "false"}
    desk.put(
        "claim", claim, actor=who, **span, **(said | {"verdict_in_source": "true" if severity == "minor" else None})
    )
    texts = dict.fromkeys(("url", "archive_url", "publisher", "title", "quote"), payload)
    desk.put("evidence", new_id(), actor=who, claim_id=claim, **texts)
    desk.put("distortion", new_id(), actor=who, issue_id=issue, claim_id=claim, kind="number")
    with desk.store.read() as tx:
        from db import work

        review = work.review_of(tx, sentence.id, who.id)
    desk.put("review", sentence.id, review.revision if review else 0, actor=who, note=payload)
