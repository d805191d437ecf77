"""The service: its directives are those that keep a school's data, and systemd reads them all."""

import shutil
import subprocess
from configparser import RawConfigParser

import pytest

from tests.integration.install.small_bundle import CLONE
from tests.needs import need

UNIT = CLONE / "install" / "marelle.service"


@pytest.fixture
def service():
    parser = RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read(UNIT, encoding="utf-8")
    return parser["Service"]


def test_it_is_its_own_user_comes_back_and_may_write_its_own_folders_only(service):
    assert (service["User"], service["Restart"], service["Type"]) == ("marelle", "always", "notify")
    assert (service["StateDirectory"], service["StateDirectoryMode"], service["UMask"]) == ("marelle", "0700", "0077")
    assert (service["ProtectSystem"], service["ProtectHome"], service["PrivateTmp"]) == ("strict", "yes", "yes")
    assert service["NoNewPrivileges"] == "yes"
    assert service["CapabilityBoundingSet"] == "CAP_NET_BIND_SERVICE", "for port 443, and nothing else"
    assert service["MemoryMax"].endswith("%")


def test_nothing_of_it_can_leave_the_schools_network(service):
    assert service["IPAddressDeny"] == "any"
    assert set(service["IPAddressAllow"].split()) >= {"localhost", "192.168.0.0/16", "10.0.0.0/8"}


def test_systemd_finds_nothing_wrong_with_it(tmp_path):
    need(shutil.which("systemd-analyze"), "systemd-analyze")
    unit = tmp_path / "marelle.service"
    unit.write_text(UNIT.read_text(encoding="utf-8").replace("@PROGRAM@/python/bin/python3", "/bin/true"))
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (done.returncode, [line for line in done.stderr.splitlines() if "marelle" in line]) == (0, [])
