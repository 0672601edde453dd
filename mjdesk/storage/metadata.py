"""Prompt and provenance that travel inside the file, written beside the pixels and never through them."""

from __future__ import annotations

import re
import struct
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mjdesk.domain.picture import MediaType

if TYPE_CHECKING:
    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task

SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
"""IPTC's word for *made by a trained model*; some countries ask for it."""

_PNG = b"\x89PNG\r\n\x1a\n"
_XMP_KEYWORD = b"XML:com.adobe.xmp"
_JPEG_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_JPEG_LIMIT = 65533 - len(_JPEG_XMP)
_WEBP_XMP_FLAG = 0x04
_WEBP_ALPHA_FLAG = 0x10
_TOOL = "MJ Desk"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def with_metadata(data: bytes, picture: Picture, task: Task) -> bytes:
    """The file with its story: PNG text and XMP, or XMP alone in JPEG and WebP; other formats unchanged.

    The encoded pixels are byte for byte the same. A file whose structure is odd comes back unchanged.
    """
    facts = facts_of(picture, task)
    match picture.media_type:
        case MediaType.PNG:
            return _into_png(data, facts)
        case MediaType.JPEG:
            return _into_jpeg(data, xmp(facts))
        case MediaType.WEBP:
            return _into_webp(data, picture, xmp(facts))
        case _:
            return data


def facts_of(picture: Picture, task: Task) -> dict[str, str]:
    """What is told, by name; empty facts are left out. No key, no address, nothing about the account."""
    made = datetime.fromtimestamp(task.finished_at or task.created, UTC)
    facts = {
        "Description": " ".join(
            part for part in (task.prompt, f"Job ID: {task.job_hash}" if task.job_hash else "") if part
        ),
        "Prompt": task.prompt,
        "FinalPrompt": task.final_prompt if task.final_prompt != task.prompt else "",
        "Seed": task.seed,
        "JobID": task.job_hash,
        "TaskID": task.remote_id,
        "Kind": task.kind.value,
        "Variant": str(picture.index) if picture.index else "",
        "SplitFromGrid": "yes" if picture.is_split else "",
        "Creation Time": made.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "Software": _TOOL,
        "Digital Source Type": SOURCE_TYPE,
    }
    return {name: _legal(value) for name, value in facts.items() if value}


def xmp(facts: dict[str, str]) -> str:
    """The facts as an XMP packet: Dublin Core, IPTC and our own names for what those have no word for."""
    own = "".join(
        f"\n   <mjdesk:{name}>{escape(facts[name])}</mjdesk:{name}>"
        for name in ("Prompt", "FinalPrompt", "Seed", "TaskID", "Kind", "Variant", "SplitFromGrid")
        if name in facts
    )
    job = (
        f"\n   <Iptc4xmpExt:DigImageGUID>{escape(facts['JobID'])}</Iptc4xmpExt:DigImageGUID>"
        if "JobID" in facts
        else ""
    )
    description = escape(facts.get("Description", ""))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
    xmlns:mjdesk="urn:mjdesk:1.0">
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt></dc:description>
   <xmp:CreatorTool>{_TOOL}</xmp:CreatorTool>
   <xmp:CreateDate>{facts.get("Creation Time", "")}</xmp:CreateDate>
   <Iptc4xmpExt:DigitalSourceType>{SOURCE_TYPE}</Iptc4xmpExt:DigitalSourceType>{job}{own}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def escape(text: str) -> str:
    """As XML content. The library's own function costs 16 ms at start-up: it imports an HTTP client."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _legal(text: str) -> str:
    """Without what XML and PNG text cannot carry: control characters and halves of characters."""
    return _ILLEGAL.sub("", text)


def _into_png(data: bytes, facts: dict[str, str]) -> bytes:
    """Our chunks directly behind IHDR, in the place of earlier ones with the same names."""
    if not data.startswith(_PNG):
        return data
    ours = {name.encode("latin-1") for name in facts} | {_XMP_KEYWORD}
    chunks = [_itxt(name.encode("latin-1"), value) for name, value in facts.items()]
    chunks.append(_itxt(_XMP_KEYWORD, xmp(facts), is_compressed=False))
    result = [_PNG]
    at = len(_PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind = data[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(data):
            return data
        content = data[at + 8 : at + 8 + length]
        is_replaced = kind in {b"tEXt", b"zTXt", b"iTXt"} and content.split(b"\x00", 1)[0] in ours
        if not is_replaced:
            result.append(data[at:end])
        if kind == b"IHDR":
            result.extend(chunks)
        at = end
        if kind == b"IEND":
            break
    result.append(data[at:])
    return b"".join(result)


def _itxt(keyword: bytes, text: str, *, is_compressed: bool | None = None) -> bytes:
    """An international text chunk; XMP must not be compressed, long prompts may be."""
    raw = text.encode("utf-8")
    packed = len(raw) > 1024 if is_compressed is None else is_compressed
    body = zlib.compress(raw) if packed else raw
    content = keyword + b"\x00" + bytes([packed, 0]) + b"\x00\x00" + body
    checksum = zlib.crc32(b"iTXt" + content)
    return struct.pack(">I", len(content)) + b"iTXt" + content + struct.pack(">I", checksum)


def _into_jpeg(data: bytes, packet: str) -> bytes:
    """An APP1 segment behind the leading APP0 and APP1; a packet too long for one segment is left out."""
    body = packet.encode("utf-8")
    if not data.startswith(b"\xff\xd8") or len(body) > _JPEG_LIMIT:
        return data
    segment = b"\xff\xe1" + struct.pack(">H", len(_JPEG_XMP) + len(body) + 2) + _JPEG_XMP + body
    kept = [data[:2]]
    at = 2
    while data[at : at + 2] in {b"\xff\xe0", b"\xff\xe1"}:
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2 or at + 2 + length > len(data):
            return data
        piece = data[at : at + 2 + length]
        if not piece[4:].startswith(_JPEG_XMP):
            kept.append(piece)
        at += 2 + length
    return b"".join([*kept, segment, data[at:]])


def _into_webp(data: bytes, picture: Picture, packet: str) -> bytes:
    """An XMP chunk at the end, which wants the extended header; a simple file gets one."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return data
    chunks: list[tuple[bytes, bytes]] = []
    at = 12
    while at + 8 <= len(data):
        kind = data[at : at + 4]
        (length,) = struct.unpack_from("<I", data, at + 4)
        if at + 8 + length > len(data):
            return data
        chunks.append((kind, data[at + 8 : at + 8 + length]))
        at += 8 + length + length % 2
    if at < len(data):
        return data
    kinds = [kind for kind, _ in chunks]
    if b"VP8X" not in kinds:
        flags = _WEBP_XMP_FLAG
        # The lossless form says in bit 28 of its own header whether it has alpha.
        lossless = next((content for kind, content in chunks if kind == b"VP8L"), b"")
        if len(lossless) >= 5 and lossless[4] & 0x10:
            flags |= _WEBP_ALPHA_FLAG
        size = (picture.width - 1).to_bytes(3, "little") + (picture.height - 1).to_bytes(3, "little")
        chunks.insert(0, (b"VP8X", bytes([flags, 0, 0, 0]) + size))
    else:
        place = kinds.index(b"VP8X")
        head = chunks[place][1]
        chunks[place] = (b"VP8X", bytes([head[0] | _WEBP_XMP_FLAG]) + head[1:])
    chunks = [chunk for chunk in chunks if chunk[0] != b"XMP "]
    chunks.append((b"XMP ", packet.encode("utf-8")))
    body = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(content)) + content + b"\x00" * (len(content) % 2)
        for kind, content in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body
