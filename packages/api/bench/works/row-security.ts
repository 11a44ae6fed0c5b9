import type { Benchmark, Result } from '../benchmark.ts';
import type { Installation } from '../installation.ts';
import { type Contestant, compare } from '../rounds.ts';
import { CONNECTIONS, connectionOptions, settingsOf, steward } from '../servers.ts';
import { directory, endUser } from './directory.ts';
import { statementOf } from './statement-of.ts';

const READ = /^select .*end_user/;

/** W4: what row security costs the very statements of W1 and W2. */
export const rowSecurity: Benchmark = {
  code: 'W4',
  title: 'Row security: the statements of W1 and W2 under policies, and with an explicit WHERE without any',
  async run(installation) {
    const { endUserIds } = installation.population;
    const server = await steward(installation, directory);
    const ask = (query: string, id?: string) => async () => {
      const body = JSON.stringify({ query, variables: { id } });
      await (await fetch(server.url, { method: 'POST', headers: server.headers, body })).text();
    };
    let statements: [string, string];
    try {
      statements = [
        await statementOf(installation, READ, ask(directory.steward)),
        await statementOf(installation, READ, ask(endUser.steward, endUserIds[0])),
      ];
    } finally {
      await server.served.stop();
    }
    return [
      ...(await withAndWithout(installation, 'W4 directory', statements[0], [[]])),
      ...(await withAndWithout(
        installation,
        'W4 end user',
        statements[1],
        endUserIds.map((id) => [id]),
      )),
    ];
  },
};

function withAndWithout(
  installation: Installation,
  name: string,
  statement: string,
  values: readonly (readonly unknown[])[],
): Promise<Result[]> {
  const settings = settingsOf(installation);
  const { generator, appUrl, superuserUrl } = installation;
  const load = (
    contestant: string,
    url: string,
    options: Record<string, string>,
    text: string,
  ): Contestant => ({
    name: contestant,
    run: (ms) =>
      generator.perSecond({
        kind: 'sql',
        url,
        options: connectionOptions(options),
        name,
        text,
        values,
        connections: CONNECTIONS,
        ms,
      }),
  });
  const explicit = statement.replaceAll(
    /from (end_user|subscription) (t\d+) where /g,
    (_match, table: string, row: string) =>
      `from ${table} ${row} where ${row}.reseller_id = '${settings['steward.reseller_id']}' and ${row}.company_id = '${settings['steward.company_id']}' and `,
  );
  if (explicit === statement) throw new Error(`No table to restrict in: ${statement}`);
  return compare(name, 'statements/s', load('under policies', appUrl, settings, statement), [
    { reference: load('explicit WHERE', superuserUrl, {}, explicit), target: 0.85 },
  ]);
}
