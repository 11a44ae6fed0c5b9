import { type DestinationStream, type Logger, pino } from 'pino';
import { heldColumns } from './personal-data.ts';

export type Log = Logger;

/** What is counted or merely says how a thing stands, names nobody where it stands alone. */
const NAMELESS: readonly string[] = ['TRAFFIC', 'SERVICE'];

/**
 * Structured log on standard output: ids and codes, never names, addresses, tokens or message texts. A field that is called as a
 * column that tells of people (`kernel/personal-data.ts`) is blanked, whoever wrote it. [S83]
 */
export function createLog(level: string, to: DestinationStream = pino.destination(1)): Log {
  const personal = new Set(
    heldColumns().flatMap(({ property, class: told }) => (NAMELESS.includes(told) ? [] : [property])),
  );
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: Record<string, unknown>) => {
        for (const name of Object.keys(fields))
          if (personal.has(name)) fields = { ...fields, [name]: '[personal]' };
        return fields;
      },
    },
    serializers: {
      err: (error: Error) => ({ name: error.name, message: redact(error.message), stack: placesOf(error) }),
    },
  };
  return pino(options, to);
}

/** Where it came from; the lines before repeat the message. */
const placesOf = (error: Error): string | undefined =>
  error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 5)
    .join('\n');

/** Database messages may quote values; addresses and quoted values are blanked before they reach a log. [S83] */
function redact(text: string): string {
  return text
    .replace(/[^\s@"'(]+@[^\s@"')]+/g, '[address]')
    .replace(/=\([^)]*\)/g, '=([value])')
    .replace(/: ".*"/s, ': "[value]"');
}
