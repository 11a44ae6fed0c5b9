import type { Minor } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { GraphQLMicro, GraphQLMinor } from '../../../kernel/scalars.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { creditableInvoices } from '../credit-notes/index.ts';
import { PriceListKind } from '../prices/index.ts';
import { askedCalls, askedFields } from './asked-calls.ts';
import { notesOf } from './proposed-notes.ts';
import { ReratingNoteKind } from './rerating.entity.ts';

@ObjectType({ description: 'Calls of a customer to a zone; money is in millionths of the main unit.' })
export class ReratingRow {
  @Field(() => String) customerName!: string;
  @Field(() => String, { description: 'As they are rated now.' }) zone!: string;
  @Field(() => Boolean, { description: 'They are on an invoice, which stays: the difference is noted.' })
  invoiced!: boolean;
  @Field(() => Int, { description: 'Those that would have another rating.' }) calls!: number;
  @Field(() => GraphQLMicro) chargedMicro!: number;
  @Field(() => GraphQLMicro) wouldBeMicro!: number;
  @Field(() => GraphQLMicro, { description: 'What it would be more, or less if it is negative.' })
  differenceMicro!: number;
}

@ObjectType({ description: 'What a note would say of a line of its invoice.' })
export class ProposedNoteLine {
  @Field(() => ID, { description: 'The line of the invoice.' }) lineId!: string;
  @Field(() => String) description!: string;
  @Field(() => GraphQLMinor) netMinor!: number;
}

@ObjectType({ description: 'The note that an invoice would get.' })
export class ProposedNote {
  @Field(() => ID) invoiceId!: string;
  @Field(() => String) invoiceNumber!: string;
  @Field(() => String) customerName!: string;
  @Field(() => ReratingNoteKind) kind!: ReratingNoteKind;
  @Field(() => GraphQLMinor) netMinor!: number;
  @Field(() => GraphQLMinor) vatMinor!: number;
  @Field(() => GraphQLMinor, { description: 'With VAT.' }) totalMinor!: number;
  @Field(() => GraphQLMinor, {
    description:
      'What of the difference is left out, net: no more is left of its lines, which were credited before.',
  })
  creditedBeforeMinor!: number;
  @Field(() => [ProposedNoteLine]) lines!: ProposedNoteLine[];
}

@ObjectType({ description: 'What re-rating would come to.' })
export class ReratingPreview {
  @Field(() => PriceListKind, { description: 'The side at which it is.' }) side!: PriceListKind;
  @Field(() => String) currency!: string;
  @Field(() => Int, { description: 'Calls that were charged by a version which does not hold any more.' })
  calls!: number;
  @Field(() => Int, { description: 'Those of them that no version knows by now: they stay as they are.' })
  unknownCalls!: number;
  @Field(() => [ReratingRow], { description: 'By customer, then by zone.' }) rows!: ReratingRow[];
  @Field(() => GraphQLMicro, { description: 'By how much it would change what waits for an invoice.' })
  waitingMicro!: number;
  @Field(() => [ProposedNote], { description: 'By customer, then by invoice.' }) notes!: ProposedNote[];
}

/** Calls that are rated anew well within the ten seconds that an operation has. */
const MOST_CALLS = 250_000;

interface Row {
  customerName: string;
  zone: string;
  invoiceId: string | null;
  lineId: string | null;
  netMinor: Minor | null;
  calls: number;
  unknownCalls: number;
  chargedMicro: number;
  wouldBeMicro: number;
}

/**
 * What re-rating calls of some days would come to, before anything is done: as they are charged and as they would be by the versions
 * that hold now, apart by whether they are on an invoice, and the note that each invoice would get. Only calls whose version does not
 * hold any more are concerned. [B2]
 */
export const previewRerating = view({
  name: 'previewRerating',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('PreviewReratingInput', askedFields),
  type: () => ReratingPreview,
  async run(scope, given): Promise<ReratingPreview> {
    const { side, tariffId, companyId, currency, calls, firstDay, lastDay } = await askedCalls(scope, given);
    if (calls > MOST_CALLS)
      throw conflict(
        `These days have ${calls.toLocaleString('en-GB')} calls, and up to ${MOST_CALLS.toLocaleString('en-GB')} are priced at once: choose fewer days, or a company.`,
        'lastDay',
      );
    const rows = await scope.sql<Row>(
      `select customer as "customerName", zone, invoice_id as "invoiceId", line_id as "lineId", net_minor::float8 as "netMinor", calls,
           unknown as "unknownCalls", charged_micro::float8 as "chargedMicro", would_be_micro::float8 as "wouldBeMicro"
         from preview_rerated_${side.toLowerCase()}_calls($1, $2, $3, $4, $5)`,
      [tariffId, companyId, currency, firstDay, lastDay],
    );
    const known = byZone(rows);
    return {
      side,
      currency,
      calls,
      unknownCalls: rows.reduce((total, { unknownCalls }) => total + unknownCalls, 0),
      rows: known,
      waitingMicro: known.reduce(
        (total, { invoiced, differenceMicro }) => total + (invoiced ? 0 : differenceMicro),
        0,
      ),
      notes: await proposed(scope, rows),
    };
  },
});

/** A row for each customer, zone and whether it is invoiced; charges are many. */
function byZone(rows: readonly Row[]): ReratingRow[] {
  const groups = Map.groupBy(
    rows.filter(({ calls }) => calls),
    ({ customerName, zone, invoiceId }) => JSON.stringify([customerName, zone, invoiceId !== null]),
  );
  return [...groups.values()].flatMap((those) => {
    const [first] = those;
    if (!first) return [];
    const sum = (of: 'calls' | 'chargedMicro' | 'wouldBeMicro') =>
      those.reduce((total, row) => total + row[of], 0);
    const [chargedMicro, wouldBeMicro] = [sum('chargedMicro'), sum('wouldBeMicro')];
    return [
      {
        customerName: first.customerName,
        zone: first.zone,
        invoiced: first.invoiceId !== null,
        calls: sum('calls'),
        chargedMicro,
        wouldBeMicro,
        differenceMicro: wouldBeMicro - chargedMicro,
      },
    ];
  });
}

/** The notes that invoices would get; the difference of a line stands in each of its rows. */
async function proposed(scope: Scope, rows: readonly Row[]): Promise<ProposedNote[]> {
  const differences = new Map<string, { invoiceId: string; lineId: string; netMinor: Minor }>();
  for (const { invoiceId, lineId, netMinor } of rows)
    if (invoiceId && lineId && netMinor) differences.set(lineId, { invoiceId, lineId, netMinor });
  const ofInvoices = Map.groupBy(differences.values(), ({ invoiceId }) => invoiceId);
  const invoices = await creditableInvoices(scope, [...ofInvoices.keys()]);
  return invoices.flatMap((invoice) =>
    notesOf(invoice, ofInvoices.get(invoice.id) ?? []).map((note) => ({
      ...note,
      invoiceId: invoice.id,
      invoiceNumber: invoice.number,
      customerName: invoice.customerName,
      totalMinor: note.netMinor + note.vatMinor,
    })),
  );
}
