"""Pictures from a phone: taken in several at once, described, and made harmless."""

import errno
import io
import os
import struct
import zlib
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from civsam_pages.arena.private import WholeFileStorage
from civsam_pages.guided import pictures as drawing
from civsam_pages.needs.models import NeedPage
from civsam_pages.posting.jobs import sweep
from civsam_pages.posting.models import Draft, DraftPicture
from tests.factories import XSS
from tests.integration.posting.writing import (
    answer,
    begin,
    browser,
    hidden,
    photo,
    problems,
    step,
    text_of,
    url,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def samira(here):
    return browser(here.samira)


@pytest.fixture
def begun(samira, here):
    begin(samira, here.open_door)
    return Draft.objects.get()


def upload(client, draft, *files, **buttons):
    return answer(client, step(draft, "pictures"), {"pictures": list(files)}, **buttons)


def stored():
    """The names of all files that lie in the private storage."""
    try:
        return DraftPicture._meta.get_field("file").storage.listdir("drafts")[1]
    except FileNotFoundError:
        return []


def test_two_pictures_at_once_are_kept_and_then_described(samira, begun):
    response = upload(samira, begun, photo("kök.jpg"), photo("mat.png", "PNG"))
    assert response.status_code == 302
    page = samira.get(response.url)
    assert "Picture 1" in text_of(page)
    assert "Picture 2" in text_of(page)
    bare = samira.post(step(begun, "pictures"), hidden(page))
    assert problems(bare) == [
        "Describe picture 1, or say that it only decorates.",
        "Describe picture 2, or say that it only decorates.",
    ]
    first, second = DraftPicture.objects.all()
    assert f'id="id_alt-{first.pk}"' in bare.content.decode()
    said = {f"alt-{first.pk}": f"Sex lagar mat {XSS}", f"alt-{second.pk}": ""}
    done = samira.post(
        step(begun, "pictures"), {**hidden(page), **said, f"decorative-{second.pk}": "1"}
    )
    assert done.url == step(begun, "contact")
    assert XSS not in samira.get(step(begun, "pictures")).content.decode()


def test_pictures_are_taken_away_and_put_in_order(samira, begun):
    upload(samira, begun, photo("ett.jpg"), photo("två.jpg"), photo("tre.jpg"))
    first, _second, third = DraftPicture.objects.all()
    said = {f"alt-{third.pk}": "Tredje"}
    answer(samira, step(begun, "pictures"), said, up=str(third.pk))
    assert [row.name for row in begun.pictures.all()] == ["ett.jpg", "tre.jpg", "två.jpg"]
    assert DraftPicture.objects.get(pk=third.pk).alt == "Tredje"
    answer(samira, step(begun, "pictures"), {}, remove=str(first.pk))
    assert [row.name for row in begun.pictures.all()] == ["tre.jpg", "två.jpg"]


def test_the_page_gets_the_pictures_when_it_is_sent(samira, here, begun):
    upload(samira, begun, photo("ett.jpg"), photo("två.jpg"))
    first, second = DraftPicture.objects.all()
    said = {f"alt-{first.pk}": "Ett kök", f"alt-{second.pk}": "Ett bord"}
    write(samira, begun, skip=["pictures"])
    answer(samira, step(begun, "pictures"), said)
    check = samira.get(url("check", begun.pk))
    assert "Ett kök, Ett bord" in text_of(check)
    samira.post(url("check", begun.pk), hidden(check))
    page = NeedPage.objects.get(owner_actor=here.open_door)
    assert (page.image_alt, page.image.width) == ("Ett kök", 1200)
    figure = page.body[len(page.body) - 1]
    assert figure.block_type == "image"
    assert figure.value["image"].contextual_alt_text == "Ett bord"
    assert first.file.name.rsplit("/")[-1] in page.image.file.name


def test_there_is_room_for_six(samira, begun):
    response = upload(samira, begun, *(photo(f"{n}.jpg", size=(50, 50)) for n in range(7)))
    assert begun.pictures.count() == 6
    assert problems(response) == ["6.jpg: There is room for 6. Take one away first."]
    assert len(stored()) >= 6


# --- what is not taken as it is ------------------------------------------------------------------


def png_header(width, height):
    """A PNG that says that it is enormous, in a few hundred bytes."""

    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(b"\0" * 10_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + rows + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BAD = {
    "svg": ("bild.svg", SVG, "We can show jpg, png, webp and heic."),
    "svg called jpg": ("bild.jpg", SVG, "We can show jpg, png, webp and heic."),
    "html called png": ("bild.png", b"<!doctype html><script>alert(1)</script>", "We can show"),
    "empty": ("bild.jpg", b"", "The file is empty."),
    "20,000 pixels": ("bild.png", png_header(20_000, 20_000), "too many pixels for us"),
    "one long row": ("bild.png", png_header(60_000, 2), "which is too many for us"),
    "no pixels": ("bild.png", png_header(0, 0), "The picture is broken"),
    "cut off": ("bild.png", png_header(50, 50)[:60], "The picture is broken"),
    "only a beginning": ("bild.jpg", b"\xff\xd8\xff\xe0 not a picture", "The picture is broken"),
    "zip": ("bild.jpg", b"PK\x03\x04" + b"\0" * 500, "We can show"),
    "pdf": ("bild.jpg", b"%PDF-1.4", "We can show"),
    "gif": ("bild.gif", b"GIF89a" + b"\0" * 30, "We can show"),
    "tiff": ("bild.tif", b"II*\0" + b"\0" * 30, "We can show"),
    "avif": ("bild.avif", b"\0\0\0\x1cftypavif" + b"\0" * 30, "We can show"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_in_words_and_leaves_nothing(samira, begun, kind):
    name, content, words = BAD[kind]
    before = stored()
    response = upload(samira, begun, SimpleUploadedFile(name, content, "image/jpeg"))
    assert response.status_code == 200
    assert any(words in one for one in problems(response)), problems(response)
    assert not DraftPicture.objects.exists()
    assert stored() == before


def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked(samira, begun):
    drawn = io.BytesIO()
    Image.new("1", (11_900, 11_900)).save(drawn, "PNG")
    assert drawn.tell() < 50_000
    response = upload(samira, begun, SimpleUploadedFile("bomb.png", drawn.getvalue()))
    assert "too many for us" in problems(response)[0]


def test_a_file_that_is_too_large_is_refused(samira, begun, monkeypatch):
    monkeypatch.setattr(drawing, "MAX_BYTES", 1000)
    response = upload(samira, begun, photo())
    assert "The picture is larger than 15 MB. Choose a smaller one." in problems(response)[0]


def test_a_bad_file_does_not_take_the_good_ones_along(samira, begun):
    response = upload(samira, begun, photo("bra.jpg"), SimpleUploadedFile("bild.svg", SVG))
    assert [row.name for row in begun.pictures.all()] == ["bra.jpg"]
    assert len(problems(response)) == 1
    assert problems(response)[0].startswith("bild.svg: ")


def taken_in(client, draft, file):
    """What is stored of a file."""
    response = upload(client, draft, file)
    assert response.status_code == 302, problems(response)
    with DraftPicture.objects.get().file.open("rb") as content:
        return content.read()


def test_where_a_picture_was_taken_is_not_kept_and_it_stands_upright(samira, begun):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "Kamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (59.0, 19.0, 0.0), 3: "E", 4: (18.0, 3.0, 0.0)})
    kept = taken_in(samira, begun, photo(size=(400, 200), exif=exif, comment=b"hem"))
    image = Image.open(io.BytesIO(kept))
    assert image.size == (200, 400)
    assert not image.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(image.info)
    assert b"Kamera" not in kept


def test_a_picture_that_is_also_a_page_becomes_only_a_picture(samira, begun):
    file = photo()
    file = SimpleUploadedFile("p.jpg", file.read() + b"<script>alert(1)</script>PK\x03\x04")
    kept = taken_in(samira, begun, file)
    assert b"script" not in kept
    assert b"PK\x03\x04" not in kept


@pytest.mark.parametrize(("kind", "name"), [("WEBP", "a.webp"), ("HEIF", "IMG_1.HEIC")])
def test_pictures_of_phones_become_jpegs(samira, begun, kind, name):
    from pillow_heif import register_heif_opener

    register_heif_opener()
    kept = taken_in(samira, begun, photo(name, kind, size=(640, 480)))
    assert Image.open(io.BytesIO(kept)).format == "JPEG"


def test_a_large_picture_is_made_smaller_and_a_see_through_one_gets_a_white_ground(samira, begun):
    buffer = io.BytesIO()
    Image.new("RGBA", (4000, 3000), (0, 0, 0, 0)).save(buffer, "PNG")
    kept = taken_in(samira, begun, SimpleUploadedFile("logga.png", buffer.getvalue()))
    image = Image.open(io.BytesIO(kept))
    assert image.size == (2400, 1800)
    assert image.getpixel((5, 5)) == (255, 255, 255)


def test_a_wrong_ending_does_no_harm(samira, begun):
    kept = taken_in(samira, begun, photo("../../elak.php", "PNG"))
    assert kept.startswith(b"\xff\xd8\xff")
    picture = DraftPicture.objects.get()
    assert picture.name == "elak.php"
    assert "elak" not in picture.file.name


def test_a_full_disk_says_so_and_leaves_nothing(samira, begun, monkeypatch, tmp_path):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    field = DraftPicture._meta.get_field("file")
    monkeypatch.setattr(field, "storage", WholeFileStorage(tmp_path))
    monkeypatch.setattr(os, "fsync", full)
    response = upload(samira, begun, photo())
    assert "our disk is full or away" in problems(response)[0]
    assert not DraftPicture.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_only_those_who_write_for_the_actor_see_a_picture_of_a_draft(samira, here, begun):
    upload(samira, begun, photo())
    picture = DraftPicture.objects.get()
    path = url("picture", begun.pk, picture.pk)
    shown = samira.get(path)
    assert shown.status_code == 200
    assert shown["Content-Type"] == "image/jpeg"
    assert "private" in shown["Cache-Control"]
    assert browser(here.nadja).get(path).status_code == 200
    for name in ("bosse", "carin", "ingrid", "anna", "petra", "sanna"):
        assert browser(getattr(here, name)).get(path).status_code == 404, name
    assert browser().get(path).status_code == 302


def test_a_picture_of_another_draft_is_not_shown_by_this_one(samira, here, begun):
    upload(samira, begun, photo())
    other = begin(browser(here.bosse), here.study).split("/")[3]
    path = url("picture", other, DraftPicture.objects.get().pk)
    assert browser(here.bosse).get(path).status_code == 404


@pytest.fixture(params=["in memory", "on disk"])
def files(request, monkeypatch, tmp_path):
    """Where the pictures of drafts are kept; nothing is there yet."""
    storage = InMemoryStorage() if request.param == "in memory" else WholeFileStorage(tmp_path)
    monkeypatch.setattr(DraftPicture._meta.get_field("file"), "storage", storage)
    return storage


def test_what_a_killed_upload_left_is_swept_after_a_week(samira, begun, files):
    assert sweep() == 0
    upload(samira, begun, photo())
    kept = DraftPicture.objects.get().file.name
    files.save("drafts/stray", ContentFile(b"whole, and no row"))
    files.save("drafts/half.part", ContentFile(b"half"))
    files.save("evidence/other", ContentFile(b"of another room"))
    now = timezone.now()
    assert sweep(now + timedelta(days=6)) == 0
    assert sweep(now + timedelta(days=8)) == 2
    assert files.listdir("drafts")[1] == [kept.removeprefix("drafts/")]
    assert files.exists("evidence/other")
    assert sweep(now + timedelta(days=8)) == 0
