import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/** Structured log on standard output: ids and codes, never names, addresses, tokens or message texts. [S83] */
export function createLog(level: string, to: DestinationStream = pino.destination(1)): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
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
