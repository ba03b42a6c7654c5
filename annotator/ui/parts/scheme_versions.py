"""A scheme's versions: who made them and when, what changed between any two, each as a file; bringing one in."""

import pandas as pd
import streamlit as st

from annotator.desk import store
from annotator.domain import schemes
from annotator.domain.records import Project
from annotator.domain.schemes.changes import changes
from annotator.errors import TadqiqError
from annotator.ingest.decode import decode
from annotator.ingest.limits import limits
from annotator.services.schemes import revising
from annotator.ui.context import actor, say_refusal, t, when
from annotator.ui.parts import scheme_saving, table
from annotator.ui.parts.scheme_draft import Draft, keep


def show(project: Project) -> None:
    """The table, and the difference of two."""
    found = revising.versions(store(), actor(), project.id)
    rows = [
        {
            t("scheme.number"): str(one.number),
            t("scheme.at"): when(one.at),
            t("scheme.by"): one.by or t("scheme.program"),
        }
        for one in found
    ]
    table.show(pd.DataFrame(rows).set_index(t("scheme.number")))
    numbers = [one.number for one in found]
    st.subheader(t("scheme.compare"), anchor=False)
    columns = st.columns(2)
    newest = numbers[0]
    old = columns[0].selectbox(t("scheme.from"), numbers, index=min(1, len(numbers) - 1), key=f"scheme-from-{newest}")
    new = columns[1].selectbox(t("scheme.to"), numbers, index=0, key=f"scheme-to-{newest}")
    before, after = (revising.version(store(), actor(), project.id, number) for number in (old, new))
    differing = changes(before, after)
    if not differing:
        st.caption(t("scheme.same"))
    scheme_saving.lines(differing, before, after, {})
    address = f"/api/projects/{project.id}/scheme.toml?version={new}"
    st.link_button(t("scheme.download_version", number=new), address, icon=":material/download:")


def file(project: Project, draft: Draft) -> None:
    """Taking the scheme away, and bringing one in as a draft."""
    address = f"/api/projects/{project.id}/scheme.toml"
    st.link_button(t("scheme.download"), address, type="primary", icon=":material/download:")
    st.caption(t("scheme.bring"))
    upload = st.file_uploader(t("scheme.upload"), type=["toml"], key=f"scheme-file-{draft.round}", max_upload_size=1)
    pasted = st.text_area(t("scheme.paste"), key=f"scheme-paste-{draft.round}", height=140)
    names = {"": t("scheme.none"), **built_in_names()}
    built_in = st.selectbox(
        t("scheme.take_built_in"),
        list(names),
        format_func=lambda name: names[name],
        key=f"scheme-built-in-{draft.round}",
    )
    if not st.button(t("scheme.read")):
        return
    data = upload.getvalue() if upload else pasted.encode()
    try:
        text = decode(data, limits()).text if data or not built_in else schemes.built_in_text(built_in)
        keep(project, revising.from_toml(store(), actor(), project.id, text), anew=True)
    except TadqiqError as error:
        say_refusal(error)
    else:
        st.rerun()


def built_in_names() -> dict[str, str]:
    """What the schemes are called that come with the program, by name."""
    return {name: t(f"scheme.built_in_{name}") for name in schemes.BUILT_IN}
