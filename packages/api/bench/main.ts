import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Benchmark, Result } from './benchmark.ts';
import { startMachine } from './installation.ts';
import { table } from './report.ts';
import { billingRun } from './works/billing-run.ts';
import { bulkChange } from './works/bulk-change.ts';
import { homes } from './works/homes.ts';
import { rating } from './works/rating.ts';
import { directoryRead, endUserRead, sealedRead } from './works/reads.ts';
import { rowSecurity } from './works/row-security.ts';

/**
 * Measures Steward beside its references: `pnpm bench [codes…] [--json FILE]`, for instance `pnpm bench W1 W2`. It needs
 * the built API and nothing else. A new benchmark is a file in `works/` and an entry here.
 */
const benchmarks: readonly Benchmark[] = [
  directoryRead,
  endUserRead,
  sealedRead,
  homes,
  rowSecurity,
  bulkChange,
  rating,
  billingRun,
];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const chosen = benchmarks.filter(({ code }) => positionals.length === 0 || positionals.includes(code));
if (!chosen.length) {
  throw new Error(
    `There is no such benchmark: choose among ${benchmarks.map(({ code }) => code).join(', ')}.`,
  );
}

const machine = await startMachine();
const stop = async (): Promise<never> => {
  await machine.stop();
  process.exit(1);
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
try {
  process.stdout.write('Filling a database with 200,000 end users …\n');
  const installation = await machine.install('bench', {
    resellers: 20,
    companies: 400,
    endUsers: 200_000,
    endUsersOfCompany: 500,
  });
  const results: Result[] = [];
  for (const benchmark of chosen) {
    process.stdout.write(`${benchmark.code} ${benchmark.title} …\n`);
    const those = await benchmark.run(installation);
    process.stdout.write(`${table(those)}\n\n`);
    results.push(...those);
  }
  if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  await machine.stop();
}
