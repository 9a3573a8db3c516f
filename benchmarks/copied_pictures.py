"""How far apart the hashes of one picture's copies are, and those of different pictures.

    python -m benchmarks.copied_pictures [--pictures N] [--seed S]

The pictures are made here: skies and grounds with shapes upon them, no two alike. The last line is of pairs
that share sky and ground and differ in the shapes only, which a hash of low frequencies finds hardest. Real
photographs have more in them that differs.
"""

from __future__ import annotations

import argparse
import io
import random
from collections.abc import Callable
from itertools import combinations

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from app.sources.likeness import ALIKE, distance, likeness

SIZE = (640, 480)


def scene(ground: random.Random, shapes: random.Random) -> Image.Image:
    """A picture: two gradients that meet at a horizon, and shapes of all sizes."""

    def colour(source: random.Random) -> tuple[int, int, int]:
        return source.randrange(256), source.randrange(256), source.randrange(256)

    width, height = SIZE
    horizon = ground.randrange(height // 4, 3 * height // 4)
    picture = Image.new("RGB", SIZE)
    for top, bottom in ((0, horizon), (horizon, height)):
        ramp = Image.linear_gradient("L").rotate(ground.choice((0, 90, 180))).resize((width, bottom - top))
        picture.paste(ImageOps.colorize(ramp, colour(ground), colour(ground)), (0, top))
    draw = ImageDraw.Draw(picture)
    for _ in range(shapes.randrange(6, 18)):
        x, y = shapes.randrange(width), shapes.randrange(height)
        wide, high = (int(shapes.paretovariate(1.2) * 18) % 300 + 8 for _ in range(2))
        form = shapes.choice((draw.ellipse, draw.rectangle))
        form((x, y, x + wide, y + high), fill=colour(shapes))
    noise = Image.effect_noise(SIZE, 25).convert("RGB")
    return Image.blend(picture.filter(ImageFilter.GaussianBlur(1)), noise, 0.08)


def stored(picture: Image.Image, format: str, quality: int) -> Image.Image:
    out = io.BytesIO()
    picture.save(out, format, quality=quality)
    return Image.open(out)


def resized(picture: Image.Image, factor: float) -> Image.Image:
    return picture.resize((int(picture.width * factor), int(picture.height * factor)))


def cropped(picture: Image.Image, share: float) -> Image.Image:
    """That share taken away of each side, in all four."""
    x, y = int(picture.width * share), int(picture.height * share)
    return picture.crop((x, y, picture.width - x, picture.height - y))


def captioned(picture: Image.Image) -> Image.Image:
    copy = picture.copy()
    draw = ImageDraw.Draw(copy)
    draw.rectangle((0, picture.height - 24, picture.width // 3, picture.height), fill="black")
    draw.text((6, picture.height - 20), "BREAKING NEWS · LIVE", fill="white")
    return copy


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "JPEG, quality 70": lambda p: stored(p, "JPEG", 70),
    "JPEG, quality 20": lambda p: stored(p, "JPEG", 20),
    "WebP, quality 50": lambda p: stored(p, "WEBP", 50),
    "resized to 50 %": lambda p: resized(p, 0.5),
    "resized to 15 %": lambda p: resized(p, 0.15),
    "brighter by 25 %": lambda p: ImageEnhance.Brightness(p).enhance(1.25),
    "darker by 25 %": lambda p: ImageEnhance.Brightness(p).enhance(0.75),
    "more contrast, 40 %": lambda p: ImageEnhance.Contrast(p).enhance(1.4),
    "greys only": lambda p: ImageOps.grayscale(p),
    "a caption in the corner": captioned,
    "1 % cropped at each side": lambda p: cropped(p, 0.01),
    "2 % cropped at each side": lambda p: cropped(p, 0.02),
    "5 % cropped at each side": lambda p: cropped(p, 0.05),
    "messenger: 40 %, JPEG 35": lambda p: stored(resized(p, 0.4), "JPEG", 35),
}


def hashed(picture: Image.Image) -> int:
    value = likeness(picture)
    if value is None:
        raise SystemExit("a picture that was made is too plain")
    return value


def told(name: str, distances: list[int]) -> None:
    distances.sort()
    found = sum(value <= ALIKE for value in distances) / len(distances)
    middle, late = distances[len(distances) // 2], distances[int(len(distances) * 0.95)]
    print(f"{name:36} {middle:5} {late:5} {distances[0]:5} {distances[-1]:5} {found:9.2%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--pictures", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    pairs = [(f"{given.seed} {n}", f"{given.seed} {n} other") for n in range(given.pictures)]
    pictures = [scene(random.Random(one), random.Random(one)) for one, _ in pairs]
    known = [hashed(picture) for picture in pictures]
    print(f"{'':36} {'half':>5} {'95 %':>5} {'least':>5} {'most':>5} {'≤ ' + str(ALIKE):>9}")
    for name, change in CHANGES.items():
        told(name, [distance(a, hashed(change(p))) for a, p in zip(known, pictures, strict=True)])
    told("another picture", [distance(a, b) for a, b in combinations(known, 2)])
    others = [hashed(scene(random.Random(one), random.Random(other))) for one, other in pairs]
    told("same sky and ground, other shapes", [distance(a, b) for a, b in zip(known, others, strict=True)])


if __name__ == "__main__":
    main()
