"""Pictures from people's phones, made harmless: known by what is in them, and drawn anew."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

MAX_MEGABYTES = 15
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
MAX_SIDE = 12_000
MAX_PIXELS = 51_000_000  # a phone's 50 megapixels
KEPT_SIDE = 2_400
THUMBNAIL_SIDE = 480
QUALITY = 85

_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture drawn anew: a JPEG with nothing in it but what is seen."""

    content: bytes
    width: int
    height: int


def redrawn(file: Any, side: int = KEPT_SIDE) -> Picture:
    """The picture in `file`, turned as it was taken and at most `side` pixels long.

    Only what is seen is left: not the place, the camera or anything that was hidden in the file.

    Raises:
        ValidationError: empty, too large, too many pixels, broken, or of another kind than jpg,
            png, webp and heic. The text is for whoever sent it.
    """
    _check_size(file)
    kinds = _kinds_of(file)
    if not kinds:
        raise ValidationError(
            _("We can show jpg, png, webp and heic. Save the picture as one of them."),
            code="wrong_type",
        )
    with _refusing_broken():
        file.seek(0)
        image: Image.Image = Image.open(file, formats=kinds)
    _check_pixels(*image.size)
    with _refusing_broken():
        image.draft("RGB", (side, side))
        image = ImageOps.exif_transpose(image) or image
        image = _on_white(_in_web_colours(image))
        image.thumbnail((side, side), Image.Resampling.LANCZOS)
        return Picture(_jpeg(image), *image.size)


def thumbnail(content: Any) -> bytes:
    """A small JPEG of a picture that has been drawn anew."""
    image = Image.open(content, formats=("JPEG",))
    image.draft("RGB", (THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    image.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return _jpeg(image)


def _check_size(file: Any) -> None:
    if not file.size:
        raise ValidationError(_("The file is empty. Choose another."), code="empty")
    if file.size > MAX_BYTES:
        raise ValidationError(
            _("The picture is larger than %(size)d MB. Choose a smaller one."),
            code="too_large",
            params={"size": MAX_MEGABYTES},
        )


def _check_pixels(width: int, height: int) -> None:
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise ValidationError(
            _(
                "The picture is %(width)d × %(height)d pixels, which is too many for us. Make it "
                "smaller and try again."
            ),
            code="too_many_pixels",
            params={"width": width, "height": height},
        )
    if min(width, height) < 1:
        raise ValidationError(_("The picture is broken. Try another."), code="broken")


def _kinds_of(file: Any) -> tuple[str, ...]:
    """The formats that the file may be opened as, by its first bytes; none for other files."""
    file.seek(0)
    head = file.read(16)
    if head.startswith(b"\xff\xd8\xff"):
        return ("JPEG", "MPO")
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return ("PNG",)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return ("WEBP",)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS and _opens_heif():
        return ("HEIF",)
    return ()


def _opens_heif() -> bool:
    try:
        from pillow_heif import register_heif_opener
    except ImportError:
        return False
    register_heif_opener(thumbnails=False)
    return True


@contextlib.contextmanager
def _refusing_broken() -> Iterator[None]:
    """Whatever a decoder says of a broken or hostile file, the sender reads one thing."""
    try:
        yield
    except Image.DecompressionBombError:
        raise ValidationError(
            _("The picture has too many pixels for us. Make it smaller and try again."),
            code="too_many_pixels",
        ) from None
    except ValidationError:
        raise
    except Exception:
        raise ValidationError(
            _("The picture is broken, or is something else than its name says. Try another."),
            code="broken",
        ) from None


def _in_web_colours(image: Image.Image) -> Image.Image:
    """The colours as a browser without colour profiles shows them; phones use wider ones."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA"}:
        return image
    with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
        ours = ImageCms.createProfile("sRGB")
        theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, theirs, ours, outputMode=image.mode) or image
    return image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, image).convert("RGB")
    return image.convert("RGB")


def _jpeg(image: Image.Image) -> bytes:
    # A new image carries nothing over of what the file said beside its pixels.
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    out = BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()
