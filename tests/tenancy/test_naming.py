from __future__ import annotations

import pytest

from umsicht.tenancy.domain.naming import SLUG_LENGTH, district_name, free_slug, slug_of, split_names


@pytest.mark.parametrize(
    ("official", "district", "names"),
    [
        ("Chemnitz, Stadt", "14511", ("Chemnitz", "")),
        ("Amtsberg", "14521", ("Amtsberg", "")),
        ("Oelsnitz/Erzgeb., Stadt", "14521", ("Oelsnitz/Erzgeb.", "")),
        ("Bautzen / Budyšin, Stadt, Hochschulstadt / Wysokoš", "14625", ("Bautzen", "Budyšin")),
        ("Großpostwitz/O.L. / Budestecy", "14625", ("Großpostwitz/O.L.", "Budestecy")),
        ("Cottbus/Chóśebuz, Stadt", "12052", ("Cottbus", "Chóśebuz")),
        ("Lübbenau/Spreewald / Lubnjow/Błota, Stadt", "12066", ("Lübbenau/Spreewald", "Lubnjow/Błota")),
        ("Fürstenberg/Havel, Stadt", "12065", ("Fürstenberg/Havel", "")),
    ],
)
def test_official_spelling_gives_everyday_and_second_name(
    official: str, district: str, names: tuple[str, str]
) -> None:
    assert split_names(official, district) == names


@pytest.mark.parametrize(
    ("official", "art", "state", "name"),
    [
        ("Chemnitz, Stadt", "Kreisfreie Stadt", "14", "Kreisfreie Stadt Chemnitz"),
        ("Stuttgart, Stadtkreis", "Stadtkreis", "08", "Stadtkreis Stuttgart"),
        ("Zwickau", "Landkreis", "14", "Landkreis Zwickau"),
        ("Erzgebirgskreis", "Landkreis", "14", "Erzgebirgskreis"),
        ("Dithmarschen", "Kreis", "01", "Kreis Dithmarschen"),
        ("Region Hannover", "Landkreis", "03", "Region Hannover"),
    ],
)
def test_district_is_called_as_in_a_sentence(official: str, art: str, state: str, name: str) -> None:
    assert district_name(official, art, state) == name


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Görlitz", "goerlitz"),
        ("Weißkeißel", "weisskeissel"),
        ("Oelsnitz/Erzgeb.", "oelsnitz"),
        ("Aue-Bad Schlema", "aue-bad-schlema"),
        ("Frankfurt (Oder)", "frankfurt-oder"),
        ("St. Egidien", "st-egidien"),
    ],
)
def test_address_is_plain_ascii(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_namesakes_get_district_then_whole_name_then_key() -> None:
    assert free_slug("Neukirch/Lausitz", "Landkreis Bautzen", "14625380", set()) == "neukirch-bautzen"
    assert (
        free_slug("Neukirch/Lausitz", "Landkreis Bautzen", "14625380", {"neukirch-bautzen"})
        == "neukirch-lausitz"
    )
    assert free_slug("Neukirch", "Landkreis Bautzen", "14625380", {"neukirch-bautzen"}) == "neukirch-14625380"
    long = free_slug(
        "Ein " + "sehr langer Name " * 6, "Landkreis Sächsische Schweiz-Osterzgebirge", "14628000", set()
    )
    assert len(long) <= SLUG_LENGTH
    with pytest.raises(ValueError, match="No address"):
        free_slug("A", "B", "1", {"a-b", "a-1"})
