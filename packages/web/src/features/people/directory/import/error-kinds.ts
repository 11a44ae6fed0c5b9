import { titleOf } from './columns.ts';

interface Wrong {
  errors: readonly { column: string; message: string }[];
}

/** Which mistakes a file has and how often, most frequent first: one cause often makes a hundred errors. */
export function errorKinds(rows: readonly Wrong[]): { message: string; times: number }[] {
  const times = new Map<string, number>();
  for (const { errors } of rows)
    for (const { column, message } of errors) {
      // The same mistake as in another line is one kind, whichever line that is.
      const kind = `${titleOf(column)}: ${message.replace(/ in line \d+\.$/, ' in another line.')}`;
      times.set(kind, (times.get(kind) ?? 0) + 1);
    }
  return [...times].map(([message, n]) => ({ message, times: n })).sort((a, b) => b.times - a.times);
}
