"""A site inspection at night with a telephone that loses its network: nothing is lost, nothing is sent twice. And
photos whose marked places are really gone for whoever sees them.
"""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Page, Route, expect

from e2e.conftest import PHONE, watch

Contexts = Callable[..., BrowserContext]
SignIn = Callable[[Page, str], None]
Judge = Callable[[Page], None]
OFFICE = "koordination-chemnitz@example.org"
MEMBER = "mitglied-chemnitz@example.org"


def walk(page: Page) -> None:
    page.goto("/desk/chemnitz/begehungen")
    page.get_by_role("link", name="Begehung rund um den Lessingplatz").click()
    page.get_by_role("link", name="Vor Ort festhalten").click()


def lose_first_answer(page: Page, pattern: str) -> list[int]:
    """The server takes what is sent first, but its answer gets lost; that answer's status is found in the list."""
    lost: list[int] = []

    def taken_but_unheard(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route(pattern, taken_but_unheard)
    return lost


def on_site(page: Page) -> None:
    walk(page)
    expect(page.get_by_text("Verbunden")).to_be_visible()
    page.locator("[data-ready]").wait_for()


def note(page: Page, text: str) -> None:
    page.get_by_label("Was fällt Ihnen auf?").fill(text)
    page.get_by_label("dringend").check()
    page.get_by_role("button", name="Speichern").click()


def entered(page: Page, text: str) -> int:
    """How often a finding stands in the records, on its page."""
    page.goto("/desk/chemnitz/begehungen")
    page.get_by_role("link", name="Begehung rund um den Lessingplatz").click()
    return page.locator("li[id^=befund-] strong", has_text=text).count()


def test_inspection_at_night_without_network(
    new_context: Contexts, sign_in: SignIn, axe: Judge, html_valid: Judge, base_url: str
) -> None:
    context = new_context(viewport=PHONE)
    page = context.new_page()
    sign_in(page, MEMBER)
    troubles = watch(page, base_url)
    on_site(page)
    axe(page)
    html_valid(page)
    assert troubles == []

    context.set_offline(True)
    note(page, "Leuchte am Durchgang ist aus")
    expect(page.get_by_text("Auf diesem Gerät gespeichert.")).to_be_visible()
    expect(page.locator("[data-count]")).to_have_text("1")
    page.get_by_label("Was fällt Ihnen auf?").fill("Halb geschriebener Satz")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vor Ort")
    expect(page.locator("[data-count]")).to_have_text("1")
    expect(page.get_by_label("Was fällt Ihnen auf?")).to_have_value("Halb geschriebener Satz")
    note(page, "Klingelschilder sind nicht zu lesen")
    expect(page.locator("[data-count]")).to_have_text("2")

    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-count]")).to_have_text("0")
    for text in ("Leuchte am Durchgang ist aus", "Klingelschilder sind nicht zu lesen"):
        assert entered(page, text) == 1


def test_an_answer_lost_on_its_way_makes_no_second_finding(new_context: Contexts, sign_in: SignIn) -> None:
    context = new_context(viewport=PHONE, service_workers="block")
    page = context.new_page()
    sign_in(page, OFFICE)
    walk(page)
    lost = lose_first_answer(page, "**/vor-ort")
    note(page, "Papierkorb am Eingang fehlt")
    expect(page.locator("[data-count]")).to_have_text("1")
    page.get_by_role("button", name="Jetzt senden").click()
    expect(page.locator("[data-count]")).to_have_text("0")
    assert lost == [200]
    assert entered(page, "Papierkorb am Eingang fehlt") == 1


def stripes(name: str = "weg.jpg") -> FilePayload:
    """Black and white stripes: what is blurred becomes grey."""
    made = Image.new("RGB", (400, 200), "white")
    for column in range(0, 400, 8):
        made.paste("black", (column, 0, column + 4, 200))
    out = io.BytesIO()
    made.save(out, "JPEG", quality=95)
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


def photograph(page: Page, words: str) -> None:
    page.get_by_label("Bild", exact=True).set_input_files(stripes())
    page.get_by_label("Was zeigt das Bild?").fill(words)
    page.get_by_role("button", name="Foto hinzufügen").click()


def pictured(page: Page, words: str) -> int:
    """How often a photo stands in the records, on the page of its inspection."""
    page.goto("/desk/chemnitz/begehungen")
    page.get_by_role("link", name="Begehung rund um den Lessingplatz").click()
    return page.locator("[aria-labelledby=h-fotos] li", has_text=words).count()


def test_photos_without_network_wait_on_the_device_and_follow_their_note_once(
    new_context: Contexts, sign_in: SignIn, axe: Judge, base_url: str
) -> None:
    context = new_context(viewport=PHONE)
    page = context.new_page()
    sign_in(page, OFFICE)
    troubles = watch(page, base_url)
    on_site(page)
    waiting, queue = page.locator("[data-photo-count]"), page.locator("[data-photo-queue] li")

    page.get_by_role("button", name="Foto hinzufügen").click()
    expect(page.get_by_text("Bitte wählen Sie ein Bild")).to_be_visible()
    page.get_by_label("Bild", exact=True).set_input_files(
        {"name": "weg.jpg", "mimeType": "image/jpeg", "buffer": b"kein Bild"}
    )
    page.get_by_role("button", name="Foto hinzufügen").click()
    expect(page.get_by_text("Bitte beschreiben Sie, was das Bild zeigt.")).to_be_visible()
    page.get_by_label("Was zeigt das Bild?").fill("Nichts")
    page.get_by_role("button", name="Foto hinzufügen").click()
    expect(page.get_by_text("lässt sich nicht als Bild lesen")).to_be_visible()

    assert troubles == []
    context.set_offline(True)
    note(page, "Lampe am Spielplatz flackert")
    expect(page.locator("[data-count]")).to_have_text("1")
    photograph(page, "Flackernde Lampe")
    expect(page.get_by_text("Das Foto ist auf diesem Gerät gespeichert.")).to_be_visible()
    photograph(page, "Daumen vor der Linse")
    expect(waiting).to_have_text("2")
    axe(page)
    page.reload()
    expect(queue).to_have_count(2)
    assert page.locator("[data-photo-queue] canvas").first.evaluate("picture => picture.width") == 120
    page.get_by_role("button", name="Entfernen: Daumen vor der Linse").click()
    expect(queue).to_have_count(1)

    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(waiting).to_have_text("0")
    expect(page.get_by_text("Das Foto ist gesendet.")).to_be_visible()
    assert (pictured(page, "Flackernde Lampe"), pictured(page, "Daumen")) == (1, 0)
    number = page.locator("li[id^=befund-]", has_text="Lampe am Spielplatz").get_attribute("id") or ""
    shown = page.locator("[aria-labelledby=h-fotos] li", has_text="Flackernde Lampe")
    expect(shown).to_contain_text(f"Feststellung {number.removeprefix('befund-')}")


def test_an_answer_lost_on_its_way_makes_no_second_photo(new_context: Contexts, sign_in: SignIn) -> None:
    page = new_context(viewport=PHONE, service_workers="block").new_page()
    sign_in(page, OFFICE)
    walk(page)
    lost = lose_first_answer(page, "**/fotos/neu")
    photograph(page, "Umgekippter Papierkorb")
    expect(page.locator("[data-photo-count]")).to_have_text("1")
    for _again in range(15):  # a press while the first sending still runs does nothing
        page.get_by_role("button", name="Jetzt senden").click()
        page.wait_for_timeout(1000)
        if page.locator("[data-photo-count]").text_content() == "0":
            break
    expect(page.locator("[data-photo-count]")).to_have_text("0")
    assert lost == [200]
    assert pictured(page, "Umgekippter Papierkorb") == 1


def until_checked(page: Page) -> None:
    """The worker looks at a new file first."""
    for _second in range(30):
        if page.locator("[data-blur] img").count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(page.url)


def shades(page: Page, address: str) -> Image.Image:
    return Image.open(io.BytesIO(page.context.request.get(address).body())).convert("L")


def contrast(picture: Image.Image, box: tuple[float, float, float, float]) -> int:
    """Between the lightest and the darkest dot of a part, given in shares of the picture."""
    wide, high = picture.size
    left, top, right, bottom = box
    part = picture.crop((int(left * wide), int(top * high), int(right * wide), int(bottom * high)))
    low, most = part.getextrema()
    return int(most) - int(low)  # type: ignore[arg-type]


def mark_by_mouse(page: Page) -> None:
    """The upper left quarter."""
    area = page.locator("[data-blur]").bounding_box()
    assert area is not None
    page.mouse.move(area["x"] + 2, area["y"] + 2)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] * 0.25, area["y"] + area["height"] * 0.5, steps=4)
    page.mouse.up()
    expect(page.locator(".um-blur__box")).to_have_count(1)


def mark_by_keys(page: Page) -> None:
    """A second place on the right; a third one is removed again."""
    page.get_by_role("button", name="Stelle hinzufügen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Stelle 2: 40, 40, 20, 20")).to_be_focused()
    for _percent in range(30):
        page.keyboard.press("ArrowRight")
    for _percent in range(5):
        page.keyboard.press("Shift+ArrowRight")
        page.keyboard.press("Shift+ArrowDown")
    expect(page.get_by_role("group", name="Stelle 2: 70, 40, 25, 25")).to_be_focused()
    page.get_by_role("button", name="Stelle hinzufügen").click()
    page.keyboard.press("Delete")
    expect(page.locator(".um-blur__box")).to_have_count(2)


def test_places_marked_with_mouse_and_keys_are_gone_from_the_public_picture(
    new_context: Contexts, sign_in: SignIn, axe: Judge, base_url: str
) -> None:
    page = new_context().new_page()
    troubles = watch(page, base_url)
    sign_in(page, OFFICE)
    page.goto("/desk/chemnitz/begehungen")
    page.get_by_role("link", name="Begehung rund um den Lessingplatz").click()
    page.get_by_role("link", name="Foto hinzufügen").click()
    page.wait_for_url("**/fotos/neu")
    page.get_by_label("Bild", exact=True).set_input_files(stripes())
    page.get_by_label("Was zeigt das Bild?").fill("Zaun mit Streifen")
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_url(lambda url: url.rsplit("/", 1)[-1].isdigit())
    until_checked(page)

    mark_by_mouse(page)
    mark_by_keys(page)
    axe(page)
    page.get_by_role("button", name="Endgültig unkenntlich machen").click()
    expect(page.get_by_text("Endgültig unkenntlich gemacht.")).to_be_visible()
    until_checked(page)
    expect(page.get_by_text("2 Stellen unkenntlich")).to_be_visible()
    page.get_by_role("button", name="Niemand ist zu erkennen").click()
    page.get_by_role("button", name="Im Portal zeigen").click()

    page.goto("/chemnitz/praeventionsrat/begehungen/b-2020-10")
    image = page.get_by_role("img", name="Zaun mit Streifen")
    image.scroll_into_view_if_needed()
    shown = shades(page, image.get_attribute("src") or "")
    assert contrast(shown, (0.03, 0.05, 0.2, 0.45)) < 60
    assert contrast(shown, (0.73, 0.45, 0.92, 0.6)) < 60
    assert contrast(shown, (0.35, 0.05, 0.65, 0.95)) > 150
    assert troubles == []


def test_without_scripts_the_form_is_a_form(new_context: Contexts, sign_in: SignIn) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, OFFICE)
    page.goto("/desk/chemnitz/begehungen")
    page.get_by_role("link", name="Abendbegehung Stadthallenpark").click()
    page.get_by_role("link", name="Vor Ort festhalten").click()
    note(page, "Weg ist wieder frei")
    expect(page.get_by_role("listitem").filter(has_text="Weg ist wieder frei")).to_be_visible()
