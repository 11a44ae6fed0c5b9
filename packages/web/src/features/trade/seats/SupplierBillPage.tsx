import { Alert, Button, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useParams } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { date, monthName, plural } from '../../../lib/format.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { SeatDifferences } from './SeatDifferences.tsx';
import { OURS } from './words.ts';

const BillDocument = graphql(`
  query SupplierBill($id: ID!) {
    supplierBill(id: $id) {
      id
      periodStart
      fileName
      fileHash
      lines
      costMinor
      lostMinor
      openCount
      acceptedCount
      monthInvoiced
      comparedFor
      comparedAt
      uploadedByName
      createdAt
      supplier {
        id
        name
      }
    }
  }
`);

const AgainDocument = graphql(`
  mutation CompareSeatsAgain($input: CompareSeatsAgainInput!) {
    compareSeatsAgain(input: $input) {
      id
      openCount
    }
  }
`);

/** A supplier's bill: what differs from what is provided and invoiced, company by company and product by product [P3]. */
export function SupplierBillPage() {
  const { supplierBillId = '' } = useParams({ strict: false });
  const read = useRead(BillDocument, { id: supplierBillId }, { types: ['SupplierBill'] });
  const can = useCan();
  const compare = useSend(AgainDocument, 'SeatDifference');
  const { run, busy, error } = useDeed(async () => {
    const { openCount } = (await compare({ input: { billId: supplierBillId } })).compareSeatsAgain;
    notifications.show({
      message: `Compared: ${plural(openCount, 'difference is', 'differences are')} open.`,
    });
  });
  return (
    <Loaded from={read} whole>
      {({ supplierBill: bill }) =>
        bill && (
          <>
            <PageHeader
              title={`${bill.supplier.name}, ${monthName(bill.periodStart)}`}
              crumbs={[{ label: 'Suppliers’ bills', link: { to: '/supplier-bills' } }]}
              badge={
                <StateBadge
                  state={bill.openCount ? 'SEATS_OPEN' : 'SEATS_AGREES'}
                  label={bill.openCount ? `${bill.openCount} open` : 'Nothing open'}
                />
              }
              actions={
                can('SUPPLIER_COST_WRITE') && (
                  <Button variant="default" loading={busy} onClick={() => void run()}>
                    Compare again
                  </Button>
                )
              }
            />
            <Stack>
              {error && (
                <Alert color="red" role="alert">
                  {error.message}
                </Alert>
              )}
              {!bill.monthInvoiced && (
                <Alert color="yellow" title="Not invoiced yet">
                  You have issued no invoices for {date(bill.comparedFor)} yet, so nothing counts as invoiced.
                  Compare again after the billing run.
                </Alert>
              )}
              <Section title="The bill">
                <Facts
                  facts={[
                    ['Comes to, net', <Money key="cost" minor={bill.costMinor} currency={OURS} />],
                    [
                      'Of that invoiced to nobody',
                      <Money key="lost" minor={bill.lostMinor} currency={OURS} />,
                    ],
                    ['Compared for', date(bill.comparedFor)],
                    ['Compared', <DateText key="compared" at={bill.comparedAt} />],
                    ['File', `${bill.fileName}, ${plural(bill.lines, 'line')}`],
                    ['SHA-256', <CopyText key="hash" text={bill.fileHash} label="hash" />],
                    ['Taken in by', bill.uploadedByName],
                  ]}
                />
              </Section>
              <SeatDifferences billId={bill.id} />
            </Stack>
          </>
        )
      }
    </Loaded>
  );
}
