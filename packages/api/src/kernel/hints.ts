import type { Hint } from './scope.ts';

/** PostgreSQL refuses a notification of 8,000 bytes. */
const MOST_BYTES = 7_900;

/** Hints of one kind and tenant that go out together: of each row its id, company and end user. */
interface Together {
  kind: string;
  resellerId: string;
  rows: Row[];
}
type Row = (string | null)[];

/** What is notified of the hints of a transaction: those of a kind and tenant together, each row once. */
export function notificationsOf(hints: readonly Hint[]): string[] {
  const groups = new Map<string, Map<string, Hint>>();
  for (const hint of hints) {
    // Without a tenant it is news of the whole platform.
    const group = hint.resellerId ? `${hint.kind} ${hint.resellerId}` : JSON.stringify(hint);
    const rows = groups.get(group) ?? new Map<string, Hint>();
    groups.set(group, rows.set(JSON.stringify(rowOf(hint)), hint));
  }
  return [...groups.values()].flatMap((rows) => {
    const [first, ...others] = rows.values();
    if (!first?.resellerId || !others.length) return JSON.stringify(first);
    const head = `{"kind":${JSON.stringify(first.kind)},"resellerId":"${first.resellerId}","rows":[`;
    const messages: string[] = [];
    let text = '';
    for (const row of rows.keys()) {
      if (text && head.length + text.length + row.length + 3 > MOST_BYTES) {
        messages.push(`${head}${text}]}`);
        text = '';
      }
      text += text ? `,${row}` : row;
    }
    return [...messages, `${head}${text}]}`];
  });
}

const rowOf = ({ id, companyId, endUserId }: Hint): Row => [id ?? null, companyId ?? null, endUserId ?? null];

/** The hints of a notification; whoever may connect to the database may notify: what is not of our form is no news. */
export function hintsIn(payload: string | undefined): Hint[] {
  try {
    const told: Hint | Together = JSON.parse(payload ?? '');
    if (typeof told?.kind !== 'string') return [];
    if (!('rows' in told)) return [told];
    const { kind, resellerId } = told;
    return told.rows.map(([id, companyId = null, endUserId = null]) => ({
      kind,
      resellerId,
      companyId,
      endUserId,
      ...(id ? { id } : {}),
    }));
  } catch {
    return [];
  }
}
