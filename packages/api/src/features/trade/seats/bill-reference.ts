import type { Scope } from '../../../kernel/scope.ts';

/** What the audit log calls a bill: its reference, since those who have no suppliers read the log as well. */
export async function billReference(scope: Scope, billId: string): Promise<string> {
  const [bill] = await scope.sql<{ called: string }>(
    `select s.name || ', ' || to_char(b.period_start, 'FMMonth YYYY') as called
      from supplier_bill b join supplier s on s.id = b.supplier_id where b.id = $1`,
    [billId],
  );
  return bill?.called ?? '';
}
