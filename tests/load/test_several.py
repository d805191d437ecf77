"""Two servers and an ear behind a proxy, in small, by the very code of `python -m tests.load.several`."""

from pathlib import Path

import pytest

from tests.load.nginx import configuration
from tests.load.several import run
from tests.needs import need_model
from tests.postgresql import PostgresqlServer


@pytest.mark.models
@pytest.mark.timeout(600)
def test_a_server_that_is_killed_under_load_loses_nothing(tmp_path: Path, postgresql_server: PostgresqlServer) -> None:
    need_model("whisper-base")
    with postgresql_server.database(migrated=True) as url:
        found = run(tmp_path, url, tablets=2, seconds=5.0, kill="server", ears=1)
    assert found["kept"]["acknowledged"] > 0
    assert found["kept"] | {"acknowledged": 0} == dict.fromkeys(found["kept"], 0)


def test_the_proposed_nginx_can_be_put_before_any_servers(tmp_path: Path) -> None:
    told = configuration(tmp_path, 4443, tmp_path / "its.crt", tmp_path / "its.key", [4001, 4002])
    for one in ("listen 127.0.0.1:4443 ssl;", "server 127.0.0.1:4001 ", "server 127.0.0.1:4002 ", "/its.crt;"):
        assert one in told
    with pytest.raises(ValueError, match="has 2 places"):
        configuration(tmp_path, 4443, tmp_path / "its.crt", tmp_path / "its.key", [4001])
