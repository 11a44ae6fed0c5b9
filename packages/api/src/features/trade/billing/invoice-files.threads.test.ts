import { afterAll, expect, test } from 'vitest';
import { Threads } from '../../../kernel/threads.ts';
import type { InvoiceDocument } from './invoice-document.ts';
import type { InvoiceFiles } from './invoice-files.worker.ts';
import { invoiceOf } from './ubl/factory.ts';

const invoice = invoiceOf();

const threads = new Threads<InvoiceDocument, InvoiceFiles>(import.meta.url, 'invoice-files', 'Many wait.', {
  threads: 1,
  waiting: 1,
});
afterAll(() => threads.close());

test('[B4] an invoice is sent to another thread, and who comes when too many wait is told when to come again', async () => {
  const [first, second, third] = await Promise.allSettled([1, 2, 3].map(() => threads.run(invoice)));
  expect(first).toMatchObject({ status: 'fulfilled' });
  expect(second).toEqual(first);
  expect(third).toMatchObject({ status: 'rejected', reason: { code: 'UNAVAILABLE', retryAfterMs: 2_000 } });
  if (first?.status === 'fulfilled')
    expect(Buffer.from(first.value.pdf).toString('latin1', 0, 8)).toBe('%PDF-1.7');
  // What is drawn here is what can be sent there.
  const local = { ...invoice, number: (() => 'NW') as never };
  await expect(threads.run(local)).rejects.toThrow(/could not be cloned/);
});

test('an invoice that cannot be drawn fails alone', async () => {
  await expect(threads.run({ ...invoice, lines: [null as never] })).rejects.toThrow(TypeError);
  await expect(threads.run(invoice)).resolves.toHaveProperty('ubl');
});
