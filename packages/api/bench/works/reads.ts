import type { Benchmark, Result } from '../benchmark.ts';
import type { Installation } from '../installation.ts';
import { compare } from '../rounds.ts';
import { assertSameAnswers, ceiling, loadOf, postgraphile, steward } from '../servers.ts';
import type { Asked } from './asked.ts';
import { directory, endUser, sealedDirectory } from './directory.ts';

/** One question over HTTP: the product beside PostGraphile and the ceiling, on the same tables under the same policies. */
async function race(
  installation: Installation,
  name: string,
  asked: Asked,
  ids: readonly (string | undefined)[],
  targets: { postgraphile: number; ceiling: number },
): Promise<Result[]> {
  const servers = [
    await steward(installation, asked),
    await postgraphile(installation, asked),
    await ceiling(installation, asked),
  ] as const;
  try {
    await assertSameAnswers(servers, ids.slice(0, 3));
    const [ours, peer, most] = servers;
    return await compare(name, 'requests/s', loadOf(installation, ours, ids), [
      { reference: loadOf(installation, peer, ids), target: targets.postgraphile },
      { reference: loadOf(installation, most, ids), target: targets.ceiling },
    ]);
  } finally {
    for (const server of servers) await server.served.stop();
  }
}

export const directoryRead: Benchmark = {
  code: 'W1',
  title: 'Directory: 50 end users of one company among 200,000, with their subscriptions, over HTTP',
  run: (installation) =>
    race(installation, 'W1 directory', directory, [undefined], { postgraphile: 1.25, ceiling: 0.55 }),
};

export const endUserRead: Benchmark = {
  code: 'W2',
  title: 'One end user by id, with subscriptions, over HTTP',
  run: (installation) =>
    race(installation, 'W2 end user', endUser, installation.population.endUserIds, {
      postgraphile: 1.25,
      ceiling: 0.5,
    }),
};

export const sealedRead: Benchmark = {
  code: 'W1S',
  title: 'Directory with 50 sealed telephone numbers, beside the same without',
  async run(installation) {
    const [sealed, plain] = [
      await steward(installation, sealedDirectory),
      await steward(installation, directory),
    ] as const;
    try {
      return await compare('W1S sealed numbers', 'requests/s', loadOf(installation, sealed, [undefined]), [
        { reference: loadOf(installation, plain, [undefined]), target: 0.8 },
      ]);
    } finally {
      for (const server of [sealed, plain]) await server.served.stop();
    }
  },
};
