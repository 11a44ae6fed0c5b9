import { NOBODY } from '../../../kernel/actor.ts';
import { setting } from '../../../kernel/protection.ts';
import { Choice, enumeration, Flag, Key, Moment, Ref, Secret, Table, Text } from '../../../kernel/table.ts';

/** Why somebody is left alone. */
export const SuppressionReason = enumeration('SuppressionReason', {
  ASKED: 'ASKED',
  UNSUBSCRIBED: 'UNSUBSCRIBED',
  COMPLAINED: 'COMPLAINED',
  ERASED: 'ERASED',
});
export type SuppressionReason = keyof typeof SuppressionReason;

const own = (name: string): string => `(reseller_id = ${setting('reseller_id')} ${name})`;

/**
 * Whoever wants no marketing, under a keyed hash of their address or number: it says nothing of whose it is, and stays when everything
 * else of them is erased, so that a list they are on is not written to again. What was said to the operator, which transmits for all
 * brands, or to all of them, holds for all; what was said to a reseller holds for that one. [S87]
 */
@Table('suppression', {
  internal: true,
  // It outlives the tenant to whom it was said: it may hold for all.
  data: { kept: 'PROOF', none: 'addressHash everywhere reason since' },
  area: 'privacy',
  ownRight: true,
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: no is heard at once',
  may: { platform: 'si', reseller: 'si', worker: 'si' },
  rows: {
    platform: own(`or everywhere or ${setting('membership_id')} = '${NOBODY}'`),
    reseller: own('or everywhere'),
    worker: own('or everywhere'),
  },
  writes: { reseller: own('and not everywhere') },
})
export class Suppression {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Text({ api: false }) addressHash!: string;
  /** It holds for all who send by this service. */
  @Flag({ api: false }) everywhere!: boolean;
  @Choice(SuppressionReason, { api: false }) reason!: SuppressionReason;
  @Moment({ api: false }) since!: Date;
}

/**
 * The key of those hashes: made once for the installation, kept sealed, and never changed, for hashes cannot be made anew from hashes.
 */
@Table('suppression_key', {
  internal: true,
  data: { kept: 'WHILE_USED', none: 'secret createdAt' },
  area: 'reference',
  managedIn: 'privacy',
  tenant: 'none',
  may: { platform: 'si', reseller: 'si', worker: 'si' },
  rows: {
    platform: `${setting('membership_id')} is not null`,
    reseller: `${setting('reseller_id')} is not null`,
    worker: `${setting('reseller_id')} is not null`,
  },
})
export class SuppressionKey {
  @Key() id!: string;
  @Secret() secret!: string;
  @Moment() createdAt!: Date;
}
