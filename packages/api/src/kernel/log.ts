import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Structured log on standard output: ids and codes, never names, addresses, tokens or message texts. [S83] */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: {
      err: (error: Error) => ({
        name: error.name,
        message: redact(error.message),
        stack: error.stack?.split('\n').slice(1, 6).join('\n'),
      }),
    },
  });
}

/** Database messages may quote values; addresses and quoted values are blanked before they reach a log. [S83] */
function redact(text: string): string {
  return text.replace(/[^\s@"'(]+@[^\s@"')]+/g, '[address]').replace(/=\([^)]*\)/g, '=([value])');
}
