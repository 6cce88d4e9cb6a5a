"""Add programmes, hubs with their functions, tasks with their duos, and who does what in them."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)
_WORD = sa.String(length=40)
_PARTS = (
    "'trekt', 'kennis', 'data', 'aanspreekpunt', 'data en informatie', 'kennis schakelen', 'leren', 'strategie', "
    "'hubs helpen opzetten', 'netwerken aansluiten', 'landelijke agenda', 'hubs verbinden', 'bijeenkomsten', "
    "'digitaal platform', 'standaarden', 'signaleren en agenderen', 'Rijk', 'regio', 'derde'"
)
_TASK_STATES = "'open', 'complete', 'running', 'done', 'withdrawn', 'hidden'"
_ONE_OF_BOTH = "(network_id IS NULL) <> (task_id IS NULL)"


def _words(name: str, most: int | None = None) -> sa.Column[str]:
    kind = sa.String(length=most) if most else sa.Text()
    return sa.Column(name, kind, server_default=sa.text("''"), nullable=False)


def _one_of(table: str, name: str, allowed: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{name} IN ({allowed})", name=op.f(f"ck_{table}_{name}"))


def _goes(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _yes_no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)


def upgrade() -> None:
    # Hubs and programmes are few among networks.
    op.create_index("ix_networks_kind_status", "networks", ["kind", "status"])
    _networks()
    _functions()
    _tasks()
    _people()


def _networks() -> None:
    """What is told of networks that are programmes or hubs."""
    op.create_table(
        "programmes",
        sa.Column("network_id", _ID, nullable=False),
        _words("sort", 60),
        sa.Column("course", _WORD, nullable=False),
        _words("lead", 160),
        _yes_no("area_based"),
        _one_of("programmes", "course", "'proposed', 'explored', 'making', 'runs', 'agreed', 'ended'"),
        _goes("programmes", "network_id", "networks", "CASCADE"),
        sa.PrimaryKeyConstraint("network_id", name=op.f("pk_programmes")),
    )
    op.create_table(
        "network_endings",
        sa.Column("network_id", _ID, nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("told_at", _AT, nullable=True),
        _goes("network_endings", "network_id", "networks", "CASCADE"),
        sa.PrimaryKeyConstraint("network_id", name=op.f("pk_network_endings")),
    )
    op.create_index("ix_network_endings_ends_on", "network_endings", ["ends_on"])
    op.create_table(
        "hubs",
        sa.Column("network_id", _ID, nullable=False),
        sa.Column("reach", _WORD, nullable=False),
        sa.Column("phase", _WORD, nullable=False),
        _one_of("hubs", "reach", "'regionaal', 'landelijk'"),
        _one_of(
            "hubs",
            "phase",
            "'idee', 'inspiratie', 'plan', 'ontwikkeling', 'realisatie', 'verspreiding', 'inbedding'",
        ),
        _goes("hubs", "network_id", "networks", "CASCADE"),
        sa.PrimaryKeyConstraint("network_id", name=op.f("pk_hubs")),
    )


def _functions() -> None:
    op.create_table(
        "hub_functions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("network_id", _ID, nullable=False),
        sa.Column("part", _WORD, nullable=False),
        sa.Column("covered", _WORD, nullable=False),
        _words("by_whom", 160),
        sa.Column("by_network_id", _ID, nullable=True),
        _words("missing", 300),
        _words("next_step", 300),
        sa.Column("said_by", _ID, nullable=True),
        sa.Column("covered_at", _AT, nullable=True),
        sa.Column("confirmed_at", _AT, nullable=True),
        sa.Column("asked_at", _AT, nullable=True),
        _yes_no("example"),
        _one_of("hub_functions", "part", _PARTS),
        _one_of("hub_functions", "covered", "'ja', 'deels', 'nee'"),
        _goes("hub_functions", "network_id", "networks", "CASCADE"),
        _goes("hub_functions", "by_network_id", "networks", "SET NULL"),
        _goes("hub_functions", "said_by", "members", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub_functions")),
        sa.UniqueConstraint("network_id", "part", name=op.f("uq_hub_functions_network_id_part")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hub_functions_said_by", "hub_functions", ["said_by"])
    op.create_index("ix_hub_functions_by_network_id", "hub_functions", ["by_network_id"])
    op.create_index("ix_hub_functions_covered_part", "hub_functions", ["covered", "part"])
    op.create_index("ix_hub_functions_covered_at", "hub_functions", ["covered_at"])


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", _ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        _words("list_name", 160),
        sa.Column("region_id", _ID, nullable=True),
        sa.Column("network_id", _ID, nullable=True),
        _words("sort", 60),
        sa.Column("scale", _WORD, nullable=True),
        _words("rijk_role", 160),
        _words("regio_role", 160),
        _words("third_role", 160),
        _words("learnt"),
        _words("result"),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("was", _WORD, nullable=True),
        sa.Column("maker_id", _ID, nullable=True),
        _yes_no("published"),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        sa.Column("complete_at", _AT, nullable=True),
        sa.Column("done_at", _AT, nullable=True),
        sa.Column("asked_at", _AT, nullable=True),
        _yes_no("example"),
        _one_of("tasks", "scale", "'gebied', 'regio-overstijgend', 'landsdeel'"),
        _one_of("tasks", "state", _TASK_STATES),
        _one_of("tasks", "was", _TASK_STATES),
        _goes("tasks", "region_id", "regions", "SET NULL"),
        _goes("tasks", "network_id", "networks", "SET NULL"),
        _goes("tasks", "maker_id", "members", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sqlite_autoincrement=True,
    )
    for columns in (
        ["maker_id"],
        ["list_name"],
        ["network_id"],
        ["complete_at"],
        ["done_at"],
    ):
        op.create_index(f"ix_tasks_{'_'.join(columns)}", "tasks", columns)
    for what in ("region", "theme"):
        table = f"task_{what}s"
        op.create_table(
            table,
            sa.Column("task_id", _ID, nullable=False),
            sa.Column(f"{what}_id", _ID, nullable=False),
            _goes(table, "task_id", "tasks", "CASCADE"),
            _goes(table, f"{what}_id", f"{what}s", "CASCADE"),
            sa.PrimaryKeyConstraint("task_id", f"{what}_id", name=op.f(f"pk_{table}")),
        )
        op.create_index(f"ix_{table}_{what}_id", table, [f"{what}_id"])
    op.create_table(
        "task_lines",
        sa.Column("id", _ID, nullable=False),
        sa.Column("task_id", _ID, nullable=False),
        sa.Column("half", _WORD, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("member_id", _ID, nullable=True),
        sa.Column("at", _AT, nullable=False),
        _one_of("task_lines", "half", "'loopt al', 'erbij'"),
        _goes("task_lines", "task_id", "tasks", "CASCADE"),
        _goes("task_lines", "member_id", "members", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_lines")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_task_lines_task_id", "task_lines", ["task_id"])
    op.create_index("ix_task_lines_member_id", "task_lines", ["member_id"])


def _people() -> None:
    """Who does what, and who heard of what nobody does."""
    op.create_table(
        "parts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("network_id", _ID, nullable=True),
        sa.Column("task_id", _ID, nullable=True),
        sa.Column("part", _WORD, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("standing", _WORD, nullable=False),
        sa.Column("asked_by", _ID, nullable=True),
        sa.Column("at", _AT, nullable=False),
        _one_of("parts", "part", _PARTS),
        _one_of("parts", "standing", "'asked', 'offered', 'holds'"),
        sa.CheckConstraint(_ONE_OF_BOTH, name=op.f("ck_parts_one_of_both")),
        _goes("parts", "network_id", "networks", "CASCADE"),
        _goes("parts", "task_id", "tasks", "CASCADE"),
        _goes("parts", "member_id", "members", "CASCADE"),
        _goes("parts", "asked_by", "members", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parts")),
        sa.UniqueConstraint("network_id", "part", "member_id", name=op.f("uq_parts_network_id_part_member_id")),
        sa.UniqueConstraint("task_id", "part", "member_id", name=op.f("uq_parts_task_id_part_member_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "member_reach",
        sa.Column("id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("thing_id", _ID, nullable=False),
        sa.Column("region_id", _ID, nullable=True),
        sa.Column("theme_id", _ID, nullable=True),
        _goes("member_reach", "member_id", "members", "CASCADE"),
        _goes("member_reach", "region_id", "regions", "CASCADE"),
        _goes("member_reach", "theme_id", "themes", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_reach")),
        sqlite_autoincrement=True,
    )
    for columns in (["member_id"], ["kind", "thing_id"], ["region_id"], ["theme_id"]):
        op.create_index(f"ix_member_reach_{'_'.join(columns)}", "member_reach", columns)
    op.create_index("ix_parts_member_id", "parts", ["member_id"])
    op.create_index("ix_parts_asked_by", "parts", ["asked_by"])
    op.create_table(
        "vacancies_told",
        sa.Column("id", _ID, nullable=False),
        sa.Column("network_id", _ID, nullable=True),
        sa.Column("task_id", _ID, nullable=True),
        sa.Column("part", _WORD, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("at", _AT, nullable=False),
        _one_of("vacancies_told", "part", _PARTS),
        sa.CheckConstraint(_ONE_OF_BOTH, name=op.f("ck_vacancies_told_one_of_both")),
        _goes("vacancies_told", "network_id", "networks", "CASCADE"),
        _goes("vacancies_told", "task_id", "tasks", "CASCADE"),
        _goes("vacancies_told", "member_id", "members", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancies_told")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_vacancies_told_member_id", "vacancies_told", ["member_id"])
    op.create_index("ix_vacancies_told_network_id", "vacancies_told", ["network_id"])
    op.create_index("ix_vacancies_told_task_id", "vacancies_told", ["task_id"])


def downgrade() -> None:
    for table in (
        "vacancies_told",
        "member_reach",
        "parts",
        "task_lines",
        "task_themes",
        "task_regions",
        "tasks",
        "hub_functions",
        "hubs",
        "network_endings",
        "programmes",
    ):
        op.drop_table(table)
    op.drop_index("ix_networks_kind_status", "networks")
