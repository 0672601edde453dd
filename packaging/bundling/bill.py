"""Writes the bill of materials (CycloneDX 1.6, JSON) of a bundle: what is in it, which version, from whom."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from packageurl import PackageURL

from bundling.notices import UNSTATED, licence_of
from bundling.project import NAME, TITLE, canonical, shipped, summary, version

if TYPE_CHECKING:
    from bundling.system_parts import SystemPart

# The library's decorators hide its own parameters from the type checker.
_model: Any = import_module("cyclonedx.model")
_component_model: Any = import_module("cyclonedx.model.component")
_licences: Any = import_module("cyclonedx.contrib.license.factories").LicenseFactory()
Bom: Any = import_module("cyclonedx.model.bom").Bom
Json: Any = import_module("cyclonedx.output.json").JsonV1Dot6
Component, ComponentType = _component_model.Component, _component_model.ComponentType
HashAlgorithm, HashType, Property = _model.HashAlgorithm, _model.HashType, _model.Property


def bill(parts: list[SystemPart], files: dict[str, str], made_at: int) -> str:
    """The text of the bill. `files` are digests (SHA-256) of the bundle's libraries by path; `made_at` is the
    moment of the last commit in seconds, so that the same sources make the same bill."""
    ours = Component(
        type=ComponentType.APPLICATION,
        name=TITLE,
        version=version(),
        description=summary(),
        bom_ref=NAME,
        licenses=[_licences.make_from_string("MIT")],
    )
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, f"{NAME}/{version()}/{made_at}/{platform.machine()}"))
    bom.metadata.component = ours
    bom.metadata.timestamp = datetime.fromtimestamp(made_at, UTC)
    found: list[Any] = [
        _component("Python", platform.python_version(), "generic", "PSF-2.0"),
        _component("inter", "4", "generic", "OFL-1.1"),
        _component("lucide", "1.62.0", "npm", "ISC"),
    ]
    for pin, installed in shipped():
        part: Any = _component(pin.name, pin.version, "pypi", licence_of(installed))
        if canonical(pin.name) == "pyside6-essentials":
            part.components.add(_component("qt", pin.version, "generic", "LGPL-3.0-only"))
        found.append(part)
    for system in parts:
        purl = PackageURL("deb", "debian", system.package, system.version)
        found.append(
            Component(
                type=ComponentType.LIBRARY,
                name=system.package,
                version=system.version,
                purl=purl,
                bom_ref=str(purl),
                properties=[Property(name="mjdesk:file", value=name) for name in system.files],
            )
        )
    for path, digest in sorted(files.items()):
        found.append(
            Component(
                type=ComponentType.FILE,
                name=path,
                bom_ref=f"file:{path}",
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
            )
        )
    for component in found:
        bom.components.add(component)
    bom.register_dependency(
        ours, [component for component in found if component.type is ComponentType.LIBRARY]
    )
    return Json(bom).output_as_string(indent=2) + "\n"


def _component(name: str, number: str, kind: str, licence: str) -> object:
    purl = PackageURL(kind, None, name.lower(), number)
    return Component(
        type=ComponentType.LIBRARY,
        name=name,
        version=number,
        purl=purl,
        bom_ref=str(purl),
        licenses=[] if licence == UNSTATED else [_licences.make_from_string(licence)],
    )
