from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mjdesk.domain.lint import FINDING_KEYS, Finding, GatewayFacts, Severity, lint, repair
from mjdesk.domain.parameters import ParameterTable
from mjdesk.domain.reference import ReferenceRole

E, W, H = Severity.ERROR, Severity.WARNING, Severity.HINT
PINNED = GatewayFacts(pinned_version="8.2", is_shared=False, is_gateway=False)
GATEWAY = GatewayFacts(pinned_version="8.2")
URL = "https://a.example/x.png"


@pytest.fixture(scope="module")
def table() -> ParameterTable:
    return ParameterTable.load()


def look(table: ParameterTable, text: str, rule: str, facts: GatewayFacts = PINNED) -> list[Finding]:
    return [finding for finding in lint(text, table=table, gateway=facts) if finding.id == rule]


Case = tuple[str, Severity, str, str | None, str]

CASES: list[Case] = [
    # rule, severity, bad, repaired (None: a person must decide), good
    (
        "S1",
        E,
        "castle --ar 16:9 in fog --v 7",
        "castle in fog --ar 16:9 --v 7",
        "castle in fog --ar 16:9 --v 7",
    ),
    ("S1", E, "castle --tile in fog", "castle in fog --tile", "castle --no fog and rain"),
    ("S1", E, "--ar 16:9 castle", "castle --ar 16:9", "castle --sref 12 34"),
    ("S2", E, "castle--ar 16:9", "castle --ar 16:9", "well--known https://a.example/x--ar"),
    ("S2", E, "castle --tile--raw", "castle --tile --raw", "castle --tile --raw"),
    ("S2", E, "castle -ar 16:9", "castle --ar 16:9", "castle -s and -ar"),
    ("S3", E, "castle —ar 16:9", "castle --ar 16:9", "castle — old"),
    ("S3", E, "sign “open”", 'sign "open"', "it’s open"),
    ("S4", E, "castle --ar 16:9,", "castle --ar 16:9", "castle --no a, b,"),
    ("S4", E, "castle --tile,", "castle --tile", "castle, --tile"),
    ("S4", E, "castle --tile , --raw", "castle --tile --raw", "castle , --tile"),
    ("S5", W, "castle --ar 1:1 --aspect 4:5", "castle --aspect 4:5", "castle --no a --no b"),
    ("S5", W, "castle --seed 1 --seed 2", "castle --seed 1", "castle --seed 1"),
    ("S6", H, " castle  in\tfog\n", "castle in fog", "castle in fog"),
    ("S8", W, "castle --stylise 50", "castle --stylize 50", "castle --stylize 50"),
    ("S8", W, "castle --v7", "castle --v 7", "castle --v 7"),
    ("S8", W, "castle --ar=16:9", "castle --ar 16:9", "castle --{v 7, niji}"),
    ("S8", W, "castle --qqqqqq 1", None, "castle"),
    ("S8", W, "castle --uplight", "castle", "castle --tile"),
    ("S8", W, "castle --width 1600 --height 900", "castle --ar 16:9", "castle --ar 16:9"),
    ("S8", W, "castle --preview", "castle --v 8.2", "castle --v 8.2"),
    ("S8", H, "castle --style raw", "castle --raw", "castle --raw"),
    ("S8", W, f"castle --dref {URL}", "castle", "castle"),
    ("S9", E, "castle {a, b", None, "castle {a, b}"),
    ("S9", E, "castle {a, , b}", None, r"castle \{a"),
    ("S9", E, 'sign "open', None, 'sign "open"'),
    ("S10", H, "word " * 41, None, "word " * 40),
    ("S10", E, "x" * 6001, None, "x" * 6000),
    ("V2", E, "castle --v 7 --niji 6", "castle --niji 6", "castle --niji 6"),
    ("V3", E, "castle --v 8", "castle --v 8.2", "castle --v 8.1"),
    ("V3", E, "castle --v 9", "castle --v 8.2", "castle --v 6.0"),
    ("V3", E, "castle --niji 9", "castle --niji 7", "castle --niji"),
    ("V4", E, "castle --hd --v 7", "castle --v 7", "castle --hd --v 8.2"),
    ("V4", E, "castle --stop 50", "castle", "castle --stop 50 --v 6.1"),
    ("V4", W, "castle --sref 12 --sv 4", "castle --sref 12", "castle --sref 12 --sv 4 --v 7"),
    ("V4", E, "castle --style cute --v 7", "castle --v 7", "castle --style cute --niji 5"),
    ("V4", E, "castle --draft --v 6.1", "castle --v 6.1", "castle --draft --v 7"),
    ("V4", W, "castle --draft --niji 7", "castle --niji 7", "castle --niji 7"),
    ("R1", E, "castle --s 2000", "castle --s 1000", "castle --s 1000"),
    ("R1", E, "castle --chaos abc", "castle", "castle --chaos 5"),
    ("R1", E, "castle --s 10.5", "castle --s 10", "castle --s {10, 20}"),
    ("R1", E, "castle --seed", "castle", "castle --seed 0"),
    ("R1", E, "castle --q 8 --v 7", "castle --q 4 --v 7", "castle --q .5 --v 6.1"),
    ("R1", E, f"{URL} --video --motion wild", f"{URL} --video --motion low", f"{URL} --video --motion high"),
    ("R2", E, "castle --ar 1.5:1", "castle --ar 3:2", "castle --ar 3:2"),
    ("R2", E, "castle --ar 16x9", "castle --ar 16:9", "castle --ar 16:9"),
    ("R2", E, "castle --ar 0:1", "castle", "castle --ar {1:1, 2:1}"),
    ("R2", E, "castle --ar wide", "castle", "castle --ar 16：9"),
    ("R2", E, "castle --ar 20:1", "castle --ar 14:1", "castle --ar 14:1"),
    ("R2", E, "castle --ar 1:5 --hd", "castle --ar 1:4 --hd", "castle --ar 1:4 --hd"),
    ("R2", E, "castle --ar 3:1 --v 4", "castle --ar 2:1 --v 4", "castle --ar 2:1 --v 4"),
    ("R3", W, "castle --q 3 --v 7", "castle --q 4 --v 7", "castle --q 2 --v 7"),
    ("R4", E, f"x --oref {URL} {URL} --v 7", f"x --oref {URL} --v 7", f"x --oref {URL} --v 7"),
    ("R5", H, f"x --oref {URL} --ow 500 --v 7", None, f"x --oref {URL} --ow 400 --v 7"),
    ("R6", W, "castle --exp 50 --s 200", "castle --exp 25 --s 200", "castle --exp 50"),
    ("R7", E, "hot:: dog::-1 --v 6.1", None, "hot::2 dog::-1 --v 6.1"),
    ("D1", E, "castle --iw 2", "castle", f"{URL} castle --iw 2"),
    ("D1", E, "castle --sw 2", "castle", "castle --sref 12 --sw 2"),
    ("D1", E, "castle --loop", "castle", f"{URL} --video --loop"),
    ("D2", E, URL, None, f"{URL} castle"),
    ("D2", E, f"--oref {URL} --v 7", None, f"x --oref {URL} --v 7"),
    ("D3", W, f"{URL} {URL} --s 50", f"{URL} {URL}", f"{URL} x --s 50"),
    ("D5", E, f"castle {URL}", f"{URL} castle", f"{URL} castle"),
    ("D5", E, f"castle --ar 1:1 {URL}", f"{URL} castle --ar 1:1", f"castle --sref {URL}"),
    ("C1", E, f"x --cref {URL} --v 7", f"x --oref {URL} --v 7", f"x --cref {URL} --v 6.1"),
    ("C1", E, f"x --cref {URL}", f"x --edit {URL}", f"x --cref {URL} --niji 6"),
    ("C2", E, f"x --oref {URL} --v 8.2", f"x --oref {URL} --v 7", f"x --oref {URL} --v 7"),
    ("C2", E, f"x --oref {URL}", f"x --oref {URL} --v 7", f"x --oref {URL} --v 7"),
    ("C3", E, f"x --oref {URL} --draft --v 7", f"x --oref {URL} --v 7", "x --draft --v 7"),
    ("C3", E, f"x --oref {URL} --q 4 --v 7", f"x --oref {URL} --v 7", f"x --oref {URL} --q 2 --v 7"),
    ("C3", W, f"x --oref {URL} --fast --v 7", f"x --oref {URL} --v 7", "x --fast --v 7"),
    ("C4", E, "x --hd --sd", "x --sd", "x --hd"),
    ("C4", E, "x --hd --draft", "x --hd", "x --hd"),
    ("C6", E, "x --turbo", "x --fast", "x --turbo --v 7"),
    ("C7", E, "x --fast --relax", "x --relax", "x --relax"),
    ("C8", E, "x --relax --repeat 3", "x --relax", "x --fast --repeat 3"),
    ("C8", E, "{a, b} --relax", None, "{a, b} --fast"),
    (
        "C9",
        E,
        "x --p m7123456789 --sref 1 --sw 50",
        "x --p m7123456789 --sref 1",
        "x --p abc1234 --sref 1 --sw 50",
    ),
    ("C10", H, "x --seed 1 --weird 5", None, "x --seed 1"),
    ("C11", W, "hot::2 dog::", "hot, dog", "hot::2 dog:: --v 6.1"),
    ("C11", W, "hot::dog", "hot, dog", f"x --sref {URL}::2"),
    ("C12", W, "x --tile --zoom 2", "x --zoom 2", "x --tile"),
    ("C13", E, f"{URL} --video --s 50 --raw", f"{URL} --video --raw", f"{URL} --video --raw --v 7 --fast"),
    ("C14", E, f"{URL} --video --loop --end {URL}", f"{URL} --video --end {URL}", f"{URL} --video --loop"),
    ("C15", W, "x --stealth --public", "x --public", "x --stealth"),
    ("N1", W, "modern house --no modern clothing", None, "house --no modern clothing"),
    ("N2", H, "x --no a --tile --no b, a", "x --no a, b --tile", "x --no a, b"),
]


@pytest.mark.parametrize(("rule", "severity", "bad", "repaired", "good"), CASES)
def test_rules(
    table: ParameterTable, rule: str, severity: Severity, bad: str, repaired: str | None, good: str
) -> None:
    findings = look(table, bad, rule)
    assert findings, [finding.id for finding in lint(bad, table=table, gateway=PINNED)]
    assert findings[0].severity is severity
    assert findings[0].fix(bad) == repaired
    assert look(table, good, rule) == []


CHARACTER = GatewayFacts(references=(ReferenceRole.CHARACTER,), pinned_version="8.2")
OMNI = GatewayFacts(references=(ReferenceRole.OMNI,), pinned_version="8.2")
FACTS: list[tuple[str, Severity, GatewayFacts, str, str | None, GatewayFacts, str]] = [
    ("S7", H, GatewayFacts(strips_defaults=True), "x --s 100", "x", PINNED, "x --s 100"),
    (
        "S7",
        H,
        GatewayFacts(strips_defaults=True),
        "x --c 0 --v 7",
        "x --v 7",
        GatewayFacts(strips_defaults=True),
        "x --v 8.2",
    ),
    ("S10", E, GatewayFacts(most_characters=10), "x" * 11, None, GatewayFacts(most_characters=10), "x" * 10),
    ("V1", H, GatewayFacts(), "castle", "castle --v 8.2", PINNED, "castle"),
    ("V1", H, GatewayFacts(), "{a, b} x", "{a, b} x --v 8.2", GatewayFacts(), "x {--v 7, --niji 7}"),
    ("V1", H, GatewayFacts(), "x --tile", "x --tile --v 8.2", GatewayFacts(), "x --{niji 6, v 7}"),
    ("V5", W, GatewayFacts(routes_by_bot=True), "x --niji 7", None, GATEWAY, "x --niji 7"),
    ("V5", W, GatewayFacts(routes_by_bot=True, is_niji_bot=True), "x --v 7", None, GATEWAY, "x --v 7"),
    ("D1", E, PINNED, "x --iw 2", "x", GatewayFacts(pictures=1), "x --iw 2"),
    ("D2", E, GatewayFacts(pictures=1), "--ar 1:1", None, GatewayFacts(pictures=2), "--ar 1:1"),
    ("C5", W, GATEWAY, "x --draft", "x", PINNED, "x --draft"),
    ("C1", E, CHARACTER, "x --v 7", None, CHARACTER, "x --v 6.1"),
    ("C2", E, OMNI, "x --v 8.2", None, OMNI, "x --v 7"),
    ("C3", E, OMNI, "x --v 7 --draft", "x --v 7", OMNI, "x --v 7 --raw"),
    ("D2", E, OMNI, "--v 7", None, OMNI, "x --v 7"),
    ("R4", E, OMNI, f"x --v 7 --oref {URL}", "x --v 7", PINNED, f"x --v 7 --oref {URL}"),
    ("C6", E, GatewayFacts(speed="turbo"), "x", None, GatewayFacts(speed="fast"), "x"),
    ("C7", E, GatewayFacts(speed="fast"), "x --relax", "x", GatewayFacts(speed="relax"), "x --relax"),
    (
        "C8",
        E,
        GatewayFacts(speed="relax"),
        "x --r 3",
        "x",
        GatewayFacts(speed="relax", expands=True),
        "x --r 3",
    ),
    ("C15", W, GATEWAY, "x --stealth", "x", PINNED, "x --stealth"),
    ("G2", W, GATEWAY, "x --repeat 3", "x", GatewayFacts(expands=True), "x --repeat 3"),
    ("N3", W, GatewayFacts(banned_words=frozenset({"ass"})), "green grass", None, PINNED, "green grass"),
    (
        "N1",
        W,
        GatewayFacts(banned_words=frozenset({"nude"})),
        "x --no nude people",
        None,
        PINNED,
        "x --no nude people",
    ),
]


@pytest.mark.parametrize(("rule", "severity", "bad_facts", "bad", "repaired", "good_facts", "good"), FACTS)
def test_rules_that_hang_on_the_gateway(
    table: ParameterTable,
    rule: str,
    severity: Severity,
    bad_facts: GatewayFacts,
    bad: str,
    repaired: str | None,
    good_facts: GatewayFacts,
    good: str,
) -> None:
    findings = look(table, bad, rule, bad_facts)
    assert findings
    assert findings[0].severity is severity
    assert findings[0].fix(bad) == repaired
    assert look(table, good, rule, good_facts) == []


def test_spans_and_words(table: ParameterTable) -> None:
    text = "castle --ar  20:1"
    (finding,) = look(table, text, "R2")
    assert text[finding.start : finding.end] == "--ar  20:1"
    assert dict(finding.args) == {"value": "20:1", "limit": "14:1"}
    (banned,) = look(table, "green grass", "N3", GatewayFacts(banned_words=frozenset({"ass"})))
    assert (banned.key, "green grass"[banned.start : banned.end]) == ("banned-inside", "ass")


def test_every_sentence_that_may_be_needed_is_listed(table: ParameterTable) -> None:
    cases = [(bad, facts) for _, _, bad, _, _ in CASES for facts in (PINNED, GATEWAY)]
    cases += [(bad, facts) for _, _, facts, bad, _, _, _ in FACTS]
    said = {finding.key for text, facts in cases for finding in lint(text, table=table, gateway=facts)}
    assert said == FINDING_KEYS


def test_a_good_prompt_has_no_findings(table: ParameterTable) -> None:
    text = (
        f"{URL} castle in the fog, {{dawn, dusk}} --ar 16:9 --s 250 --iw 1.5 --no text, people --raw --v 8.2"
    )
    assert lint(text, table=table, gateway=GatewayFacts(expands=True, pinned_version="8.2")) == ()
    assert lint("", table=table) == ()
    assert lint(" \n", table=table) == ()


_BRICKS = st.sampled_from(
    [
        *(
            "castle",
            "fog,",
            "-ar",
            "--ar",
            "--ar 16:9,",
            "--ar 1.5:1",
            "--ar 0:1",
            "—s 2000",
            "--s",
            "--tile,",
            "--tile",
        ),
        *(
            "--v 7",
            "--v 8",
            "--niji 6",
            "--niji",
            "--hd",
            "--sd",
            "--draft",
            "--turbo",
            "--fast",
            "--relax",
            "--r 3",
        ),
        *(
            URL,
            f"--oref {URL} {URL}",
            f"--cref {URL}",
            "--iw 9",
            "--sw 2",
            "--sv 4",
            "--ow 500",
            "--exp 50",
            "--q 3",
        ),
        *(
            "--video",
            "--loop",
            f"--end {URL}",
            "--stealth",
            "--public",
            "--no a b",
            "--no b,",
            "hot::2",
            "::",
            "{a, }",
        ),
        *(
            "{a, b}",
            "{",
            '"',
            "“",
            "--width 5",
            "--height 9",
            "--style raw",
            "--style 4a",
            "--foo",
            "--v7",
            "\n",
            " ",
        ),
        *(
            "--seed 1",
            "--seed x",
            "--weird 5",
            "--p m7123456",
            "--zoom 3",
            "--{v 7, niji}",
            "--preview",
            "--stop 5",
        ),
        *(
            "castle--ar",
            "--tile--raw",
            "，",
            "--dref x",
            "--bs 3",
            "--motion x",
            "--iw ١",
            "--ar 16：9",
            "\ud800",
        ),
    ]
)


@given(
    st.lists(_BRICKS, max_size=9).map(" ".join),
    st.sampled_from([PINNED, GATEWAY, GatewayFacts(strips_defaults=True, speed="relax")]),
)
@settings(deadline=None, max_examples=100)
def test_repairs_come_to_an_end(text: str, facts: GatewayFacts) -> None:
    table = ParameterTable.load()
    facts = replace(facts, banned_words=frozenset({"fog"}))
    for finding in lint(text, table=table, gateway=facts):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.fix(text) != text
    repaired = repair(text, table=table, gateway=facts)
    assert [finding for finding in lint(repaired, table=table, gateway=facts) if finding.is_fixable] == []


@pytest.mark.parametrize("bad", sorted({case[2] for case in CASES}))
def test_a_repair_takes_its_finding_away(table: ParameterTable, bad: str) -> None:
    before = lint(bad, table=table, gateway=GATEWAY)
    for finding in before:
        repaired = finding.fix(bad)
        if repaired is not None:
            after = lint(repaired, table=table, gateway=GATEWAY)
            same = [other for other in before if (other.id, other.key) == (finding.id, finding.key)]
            left = [other for other in after if (other.id, other.key) == (finding.id, finding.key)]
            assert len(left) < len(same), (finding, repaired)


@given(st.text(max_size=80))
@settings(deadline=None, max_examples=200)
def test_any_text_can_be_looked_at(text: str) -> None:
    for finding in lint(text, table=ParameterTable.load()):
        finding.fix(text)
