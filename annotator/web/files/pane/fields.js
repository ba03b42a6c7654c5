// Which fields a row's form has, in their order: those that everybody fills in first, the rest (`folded`) behind one click.

/** The fields of a kind of row; `scheme` maps lists to labels, `words` are the interface's. */
export function fieldsOf(kind, scheme, words) {
  const label = (name) => words[`field_${name}`]
  const of = (type) => (name, more = {}) => ({ name, type, label: label(name), ...more })
  const [line, area, link, lines, partial] = ["line", "area", "link", "lines", "partial"].map(of)
  const select = (name, list, none) => ({ name, type: "select", label: label(name), options: scheme[list], none })
  const checks = (name, list) => ({ name, type: "checks", label: label(name), options: scheme[list] })
  const folded = (...fields) => fields.map((field) => ({ ...field, folded: true }))
  return {
    review: [{ ...area("note"), label: `${label("note")} (N)` }, { name: "score", type: "number", label: `${label("score")} (P)`, min: 0, max: 100 }],
    issue: [select("category", "issue_category"), select("severity", "severity"), area("comment"), area("correction"), { name: "changes_fact", type: "flag", label: label("changes_fact") }],
    claim: [
      area("statement"),
      line("claimant"),
      select("status", "claim_status"),
      select("verdict", "verdict", words.no_verdict),
      select("verdict_in_source", "verdict", words.no_verdict),
      area("rationale"),
      ...folded(
        checks("kinds", "claim_kind"),
        select("checkability", "checkability", words.none),
        select("priority", "priority"),
        select("confidence", "confidence", words.none),
        area("statement_in_source"),
        line("claimant_role"),
        line("claimant_id", { placeholder: "Q42" }),
        partial("claimed_on"),
        line("place"),
        lines("appearances"),
        area("reopen_reason"),
      ),
    ],
    evidence: [
      link("url"),
      select("stance", "stance"),
      area("quote"),
      line("publisher"),
      line("title", { limit: 2000 }),
      partial("published_on"),
      ...folded(
        area("quote_translation"),
        line("author"),
        select("source_type", "source_type", words.none),
        line("locator"),
        link("archive_url"),
        { name: "accessed_on", type: "date", label: label("accessed_on") },
        area("question"),
        area("answer"),
        select("answer_type", "answer_type", words.none),
        checks("problems", "evidence_problem"),
      ),
    ],
  }[kind]
}

/** What a claim needs before it may be called checked: the rule of `domain/claims.py`, to be said before it is broken. */
export function needsOf(claim, evidence, distortions) {
  const needs = [!claim.verdict && "verdict", !claim.rationale?.trim() && "rationale"]
  needs.push(!evidence.some(({ stance }) => stance === "supports" || stance === "refutes") && "evidence")
  needs.push(claim.verdict === "mistranslated" && !distortions.length && "issue")
  return needs.filter(Boolean)
}
