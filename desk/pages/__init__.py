"""The pages of the desk."""

from fastapi import APIRouter

from desk.pages import (
    acts,
    article,
    articles,
    board,
    files,
    letters,
    log,
    machinery,
    previews,
    renaming,
    sign_in,
    submit,
)

#: All routers. The list of articles comes before the page of an article, whose id may be anything.
ROUTERS: tuple[APIRouter, ...] = tuple(
    part.router
    for part in (
        board,
        submit,
        acts,
        articles,
        renaming,
        article,
        letters,
        log,
        machinery,
        previews,
        sign_in,
        files,
    )
)
