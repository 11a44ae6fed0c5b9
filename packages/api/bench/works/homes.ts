import path from 'node:path';
import { LEVELS, type Level } from '@steward/shared';
import { type DocumentNode, print } from 'graphql';
import { createServer } from 'vite';
import type { Benchmark, Result } from '../benchmark.ts';
import type { Installation } from '../installation.ts';
import { compare } from '../rounds.ts';
import { ceiling, loadOf, steward } from '../servers.ts';
import { statementOf } from './statement-of.ts';

const CONSOLE = path.join(import.meta.dirname, '../../../web');

/** W3: what the console's home asks, for each level, beside a bare server that sends the same statement for the same principal. */
export const homes: Benchmark = {
  code: 'W3',
  title: 'The home of each level, as the console asks for it, over HTTP',
  async run(installation) {
    const query = await queryOfConsole();
    const results: Result[] = [];
    for (const level of LEVELS) results.push(...(await homeOf(installation, level, query)));
    return results;
  },
};

/** The query of the console's home, of what its features tell on it. */
async function queryOfConsole(): Promise<string> {
  const vite = await createServer({
    root: CONSOLE,
    logLevel: 'error',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const { features } = await vite.ssrLoadModule('/src/app/navigation.ts');
    const { homeQuery } = await vite.ssrLoadModule('/src/frame/home.ts');
    return print(homeQuery(features) as DocumentNode);
  } finally {
    await vite.close();
  }
}

async function homeOf(installation: Installation, level: Level, query: string): Promise<Result[]> {
  const ours = await steward(installation, { steward: query }, { level });
  const ask = async (url: string, body: string) =>
    (await fetch(url, { method: 'POST', headers: ours.headers, body })).json() as Promise<{
      data?: { home: object };
      errors?: object[];
    }>;
  try {
    const statement = await statementOf(installation, /^select \(select row_to_json\(o\)/, async () => {
      const { errors } = await ask(ours.url, ours.body(undefined));
      if (errors) throw new Error(`Home is not answered: ${JSON.stringify(errors)}`);
    });
    const bare = await ceiling(
      installation,
      { sql: `select '{"home":' || home || '}' from (${statement}) answer (home)` },
      level,
    );
    try {
      assertSame(await ask(ours.url, ours.body(undefined)), await ask(bare.url, bare.body(undefined)));
      return await compare(
        `W3 home of ${level.toLowerCase().replace('_', ' ')}`,
        'requests/s',
        loadOf(installation, ours, [undefined]),
        [{ reference: loadOf(installation, bare, [undefined]), target: 0.4 }],
      );
    } finally {
      await bare.served.stop();
    }
  } finally {
    await ours.served.stop();
  }
}

/** Throws unless both say the same of what the console asks for. */
function assertSame(ours: { data?: { home: object } }, bare: { data?: { home: object } }): void {
  const told = Object.entries(ours.data?.home ?? {});
  const known = new Map(Object.entries(bare.data?.home ?? {}));
  const differs = told.find(([name, value]) => typeof value === 'number' && value !== known.get(name));
  if (!told.length || differs)
    throw new Error(`The bare server says otherwise of ${differs?.[0] ?? 'home'}.`);
}
