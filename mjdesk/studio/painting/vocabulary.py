"""Words, English and Chinese, and what the painter takes them to mean: the scene and the figures in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mjdesk.studio.painting.dice import Dice, stable_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mjdesk.studio.painting.brief import Brief

SCENES: Mapping[str, str] = {
    "landscape": (
        "landscape mountain mountains hill valley forest woods woodland pine tree river lake fog mist "
        "ridge alps peak meadow field countryside nature wilderness waterfall canyon jungle snow "
        "glacial glacier village 山 森林 树 林 湖 河 雾 山谷 草原 田野 风景 自然 瀑布 雪 峡谷 村"
    ),
    "city": (
        "city town street skyline skyscraper building tower downtown metropolis urban alley tokyo "
        "shanghai york london paris neon cyberpunk night-city traffic bridge road shop market "
        "architecture 城市 城 街 夜景 高楼 大厦 都市 上海 东京 香港 霓虹 赛博朋克 桥 建筑 街道"
    ),
    "sea": (
        "sea ocean wave beach coast harbor harbour island ship boat sail lighthouse surf tide storm "
        "seascape water whale horizon pier 海 大海 海洋 海浪 浪 沙滩 海岸 船 灯塔 岛 鲸 帆 水"
    ),
    "dunes": "desert dune dunes sand sahara oasis camel mars arid wasteland 沙漠 沙丘 大漠 戈壁 骆驼",
    "aurora": "aurora northern-lights borealis polar-night iceland 极光 北极光",
    "space": (
        "space galaxy nebula planet cosmos cosmic universe star stars astronaut rocket saturn jupiter "
        "orbit alien spaceship milky-way sci-fi 太空 宇宙 银河 星系 星云 行星 宇航员 火箭 星空 科幻"
    ),
    "abstract": (
        "abstract geometric geometry shape pattern bauhaus minimal logo icon circle cube papercut "
        "paper layered mosaic grid modern kandinsky memphis line wallpaper poster 抽象 几何 图案 "
        "形状 剪纸 纸 "
        "包豪斯 海报 壁纸 图标"
    ),
    "botanical": (
        "flower flowers botanical rose peony tulip lily lotus daisy sunflower orchid blossom sakura "
        "bouquet petal leaf leaves plant garden floral herb poppy lavender bloom wreath meadow 花 花朵 "
        "植物 牡丹 玫瑰 莲 荷 菊 兰 樱花 梅 叶 花园 花卉 郁金香 向日葵"
    ),
    "shanshui": (
        "ink-wash ink-painting shanshui sumi sumi-e shan-shui chinese-painting guohua calligraphy zen "
        "水墨 山水 山水画 国画 书法 禅 宣纸 水墨画 中国风"
    ),
    "portrait": (
        "portrait woman man girl boy face head profile double-exposure queen king lady warrior "
        "fashion model person 人像 肖像 女孩 男孩 女人 男人 脸 少女 人物 美女"
    ),
    "still life": (
        "still-life still fruit vase table apple orange lemon bottle glass bowl food breakfast cup "
        "coffee tea wine product interior kitchen 静物 水果 花瓶 苹果 桌 杯 茶 咖啡 食物"
    ),
    "ink": (
        "ink fluid marble liquid smoke swirl flow flowing acrylic pour lava fire agate paint oil- "
        "paint watercolor watercolour silk psychedelic texture 墨 流体 大理石 烟 流动 漩涡 火 熔岩 "
        "水彩 丝绸 纹理"
    ),
}
"""Scene -> the words that call it."""

_FALLBACK = (
    "landscape",
    "ink",
    "abstract",
    "sea",
    "space",
    "landscape",
    "aurora",
    "dunes",
    "botanical",
    "shanshui",
)
_NIGHT_STAGES = ("landscape", "landscape", "aurora")

NIGHT = "night moon moonlight midnight stars starry dark 夜 月 星 午夜"
"""What makes a sky a night sky."""

_WORD = re.compile(r"[a-z][a-z']*")


def hits(text: str, words: str) -> float:
    """How loudly the text says any of the words: earlier counts more, and a compound more than its parts."""
    low = text.lower()
    found: dict[str, int] = {}
    for match in _WORD.finditer(low):
        found.setdefault(stem(match[0]), match.start())
    joined = "-".join(_WORD.findall(low))
    score = 0.0
    for word in words.split():
        if not word.isascii():
            place = low.find(word)
            weight = 1.0 + 0.35 * (len(word) - 1)
        elif "-" in word:
            place = joined.find(word)
            weight = 1.8
        else:
            place = found.get(stem(word), -1)
            weight = 1.0
        if place >= 0:
            score += weight * (1.0 + 0.6 / (1.0 + place / 24.0))
    return score


def stem(word: str) -> str:
    """An English word without its plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("shes", "ches", "xes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def scene_for(brief: Brief, dice: Dice) -> str:
    """The name of the scene to paint."""
    scores = {name: hits(brief.text, words) for name, words in SCENES.items()}
    best = max(scores, key=lambda name: scores[name])
    own = dice.within("scene")
    if brief.wildness > 0.5 and dice.variant > 0 and own.chance("stray", brief.wildness * 0.7):
        named = [name for name in scores if scores[name] > 0 and name != best]
        return own.choice("other", named or [name for name in _FALLBACK if name != best])
    if scores[best] > 0:
        return best
    if figures := [name for name, words in FIGURES.items() if hits(brief.text, words) > 0]:
        if figures[0] in ("boat", "whale"):
            return "sea"
        return dice.choice("stage", _NIGHT_STAGES) if hits(brief.text, NIGHT) > 0 else "landscape"
    return _FALLBACK[stable_hash("scene " + brief.text.lower()) % len(_FALLBACK)]


def left_out(brief: Brief, words: str) -> bool:
    """Whether `--no` names one of the words."""
    return bool(brief.excluded) and hits(brief.excluded, words) > 0


FIGURES: Mapping[str, str] = {
    "cat": "cat kitten kitty feline tabby 猫 貓 小猫",
    "dog": "dog wolf fox puppy coyote husky 狗 狼 狐 狐狸",
    "deer": "deer stag elk reindeer antelope moose 鹿",
    "rabbit": "rabbit bunny hare 兔 兔子",
    "person": (
        "person wanderer traveler traveller hiker monk samurai astronaut silhouette hero figure "
        "someone 旅人 行人 武士 背影"
    ),
    "tree": "single-tree lone-tree lonely-tree oak tree bonsai 孤树 大树 老树",
    "boat": "boat ship sail sailboat yacht vessel 船 帆 舟",
    "whale": "whale dolphin 鲸 鲸鱼 海豚",
    "lighthouse": "lighthouse beacon 灯塔",
    "castle": "castle fortress palace kingdom 城堡 宫殿",
    "pagoda": "pagoda temple shrine torii japan kyoto 塔 寺 庙 神社 宝塔",
    "bird": "bird birds crow raven swallow crane flock eagle seagull 鸟 鹤 燕 鹰 乌鸦",
    "balloon": "balloon hot-air-balloon airship 气球 热气球",
}
"""Figure -> the words that place it in a scene."""
