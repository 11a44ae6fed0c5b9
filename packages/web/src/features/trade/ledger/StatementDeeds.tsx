import { Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconExternalLink, IconFileTypeCsv, IconFileTypePdf, IconMail } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { FileMenu } from '../../../frame/FileMenu.tsx';
import { date, instantDate, plural } from '../../../lib/format.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import type { Days } from './use-period.ts';

const SendDocument = graphql(`
  mutation SendStatement($input: SendStatementInput!) {
    sendStatement(input: $input) {
      id
      recipientCount
    }
  }
`);

const SentDocument = graphql(`
  query SentStatements($filter: SentStatementFilter) {
    sentStatements(first: 1, filter: $filter) {
      nodes {
        id
        from
        to
        recipientCount
        createdAt
      }
    }
  }
`);

interface StatementDeedsProps {
  customerId: string;
  /** The customer is a company; else a reseller. */
  company: boolean;
  days: Days;
  /** Whoever looks issues the invoices, and may send it. */
  ofIssuer: boolean;
}

/** The statement as a file, and by mail to the customer; when it was last sent [B7]. */
export function StatementDeeds({ customerId, company, days, ofIssuer }: StatementDeedsProps) {
  const can = useCan();
  const send = useSend(SendDocument, 'SentStatement');
  const filter = company ? { companyId: customerId } : { resellerId: customerId };
  const read = useRead(SentDocument, { filter }, { types: ['SentStatement'] });
  const last = read.state === 'ready' ? read.data.sentStatements.nodes[0] : undefined;
  const { from, to } = days;
  const path = `/statements/${customerId}`;
  const query = `?${new URLSearchParams({ from, to })}`;
  const name = `Statement ${from} to ${to}`;
  const pdf = { path: `${path}/pdf${query}`, name: `${name}.pdf`, type: 'application/pdf' };
  return (
    <Group gap="sm" mb="md" justify="space-between">
      <Text fz="sm" c="dimmed">
        {last
          ? `Last sent on ${instantDate(last.createdAt)} to ${plural(last.recipientCount, 'person', 'people')}: ${date(last.from)} to ${date(last.to)}`
          : 'Not sent by mail yet'}
      </Text>
      <Group gap="xs">
        <FileMenu
          label="Download"
          failed="No statement"
          files={[
            {
              ...pdf,
              label: 'Open the PDF in a new tab',
              icon: <IconExternalLink size={16} />,
              tab: 'Statement',
            },
            { ...pdf, label: 'PDF', icon: <IconFileTypePdf size={16} /> },
            {
              label: 'CSV',
              icon: <IconFileTypeCsv size={16} />,
              path: `${path}/csv${query}`,
              name: `${name}.csv`,
              type: 'text/csv',
            },
          ]}
        />
        {ofIssuer && can('BILLING_RUN') && (
          <ConfirmButton
            leftSection={<IconMail size={16} />}
            title="Send this statement?"
            consequence={`Each administrator of the customer gets the account from ${date(from)} to ${date(to)} as a PDF, in your name.`}
            confirmLabel="Send statement"
            onConfirm={async () => {
              const { sendStatement } = await send({ input: { customerId, ...days } });
              notifications.show({
                message: `On its way to ${plural(sendStatement.recipientCount, 'person', 'people')}.`,
              });
            }}
          >
            Send by mail
          </ConfirmButton>
        )}
      </Group>
    </Group>
  );
}
