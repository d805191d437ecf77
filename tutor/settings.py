"""Settings, from the environment (prefix TUTOR_) with defaults that suit a school."""

from functools import cached_property
from pathlib import Path

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """All that can be set without touching the code."""

    model_config = SettingsConfigDict(env_prefix="TUTOR_", extra="ignore", frozen=True, populate_by_name=True)

    data_dir: Path = Field(
        default=Path.home() / ".local" / "share" / "marelle",
        description="the school's data: database, keys, voice cache",
    )
    models_dir: Path = Field(default=Path.home() / ".cache" / "marelle" / "models", description="speech models")
    database_url: str | None = Field(
        default=None,
        validation_alias=AliasChoices("database_url", "DATABASE_URL", "TUTOR_DATABASE_URL"),
        description="postgresql+psycopg://...; by default SQLite in data_dir",
    )
    client_dir: Path = Field(default=Path(__file__).parent.parent / "tablet_client" / "dist")
    host: str = "0.0.0.0"  # noqa: S104  a school's tablets come over its network
    port: int = 8443
    listen_workers: int = Field(default=2, ge=1, le=16, description="clips heard at the same time")
    listen_queue: int = Field(default=16, ge=0, le=256, description="clips that may wait for a worker")
    session_goal: int = Field(default=12, ge=4, le=60, description="exercises in a sitting (10 to 15 minutes)")
    preferred_voice: str = Field(default="server", pattern="^(server|tablet)$", description="who speaks to pupils")

    @cached_property
    def database(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{self.data_dir / 'school.db'}"
