"""Sign-in cards: what they hold opens, until they are renewed."""

import xml.etree.ElementTree as ElementTree

import pytest
from starlette.datastructures import URL

from tests.conftest import another_browser, open_session, pupil_browser
from tutor.classroom.cards import qr_svg, tablet_address
from tutor.classroom.tables import Pupil
from tutor.db import reading


def test_a_class_has_one_card_for_each_pupil_present(teacher_client, made_class):
    teacher_client.patch(f"/api/pupils/{made_class.pupils[2].id}", json={"archived": True})
    cards = teacher_client.get(f"/api/classes/{made_class.classroom.id}/cards").json()
    assert cards["class_code"] == "MARTIN"
    assert cards["class_address"] == "https://ecole.test/classe/MARTIN"
    assert [card["pupil"]["first_name"] for card in cards["cards"]] == ["Inès", "Léo"]
    assert cards["cards"][0]["pupil"]["pictures"] == ["soleil", "lune", "fleur"]
    assert cards["cards"][0]["qr_svg"] == qr_svg("https://ecole.test/carte/card-martin-0")
    assert cards["class_qr_svg"] == qr_svg("https://ecole.test/classe/MARTIN")


def test_a_qr_code_is_a_whole_svg_document():
    root = ElementTree.fromstring(qr_svg("https://ecole.test/carte/x"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "viewBox" in root.attrib


def test_a_renewed_card_signs_in_and_the_old_one_no_longer_does(app, client, teacher_client, made_class):
    tablet = pupil_browser(client, made_class)
    pupil = made_class.pupils[0]
    renewed = teacher_client.post(f"/api/pupils/{pupil.id}/card").json()
    assert renewed["pupil"]["pictures"] != pupil.pictures
    assert tablet.get("/api/session").json()["role"] == "visitor"
    visitor = another_browser(client)
    open_session(visitor)
    assert visitor.post("/api/signin/card", json={"token": pupil.card_token}).status_code == 401
    with reading(app.state.engine) as session:
        kept = session.get(Pupil, pupil.id)
        assert kept is not None
        assert renewed["qr_svg"] == qr_svg(f"https://ecole.test/carte/{kept.card_token}")
    assert visitor.post("/api/signin/card", json={"token": kept.card_token}).status_code == 200


@pytest.mark.parametrize(
    ("page", "tablet"),
    [
        ("https://192.168.1.20:8443/classes", "https://192.168.1.20:8443"),
        ("https://marelle.local/", "https://marelle.local"),
        ("https://localhost:8443/", "https://192.168.1.20:8443"),
        ("https://127.0.0.1:8443/", "https://192.168.1.20:8443"),
        ("https://[::1]:8443/", "https://192.168.1.20:8443"),
        ("https://[fd00::5]:8443/", "https://[fd00::5]:8443"),
    ],
)
def test_a_tablet_is_never_sent_to_itself(page, tablet):
    assert tablet_address(URL(page), local_address="192.168.1.20") == tablet
