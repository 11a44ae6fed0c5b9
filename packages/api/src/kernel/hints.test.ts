import { newId } from '@steward/shared';
import { describe, expect, test } from 'vitest';
import { hintsIn, notificationsOf } from './hints.ts';

const [resellerId, companyId] = [newId(), newId()];

describe('the hints of a transaction', () => {
  test('[S15] go out together for each kind and tenant, and say what each would have said', () => {
    const hints = [
      { kind: 'EndUser', id: newId(), resellerId, companyId, endUserId: newId() },
      { kind: 'EndUser', id: newId(), resellerId, companyId, endUserId: newId() },
      { kind: 'EndUser', resellerId, companyId, endUserId: null },
      { kind: 'EndUser', id: newId(), resellerId: newId(), companyId: newId(), endUserId: null },
      { kind: 'Company', id: companyId, resellerId, companyId, endUserId: null },
      { kind: 'Product', id: newId() },
      { kind: 'Product', id: newId() },
    ];
    const told = notificationsOf([...hints, ...hints]);
    expect(told).toHaveLength(5);
    expect(told.flatMap(hintsIn)).toEqual(hints);
  });

  test('are split below what PostgreSQL takes, and lose no id', () => {
    const hints = Array.from({ length: 500 }, () => ({
      kind: 'Membership',
      id: newId(),
      resellerId,
      companyId: newId(),
      endUserId: newId(),
    }));
    const told = notificationsOf(hints);
    expect(told.length).toBeLessThan(10);
    for (const text of told) expect(Buffer.byteLength(text)).toBeLessThan(8_000);
    expect(told.flatMap(hintsIn)).toEqual(hints);
  });

  test.each([
    '',
    'no JSON',
    'null',
    '1',
    '{}',
    '{"kind":1}',
    '{"kind":"A","rows":1}',
    '{"kind":"A","rows":[1]}',
  ])('a message that is none says nothing: %s', (text) => {
    expect(hintsIn(text)).toEqual([]);
  });
});
