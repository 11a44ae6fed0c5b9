import { Int } from 'type-graphql';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLMicro } from '../../../kernel/scalars.ts';
import {
  Amount,
  Choice,
  Computed,
  column,
  Day,
  enumeration,
  Id,
  Key,
  Moment,
  One,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Invoice } from '../billing/index.ts';
import { CreditNote } from '../credit-notes/index.ts';
import { DebitNote } from '../debit-notes/index.ts';
import { PriceListKind } from '../prices/index.ts';
import { Tariff } from '../tariffs/index.ts';

export const ReratingState = enumeration('ReratingState', {
  RUNNING: 'RUNNING',
  DONE: 'DONE',
  FAILED: 'FAILED',
});
export const ReratingNoteKind = enumeration('ReratingNoteKind', { CREDIT: 'CREDIT', DEBIT: 'DEBIT' });
export type ReratingNoteKind = keyof typeof ReratingNoteKind;
/** LEFT: whoever issues the invoice has left it as it is. */
export const ReratingNoteState = enumeration('ReratingNoteState', {
  PROPOSED: 'PROPOSED',
  ISSUED: 'ISSUED',
  LEFT: 'LEFT',
});
export type ReratingNoteState = keyof typeof ReratingNoteState;

/** It is the business of whoever sold the calls: not even the platform sees a reseller's. */
const mine = `reseller_id = ${setting('reseller_id')}`;
const ofSeller = {
  area: 'billing',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: what was charged wrongly is put right',
  rows: { platform: mine },
} as const;

/** SQL: how many notes of it there are, or only those in a state. */
const notes = (row: string, state?: string): string =>
  `select count(*)::integer from rerating_note n where n.rerating_id = ${row}.id${state ? ` and n.state = '${state}'` : ''}`;

/** Calls of some days that whoever sold them has rated anew, after a tariff was mended. [B2] */
@Table('rerating', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    ends: 'values',
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'startedByName' },
    none: 'side about currency firstDay lastDay reason state calls callsDone month failures callsChanged callsUnknown waitingMicro createdAt finishedAt',
  },
  ...ofSeller,
  may: { platform: 'si', reseller: 'si', worker: 'su', gate: 'su' },
  writes: { platform: mine },
  changes: { worker: ['state', 'failures', 'finishedAt'] },
  impersonal: ['side', 'state', 'calls', 'callsChanged'],
  constraints: {
    rerating_once: ['firstDay', 'Another re-rating is under way: wait until it has come to its end.'],
  },
})
export class Rerating {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Choice(PriceListKind, { description: 'The side at which it is: what resellers pay, or companies.' })
  side!: keyof typeof PriceListKind;
  @Ref({ nullable: true }) tariffId!: string | null;
  @Ref({ nullable: true }) customerCompanyId!: string | null;
  @Text({ description: 'The tariff and the company that it is about, as they were called.' }) about!: string;
  @Text() currency!: string;
  @Day() firstDay!: string;
  @Day() lastDay!: string;
  @Text({ description: 'What its notes say.' }) reason!: string;
  @Choice(ReratingState, { description: 'FAILED: it has stopped; asked for once more it does the rest.' })
  state!: keyof typeof ReratingState;
  @Whole({ description: 'Those that a version charged which no longer holds, as it began.' }) calls!: number;
  @Whole() callsDone!: number;
  @Day({ api: false }) month!: string;
  @Id({ nullable: true, api: false }) lastCustomerId!: string | null;
  @Whole({ api: false }) failures!: number;
  @Whole({ description: 'Those that have another rating now.' }) callsChanged!: number;
  @Whole({ description: 'Those that no version knows by now: they stay as they were.' })
  callsUnknown!: number;
  @column('bigint', () => GraphQLMicro, {
    description: 'By how much it has changed what waits for an invoice.',
  })
  waitingMicro!: number;
  @Text() startedByName!: string;
  @Moment() createdAt!: Date;
  @Moment({ nullable: true }) finishedAt!: Date | null;

  @Computed(
    () => Int,
    (row) => notes(row),
    { description: 'Notes that it has come to.' },
  )
  noteCount!: number;
  @Computed(
    () => Int,
    (row) => notes(row, 'PROPOSED'),
    { description: 'Those of them that nobody has issued yet, nor left.' },
  )
  proposedCount!: number;
  @One(() => Tariff, 'tariffId', { nullable: true }) tariff!: Tariff | null;
  @One(() => Company, 'customerCompanyId', { nullable: true }) company!: Company | null;
}

/** By how much the calls of a line of an invoice have come to more or less. */
@Table('rerating_line', {
  data: { kept: 'ACCOUNTS', none: 'differenceMicro netMinor' },
  ...ofSeller,
  internal: true,
  may: { platform: 's', reseller: 's', gate: 'si' },
})
export class ReratingLine {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() reratingId!: string;
  @Ref() chargeId!: string;
  @Ref() invoiceId!: string;
  @Ref() invoiceLineId!: string;
  @column('bigint', () => String, { api: false }) differenceMicro!: string;
  @Amount() netMinor!: number;
}

/** The note that an invoice is to get for it: a credit note for lines that are less, a debit note for those that are more. [B6] */
@Table('rerating_note', {
  data: { kept: 'ACCOUNTS', since: 'createdAt', none: 'kind state netMinor createdAt' },
  ...ofSeller,
  may: { platform: 'su', reseller: 'su', gate: 'si' },
  writes: { platform: mine },
  changes: {
    platform: ['state', 'creditNoteId', 'debitNoteId'],
    reseller: ['state', 'creditNoteId', 'debitNoteId'],
  },
  impersonal: ['kind', 'state', 'netMinor'],
})
export class ReratingNote {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() reratingId!: string;
  @Ref() invoiceId!: string;
  @Choice(ReratingNoteKind) kind!: ReratingNoteKind;
  @Choice(ReratingNoteState) state!: ReratingNoteState;
  @Amount({
    description: 'Without VAT, as proposed; of what was credited since no more than is left is issued.',
  })
  netMinor!: number;
  @Ref({ nullable: true }) creditNoteId!: string | null;
  @Ref({ nullable: true }) debitNoteId!: string | null;
  @Moment() createdAt!: Date;

  @One(() => Rerating, 'reratingId') rerating!: Rerating;
  @One(() => Invoice, 'invoiceId') invoice!: Invoice;
  @One(() => CreditNote, 'creditNoteId', { nullable: true }) creditNote!: CreditNote | null;
  @One(() => DebitNote, 'debitNoteId', { nullable: true }) debitNote!: DebitNote | null;
}
