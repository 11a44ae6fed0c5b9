import type { Import } from './sources.ts';
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

const face = (feature: string): string => `${API}features/${feature}/index.ts`;

const floorsOf = (features: readonly string[]): Floor[] => [
  { at: 'packages/shared/', uses: [] },
  { at: `${API}kernel/`, uses: ['@steward/shared'] },
  ...features.map((feature, i) => ({
    at: `${API}features/${feature}/`,
    uses: ['@steward/shared', `${API}kernel/`, ...features.slice(0, i).map(face)],
  })),
  { at: `${API}app.ts`, uses: ['@steward/shared', `${API}kernel/`, ...features.map(face)] },
  { at: `${API}demo/`, uses: ['@steward/shared', `${API}kernel/`, `${API}app.ts`, ...features.map(face)] },
  {
    // The process's own modules: its commands and what they need.
    at: API,
    itself: /^packages\/api\/src\/[^/]+$/,
    uses: ['@steward/shared', `${API}kernel/`, `${API}demo/`, ...features.map(face)],
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

/** Imports that go up, or into another feature's rooms; `features` from the lowest to the highest. */
export function floorProblems(imports: readonly Import[], features: readonly string[]): string[] {
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
      `${from} imports ${to}: use a lower floor's index.ts, hand it down in app.ts, or send the news up by an event.`,
    ];
  });
}

/** Features in the order in which app.ts lists their resolvers. */
export function featureOrder(app: string): string[] {
  const folders = new Map(
    [...app.matchAll(/import \{([^}]*)\} from '\.\/features\/([^/]+\/[^/]+)\/index\.ts'/g)].flatMap(
      ([, names = '', folder = '']) => names.split(',').map((name) => [name.trim(), folder] as const),
    ),
  );
  const listed = /const features = \[([^\]]*)\]/.exec(app)?.[1]?.split(',') ?? [];
  return listed
    .map((name) => name.trim())
    .filter(Boolean)
    .map((name) => folders.get(name) ?? `unknown ${name}`);
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
