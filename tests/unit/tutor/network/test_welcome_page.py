"""The page that prepares a tablet: the right device first, its steps drawn, the authority in the form it takes."""

import plistlib
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from starlette.testclient import TestClient

from tutor.network.devices import device_of, devices
from tutor.network.given import given_authority
from tutor.network.pictures import screen_svg
from tutor.network.welcome import welcome_app
from tutor.operations.certificates import authority_path, ensure_certificates

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
AGENTS = {
    "Mozilla/5.0 (Linux; Android 14; SM-X210) AppleWebKit/537.36 Chrome/142.0 Safari/537.36": "android",
    "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1": "ipad",
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36": "chromeos",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0": "windows",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0": "linux",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1.15": "autre",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("authority")
    ensure_certificates(folder, [], [], NOW)
    return folder


@pytest.fixture(scope="module")
def page(data):
    return TestClient(welcome_app(data, 8443), base_url="http://192.168.1.20:8080", follow_redirects=False)


class Shape(HTMLParser):
    """What is open first, and whether every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.details: list[tuple[str, bool]] = []

    def handle_starttag(self, tag, attrs):
        if tag == "details":
            self.details.append((dict(attrs)["id"], ("open", None) in attrs))
        if tag not in {"meta", "link", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize(("agent", "device"), AGENTS.items())
def test_each_device_finds_its_own_steps_first_and_open(page, agent, device):
    assert device_of(agent) == device
    answer = page.get("/", headers={"User-Agent": agent})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    shape = Shape()
    shape.feed(answer.text)
    assert shape.open == []
    assert shape.details[0] == (device, True)
    assert [opened for _, opened in shape.details].count(True) == 1
    assert {each for each, _ in shape.details} == {each.id for each in devices()}


def test_every_device_has_a_file_to_take_and_pictures_that_show_what_to_touch():
    for device in devices():
        assert any(step.bouton for step in device.etapes)
        for step in device.etapes:
            if step.ecran is None:
                continue
            drawn = ET.fromstring(screen_svg(step.ecran))
            words = [each.text for each in drawn.iter("text")]
            assert words == [step.ecran.titre, *step.ecran.lignes]
            assert [each.get("class") for each in drawn.iter("rect")].count("ligne touchee") == 1


def test_android_is_given_the_certificate_as_it_takes_it(page, data):
    answer = page.get("/marelle-ecole.crt")
    assert answer.headers["content-type"] == "application/x-x509-ca-cert"
    assert answer.headers["content-disposition"] == 'attachment; filename="marelle-ecole.crt"'
    assert answer.content == authority_path(data).read_bytes()


def test_an_ipad_is_given_a_profile_that_holds_the_certificate_and_stays_itself(page, data):
    answer = page.get("/marelle-ecole.mobileconfig")
    assert answer.headers["content-type"] == "application/x-apple-aspen-config"
    assert "content-disposition" not in answer.headers
    profile = plistlib.loads(answer.content)
    certificate = x509.load_pem_x509_certificate(authority_path(data).read_bytes())
    [inside] = profile["PayloadContent"]
    assert (profile["PayloadType"], inside["PayloadType"]) == ("Configuration", "com.apple.security.root")
    assert inside["PayloadContent"] == certificate.public_bytes(Encoding.DER)
    assert len({profile["PayloadUUID"], inside["PayloadUUID"]}) == 2
    assert len({profile["PayloadIdentifier"], inside["PayloadIdentifier"]}) == 2
    assert page.get("/marelle-ecole.mobileconfig").content == answer.content  # the same identities each time


def test_two_schools_profiles_stay_apart(data, tmp_path):
    ensure_certificates(tmp_path, [], [], NOW)
    ours, theirs = (plistlib.loads(given_authority(folder).mobileconfig) for folder in (data, tmp_path))
    assert ours["PayloadUUID"] != theirs["PayloadUUID"]
    assert ours["PayloadIdentifier"] != theirs["PayloadIdentifier"]


@pytest.mark.parametrize("path", ["/classe/ABC23D", "/api/health", "/certificat", "/tls/authority.key", "/../x"])
def test_nothing_else_is_there_but_the_way_back_to_the_page(page, path):
    answer = page.get(path)
    assert (answer.status_code, answer.headers["location"], answer.content) == (302, "/", b"")


def test_nothing_can_be_sent_and_the_page_obeys_a_strict_policy(page):
    assert page.post("/", content=b"x" * 10_000).status_code == 405
    answer = page.get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self' https://*:8443" in policy
    assert "set-cookie" not in answer.headers
    for asset in ("/accueil.js", "/accueil.css"):
        assert page.get(asset).headers["x-content-type-options"] == "nosniff"
