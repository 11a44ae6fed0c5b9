import type { Import, Source } from './sources.ts';
import { isTest } from './sources.ts';

/**
 * Who may import whom. A floor is a prefix of paths with the prefixes it may use besides itself; the first that fits a
 * path is its floor. Packages from the registry are not looked at, except those of the workspace.
 */
interface Floor {
  at: string;
  /** What counts as the floor itself, where that is not all below its prefix. */
  itself?: RegExp;
  uses: readonly string[];
}

const API = 'packages/api/src/';
const WEB = 'packages/web/src/';

/** What a feature says of itself that matters here. */
export interface Storey {
  name: string;
  needs: readonly string[];
}

const face = (feature: string): string => `${API}features/${feature}/index.ts`;
const faces = (features: readonly Storey[]): string[] => features.map(({ name }) => face(name));

const floorsOf = (features: readonly Storey[]): Floor[] => [
  { at: 'packages/shared/', uses: [] },
  { at: `${API}kernel/`, uses: ['@steward/shared'] },
  ...features.map(({ name, needs }) => ({
    at: `${API}features/${name}/`,
    uses: ['@steward/shared', `${API}kernel/`, ...needs.map(face)],
  })),
  {
    at: `${API}app.ts`,
    uses: [
      '@steward/shared',
      `${API}kernel/`,
      ...features.map(({ name }) => `${API}features/${name}/feature.ts`),
    ],
  },
  { at: `${API}demo/`, uses: ['@steward/shared', `${API}kernel/`, `${API}app.ts`, ...faces(features)] },
  {
    // The process's own modules: its commands and what they need.
    at: API,
    itself: /^packages\/api\/src\/[^/]+$/,
    uses: ['@steward/shared', `${API}kernel/`, `${API}demo/`, ...faces(features)],
  },
  { at: `${WEB}lib/`, uses: ['@steward/shared'] },
  { at: `${WEB}ui/`, uses: ['@steward/shared', `${WEB}lib/`] },
  { at: `${WEB}data/`, uses: ['@steward/shared', `${WEB}lib/`, `${WEB}ui/`] },
  { at: `${WEB}frame/`, uses: ['@steward/shared', `${WEB}lib/`, `${WEB}ui/`, `${WEB}data/`] },
  {
    at: `${WEB}features/`,
    uses: ['@steward/shared', `${WEB}lib/`, `${WEB}ui/`, `${WEB}data/`, `${WEB}frame/`],
  },
  {
    at: `${WEB}app/`,
    uses: ['@steward/shared', `${WEB}lib/`, `${WEB}ui/`, `${WEB}data/`, `${WEB}frame/`, `${WEB}features/`],
  },
  { at: WEB, uses: ['@steward/shared', WEB] },
];

const ofWorkspace = (name: string): boolean => name.startsWith('packages/') || name.startsWith('@steward/');
const webFeature = (path: string): string | undefined =>
  /^packages\/web\/src\/features\/([^/]+\/[^/]+)\//.exec(path)?.[1];

/** Imports that go up, into another feature's rooms, or to a feature that is not among its needs. */
export function floorProblems(imports: readonly Import[], features: readonly Storey[]): string[] {
  const floors = floorsOf(features);
  return imports.flatMap(({ from, to }) => {
    if (isTest(from) || !ofWorkspace(to) || !from.includes('/src/')) return [];
    const floor = floors.find(({ at }) => from.startsWith(at));
    if (!floor) return [`${from}: belongs to no floor; name it in test/guards/floors.ts.`];
    const foreign = webFeature(from) && webFeature(to) && webFeature(from) !== webFeature(to);
    const own = floor.itself?.test(to) ?? to.startsWith(floor.at);
    const allowed = own || floor.uses.some((prefix) => to.startsWith(prefix));
    if (allowed && !foreign) return [];
    return [
      `${from} imports ${to}: name the feature in its needs and use its index.ts; if it stands higher, let it add what is its own, or send it the news by an event.`,
    ];
  });
}

/** Needs that are no lower feature, or named twice. */
export function needProblems(features: readonly Storey[]): string[] {
  return features.flatMap(({ name, needs }, i) => {
    const lower = new Set(features.slice(0, i).map((feature) => feature.name));
    return needs
      .filter((need, n) => !lower.has(need) || needs.indexOf(need) !== n)
      .map((need) => `${name} needs ${need}: name each once, and list it above in app.ts.`);
  });
}

const DECLARED =
  /(?:@Table\([\s\S]*?\nexport (class) (\w+))|(?:^|\n)(?:export )?const (\w+) = (verb|outsideVerb|list|job|view)(?:<[^>]*>)?\(|(?:^|\n)(?:on|job)\(/g;

/** What a feature's modules declare and its feature.ts does not list, so that nobody finds it. */
export function unlisted(sources: readonly Source[], features: readonly Storey[]): string[] {
  return features.flatMap(({ name }) => {
    const folder = `${API}features/${name}/`;
    const said = sources.find(({ path }) => path === `${folder}feature.ts`)?.text ?? '';
    const listed = new Set(said.slice(said.indexOf('feature({')).match(/\w+/g));
    return sources
      .filter(({ path }) => path.startsWith(folder) && !isTest(path))
      .flatMap(({ path, text }) =>
        [...text.matchAll(DECLARED)]
          .map(([, , table, constant]) => table ?? constant ?? 'a job without a name')
          .filter((word) => !listed.has(word))
          .map((word) => `${path} declares ${word}: list it in ${folder}feature.ts.`),
      );
  });
}

/** Modules that, by what they import, import themselves. Types do not count: they are gone when the code runs. */
export function circles(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports)
    if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (module: string, way: readonly string[]): void => {
    const at = way.indexOf(module);
    if (at >= 0)
      found.push(`${[...way.slice(at), module].join(' → ')}: move what both need to a module of its own.`);
    if (at >= 0 || done.has(module)) return;
    for (const to of next.get(module) ?? []) visit(to, [...way, module]);
    done.add(module);
  };
  for (const module of next.keys()) visit(module, []);
  return found;
}
