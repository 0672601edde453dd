"""The painter: pictures that a prompt steers, the same for the same seed, and pictures made of pictures."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw

from mjdesk.studio import painter
from mjdesk.studio.painting import vocabulary
from mjdesk.studio.painting.brief import read
from mjdesk.studio.painting.dice import Dice
from mjdesk.studio.painting.studio import SCENES

if TYPE_CHECKING:
    from mjdesk.studio.painting.reframe import Direction

SIZE = (128, 128)


def paint(
    prompt: str, seed: int = 7, variant: int = 0, drift: tuple[tuple[int, float], ...] = ()
) -> Image.Image:
    return painter.paint(prompt, seed=seed, variant=variant, size=SIZE, drift=drift)


def pixels(picture: Image.Image) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.asarray(picture.convert("RGB"), dtype=np.float64)


def distance(one: Image.Image, other: Image.Image) -> float:
    """Mean difference per channel, 0 to 255, of the two when small: forms count, grain does not."""
    small = (32, 32)
    return float(np.abs(pixels(one.resize(small)) - pixels(other.resize(small))).mean())


def scene_of(prompt: str) -> str:
    return vocabulary.scene_for(read(prompt), Dice(1, 0))


class TestSeeds:
    @pytest.mark.parametrize(
        "prompt", ["misty mountains", "night city", "flowing ink", "peony", "ringed planet", "a cat"]
    )
    def test_same_seed_same_png(self, prompt: str) -> None:
        first, second = (painter.encode_png(paint(prompt), prompt, 7) for _ in range(2))
        assert first == second

    def test_other_seed_other_picture(self) -> None:
        assert distance(paint("misty mountains", seed=1), paint("misty mountains", seed=2)) > 5

    @pytest.mark.parametrize("scene", sorted(SCENES))
    def test_four_variants_differ(self, scene: str) -> None:
        prompt = vocabulary.SCENES[scene].split()[0]
        assert scene_of(prompt) == scene
        tiles = [paint(prompt, variant=variant) for variant in range(4)]
        gaps = [distance(tiles[a], tiles[b]) for a in range(4) for b in range(a)]
        assert min(gaps) > 3, gaps

    def test_variations_resemble_their_parent(self) -> None:
        parent = paint("misty mountain valley")
        subtle = paint("misty mountain valley", drift=((99, 0.2),))
        strong = paint("misty mountain valley", drift=((99, 0.6),))
        stranger = [distance(parent, paint("misty mountain valley", seed=seed)) for seed in (20, 21, 22, 23)]
        assert 0.5 < distance(parent, subtle) < distance(parent, strong)
        assert distance(parent, subtle) < 0.6 * float(np.mean(stranger))

    def test_grandchildren_are_still_alike(self) -> None:
        child = paint("misty mountain valley", drift=((99, 0.2),))
        grandchild = paint("misty mountain valley", drift=((99, 0.2), (100, 0.2)))
        strangers = [distance(child, paint("misty mountain valley", seed=seed)) for seed in (20, 21, 22, 23)]
        assert 0 < distance(child, grandchild) < 0.6 * float(np.mean(strangers))


class TestWords:
    @pytest.mark.parametrize(
        ("prompt", "scene"),
        [
            ("snowy mountain", "landscape"), ("雪山", "landscape"), ("森林", "landscape"),
            ("a street in tokyo at night", "city"), ("城市 夜景", "city"), ("霓虹", "city"),
            ("stormy ocean", "sea"), ("大海", "sea"), ("desert dunes", "dunes"), ("沙漠", "dunes"),
            ("northern lights over iceland", "aurora"), ("极光", "aurora"), ("a spiral galaxy", "space"),
            ("宇宙", "space"), ("peonies in a garden", "botanical"), ("樱花", "botanical"),
            ("水墨 山水", "shanshui"), ("sumi-e", "shanshui"), ("portrait of a queen", "portrait"),
            ("still life with lemons", "still life"), ("静物", "still life"),
            ("bauhaus poster", "abstract"), ("抽象", "abstract"), ("marble texture", "ink"),
        ],
    )  # fmt: skip
    def test_words_choose_the_scene(self, prompt: str, scene: str) -> None:
        assert scene_of(prompt) == scene

    def test_unknown_words_always_mean_the_same(self) -> None:
        assert scene_of("qwertz zuiop") == scene_of("qwertz zuiop")
        assert len({scene_of(f"zzq{letter} xyx{letter}") for letter in "abcdefghijkl"}) > 3

    @pytest.mark.parametrize(
        ("prompt", "channel"),
        [
            ("crimson mountains", 0),
            ("green mountains", 1),
            ("blue mountains", 2),
            ("红色 山", 0),
            ("绿 山", 1),
            ("蓝 山", 2),
        ],
    )
    def test_words_choose_the_colours(self, prompt: str, channel: int) -> None:
        means = pixels(paint(prompt)).mean((0, 1))
        assert means.argmax() == channel

    def test_night_is_darker_than_morning(self) -> None:
        assert (
            pixels(paint("mountains at night")).mean()
            < 0.75 * pixels(paint("mountains in the morning")).mean()
        )

    def test_a_figure_stands_in_the_scene(self) -> None:
        without, with_deer = pixels(paint("green mountain")), pixels(paint("a deer on a green mountain"))
        changed = np.abs(without - with_deer).mean(2) > 25
        assert 0.01 < changed.mean() < 0.3

    @pytest.mark.parametrize(
        "prompt", ["", " ", "--ar", "🦊🌋", "שלום עולם", "::2 ::", "--no --chaos x --ar 0:0", "a " * 5000]
    )
    def test_any_text_gives_a_picture(self, prompt: str) -> None:
        assert painter.paint(prompt, seed=0, variant=0, size=(48, 32)).size == (48, 32)

    @pytest.mark.parametrize("scene", sorted(SCENES))
    @pytest.mark.parametrize("size", [(1, 1), (2, 40), (150, 40)])
    def test_any_size_is_painted(self, scene: str, size: tuple[int, int]) -> None:
        prompt = f"{vocabulary.SCENES[scene].split()[0]} --weird 3000 --niji --chaos 100"
        assert painter.paint(prompt, seed=3, variant=1, size=size).size == size

    def test_no_leaves_the_sun_out(self) -> None:
        assert distance(paint("calm sea sunset"), paint("calm sea sunset --no sun")) > 1


class TestFlags:
    @pytest.mark.parametrize(
        ("prompt", "size"),
        [
            ("x", (1024, 1024)), ("x --ar 16:9", (1360, 768)), ("x --ar 9:16", (768, 1360)),
            ("x --aspect 3:2", (1248, 832)),
            ("x --ar 100:1", (2048, 512)), ("x --ar 1:100", (512, 2048)), ("x --ar nonsense", (1024, 1024)),
        ],
    )  # fmt: skip
    def test_tile_size(self, prompt: str, size: tuple[int, int]) -> None:
        assert painter.tile_size(prompt) == size

    @pytest.mark.parametrize("prompt", ["flowing ink", "abstract shapes", "peony", "mountain", "night city"])
    @pytest.mark.parametrize("variant", [0, 1, 2, 3])
    def test_tile_is_seamless(self, prompt: str, variant: int) -> None:
        picture = pixels(paint(f"{prompt} --tile", variant=variant))
        for axis in (0, 1):
            steps = np.abs(picture - np.roll(picture, 1, axis)).mean((1 - axis, 2))
            seam, nearby = steps[0], np.concatenate([steps[1:4], steps[-3:]])
            assert seam < 1.35 * nearby.max() + 2, (axis, seam, nearby)

    def test_without_tile_edges_do_not_meet(self) -> None:
        picture = pixels(paint("calm sea sunset"))
        steps = np.abs(picture - np.roll(picture, 1, 0)).mean((1, 2))
        assert steps[0] > 3 * max(steps[1:4].max(), steps[-3:].max())

    def test_chaos_spreads_the_variants(self) -> None:
        def spread(flags: str) -> float:
            gaps: list[float] = []
            for seed in (1, 2, 3):
                tiles = [paint(f"mountains {flags}", seed=seed, variant=variant) for variant in range(4)]
                gaps += [distance(tiles[a], tiles[b]) for a in range(4) for b in range(a)]
            return float(np.mean(gaps))

        assert spread("--chaos 100") > 1.25 * spread("--chaos 0")

    def test_stylize_enriches(self) -> None:
        def colourfulness(flags: str) -> float:
            picture = pixels(paint(f"forest ink {flags}"))
            return float((picture.max(2) - picture.min(2)).mean())

        plain, default, rich = colourfulness("--s 0"), colourfulness(""), colourfulness("--s 1000")
        assert plain * 1.05 < default < rich / 1.05
        assert distance(paint("mountains --s 0"), paint("mountains --s 1000")) > 3

    @pytest.mark.parametrize("flag", ["--weird 1000", "--niji 6", "--raw"])
    def test_flag_is_visible(self, flag: str) -> None:
        plain, changed = paint("castle on a mountain"), paint(f"castle on a mountain {flag}")
        assert float(np.abs(pixels(plain) - pixels(changed)).mean()) > 1.5


class TestReframing:
    def test_grid_is_exact(self) -> None:
        tiles = [paint("ink", variant=variant) for variant in range(4)]
        sheet = painter.grid(tiles)
        assert sheet.size == (256, 256)
        for index, tile in enumerate(tiles):
            left, top = index % 2 * 128, index // 2 * 128
            assert sheet.crop((left, top, left + 128, top + 128)).tobytes() == tile.tobytes()

    def test_grid_wants_four_alike(self) -> None:
        with pytest.raises(ValueError, match="four tiles"):
            painter.grid([paint("ink")] * 3)

    @pytest.mark.parametrize("factor", [1.5, 2.0])
    def test_zoom_keeps_the_picture_in_the_middle(self, factor: float) -> None:
        picture = paint("misty mountains")
        zoomed = painter.zoom_out(picture, factor, "misty mountains", seed=3, variant=1)
        assert zoomed.size == picture.size
        inner = round(128 / factor)
        left = (128 - inner) // 2
        middle = zoomed.crop((left, left, left + inner, left + inner))
        expected = picture.resize((inner, inner), Image.Resampling.LANCZOS)
        assert middle.tobytes() == expected.tobytes()

    def test_zoom_has_no_seam(self) -> None:
        picture = paint("misty mountains")
        zoomed = pixels(painter.zoom_out(picture, 2, "misty mountains", seed=3, variant=1))
        inner = np.abs(np.diff(zoomed[32:96, 32:96], axis=1)).mean()
        assert np.abs(zoomed[32:96, 32] - zoomed[32:96, 31]).mean() < 3 * inner + 6

    def test_zooms_differ_by_variant(self) -> None:
        picture = paint("misty mountains")
        one, other = (painter.zoom_out(picture, 2, "misty mountains", seed=3, variant=v) for v in (0, 1))
        assert distance(one, other) > 0.5

    @pytest.mark.parametrize(
        ("direction", "size", "corner"),
        [
            ("left", (192, 128), (64, 0)),
            ("right", (192, 128), (0, 0)),
            ("up", (128, 192), (0, 64)),
            ("down", (128, 192), (0, 0)),
        ],
    )
    def test_pan_grows_one_side(
        self, direction: Direction, size: tuple[int, int], corner: tuple[int, int]
    ) -> None:
        picture = paint("misty mountains")
        wider = painter.pan(picture, direction, "misty mountains", seed=3, variant=0)
        assert wider.size == size
        assert wider.crop((*corner, corner[0] + 128, corner[1] + 128)).tobytes() == picture.tobytes()

    def test_make_square(self) -> None:
        picture = painter.paint("sea", seed=1, variant=0, size=(160, 96))
        square = painter.make_square(picture, "sea", seed=1, variant=0)
        assert square.size == (160, 160)
        assert square.crop((0, 32, 160, 128)).tobytes() == picture.tobytes()

    def test_repaint_touches_only_the_mask(self) -> None:
        picture = paint("misty mountains")
        mask = Image.new("L", SIZE)
        ImageDraw.Draw(mask).rectangle((30, 40, 90, 100), fill=255)
        changed = pixels(painter.repaint(picture, mask, "red lava ink", seed=5, variant=0))
        inside = np.asarray(mask) == 255
        gap = np.abs(changed - pixels(picture)).sum(2)
        assert gap[~inside].max() == 0
        assert gap[50:90, 40:80].mean() > 20

    def test_repaint_with_an_empty_mask_changes_nothing(self) -> None:
        picture = paint("misty mountains")
        assert (
            painter.repaint(picture, Image.new("L", (10, 10)), "x", seed=5, variant=0).tobytes()
            == picture.tobytes()
        )


class TestMixing:
    @pytest.mark.parametrize("creative", [False, True])
    def test_upscale(self, creative: bool) -> None:
        picture = paint("misty mountains")
        large = painter.upscale(picture, 2, creative=creative, seed=1)
        assert large.size == (256, 256)
        assert distance(picture, large) < 4

    def test_creative_upscale_invents_detail(self) -> None:
        picture = paint("flowing ink")
        subtle = pixels(painter.upscale(picture, 2, creative=False, seed=1))
        creative = pixels(painter.upscale(picture, 2, creative=True, seed=1))
        assert np.abs(subtle - creative).mean() > 1

    def test_blend_holds_all_inputs(self) -> None:
        red, blue = Image.new("RGB", (64, 64), (220, 20, 20)), Image.new("RGB", (90, 40), (20, 20, 220))
        mixed = painter.blend([red, blue], size=(96, 64), seed=1, variant=0)
        assert mixed.size == (96, 64)
        colours = pixels(mixed)
        assert (colours[:, :, 0] > colours[:, :, 2] + 30).mean() > 0.1
        assert (colours[:, :, 2] > colours[:, :, 0] + 30).mean() > 0.1
        assert distance(mixed, painter.blend([red, blue], size=(96, 64), seed=1, variant=1)) > 5

    def test_blend_wants_pictures(self) -> None:
        with pytest.raises(ValueError, match="nothing"):
            painter.blend([], size=(8, 8), seed=0, variant=0)

    def test_a_style_gives_its_colours_as_far_as_it_is_wanted(self) -> None:
        picture, fire = paint("misty mountains"), paint("red lava ink")
        half, whole = (painter.restyle(picture, [fire], share) for share in (0.5, 1.0))
        assert distance(painter.restyle(picture, [fire], 0.0), picture) < 1
        means = [pixels(one).mean((0, 1)) for one in (picture, half, whole, fire)]
        away = [float(np.abs(mean - means[3]).max()) for mean in means]
        assert away[0] > away[1] > away[2]
        assert away[2] < 6
        assert whole.size == picture.size

    def test_a_style_is_kept_to_with_plain_areas_and_several_pictures(self) -> None:
        plain = Image.new("RGB", (40, 40), (10, 10, 10))
        white, black = (Image.new("RGB", (8, 8), (level,) * 3) for level in (255, 0))
        assert painter.restyle(plain, [white, black], 1.0).size == (40, 40)
        with pytest.raises(ValueError, match="no style"):
            painter.restyle(plain, [], 1.0)

    def test_swap_changes_the_face_alone(self) -> None:
        source, target = paint("red lava ink"), paint("misty mountains")
        swapped = painter.swap(source, target)
        gap = np.abs(pixels(swapped) - pixels(target)).sum(2)
        assert gap[40:60, 55:75].mean() > 10
        assert gap[:, :20].max() == 0

    def test_edit_without_mask_keeps_forms_and_changes_colours(self) -> None:
        picture = paint("blue mountains")
        edited = painter.edit(picture, None, "ember fire", seed=1, variant=0)
        assert edited.size == picture.size
        before, after = pixels(picture), pixels(edited)
        assert after[:, :, 0].mean() > after[:, :, 2].mean() + 20
        alike = np.corrcoef(before.mean(2).ravel(), after.mean(2).ravel())[0, 1]
        assert alike > 0.6

    def test_edit_with_mask_repaints_it(self) -> None:
        picture = paint("blue mountains")
        mask = Image.new("L", SIZE)
        mask.paste(255, (0, 0, 64, 128))
        edited = painter.edit(picture, mask, "ember fire", seed=1, variant=0)
        assert edited.crop((64, 0, 128, 128)).tobytes() == picture.crop((64, 0, 128, 128)).tobytes()


class TestReading:
    def test_describe_names_what_is_there(self) -> None:
        wide = Image.new("RGB", (1600, 900), (12, 18, 60))
        prompts = painter.describe(wide)
        assert len(prompts) == 4
        assert all("navy" in prompt and prompt.endswith("--ar 16:9") for prompt in prompts)
        assert "dark" in prompts[0]
        assert "1600 x 900" in prompts[0]
        assert "wide" in prompts[0]

    @pytest.mark.parametrize(
        ("colour", "name"),
        [
            ((210, 35, 43), "red"),
            ((250, 250, 250), "white"),
            ((58, 155, 78), "green"),
            ((240, 147, 184), "pink"),
        ],
    )
    def test_describe_tells_colours(self, colour: tuple[int, int, int], name: str) -> None:
        assert name in painter.describe(Image.new("RGB", (64, 96), colour))[3]

    def test_describe_tells_light_from_dark(self) -> None:
        dark, light = (
            painter.describe(paint("mountains at night")),
            painter.describe(Image.new("L", (64, 64), 240)),
        )
        assert "dark" in dark[1]
        assert "bright" in light[1]

    def test_shorten(self) -> None:
        prompt = "a lone lighthouse above the stormy sea, volumetric fog --ar 16:9"
        tokens, prompts = painter.shorten(prompt)
        assert [word for word, _ in tokens] == [
            "a",
            "lone",
            "lighthouse",
            "above",
            "the",
            "stormy",
            "sea",
            "volumetric",
            "fog",
        ]
        weights = dict(tokens)
        assert weights["the"] == 0
        assert weights["lighthouse"] > weights["volumetric"]
        assert len(prompts) == 5
        assert all(short.endswith("--ar 16:9") for short in prompts)
        assert [len(short) for short in prompts] == sorted((len(short) for short in prompts), reverse=True)

    def test_shorten_of_nothing(self) -> None:
        assert painter.shorten("") == ([], [""] * 5)


class TestOutput:
    def test_preview_clears_up(self) -> None:
        picture = painter.paint("night city", seed=1, variant=0, size=(768, 384))
        final = picture.resize((512, 256), Image.Resampling.BICUBIC)
        gaps: list[float] = []
        for progress in (0.0, 0.3, 0.6, 1.0):
            seen = painter.preview(picture, progress)
            assert seen.size == (512, 256)
            gaps.append(float(np.abs(pixels(seen) - pixels(final)).mean()))
        assert gaps == sorted(gaps, reverse=True)

    def test_preview_never_enlarges(self) -> None:
        assert painter.preview(paint("ink"), 0.5).size == SIZE

    def test_animation_moves_and_loops(self) -> None:
        data = painter.animate(paint("misty mountains"), high_motion=True, seed=1, variant=0)
        with Image.open(io.BytesIO(data)) as film:
            assert film.format == "WEBP"
            frames: int = getattr(film, "n_frames", 1)
            assert frames >= 12
            first = film.convert("RGB")
            film.seek(frames // 4)
            assert float(np.abs(pixels(first) - pixels(film.convert("RGB"))).mean()) > 0.3
            assert max(film.size) <= 640

    @pytest.mark.parametrize("high_motion", [False, True])
    def test_a_film_ends_where_it_begins_without_a_jump(self, high_motion: bool) -> None:
        data = painter.animate(paint("misty mountains"), high_motion=high_motion, seed=1, variant=2)
        with Image.open(io.BytesIO(data)) as film:
            frames: list[Image.Image] = []
            for number in range(getattr(film, "n_frames", 1)):
                film.seek(number)
                frames.append(film.convert("RGB"))
        changes = [
            float(np.abs(pixels(one) - pixels(other)).mean())
            for one, other in zip(frames, [*frames[1:], frames[0]], strict=True)
        ]
        assert changes[-1] < 2 * max(changes[:-1])

    def test_a_film_ends_with_the_picture_that_was_chosen(self) -> None:
        end = Image.new("RGB", (500, 700), "orange")
        data = painter.animate(paint("misty mountains"), high_motion=False, seed=1, variant=0, end=end)
        with Image.open(io.BytesIO(data)) as film:
            gaps: list[float] = []
            for number in (0, 12, getattr(film, "n_frames", 1) - 1):
                film.seek(number)
                seen = film.convert("RGB")
                goal = Image.new("RGB", seen.size, "orange")
                gaps.append(float(np.abs(pixels(seen) - pixels(goal)).mean()))
        assert gaps == sorted(gaps, reverse=True)
        assert gaps[-1] < 8 < gaps[0]  # the film itself is not lossless

    def test_png_says_that_it_is_a_stand_in(self) -> None:
        data = painter.encode_png(paint("ink"), "a cat 猫 \0 \ud800", 42)
        with Image.open(io.BytesIO(data)) as picture:
            text = {key: str(value) for key, value in picture.info.items()}
        assert "stand-in" in text["Comment"]
        assert "built-in studio" in text["Software"]
        assert text["prompt"].startswith("a cat 猫")
        assert text["seed"] == "42"
