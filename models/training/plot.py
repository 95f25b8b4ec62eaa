"""The loss curves of a log, as an SVG file written by hand: `python3 plot.py log.csv loss.svg`."""

import math
import sys

import log

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 800, 420, 64, 16, 36, 48
SMOOTH = 0.95  # weight of the past in the smoothed training loss


def smoothed(values):
    """A running mean in which the past fades, without bias at the start."""
    result, total, weight = [], 0.0, 0.0
    for value in values:
        total, weight = SMOOTH * total + value, SMOOTH * weight + 1
        result.append(total / weight)
    return result


def ticks(low, high):
    """Round numbers, about five, from low to high."""
    span = (high - low) / 5 or 1
    unit = 10 ** math.floor(math.log10(span))
    step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= span)
    return [i * step for i in range(math.ceil(low / step), math.floor(high / step + 1e-9) + 1)]


def draw(source, target):
    """Draws the log `source` into `target`; nothing for an empty log."""
    rows = log.read(source)
    if not rows:
        return
    train = list(zip([int(row["tokens"]) for row in rows], smoothed([float(row["loss"]) for row in rows])))
    held = [(int(row["tokens"]), float(row["held_out_loss"])) for row in rows if row["held_out_loss"]]
    right, top = train[-1][0], max(loss for _, loss in train + held) * 1.05
    x = lambda tokens: LEFT + tokens / right * (WIDTH - LEFT - RIGHT)
    y = lambda loss: HEIGHT - BOTTOM - loss / top * (HEIGHT - TOP - BOTTOM)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for loss in ticks(0, top):
        parts.append(f'<path d="M{LEFT} {y(loss):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y(loss) + 4:.1f}" text-anchor="end">{loss:.3g}</text>')
    for tokens in ticks(0, right):
        parts.append(f'<path d="M{x(tokens):.1f} {HEIGHT - BOTTOM}v5" stroke="black"/>')
        parts.append(f'<text x="{x(tokens):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{tokens / 1000:,.0f}k</text>')
    for points, colour in ((train, "#1f77b4"), (held, "#d62728")):
        path = " ".join(f"{x(tokens):.1f},{y(loss):.1f}" for tokens, loss in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
    parts += [f'<circle cx="{x(tokens):.1f}" cy="{y(loss):.1f}" r="2.5" fill="#d62728"/>' for tokens, loss in held]
    parts += [
        f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" fill="none" stroke="black"/>',
        f'<text x="{LEFT + 8}" y="{TOP - 14}" fill="#1f77b4">train, smoothed ({train[-1][1]:.4f})</text>',
        f'<text x="{LEFT + 200}" y="{TOP - 14}" fill="#d62728">held out{f" ({held[-1][1]:.4f})" if held else ""}</text>',
        f'<text x="{(LEFT + WIDTH) / 2}" y="{HEIGHT - 8}" text-anchor="middle">tokens</text>',
        f'<text transform="translate(14 {HEIGHT / 2}) rotate(-90)" text-anchor="middle">loss a target token (nats)</text>',
        "</svg>",
    ]
    with open(target, "w", encoding="utf-8") as file:
        file.write("\n".join(parts) + "\n")


if __name__ == "__main__":
    draw(*sys.argv[1:3])
