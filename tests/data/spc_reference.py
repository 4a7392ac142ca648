"""Control charts of the published data sets by the standard library alone: no code of the program takes part.

Run it to print the figures that test_spc.py and src/engines/spc/tests state:  python3 tests/data/spc_reference.py [FOLDER]
Constants are integrated here, not looked up.
"""
import csv
import functools
import math
import pathlib
import statistics
import sys


# ---- constants ---------------------------------------------------------------------------------------------

def normal_cdf(x):
    return 0.5 * math.erfc(-x / math.sqrt(2))


def normal_density(x):
    return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)


@functools.cache
def d2(n):
    """Mean range of n standard normal values. The trapezoidal rule converges exponentially on such integrands."""
    h = 0.02
    return h * math.fsum(1 - normal_cdf(x) ** n - normal_cdf(-x) ** n for x in (-10 + h * i for i in range(1001)))


@functools.cache
def d3(n):
    """Deviation of the range, from E[R^2] = integral of 2w (1 - F(w)); Simpson outside, trapezoidal inside."""
    h, steps, width = 0.05, 600, 12
    xs = [-9 + h * i for i in range(361)]
    weights = [(normal_density(x), normal_cdf(x), x) for x in xs]
    total = 0
    for i in range(steps + 1):
        w = i * width / steps
        below = n * h * math.fsum(f * (normal_cdf(x + w) - c) ** (n - 1) for f, c, x in weights)
        total += (1 if i in (0, steps) else 4 if i % 2 else 2) * 2 * w * (1 - below)
    return math.sqrt(total * width / steps / 3 - d2(n) ** 2)


def c4(n):
    return math.sqrt(2 / (n - 1)) * math.gamma(n / 2) / math.gamma((n - 1) / 2)


# ---- charts: each gives (centre, [(lower, upper) per point]) -----------------------------------------------

def p_chart(counts, sizes, baseline=None):
    centre = sum(counts[:baseline]) / sum(sizes[:baseline])
    half = [3 * math.sqrt(centre * (1 - centre) / n) for n in sizes]
    return centre, [(max(0, centre - h), min(1, centre + h)) for h in half]


def laney_factor(counts, sizes):
    centre = sum(counts) / sum(sizes)
    z = [(x / n - centre) / math.sqrt(centre * (1 - centre) / n) for x, n in zip(counts, sizes)]
    return statistics.fmean(abs(b - a) for a, b in zip(z, z[1:])) / d2(2)


def c_chart(counts, baseline=None):
    centre = statistics.fmean(counts[:baseline])
    return centre, (max(0, centre - 3 * math.sqrt(centre)), centre + 3 * math.sqrt(centre))


def u_chart(counts, sizes, baseline=None):
    centre = sum(counts[:baseline]) / sum(sizes[:baseline])
    return centre, [(max(0, centre - 3 * math.sqrt(centre / n)), centre + 3 * math.sqrt(centre / n)) for n in sizes]


def xmr_chart(values):
    centre = statistics.fmean(values)
    moving = statistics.fmean(abs(b - a) for a, b in zip(values, values[1:]))
    return centre, moving, (centre - 2.66 * moving, centre + 2.66 * moving), 3.267 * moving


def means(groups):
    return [statistics.fmean(group) for group in groups]


def sigma_of_ranges(groups):
    return statistics.fmean(max(group) - min(group) for group in groups) / d2(len(groups[0]))


def sigma_of_deviations(groups):
    return statistics.fmean(statistics.stdev(group) for group in groups) / c4(len(groups[0]))


def ewma(groups, centre, sigma, weight=0.2, width=3):
    """[(smoothed, lower, upper)] by the closed form of the variance."""
    told, smoothed, n = [], centre, len(groups[0])
    for i, mean in enumerate(means(groups), 1):
        smoothed = weight * mean + (1 - weight) * smoothed
        half = width * sigma / math.sqrt(n) * math.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * i)))
        told.append((smoothed, centre - half, centre + half))
    return told


def cusum(groups, centre, sigma, k=0.5):
    """[(upper sum, lower sum)] in standard errors, the lower one negative."""
    told, high, low = [], 0, 0
    for mean in means(groups):
        z = (mean - centre) / (sigma / math.sqrt(len(groups[0])))
        high, low = max(0, high + z - k), min(0, low + z + k)
        told.append((high, low))
    return told


# ---- the published files -----------------------------------------------------------------------------------

def spaced(folder, name):
    """A table of the qcc package: columns separated by blanks or tabs."""
    lines = (folder / "spc_qcc" / name).read_text().split("\n")
    header, rows = lines[0].split(), [line.split() for line in lines[1:] if line.strip()]
    return {key: [row[i] for row in rows] for i, key in enumerate(header)}


def numbers(table, column):
    return [float(cell) for cell in table[column]]


def piston_rings(folder):
    values = numbers(spaced(folder, "pistonrings.txt"), "diameter")
    return [values[i:i + 5] for i in range(0, len(values), 5)]


def comma_separated(folder, name):
    with open(folder / "spc_montgomery" / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[3] / "shared/data")
    print("d2, d3 for n = 2..25", [(round(d2(n), 10), round(d3(n), 10)) for n in range(2, 26)])
    juice = spaced(folder, "orangejuice.txt")
    counts, sizes = numbers(juice, "D"), numbers(juice, "size")
    print("orangejuice p, 30 samples", p_chart(counts, sizes, 30)[0], p_chart(counts, sizes, 30)[1][0])
    kept = [i for i in range(30) if i not in (14, 22)]
    trimmed = [counts[i] for i in kept], [sizes[i] for i in kept]
    print("  without 15 and 23", p_chart(*trimmed)[0], p_chart(*trimmed)[1][0])
    print("  laney factor of all 54", laney_factor(counts, sizes))
    circuit = spaced(folder, "circuit.txt")
    print("circuit c, 26 samples", c_chart(numbers(circuit, "x"), 26))
    kept = [x for i, x in enumerate(numbers(circuit, "x")[:26]) if i not in (5, 19)]
    print("  without 6 and 20", c_chart(kept))
    machines = spaced(folder, "pcmanufact.txt")
    print("pcmanufact u", u_chart(numbers(machines, "x"), numbers(machines, "size"))[0], u_chart(numbers(machines, "x"), numbers(machines, "size"))[1][0])
    print("antifreeze xmr", xmr_chart(numbers(spaced(folder, "antifreeze.txt"), "water")))
    rings = piston_rings(folder)
    centre = statistics.fmean(means(rings[:25]))
    for name, sigma in (("ranges", sigma_of_ranges(rings[:25])), ("deviations", sigma_of_deviations(rings[:25]))):
        half = 3 * sigma / math.sqrt(5)
        print("pistonrings", name, "centre", centre, "sigma", sigma, "limits", centre - half, centre + half)
    sigma = sigma_of_ranges(rings[:25])
    print("  R chart", d2(5) * sigma, max(0, d2(5) - 3 * d3(5)) * sigma, (d2(5) + 3 * d3(5)) * sigma)
    s = sigma_of_deviations(rings[:25])
    spread = 3 * math.sqrt(1 - c4(5) ** 2)
    print("  S chart", c4(5) * s, max(0, c4(5) - spread) * s, (c4(5) + spread) * s)
    print("  ewma 1, 25, 40", [ewma(rings, centre, sigma)[i] for i in (0, 24, 39)])
    print("  cusum 25, 37, 38, 39, 40", [cusum(rings, centre, sigma)[i] for i in (24, 36, 37, 38, 39)])
    print("  beyond the xbar limits", [i + 1 for i, mean in enumerate(means(rings)) if abs(mean - centre) > 3 * sigma / math.sqrt(5)])
    low, high = 73.95, 74.05
    print("  Cp, Cpk by ranges", (high - low) / 6 / sigma, min(high - centre, centre - low) / 3 / sigma)
    boiler = spaced(folder, "boiler.txt")
    for key in boiler:
        print("boiler", key, "xmr", xmr_chart(numbers(boiler, key)))


if __name__ == "__main__":
    main()
