"""Pictures, honest and hostile."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.factories.files import office, photo_with_place, picture
from tests.files.opening import clean, master, refusal
from umsicht.files.cleaning import images


@pytest.mark.parametrize(
    ("extension", "form", "mode", "mime"),
    [
        ("jpg", "JPEG", "RGB", "image/jpeg"),
        ("jpeg", "JPEG", "L", "image/jpeg"),
        ("jpg", "JPEG", "CMYK", "image/jpeg"),
        ("png", "PNG", "RGBA", "image/png"),
        ("png", "PNG", "P", "image/jpeg"),
        ("png", "PNG", "LA", "image/png"),
        ("webp", "WEBP", "RGBA", "image/png"),
        ("gif", "GIF", "P", "image/jpeg"),
    ],
)
def test_picture_is_drawn_anew_in_fixed_sizes(
    tmp_path: Path, extension: str, form: str, mode: str, mime: str
) -> None:
    answer = clean(tmp_path, extension, picture(form, (1000, 500), mode))
    told = [(p["name"], p["mime"], p["width"], p["height"]) for p in answer["pieces"]]
    assert told == [
        ("", mime, 1000, 500),
        ("small", "image/webp", 480, 240),
        ("small", "image/jpeg", 480, 240),
        ("medium", "image/webp", 960, 480),
        ("medium", "image/jpeg", 960, 480),
    ]
    for piece in answer["pieces"]:
        with Image.open(piece["path"]) as shown:
            assert (shown.size, f"image/{shown.format.lower()}") == (
                (piece["width"], piece["height"]),
                piece["mime"],
            )


def test_photo_forgets_place_and_camera_and_stands_upright(tmp_path: Path) -> None:
    content = photo_with_place()
    assert b"GeheimeKamera" in content
    answer = clean(tmp_path, "jpg", content)
    assert b"GeheimeKamera" not in master(answer)
    with Image.open(answer["pieces"][0]["path"]) as shown:
        assert (shown.size, dict(shown.getexif()), shown.info.get("exif")) == ((400, 600), {}, None)


def test_large_picture_is_made_smaller(tmp_path: Path) -> None:
    answer = clean(tmp_path, "jpg", picture(size=(5000, 1000)))
    assert [(p["name"], p["width"]) for p in answer["pieces"][:1]] == [("", images.MASTER_SIDE)]
    assert {p["name"] for p in answer["pieces"]} == {"", "small", "medium", "large"}


def test_tiny_picture_keeps_its_size(tmp_path: Path) -> None:
    answer = clean(tmp_path, "png", picture("PNG", (1, 1)))
    assert [(p["name"], p["width"], p["height"]) for p in answer["pieces"]] == [
        ("", 1, 1), ("small", 1, 1), ("small", 1, 1),
    ]  # fmt: skip


def test_what_hides_behind_the_picture_is_gone(tmp_path: Path) -> None:
    payload = b"<script>alert(1)</script>" + office()
    answer = clean(tmp_path, "jpg", picture() + payload)
    assert all(payload[:20] not in Path(p["path"]).read_bytes() for p in answer["pieces"])


def test_comment_and_profile_do_not_survive(tmp_path: Path) -> None:
    answer = clean(tmp_path, "jpg", picture(comment=b"geheimer Kommentar", icc_profile=b"kaputtes Profil"))
    assert b"geheim" not in master(answer)
    assert b"kaputtes" not in master(answer)


def png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    header = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(60_000, 60_000), (8_000, 8_000), (2**31 - 1, 2**31 - 1), (30_000, 10)])
def test_pixel_bomb_is_refused_before_it_unfolds(tmp_path: Path, size: tuple[int, int]) -> None:
    assert refusal(tmp_path, "png", png_header(*size)) == "too_many_pixels"


@pytest.mark.parametrize(
    ("extension", "content", "code"),
    [
        ("jpg", b"", "empty"),
        ("jpg", b"\xff\xd8\xff", "unreadable"),
        ("jpg", b"\xff\xd8\xff" + b"\0" * 5000, "unreadable"),
        ("jpg", picture()[:200], "unreadable"),
        ("jpg", picture("PNG"), "wrong_type"),
        ("png", picture("JPEG"), "wrong_type"),
        ("png", b"\x89PNG\r\n\x1a\n" + b"x" * 100, "unreadable"),
        ("png", png_header(10, 10)[:-30], "unreadable"),
        ("png", png_header(0, 10), "unreadable"),
        ("gif", b"GIF89a" + b"<script>alert(1)</script>" * 10, "unreadable"),
        ("webp", b"RIFF\x00\x00\x00\x00AVI LIST", "wrong_type"),
        ("webp", b"RIFF\x10\x00\x00\x00WEBPVP8 xxxx", "unreadable"),
        ("jpg", b"\x7fELF" + b"\0" * 100, "wrong_type"),
        ("jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "wrong_type"),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, extension: str, content: bytes, code: str) -> None:
    assert refusal(tmp_path, extension, content) == code


@given(
    st.sampled_from(["jpg", "png", "gif", "webp", "pdf", "docx", "csv", "ics", "txt"]),
    st.binary(max_size=300),
)
def test_no_bytes_at_all_are_an_error(tmp_path_factory: Any, extension: str, content: bytes) -> None:
    answer = clean(tmp_path_factory.mktemp("f"), extension, content)
    assert "refused" in answer or extension in {"csv", "txt"}
