import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPencil, IconPlayerPause, IconPlus, IconTag } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { date, money, percent, plural } from '../../../lib/format.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Section } from '../../../ui/Section.tsx';
import { AddCharge } from './AddCharge.tsx';
import { AddDiscount } from './AddDiscount.tsx';
import { DescribeDraft } from './DescribeDraft.tsx';
import { HoldDraft } from './HoldDraft.tsx';

/** The coming invoice of a customer for a month. */
export interface DraftOf {
  customer: { companyId: string } | { resellerId: string };
  month: string;
  currency: string;
  purchaseOrder: string | null;
  note: string | null;
  held: boolean;
}

const ReleaseDocument = graphql(`
  mutation ReleaseDraft($input: ReleaseDraftInput!) {
    releaseDraft(input: $input) {
      id
    }
  }
`);
const RemoveDocument = graphql(`
  mutation RemoveCharge($input: RemoveChargeInput!) {
    removeCharge(input: $input)
  }
`);
const WaitingDocument = graphql(`
  query WaitingCharges($filter: ChargeFilter) {
    charges(first: 100, filter: $filter) {
      nodes {
        id
        description
        netMinor
        percentBp
        months
        from
        addedByName
      }
    }
  }
`);

const FORMS = { charge: AddCharge, discount: AddDiscount, say: DescribeDraft, hold: HoldDraft };

/** What whoever makes an invoice out can do with its draft [B4]. */
export function DraftDeeds({ draft }: { draft: DraftOf }) {
  const [open, setOpen] = useState<keyof typeof FORMS>();
  const release = useSend(ReleaseDocument, 'InvoiceDraft');
  const Form = open && FORMS[open];
  const button = (which: keyof typeof FORMS, label: string, icon: ReactNode) => (
    <Button variant="default" leftSection={icon} onClick={() => setOpen(which)}>
      {label}
    </Button>
  );
  return (
    <Group gap="xs">
      {button('charge', 'Add charge', <IconPlus size={16} />)}
      {button('discount', 'Add discount', <IconTag size={16} />)}
      {button('say', 'Purchase order, note', <IconPencil size={16} />)}
      {draft.held ? (
        <ConfirmButton
          title="Release this customer’s invoices?"
          consequence="The next billing run makes out what is due. For a month that was billed meanwhile, run it again."
          confirmLabel="Release"
          onConfirm={async () => {
            await release({ input: draft.customer });
            notifications.show({ message: 'It is released.' });
          }}
        >
          Release
        </ConfirmButton>
      ) : (
        button('hold', 'Hold', <IconPlayerPause size={16} />)
      )}
      {Form && <Form draft={draft} onClose={() => setOpen(undefined)} />}
    </Group>
  );
}

/** Charges and discounts that were added and wait for an invoice, with what takes them away [B4]. */
export function WaitingCharges({ draft: { customer, currency } }: { draft: DraftOf }) {
  const kind = 'companyId' in customer ? 'RETAIL' : 'WHOLESALE';
  const read = useRead(
    WaitingDocument,
    { filter: { ...customer, kind, waiting: true, byHand: true } },
    { types: ['Charge', 'Invoice'] },
  );
  const remove = useSend(RemoveDocument, 'Charge');
  if (read.state !== 'ready' || !read.data.charges.nodes.length) return null;
  return (
    <Section title="Charges and discounts that wait">
      <FigureTable
        label="Charges and discounts that wait for an invoice"
        head={['What', 'From', 'Net', '']}
        numeric={[2]}
        rows={read.data.charges.nodes.map(
          ({ id, description, netMinor, percentBp, months, from, addedByName }) => ({
            key: id,
            cells: [
              `${description}${months > 1 ? `, ${plural(months, 'invoice')}` : ''}${addedByName ? ` (${addedByName})` : ''}`,
              date(from),
              percentBp === null ? money(netMinor ?? 0, currency) : `− ${percent(percentBp / 10_000)}`,
              <ConfirmButton
                key="remove"
                size="xs"
                title={`Remove “${description}”?`}
                consequence="It is on no coming invoice then. What was invoiced before stays."
                confirmLabel="Remove"
                destructive
                onConfirm={() => remove({ input: { id } })}
              >
                Remove
              </ConfirmButton>,
            ],
          }),
        )}
      />
    </Section>
  );
}
