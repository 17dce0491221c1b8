"""What editors do to articles: takedowns, embargo, expiry, headline search, audit marks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import models.base

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "audit_marks",
        sa.Column("site", sa.String(length=64), nullable=False),
        sa.Column("path", sa.String(length=700), nullable=False),
        sa.Column("at", models.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("checked", sa.BigInteger(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("mended", sa.Integer(), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("round_at", models.base.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("site", name=op.f("pk_audit_marks")),
    )
    op.create_table(
        "headline_words",
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("dated_at", models.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("article_id", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("word", "dated_at", "article_id", name=op.f("pk_headline_words")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("expires_at", models.base.UtcDateTime(timezone=True), nullable=True)
        )
        batch_op.create_index(
            "ix_articles_expires_at",
            ["expires_at"],
            unique=False,
            sqlite_where=sa.text("expires_at IS NOT NULL"),
            postgresql_where=sa.text("expires_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_articles_site_language", ["site", "language", "dated_at"], unique=False
        )

    with op.batch_alter_table("dead_letters", schema=None) as batch_op:
        batch_op.create_index("ix_dead_letters_status_id", ["status", "id"], unique=False)

    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("publish_at", models.base.UtcDateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(
            sa.Column(
                "takedown",
                sa.Enum(
                    "gone", "missing", "redirect", name="takedown", native_enum=False, length=16
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("leads_to", sa.String(length=2000), nullable=True))
        batch_op.add_column(sa.Column("notice", sa.Text(), nullable=True))
        embargoed = sa.text(
            "publish_at IS NOT NULL AND state IN ('accepted', 'ingested', 'summarized', 'rendered')"
        )
        batch_op.create_index(
            "ix_revisions_due",
            ["publish_at"],
            unique=False,
            sqlite_where=embargoed,
            postgresql_where=embargoed,
        )
        batch_op.create_index("ix_revisions_created_at", ["created_at"], unique=False)
        batch_op.create_index(
            "ix_revisions_source_created_at", ["source", "created_at"], unique=False
        )


def downgrade() -> None:
    """Undo the change."""
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.drop_index("ix_revisions_source_created_at")
        batch_op.drop_index("ix_revisions_created_at")
        batch_op.drop_index("ix_revisions_due")
        batch_op.drop_column("notice")
        batch_op.drop_column("leads_to")
        batch_op.drop_column("takedown")
        batch_op.drop_column("publish_at")

    with op.batch_alter_table("dead_letters", schema=None) as batch_op:
        batch_op.drop_index("ix_dead_letters_status_id")

    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.drop_index("ix_articles_site_language")
        batch_op.drop_index(
            "ix_articles_expires_at",
            sqlite_where=sa.text("expires_at IS NOT NULL"),
            postgresql_where=sa.text("expires_at IS NOT NULL"),
        )
        batch_op.drop_column("expires_at")

    op.drop_table("headline_words")
    op.drop_table("audit_marks")
