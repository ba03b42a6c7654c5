"""The table of rights as the people who run a desk would write it down: not derived from the code it judges.

A call is a service's function on a thing of the first project. Under each caller (`tests.services.desks.CALLERS`):

    +   done
    -   no session, so there is nobody to act: sign in first
    F   Forbidden: the caller may know that the thing is there
    N   NotFound: answered exactly like a thing that isn't there
"""

#        nobody expired disabled viewer owner other foreign lead foreign_lead admin
TABLE = """
accounts.change_password            - - - + + + + + + +
accounts.has_password               - - - + + + + + + +
accounts.set_language               - - - + + + + + + +
accounts.sign_out_others            - - - + + + + + + +
sessions.own_sessions               - - - + + + + + + +
sessions.end_session                - - - N + N N N N N

annotating.apply                    - - - F + + N + N +
annotating.apply:others_issue       - - - F + N N N N N
annotating.apply:undo_others        - - - F + N N N N N
annotating.apply:repeat_others      - - - F + C N C N C
annotating.apply:work               - - - F + + N + N +
annotating.apply:submit             - - - F + + N + N +
annotating.apply:settle             - - - F F F N + N +
annotating.apply:settle_all         - - - F F F N + N +
annotating.apply:edit_consensus     - - - F F F N + N +
annotating.apply:restore            - - - F + N N N N N
annotating.apply:undo_settled       - - - F N N N + N N

claims_page.claims                  - - - F + + N + N +
claim_record.record                 - - - F + N N + N +
claim_record.reusable               - - - F + N N + N +
distorting.report                   - - - + + + N + N +
distorting.report:consensus         - - - F F F N + N +
distorting.distortion_rows          - - - + + + N + N +
distorting.reversed_rows            - - - + + + N + N +
verdict_mapping.scales              - - - + + + N + N +
verdict_mapping.scale               - - - + + + N + N +
evidence_files.attach               - - - F + N N N N N
evidence_files.file_of              - - - N + N N + N +
responsibility.assign               - - - F F F N + N +
annotating.apply:comment            - - - F I I N + N +
annotating.apply:others_comment     - - - F I I N + N N
annotating.apply:uncomment          - - - F I I N + N N
annotating.apply:resolve            - - - F I I N + N +
annotating.apply:read               - - - F I I N + N +
threads.threads                     - - - F + + N + N +
threads.mentions                    - - - + + + N + N +
threads.comment_rows                - - - + + + N + N +
exporting.report_rows:comments      - - - + + + N + N +

articles.visible_projects           - - - + + + + + + +
articles.project_named              - - - + + + N + N +
articles.project_named:create       - - - F F F F F F +
articles.create_project             - - - F F F F F F +
articles.add_article                - - - F F F N + N +
articles.retire_project             - - - F F F N + N +
articles.choose_weights             - - - F F F N + N +
articles.set_article_retired        - - - F F F N + N +
cutting.recut_article               - - - F F F N + N +
aligning.alignment                  - - - + + + N + N +
aligning.set_alignment              - - - F F F N + N +
aligning.edit_alignment             - - - F F F N + N +
aligning.edit_alignment:overtaken   - - - F F F N C N C
revising.versions                   - - - F F F N + N +
revising.current                    - - - F F F N + N +
revising.version                    - - - F F F N + N +
revising.uses                       - - - F F F N + N +
revising.as_toml                    - - - F F F N + N +
revising.from_toml                  - - - F F F N + N +
revising.revise                     - - - F F F N + N +
revising.revise:overtaken           - - - F F F N C N C
importing.import_mqm                - - - F F F F + F +
known_claims.import_collection      - - - F F F F + F +
known_claims.search                 - - - F + + N + N +
duplicates.duplicates               - - - F + + N + N +
resembling.resembled                - - - F F F N + N +
look_alikes.look_alikes             - - - F + + N + N +
offering.offers                     - - - F + + N + N +
offering.choose_hints               - - - F F F N + N +
suggesting.import_suggestions       - - - F F F N + N +
resemblances.resemblance_rows       - - - + + + N + N +
annotating.apply:relate             - - - F + + N + N +
annotating.apply:relate_hidden      - - - F + N N + N +

reading.progress                    - - - + + + N + N +
reading.article_text                - - - + + + N + N +
reading.weight_presets              - - - + + + N + N +
reading.label_names                 - - - + + + N + N +
reading.category_names              - - - + + + N + N +
reading.article_for_reviewer        - - - F + + N + N +
reading.scheme_for_reviewer         - - - F + + N + N +
reading.article_for_reviewer:consensus - - - F F F N + N +
pages.pages_of                      - - - + + + N + N +
exporting.report_rows               - - - + + + N + N +
exporting.report_csv                - - - + + + N + N +
exporting.report_rows:consensus     - - - F F F N + N +
exporting.report_csv:consensus      - - - F F F N + N +

comparing.comparison                - - - F + + N + N +
comparing_reports.agreement_rows    - - - F + + N + N +
comparing_reports.disagreement_rows - - - F + + N + N +
exporting.report_rows:disagreements - - - F + + N + N +
consensus_pages.consensus_pages     - - - F F F N + N +
consensus_reports.consensus_rows    - - - F F F N + N +
consensus_reports.with_distributions - - - F F F N + N +
history.of_sentence                 - - - F + + N + N +
history.of_sentence:consensus       - - - F F F N + N +
settling.queue                      - - - F F F N + N +
settling.versions                   - - - F F F N + N +

assigning.set_needed                - - - F F F N + N +
assigning.set_plan                  - - - F F F N + N +
assigning.assign                    - - - F F F N + N +
assigning.take_away                 - - - F F F N + N +
assigning.remind                    - - - F F F N + N +
assigning.remind_all                - - - F F F N + N +
assigning.reopen                    - - - F F F N I N I
assigning.hand_back                 - - - F N + N N N N
distributing.people                 - - - F F F N + N +
distributing.preview                - - - F F F N + N +
distributing.give_out               - - - F F F N + N +
queueing.queue                      - - - + + + N + N +
queueing.next_article               - - - + + + N + N +
queueing.stopped_at                 - - - F + + N + N +
board.board                         - - - F F F N + N +
board.progress_rows                 - - - + + + N + N +

members.everyone                     - - - F F F F F F +
members.members                      - - - F F F N + N +
members.set_role                     - - - F F F N + N +
members.set_role:stranger            - - - F F F N N N +
members.remove_member                - - - F F F N + N +
members.set_disabled                 - - - F F F F F F +
members.set_admin                    - - - F F F F F F +
members.end_sessions                 - - - F F F F F F +
resetting.reset_link                - - - F F F F F F +
invitations.invite                  - - - F F F N + N +
invitations.invite:admin            - - - F F F F F F +
invitations.open_invitations        - - - F F F N + N +
invitations.open_invitations:all    - - - F F F F F F +
invitations.withdraw                - - - N N N N + N +
invitations.join                    - - - I I I + I + +
auditing.audit_rows                 - - - F F F F F F +
auditing.audit_page                 - - - F F F F F F +
auditing.audit_csv                  - - - F F F F F F +
"""
# C: Conflict, the operation is somebody else's, or somebody was quicker.
# I: Invalid, they have what the invitation offers.

OPEN = {
    "accounts.first_account_link": "at the start, while nobody has an account",
    "accounts.link_is_good": "whoever holds the link's token",
    "accounts.create_first_account": "whoever holds the link's token",
    "accounts.nobody_yet": "says yes or no, and of nobody",
    "accounts.sign_in": "whoever knows name and password",
    "accounts.sign_out": "whoever holds the session's token",
    "accounts.signed_in": "whoever holds the session's token",
    "claims_table.listed": "whoever has opened a project's transaction: claims_page, which asks",
    "known_claims.resembled": "whoever holds an index and the claims that are hidden, as known_claims.search does",
    "claim_index.current": "whoever holds a project, which known_claims.search gives to those who may search",
    "confronting.worst": "whoever holds a Comparison, which comparing gives to those who may compare",
    "confronting.every": "whoever holds a Comparison",
    "confronting.judgements_at": "whoever holds a Comparison",
    "identities.spend_state": "whoever comes back from the provider",
    "identities.sign_in_with": "whom the provider vouches for",
    "invitations.invitation": "whoever holds the link's token",
    "invitations.accept": "whoever holds the link's token",
    "invitations.accept_with_identity": "whoever holds the link's token",
    "resetting.whose": "whoever holds the link's token",
    "resetting.reset_password": "whoever holds the link's token",
    "resetting.reset_to_identity": "whoever holds the link's token",
    "example.install": "the start of a server",
}
"""Functions on the database that ask for no actor, and who can call them then."""

PARTS = {
    "annotating.carry_out": "annotating.apply, inside a transaction",
    "annotating.opened": "asks policy for its callers",
    "adjudicating.settle": "of a Change that annotating has allowed",
    "assigning.end": "of services that ask",
    "assigning.give": "of services that ask",
    "articles.new_project": "of create_project and project_named, which ask",
    "articles.record_act": "the event of an act that its caller has asked for",
    "blindness.may_discuss": "asks policy for its callers",
    "discussing.carry_out": "of annotating, which asks",
    "discussing.shown": "of services that ask",
    "discussing.whom": "of services that ask",
    "asides.require_known": "of a Change that annotating has allowed",
    "blindness.comparable": "asks policy for its callers",
    "blindness.sees": "asks policy for its callers",
    "responsibility.owner_of": "of annotating, which asks",
    "reusing.source_of": "of a Change that annotating has allowed",
    "reusing.require_other": "of a Change that annotating has allowed",
    "importing_rows.write": "of importing, which asks",
    "membership.give_role": "of services that ask",
    "sessions.recorded_end": "the event of an end that its caller may bring about",
    "submitting.put_submission": "of services that ask",
    "submitting.submit": "of annotating, which asks",
    "submitting.require_open": "of annotating, which asks",
    "restoring.owner": "of annotating, which asks",
    "undoing.owner": "of annotating, which asks",
}
"""Parts of services that take an actor inside somebody else's transaction; no page and no route can call them."""
