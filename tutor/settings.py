"""Settings, from the environment (prefix TUTOR_) with defaults that suit a school."""

from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from tutor.errors import BadInputError

SHORTEST_EAR_KEY = 20


def address_of(words: str) -> tuple[str, int]:
    """Host and port of « host:port ». Raises BadInputError."""
    host, _, port = words.strip().rpartition(":")
    if not host or not port.isdigit() or not 0 <= int(port) <= 65_535:
        raise BadInputError(f"{words.strip()} is not an address: give host:port, such as 10.0.0.5:8600")
    return host.strip("[]"), int(port)


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
    name: str | None = Field(
        default=None, pattern=r"^[a-z0-9][a-z0-9.-]*$", description="a DNS name of this server: marelle.ecole.fr"
    )
    welcome_port: int = Field(
        default=8080, ge=0, le=65_535, description="plain http page that prepares tablets; 0 for none"
    )
    mdns: bool = Field(default=True, description="answer for marelle.local on the school's network")
    tls: bool = Field(default=True, description="without it (--no-tls) only localhost has a microphone")
    listen_workers: int = Field(default=2, ge=1, le=16, description="clips heard at the same time")
    listen_queue: int = Field(default=16, ge=0, le=256, description="clips that may wait for a worker")
    vosk: bool = Field(default=True, description="ask the second ear (Vosk) where its French model is installed")
    vosk_memory_mb: int = Field(default=300, ge=0, description="leave the second ear out where it takes more than this")
    timezone: str = Field(
        default="Europe/Paris", max_length=60, description="the school's, for what « today » is: Indian/Reunion..."
    )
    ear_workers: str = Field(default="", description="host:port,host:port of `tutor ear-worker`s, in place of own ears")
    ear_process: bool = Field(
        default=True, description="hear in a process beside the server: a class waits less, for up to 300 MB more"
    )
    ear_key: SecretStr | None = Field(
        default=None, description="what servers and ear-workers share: 20 letters or more"
    )
    proxy: str | None = Field(
        default=None,
        description="addresses, with commas, of the proxy that serves HTTPS in front of this server: it is believed",
    )
    session_minutes: float = Field(default=12.5, ge=5, le=30, description="of work in a sitting, at the pupil's pace")
    session_goal: int | None = Field(default=None, ge=4, le=60, description="exercises in a sitting, whatever the pace")
    help_dir: Path | None = Field(default=None, description="the school's own .md documents; by default data_dir/aide")
    help_contact: str = Field(
        default="la personne qui s’occupe du serveur Marelle dans votre école",
        max_length=300,
        description="whom the help names when it does not know",
    )
    backup_dir: Path | None = Field(default=None, description="where backups go; by default data_dir/backups")
    backup_second_dir: Path | None = Field(default=None, description="a folder of a second disk, for a copy of each")
    backup_passphrase: SecretStr | None = Field(default=None, description="backups are sealed with it; without it: not")
    uai: str | None = Field(
        default=None, pattern=r"^\d{7}[A-Z]$", description="the school's identifier, for indicators: 0750001A"
    )
    latitude: float | None = Field(default=None, ge=-90, le=90, description="where the school stands, in degrees")
    longitude: float | None = Field(default=None, ge=-180, le=180)
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
    def https(self) -> bool:
        """Whether tablets come by HTTPS: to this server, or to the proxy before it."""
        return self.tls or self.proxy is not None

    @property
    def ears(self) -> list[tuple[str, int]]:
        """The hosts and ports of the ears of other processes. Raises BadInputError."""
        return [address_of(one) for one in self.ear_workers.split(",") if one.strip()]

    def shared_ear_key(self) -> str:
        """The words of TUTOR_EAR_KEY. Raises BadInputError when there are none, or too few."""
        words = self.ear_key.get_secret_value() if self.ear_key else ""
        if len(words) < SHORTEST_EAR_KEY:
            raise BadInputError(
                f"TUTOR_EAR_KEY has fewer than {SHORTEST_EAR_KEY} letters: give servers and ears the same, such as "
                "`openssl rand -hex 32` makes"
            )
        return words

    @property
    def database(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{self.data_dir / 'school.db'}"

    @property
    def voice_cache(self) -> Path:
        """Where what was said is kept."""
        return self.voice_dir or self.data_dir / "voice-cache"

    @property
    def backup_folder(self) -> Path:
        """Where backups go."""
        return self.backup_dir or self.data_dir / "backups"

    @property
    def help_folder(self) -> Path:
        """Where the school's own documents for the help are."""
        return self.help_dir or self.data_dir / "aide"

    def for_demo(self) -> "Settings":
        """The same for the demo school, which lives apart: in a folder and a SQLite file of its own.

        Only what was said is shared: it is the same authored lines.
        """
        apart = {"data_dir": self.data_dir / "demo", "database_url": None, "voice_dir": self.voice_cache}
        apart |= {"backup_dir": None, "backup_second_dir": None}
        return self.model_copy(update=apart)
