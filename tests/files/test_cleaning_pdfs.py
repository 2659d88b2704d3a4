"""PDFs that act by themselves, and some that don't."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.factories.files import pdf, saved
from tests.files.opening import clean, master, refusal


def armed_pdf() -> bytes:
    """Everything a PDF can do by itself, in the usual places and in unusual ones."""
    made = pdf(2)
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))
    launch = Dictionary(S=Name.Launch, F=String("calc.exe"))
    made.Root.OpenAction = script
    made.Root.AA = Dictionary(WC=script)
    made.attachments["virus.exe"] = b"MZ"
    made.Root.Names.JavaScript = Dictionary(Names=Array([String("x"), made.make_indirect(script)]))
    made.Root.AcroForm = Dictionary(
        XFA=String("<xdp/>"),
        Fields=Array([made.make_indirect(Dictionary(T=String("feld"), AA=Dictionary(K=script)))]),
    )
    page = made.pages[0].obj
    page.AA = Dictionary(O=launch)
    page.Annots = Array(
        [
            made.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=launch)),
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI=String("javascript:x"))),
            Dictionary(
                Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9],
                A=Dictionary(S=Name.URI, URI=String("https://example.org"), Next=made.make_indirect(script)),
            ),
            Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9], FS=Dictionary(EF=Dictionary())),
            Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=[0, 0, 9, 9]),
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], MK=Dictionary(X=Dictionary(A=Dictionary(S=Name.SubmitForm, F=String("http://x"))))),
        ]
    )  # fmt: skip
    return saved(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def test_pdf_is_disarmed_and_keeps_its_links(tmp_path: Path) -> None:
    content = armed_pdf()
    for word in (
        b"/JavaScript",
        b"/Launch",
        b"/EmbeddedFiles",
        b"/OpenAction",
        b"/AA",
        b"/SubmitForm",
        b"/XFA",
    ):
        assert word in content
    answer = clean(tmp_path, "pdf", content)
    assert answer["pages"] == 2
    with pikepdf.open(io.BytesIO(master(answer))) as done:
        done.save(tmp_path / "plain.pdf", object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)
    plain = (tmp_path / "plain.pdf").read_bytes()
    for word in (
        b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFiles", b"/OpenAction", b"/AA", b"/SubmitForm", b"/XFA", b"calc.exe",
        b"javascript:", b"/FileAttachment", b"/RichMedia", b"virus",
    ):  # fmt: skip
        assert word not in plain, word
    assert b"https://example.org" in plain


def test_pdf_with_owner_password_only_is_opened_and_one_that_asks_is_refused(tmp_path: Path) -> None:
    free = saved(pdf(), encryption=pikepdf.Encryption(owner="x", user=""))
    closed = saved(pdf(), encryption=pikepdf.Encryption(owner="x", user="y"))
    answer = clean(tmp_path, "pdf", free)
    assert b"/Encrypt" not in master(answer)
    assert refusal(tmp_path, "pdf", closed) == "encrypted"


def test_page_jumps_inside_the_document_survive(tmp_path: Path) -> None:
    made = pdf(2)
    jump = Dictionary(S=Name.GoTo, D=Array([made.pages[1].obj, Name.Fit]))
    made.pages[0].obj.Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=jump)]
    )
    answer = clean(tmp_path, "pdf", saved(made))
    with pikepdf.open(io.BytesIO(master(answer))) as done:
        assert Name.GoTo == done.pages[0].obj.Annots[0].A.S


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n", "unreadable"),
        (b"%PDF-1.7\n" + b"x" * 10_000, "unreadable"),
        (saved(pdf())[:150], "unreadable"),
        (b"<html>" + saved(pdf()), "wrong_type"),
        (b"MZ" + saved(pdf()), "wrong_type"),
        (saved(pikepdf.new()), "unreadable"),
    ],
)
def test_what_is_no_pdf_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    assert refusal(tmp_path, "pdf", content) == code


def test_deeply_nested_pdf_is_refused(tmp_path: Path) -> None:
    made = pdf()
    deep = Dictionary(X=1)
    for _level in range(80):
        deep = Dictionary(D=deep)
    made.Root.Deep = deep
    assert refusal(tmp_path, "pdf", saved(made)) == "too_complex"
