"""Draws pictures anew: no EXIF (place, device, name), no thumbnails, nothing hidden behind the last pixel."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from umsicht.files.cleaning.result import Cleaned, Piece, Refused
from umsicht.files.kinds import WIDTHS

MAX_PIXELS = 50_000_000
MAX_SIDE = 20_000
MASTER_SIDE = 2400
FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}
_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 80, "method": 4},
}
_MIMES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def clean(source: Path, extension: str, target: Path) -> Cleaned:
    """Write the master (at most 2400 px, JPEG, or PNG where something is transparent) and fixed sizes in WebP and JPEG.

    Of a moving picture the first frame stays. Raises Refused for what is no such picture or too large.
    """
    picture = _open(source, FORMATS[extension])
    master = _fit(picture, MASTER_SIDE)
    clear = master.mode == "RGBA"
    done = Cleaned([_write(master, target, "PNG" if clear else "JPEG", "")])
    for name, width in WIDTHS.items():
        if width < master.width or name == "small":
            sized = _scaled(master, min(width, master.width))
            done.pieces += [_write(sized, target, form, name) for form in ("WEBP", "JPEG")]
    return done


def _open(source: Path, form: str) -> Image.Image:
    """Decode fully, first frame, upright, sRGB, as RGB or RGBA."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=[form]) as picture:
                if picture.width * picture.height > MAX_PIXELS or max(picture.size) > MAX_SIDE:
                    raise Refused("too_many_pixels")
                picture.load()
                return _plain(ImageOps.exif_transpose(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise Refused("too_many_pixels") from error
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        TypeError,
        IndexError,
        KeyError,
        EOFError,
    ) as error:
        raise Refused("unreadable") from error


def _plain(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    clear = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    plain = picture.convert("RGBA" if clear else "RGB")
    if profile and picture.mode in {"RGB", "RGBA"}:
        plain = _in_srgb(plain, profile)
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    return fresh


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Convert wide colours, so that they look right without their profile; a broken profile is ignored."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
        shown = ImageCms.profileToProfile(
            picture.convert("RGB"), source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture
    if shown is None:
        return picture
    if alpha is not None:
        shown.putalpha(alpha)
    return shown


def _fit(picture: Image.Image, side: int) -> Image.Image:
    longest = max(picture.size)
    return picture if longest <= side else _scaled(picture, max(1, round(picture.width * side / longest)))


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    if width == picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _write(picture: Image.Image, target: Path, form: str, name: str) -> Piece:
    shown = picture
    if form == "JPEG" and picture.mode == "RGBA":
        shown = Image.new("RGB", picture.size, "white")
        shown.paste(picture, mask=picture.getchannel("A"))
    path = target / f"{name or 'master'}.{form.lower()}"
    shown.save(path, form, **_OPTIONS[form])
    return Piece(str(path), _MIMES[form], name, shown.width, shown.height)
