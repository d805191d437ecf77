"""Settings, from the environment (prefix TUTOR_) with defaults that suit a school."""

from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import AliasChoices, Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """All that can be set without touching the code."""

    model_config = SettingsConfigDict(env_prefix="TUTOR_", extra="ignore", frozen=True, populate_by_name=True)

    data_dir: Path = Field(
        default=Path.home() / ".local" / "share" / "marelle",
        description="the school's data: database, keys, voice cache",
    )
    models_dir: Path = Field(default=Path.home() / ".cache" / "marelle" / "models", description="speech models")
    voice_dir: Path | None = Field(default=None, description="what the voice has said; by default in data_dir")
    database_url: str | None = Field(
        default=None,
        validation_alias=AliasChoices("database_url", "DATABASE_URL", "TUTOR_DATABASE_URL"),
        description="postgresql+psycopg://...; by default SQLite in data_dir",
    )
    client_dir: Path = Field(default=Path(__file__).parent.parent / "tablet_client" / "dist")
    host: str = "0.0.0.0"  # noqa: S104  a school's tablets come over its network
    port: int = 8443
    tls: bool = Field(default=True, description="without it (--no-tls) only localhost has a microphone")
    listen_workers: int = Field(default=2, ge=1, le=16, description="clips heard at the same time")
    listen_queue: int = Field(default=16, ge=0, le=256, description="clips that may wait for a worker")
    vosk: bool = Field(default=True, description="ask the second ear (Vosk) where its French model is installed")
    vosk_memory_mb: int = Field(default=300, ge=0, description="leave the second ear out where it takes more than this")
    timezone: str = Field(default="Europe/Paris", description="the school's, for what « today » is: Indian/Reunion...")
    session_goal: int = Field(default=12, ge=4, le=60, description="exercises in a sitting (10 to 15 minutes)")
    preferred_voice: str = Field(default="server", pattern="^(server|tablet)$", description="who speaks to pupils")

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise ValueError("not a known time zone: give one like Europe/Paris or Indian/Reunion") from None
        return name

    @property
    def database(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{self.data_dir / 'school.db'}"

    @property
    def voice_cache(self) -> Path:
        """Where what was said is kept."""
        return self.voice_dir or self.data_dir / "voice-cache"

    def for_demo(self) -> "Settings":
        """The same for the demo school, which lives apart: in a folder and a SQLite file of its own.

        Only what was said is shared: it is the same authored lines.
        """
        apart = {"data_dir": self.data_dir / "demo", "database_url": None, "voice_dir": self.voice_cache}
        return self.model_copy(update=apart)
