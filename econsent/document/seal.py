"""Turn drawn pages into a document: attachments, metadata and one PAdES-B signature, written in one update.

The result follows PDF/A-3b (ISO 19005-3) and ETSI EN 319 142-1 baseline B. The same pages, properties, attachments and
deterministic signer give the same bytes: identifiers come from the content and no clock is read.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from xml.sax.saxutils import escape

from PIL import ImageCms
from pyhanko.pdf_utils.embed import EmbeddedFileObject, EmbeddedFileParams, FileSpec
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NumberObject,
    StreamObject,
    pdf_date,
    pdf_name,
    pdf_string,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from econsent.document import cms
from econsent.errors import DocumentMalformed
from econsent.signing import Signer

PRODUCER = "econsent"
FIELD = "Seal"
_NO_DIGEST = bytes(32)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the document; `relationship` is its AFRelationship (``Source``, ``Supplement``...)."""

    name: str
    media_type: str
    relationship: str
    description: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Properties:
    """What a reader shows of the document as a whole: nothing personal stands here."""

    title: str
    language: str
    made: dt.datetime


def seal(pages: bytes, properties: Properties, attachments: Sequence[Attachment], signer: Signer) -> bytes:
    """Return the sealed document of a drawn PDF.

    Raise SigningError where the signer cannot sign, DocumentMalformed where the pages are no PDF.
    """
    try:
        update = _Update(io.BytesIO(pages))
        _describe(update, properties)
        update.root["/AF"] = ArrayObject([_attach(update, item, properties.made) for item in attachments])
        update.root["/Names"] = DictionaryObject({"/EmbeddedFiles": _names(attachments, update.root["/AF"])})
        return _sign(update, properties.made, signer)
    except (PdfError, ValueError, KeyError, TypeError):  # pyHanko's are of all these kinds
        raise DocumentMalformed("The pages cannot be made into a document.", kept="Nothing was signed.") from None


class _Update(IncrementalPdfFileWriter):
    """pyHanko's writer without its clock and its dice: metadata is ours, the second identifier is the content's."""

    def _update_meta(self) -> None:
        return

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> ArrayObject:
        first = prev.trailer["/ID"][0]
        prev.stream.seek(0)
        return ArrayObject([first, ByteStringObject(sha256(prev.stream.read()).digest()[:16])])


def _describe(update: _Update, properties: Properties) -> None:
    """Write what PDF/A-3b and a reader's title bar need (ISO 19005-3 6.2.3, 6.6.2; ISO 32000-1 12.2, 14.9.2)."""
    root = update.root
    root["/Lang"] = pdf_string(properties.language)
    root["/ViewerPreferences"] = DictionaryObject({"/DisplayDocTitle": BooleanObject(True)})
    root["/Metadata"] = update.add_object(_xmp(properties))
    root["/OutputIntents"] = ArrayObject([_output_intent(update)])
    update.set_info(
        DictionaryObject(
            {
                "/Title": pdf_string(properties.title),
                "/Producer": pdf_string(PRODUCER),
                "/CreationDate": pdf_date(properties.made),
                "/ModDate": pdf_date(properties.made),
            }
        )
    )
    update.mark_update(update.root_ref)


def _output_intent(update: _Update) -> DictionaryObject:
    profile = StreamObject({"/N": NumberObject(3)}, stream_data=_srgb())
    return DictionaryObject(
        {
            "/Type": pdf_name("/OutputIntent"),
            "/S": pdf_name("/GTS_PDFA1"),
            "/OutputConditionIdentifier": pdf_string("sRGB"),
            "/Info": pdf_string("sRGB IEC61966-2.1"),
            "/DestOutputProfile": update.add_object(profile),
        }
    )


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    """Return the sRGB profile; the date and time of its making (ICC.1 7.2.8) are set to a fixed day."""
    profile: bytes = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:24] + b"".join(number.to_bytes(2) for number in (2026, 1, 1, 0, 0, 0)) + profile[36:]


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def _xmp(properties: Properties) -> StreamObject:
    packet = _XMP.format(
        title=escape(properties.title),
        language=escape(properties.language),
        made=properties.made.isoformat(timespec="seconds"),
        producer=PRODUCER,
    )
    entries = {"/Type": pdf_name("/Metadata"), "/Subtype": pdf_name("/XML")}
    return StreamObject(entries, stream_data=packet.encode())


def _attach(update: _Update, attachment: Attachment, made: dt.datetime) -> IndirectObject:
    """Add a file and its specification; pyHanko's own helper would raise the version to 2.0, which PDF/A-3 is not."""
    embedded = EmbeddedFileObject.from_file_data(
        update,
        data=attachment.data,
        mime_type=attachment.media_type,
        params=EmbeddedFileParams(creation_date=made, modification_date=made),
    )
    specification = FileSpec(
        file_spec_string=attachment.name,
        file_name=attachment.name,
        embedded_data=embedded,
        description=attachment.description,
        af_relationship=pdf_name("/" + attachment.relationship),
    )
    return update.add_object(specification.as_pdf_object())


def _names(attachments: Sequence[Attachment], specifications: Sequence[IndirectObject]) -> DictionaryObject:
    """Return the name tree, in order of names (ISO 32000-1 7.9.6)."""
    named = zip((item.name for item in attachments), specifications, strict=True)
    leaves = [part for name, reference in sorted(named) for part in (pdf_string(name), reference)]
    return DictionaryObject({"/Names": ArrayObject(leaves)})


def _sign(update: _Update, made: dt.datetime, signer: Signer) -> bytes:
    """Write the file with exactly the room its CMS needs, sign it and fill the room."""
    most = cms.assemble(cms.Parts(signer.chain, _NO_DIGEST, cms.LONGEST_SIGNATURE))
    placeholder = SignatureObject(made, subfilter=SigSeedSubFilter.PADES, bytes_reserved=2 * len(most))
    steps = PdfCMSEmbedder(SigFieldSpec(FIELD)).write_cms(FIELD, update)
    next(steps)
    # certifying with "no changes" tells every reader that only timestamps and validation data may be added
    certify = SigMDPSetup(md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
    steps.send(SigObjSetup(sig_placeholder=placeholder, mdp_setup=certify))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    digest = prepared.document_digest
    signature = signer.sign(cms.attributes(digest, signer.chain[0]))
    steps.send(cms.assemble(cms.Parts(signer.chain, digest, signature)))
    sealed: bytes = output.getvalue()
    return sealed
