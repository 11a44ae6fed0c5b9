import { writeAudit } from '../../../kernel/audit.ts';
import { input } from '../../../kernel/input.ts';
import { Problem } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { noteRates } from './note-rates.ts';
import { ratesFile, readRatesFile } from './read-rates-file.ts';

const SAID = 5;

/**
 * Notes the rates of a file as HMRC publishes it, in place of what was noted; the same again changes nothing. INVALID_INPUT names the
 * lines that are wrong, and nothing is kept then. Returns how many have changed. [B5]
 */
export const importExchangeRates = verb({
  name: 'importExchangeRates',
  permission: 'BILLING_RUN',
  description:
    'Of the CSV file that HMRC publishes for each month the rates of currencies that are billed in here.',
  input: input('ImportExchangeRatesInput', { csv: ratesFile() }),
  async run(scope, { csv }) {
    const { rates, problems } = readRatesFile(csv, scope.now);
    if (problems.length) {
      const said = problems.slice(0, SAID).map(({ line, message }) => `Line ${line}: ${message}`);
      if (problems.length > SAID) said.push(`And ${problems.length - SAID} more.`);
      throw new Problem('INVALID_INPUT', said.join(' '), [{ path: 'csv', message: said.join(' ') }]);
    }
    const [first, ...others] = await noteRates(
      scope,
      rates.map(({ line: _line, ...rate }) => rate),
    );
    for (const { subject } of others) await writeAudit(scope, 'importExchangeRates', subject);
    return { result: first ? others.length + 1 : 0, subject: first?.subject ?? null };
  },
});
