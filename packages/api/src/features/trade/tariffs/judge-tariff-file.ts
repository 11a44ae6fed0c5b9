import { ANY_TIME, type LineRate, readTariffFile, type TariffLine } from './read-tariff-file.ts';
import type { BandTime } from './tariff.entity.ts';
import { ALL_WEEK, weekProblem } from './week.ts';

export interface NamedBand {
  name: string;
  times: BandTime[];
}

export interface NamedBundle {
  name: string;
  minutes: number;
  /** The names of its zones. */
  zones: string[];
}

/** What a version says, by names. */
export interface Sheet {
  zones: SheetZone[];
  bands: NamedBand[];
  bundles: NamedBundle[];
}

export interface SheetZone {
  name: string;
  weight: number;
  prefixes: string[];
  rates: Map<string, LineRate>;
  bundle: string | null;
}

/** What is wrong, and where: in a line of the file, in the bands, or in the bundles. */
export interface SheetProblem {
  path: 'csv' | 'bands' | 'bundles';
  line: number | null;
  message: string;
}

/**
 * Makes a version of a file and of what stands beside it. Problems are all there are: a prefix twice, a zone with two prices for one
 * band or with a week that is not covered, a bundle of zones that are not there. [B2]
 */
export function judgeTariffFile(
  csv: string,
  bands: readonly NamedBand[],
  bundles: readonly NamedBundle[],
): { sheet: Sheet; problems: SheetProblem[] } {
  const lines = readTariffFile(csv);
  const problems: SheetProblem[] = [];
  const times = new Map(bands.map(({ name, times }) => [name, times]));
  if (times.size < bands.length)
    problems.push({ path: 'bands', line: null, message: `The band ${twice(bands)} is there twice.` });
  const zones = new Map<string, SheetZone & { said: Map<string, number> }>();
  const placed = new Map<string, { zone: string; line: number }>();
  const stood = new Map<string, number>();
  for (const one of lines) {
    const message = one.problem ?? lineProblem(one);
    if (message) problems.push({ path: 'csv', line: one.line, message });
  }

  function lineProblem({ line, prefixes, zone, band, weight, rate }: TariffLine): string | null {
    if (!times.has(band)) {
      if (bands.length && band !== ANY_TIME)
        return `There is no band ${band}: the bands are ${bands.map(({ name }) => name).join(', ')}.`;
      times.set(band, [...ALL_WEEK]);
    }
    const known = zones.get(zone.toLowerCase());
    const at = known ?? {
      name: zone,
      weight,
      prefixes: [],
      rates: new Map<string, LineRate>(),
      bundle: null,
      said: new Map<string, number>(),
    };
    zones.set(zone.toLowerCase(), at);
    if (at.weight !== weight) return `${zone} has the weight ${at.weight} on a line before: it has one only.`;
    for (const prefix of prefixes) {
      const before = stood.get(`${prefix} ${band}`);
      if (before !== undefined)
        return `The prefix ${prefix} stands there twice: on line ${before} already, in ${placed.get(prefix)?.zone}.`;
      const other = placed.get(prefix);
      if (other && other.zone.toLowerCase() !== zone.toLowerCase())
        return `The prefix ${prefix} stands there twice: on line ${other.line} it is in ${other.zone}.`;
      stood.set(`${prefix} ${band}`, line);
      if (!other) {
        placed.set(prefix, { zone, line });
        at.prefixes.push(prefix);
      }
    }
    const price = at.rates.get(band);
    if (price && JSON.stringify(price) !== JSON.stringify(rate))
      return `${zone} costs something else in the band ${band} on line ${at.said.get(band)}: a zone has one price for each band.`;
    if (!price) {
      at.rates.set(band, rate);
      at.said.set(band, line);
    }
    return null;
  }

  for (const zone of zones.values()) {
    if (!zone.rates.size) continue;
    const problem = weekProblem(
      [...zone.rates.keys()].map((name) => ({ name, times: times.get(name) ?? [] })),
    );
    if (problem) problems.push({ path: 'bands', line: null, message: `${zone.name} ${problem}` });
  }
  for (const bundle of bundles)
    for (const name of bundle.zones) {
      const zone = zones.get(name.toLowerCase());
      const message = !zone
        ? `${bundle.name} is of a zone ${name}, which is not in the file.`
        : zone.bundle
          ? `${name} is in ${zone.bundle} and in ${bundle.name}: it can be in one bundle only.`
          : null;
      if (message) problems.push({ path: 'bundles', line: null, message });
      else if (zone) zone.bundle = bundle.name;
    }
  if (new Set(bundles.map(({ name }) => name)).size < bundles.length)
    problems.push({ path: 'bundles', line: null, message: `The bundle ${twice(bundles)} is there twice.` });
  const used = new Set([...zones.values()].flatMap(({ rates }) => [...rates.keys()]));
  return {
    sheet: {
      zones: [...zones.values()].map(({ said: _said, ...zone }) => zone),
      bands: [...times].filter(([name]) => used.has(name)).map(([name, of]) => ({ name, times: of })),
      bundles: [...bundles],
    },
    problems,
  };
}

const twice = (named: readonly { name: string }[]): string | undefined =>
  named.find(({ name }, i) => named.findIndex((other) => other.name === name) < i)?.name;
