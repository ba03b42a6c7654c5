"""The articles of the project in hand: how far the reader is with each, bringing one in, looking after them."""

import streamlit as st

from annotator.desk import store
from annotator.domain import policy
from annotator.domain.invisible import visible
from annotator.domain.records import Project
from annotator.errors import TadqiqError
from annotator.services.hints import offering
from annotator.services.library import articles
from annotator.services.review import reading
from annotator.services.review.reading import Progress
from annotator.ui.context import actor, current_project, isolated, language_name, say_refusal, t
from annotator.ui.parts import adding, cutting, queue
from annotator.ui.parts.scheme_versions import built_in_names


def show() -> None:
    """Draws the list, and the forms of those who may use them."""
    st.title(t("articles.title"))
    project = _choose_project()
    if project is None:
        st.info(t("articles.no_project"))
        return
    if project.is_example:
        _about_the_example(project)
    _way_to_the_scheme(project)
    if policy.may(actor(), "manage", project):
        _hints(project)
    queued = queue.show(project)
    if queued:
        st.subheader(t("queue.others"))
        st.caption(t("queue.others_help"))
    for item in reading.progress(store(), actor(), project.id):
        if item.article.id not in queued or policy.may(actor(), "edit", project):
            _draw(item, project)
    if policy.may(actor(), "edit", project):
        with st.expander(t("articles.add"), expanded=not project.is_example, icon=":material/add:"):
            adding.form(project)


def _choose_project() -> Project | None:
    projects = articles.visible_projects(store(), actor())
    current = current_project()
    columns = st.columns([3, 1], vertical_alignment="bottom")
    if projects and current:
        ids = [project.id for project in projects]
        names = {project.id: visible(project.name) for project in projects}
        chosen = columns[0].selectbox(
            t("articles.project"), ids, index=ids.index(current.id), format_func=lambda id: names[id]
        )
        if chosen != current.id:
            _take(chosen)
    if policy.may(actor(), "make_project"):
        label, key = t("articles.new_project"), f"new-project-{len(projects)}"  # a new one closes it
        with columns[1].popover(label, icon=":material/create_new_folder:", width="stretch", key=key):
            _new_project()
    return current


def _take(project_id: str) -> None:
    st.session_state["project_in_hand"] = project_id
    st.query_params["project"] = project_id
    st.rerun()


def _new_project() -> None:
    with st.form("new-project", border=False):
        name = st.text_input(t("articles.project_name"), max_chars=80)
        schemes = built_in_names()
        scheme = st.selectbox(t("scheme.begins_with"), list(schemes), format_func=lambda id: schemes[id])
        if st.form_submit_button(t("articles.make_project")):
            try:
                made = articles.create_project(store(), actor(), name, scheme)
            except TadqiqError as error:
                say_refusal(error)
            else:
                _take(made.id)


def _hints(project: Project) -> None:
    on = st.toggle(t("articles.hints"), project.hints, key=f"hints-{project.id}", help=t("articles.hints_help"))
    if on != project.hints:
        offering.choose_hints(store(), actor(), project.id, on)
        st.rerun()


def _about_the_example(project: Project) -> None:
    columns = st.columns([3, 1], vertical_alignment="center")
    columns[0].info(t("articles.example"))
    if policy.may(actor(), "manage", project) and columns[1].button(t("articles.retire_example"), width="stretch"):
        articles.retire_project(store(), actor(), project.id)
        st.session_state.pop("project_in_hand", None)
        st.query_params.clear()
        st.rerun()


def _way_to_the_scheme(project: Project) -> None:
    if policy.may(actor(), "manage", project) and "scheme_page" in st.session_state:
        page = st.session_state["scheme_page"]
        st.page_link(page, label=t("scheme.way"), icon=":material/label:", query_params={"project": project.id})


def _draw(item: Progress, project: Project) -> None:
    article = item.article
    with st.container(border=True):
        columns = st.columns([5, 2, 1], vertical_alignment="center")
        columns[0].text(isolated(article.title))
        about = [language_name(article.language), article.publisher, article.system]
        columns[0].text(" · ".join(isolated(part) for part in about if part))
        done = t("articles.progress", done=item.reviewed, all=item.sentences)
        done += f" · ✓ {t('articles.handed_in')}" if item.submitted_at else ""
        columns[1].progress(item.reviewed / max(1, item.sentences), text=done)
        if not policy.may(actor(), "annotate", project):
            if columns[2].toggle(t("articles.read"), key=f"read-{article.id}"):
                st.text(visible(article.text))
        elif columns[2].button(t("articles.open"), key=f"open-{article.id}", type="primary", width="stretch"):
            st.session_state["article_in_hand"] = article.id
            st.switch_page(st.session_state["annotate_page"])
        if policy.may(actor(), "edit", project):
            _look_after(item)


def _look_after(item: Progress) -> None:
    article = item.article
    with st.expander(t("articles.look_after"), icon=":material/tune:"):
        if st.button(t("articles.retire"), key=f"retire-{article.id}", help=t("articles.retire_help")):
            articles.set_article_retired(store(), actor(), article.id, True)
            st.rerun()
        if st.toggle(t("articles.cut"), key=f"cut-{article.id}"):
            cutting.stored(article.id)
        if article.source_text and st.toggle(t("articles.beside"), key=f"beside-toggle-{article.id}"):
            cutting.beside(article.id)
