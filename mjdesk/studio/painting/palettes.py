"""Which colours a prompt means: a table of palettes, the words that call them, and moods that tune them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.studio.painting.colour import Palette
from mjdesk.studio.painting.dice import Dice, stable_hash
from mjdesk.studio.painting.vocabulary import hits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mjdesk.studio.painting.brief import Brief

# deep dark mid soft pale light | glow accent second
PALETTES: Mapping[str, str] = {
    "sunset": "1a1026 4a1f4a 9c3b57 e0705a f5a970 fde0b0 ffe9bd ff5e5b 7a4cc2",
    "dawn": "1c2340 3f4a7a 8a7aa8 d99fae f6c9b8 fdeadb fff1dc f48fb1 6fb3d9",
    "forest": "07160f 143524 2a5a3c 5b8f63 a3c492 e3edc4 f6f3c8 e0a84e 86c06c",
    "teal": "08161d 133241 27586a 5a8f9e a5c8cc e2efec f4f0d8 e8b26a 58b7b1",
    "noir": "08080a 1b1c1f 3c3d42 707176 adadad e9e7e2 f6eedd d9c7a0 8a8f98",
    "ocean": "051426 0b3358 16619a 3f9cc4 8fd0de e3f6f1 fff4d6 ff8e72 2fd0c8",
    "violet": "0d0722 2a1257 56249a 9350cf c994ec f0dcfb ffe2f6 ff6bc1 5ad1ff",
    "rose": "230c1c 5b1f3f a13f68 dc7898 f4b3c1 fde6e6 fff0e4 ff5577 b58be0",
    "ember": "140505 45100d 97230f dd5a18 f79d3c fde0a0 fff0b8 ff3b1f ffc23d",
    "gold": "1b1208 4a3113 8f6424 cb9a3f ecca7b faefcb fff3cc d9662b 4d8c8c",
    "ice": "0c1a2e 274a72 5685ad 94bcd6 cbe3ee f4fafc ffffff 8fd3ff b6a6ff",
    "neon": "070414 1c0b3b 431a7a a3249c f2569f ffc4e4 ff9ee0 00e5ff ff2e97",
    "autumn": "1c0d07 4d1f10 8f3f1a cc7a2b e8b45c f8e6b8 fff0c4 c8321f 7c8a2d",
    "jade": "051a1a 0c3c3a 1b6e66 4ba994 9fd8bf e6f6e6 f9f6d6 f2b84b e86f5a",
    "midnight": "04060f 0b1330 1b2b5e 3c5596 8199cc d6e0f5 fdf3d0 ffd479 7c8cff",
    "sand": "24150f 5c3620 a3683b d8a06a efcf9f fbf0da fff6dc c4512f 3f7d8c",
    "spring": "16261a 315a38 5f9a55 a3cf7e d9ecb0 faf8e4 fffbe0 f58fb0 f6c945",
    "sakura": "2b1626 6a3556 b5648b e8a0b9 f8d0d8 fff1ee fff5ea e5487d 7fb069",
    "wash": "14161a 33383f 626a71 989e9e cfcdc1 f3ede0 f7efdd b3261e 5b7065",
    "candy": "2a1a4a 5b3fa0 d65fae ff9d92 ffd48a fff6d9 ffffff 2ec4b6 ff5d8f",
}  # fmt: skip

WORDS: Mapping[str, str] = {
    "sunset": "sunset dusk evening twilight warm golden-hour romantic 日落 夕阳 黄昏 晚霞 傍晚 暖",
    "dawn": "dawn sunrise morning daybreak pastel first-light 黎明 日出 清晨 晨 朝霞 粉彩",
    "forest": (
        "forest green moss jungle fern pine woods woodland leaf emerald rainforest 森林 绿 树林 苔 竹 翠"
    ),
    "teal": "teal mist fog misty foggy rain rainy lake river glacial 雾 青 雨 湖 河 薄雾",
    "noir": "noir grey gray black monochrome charcoal film-noir gothic shadow 黑白 黑 灰 黑色电影 单色",
    "ocean": "ocean sea blue aqua marine underwater wave turquoise azure cyan 海 蓝 水 海洋 浪",
    "violet": (
        "violet purple lavender magic mystic dream amethyst galaxy nebula wizard 紫 魔法 梦 梦幻 薰衣草 星云"
    ),
    "rose": "rose pink love blush valentine 玫瑰 粉 爱",
    "ember": (
        "ember fire flame lava red volcano burning dragon crimson scarlet hell phoenix 火 红 熔岩 "
        "火山 龙 凤凰"
    ),
    "gold": "gold golden yellow orange amber honey baroque royal luxury wheat 金 黄 橙 琥珀 麦田",
    "ice": "ice snow winter frozen frost arctic white polar cold crystal 冰 雪 冬 白 寒 水晶",
    "neon": "neon cyberpunk synthwave vaporwave magenta futuristic techno arcade 霓虹 赛博朋克 未来 蒸汽波",
    "autumn": "autumn fall maple harvest brown rust copper halloween pumpkin 秋 枫 棕 万圣节",
    "jade": "jade mint tropical lagoon peacock malachite 玉 薄荷 翡翠 热带 孔雀",
    "midnight": "midnight night moon moonlight starry stars dark indigo navy blue-hour 夜 月 星 午夜 深夜 暗",
    "sand": "sand desert dune beach sahara beige earth clay canyon mars 沙 沙漠 沙滩 大漠 峡谷",
    "spring": "spring meadow garden fresh lime grass field summer 春 草 草地 花园 田野 夏",
    "sakura": "sakura cherry blossom peony anime kawaii orchid 樱 樱花 牡丹 兰",
    "wash": (
        "ink-wash ink-painting sumi sumi-e shanshui calligraphy zen paper sketch 水墨 山水画 书法 "
        "禅 国画 宣纸"
    ),
    "candy": (
        "candy rainbow colorful colourful toy cute pop bauhaus memphis cartoon 糖 彩虹 彩色 可爱 卡通 波普"
    ),
}

_WEIGHTS = {
    "teal": 0.45,
    "midnight": 0.6,
    "forest": 0.6,
    "ocean": 0.6,
    "sand": 0.45,
    "spring": 0.7,
    "wash": 2.0,
}
"""Palettes called by things and weather give way to those called by hours and seasons."""

_COLOURS = (
    "green emerald grey gray black monochrome blue turquoise azure cyan aqua violet purple lavender amethyst "
    "rose pink red crimson scarlet gold golden yellow orange amber white magenta brown rust copper teal mint "
    "jade indigo navy beige lime 绿 翠 青 黑 黑白 灰 单色 蓝 紫 粉 红 金 黄 橙 琥珀 白 棕 玉"
)

_MOODS: Mapping[str, tuple[float, float, str]] = {
    # chroma, light, words
    "muted": (
        0.62,
        0.0,
        "muted soft subtle faded desaturated minimal minimalist quiet calm 柔和 淡 宁静 极简 素",
    ),
    "vivid": (1.25, 0.0, "vivid vibrant saturated bold intense psychedelic 鲜艳 强烈 迷幻 浓"),
    "dark": (
        0.95,
        -0.10,
        "dark dramatic moody stormy storm night midnight gloomy horror 暗 夜 阴沉 暴风 恐怖",
    ),
    "bright": (1.0, 0.08, "bright sunny airy high-key light clear luminous 明亮 阳光 晴 光明"),
    "vintage": (0.78, 0.02, "vintage retro old antique sepia kodak film 复古 老照片 胶片 怀旧"),
}


def palette_for(brief: Brief, dice: Dice) -> Palette:
    """The palette that the words call, or one fixed by their hash; chaos and weirdness move it."""
    scores = {name: _called(brief.text, name) for name in WORDS}
    called = sorted((name for name in scores if scores[name] > 0), key=lambda name: -scores[name])
    if called:
        palette = Palette.of(called[0], PALETTES[called[0]])
        if len(called) > 1:
            palette = palette.mixed(Palette.of(called[1], PALETTES[called[1]]), 0.22)
        if "midnight" in called[1:]:
            palette = palette.mixed(Palette.of("midnight", PALETTES["midnight"]), 0.35)
    else:
        names = sorted(PALETTES.keys() - {"noir", "wash"})
        name = names[stable_hash(brief.text.lower()) % len(names)]
        palette = Palette.of(name, PALETTES[name])
    for chroma, light, words in _MOODS.values():
        if hits(brief.text, words) > 0:
            palette = palette.tuned(chroma=chroma, light=light)
    own = dice.within("palette")
    spread = brief.wildness
    if spread > 0:
        other = own.choice("other", sorted(PALETTES))
        palette = palette.mixed(Palette.of(other, PALETTES[other]), own.number("share", 0.15, 0.85) * spread)
    turn = own.number("turn", -1, 1) * (7 + 40 * spread) + brief.strangeness * 150
    return palette.tuned(
        turn=turn,
        chroma=0.8 + 0.4 * brief.richness + 0.12 * brief.niji,
        light=own.number("light", -0.03, 0.03),
    )


def _called(text: str, name: str) -> float:
    """How loudly the text calls a palette; the name of a colour outweighs things, weather and hours."""
    words, known = WORDS[name].split(), set(_COLOURS.split())
    colours = " ".join(word for word in words if word in known)
    things = " ".join(word for word in words if word not in known)
    return hits(text, colours) * 2.2 + hits(text, things) * _WEIGHTS.get(name, 1.0)
