import { Text } from '@mantine/core';
import { IconFileTypeCsv, IconFileTypePdf } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { FileMenu } from '../../../frame/FileMenu.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';

const InvoicedCallsDocument = graphql(`
  query InvoicedCalls($id: ID!) {
    invoice(id: $id) {
      id
      number
      callCount
    }
  }
`);

/** The calls that an invoice charges, to keep: each of them, or sums for whoever is not itemised [B3]. */
export function InvoicedCalls({ invoiceId }: { invoiceId: string }) {
  const read = useRead(InvoicedCallsDocument, { id: invoiceId });
  return (
    <Loaded from={read}>
      {({ invoice }) => {
        if (!invoice?.callCount) return null;
        const { callCount, number } = invoice;
        const file = (form: string) => ({
          path: `/invoices/${invoiceId}/calls/${form}`,
          name: `${number ?? 'draft'}-calls.${form}`,
        });
        return (
          <Section
            title="Calls"
            actions={
              <FileMenu
                label="Download"
                note="Call by call, or in sums"
                failed="No file"
                files={[
                  {
                    ...file('pdf'),
                    type: 'application/pdf',
                    label: 'PDF',
                    icon: <IconFileTypePdf size={16} />,
                  },
                  { ...file('csv'), type: 'text/csv', label: 'CSV', icon: <IconFileTypeCsv size={16} /> },
                ]}
              />
            }
          >
            <Text>
              {callCount === 1 ? '1 call is' : `${callCount.toLocaleString()} calls are`} charged on this
              invoice.
            </Text>
          </Section>
        );
      }}
    </Loaded>
  );
}
