import { readFile } from 'node:fs/promises';
import type { Installation } from '../installation.ts';

/** The first statement like this that the product sends while it does this, from the server's log. */
export async function statementOf(
  { sql, postgresLog }: Installation,
  like: RegExp,
  work: () => Promise<void>,
): Promise<string> {
  const logStatements = async (which: string): Promise<void> => {
    await sql(`alter system set log_statement = ${which}`);
    await sql('select pg_reload_conf()');
    // New sessions take the setting at once, those there are at their next statement after the signal has come.
    await sql('select pg_sleep(0.5)');
  };
  const before = (await readFile(postgresLog)).length;
  await logStatements("'all'");
  await work();
  await logStatements("'none'");
  const log = (await readFile(postgresLog)).subarray(before).toString();
  // What goes over more lines than one goes on after a tab.
  const statements = [...log.matchAll(/LOG: {2}execute [^:]+: (.*(?:\n\t.*)*)/g)].map(
    ([, text = '']) => text,
  );
  const statement = statements.find((text) => like.test(text));
  if (!statement) throw new Error(`The product's statement is not in the log:\n${log}`);
  return statement;
}
