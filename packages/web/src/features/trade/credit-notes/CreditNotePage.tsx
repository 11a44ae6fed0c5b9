import { Alert, Box, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconArrowForwardUp, IconCash, IconCreditCardRefund } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { DocumentMenu } from '../../../frame/DocumentMenu.tsx';
import { money, percent } from '../../../lib/format.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DayText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import type { Fact } from '../../../ui/Facts.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { DeclineCreditNote } from './DeclineCreditNote.tsx';
import { PassOn } from './PassOn.tsx';
import { RefundCredit } from './RefundCredit.tsx';
import { RefundToSource } from './RefundToSource.tsx';
import { UseCredit } from './UseCredit.tsx';

const NoteDocument = graphql(`
  query CreditNote($id: ID!) {
    creditNote(id: $id) {
      id
      number
      state
      kind
      reason
      currency
      netMinor
      vatMinor
      vatSterlingMinor
      perPound
      totalMinor
      usedMinor
      leftMinor
      customerName
      issuerName
      issuedOn
      requestedByName
      requestedByMe
      decidedByName
      decidedAt
      decisionNote
      createdAt
      reseller {
        id
      }
      company {
        id
      }
      invoice {
        id
        number
      }
      lines {
        id
        description
        netMinor
        vatMinor
        vatRateBp
        vatReason
      }
      uses {
        id
        amountMinor
        on
        reference
        payment {
          id
          invoice {
            id
            number
          }
        }
      }
    }
  }
`);
export type Note = NonNullable<ResultOf<typeof NoteDocument>['creditNote']>;

const ApproveDocument = graphql(`
  mutation ApproveCreditNote($input: ApproveCreditNoteInput!) {
    approveCreditNote(input: $input) {
      id
      number
      state
      invoice {
        id
      }
    }
  }
`);

/** One credit note: what it takes back, who agreed to it, what became of the credit [B6]. */
export function CreditNotePage() {
  const { creditNoteId = '' } = useParams({ strict: false });
  const read = useRead(NoteDocument, { id: creditNoteId }, { types: ['CreditUse', 'Payment'] });
  const { level, reseller } = useViewer();
  const can = useCan();
  return (
    <Loaded from={read} whole>
      {({ creditNote: note }) => {
        if (!note) return null;
        const { currency } = note;
        const own =
          note.kind === 'WHOLESALE'
            ? level === 'PLATFORM'
            : level !== 'COMPANY' && note.reseller?.id === reseller?.id;
        const may = own && can('CREDIT_NOTE_WRITE');
        return (
          <>
            <DetailPage
              header={{
                title: note.number ? `Credit note ${note.number}` : 'Credit note, not issued',
                badge: <StateBadge state={note.state} />,
                crumbs: [{ label: 'Credit notes', link: { to: '/credit-notes' } }],
                description: `${note.issuerName} to ${note.customerName}`,
                actions: (
                  <>
                    {note.number && (
                      <DocumentMenu
                        path={`/credit-notes/${note.id}`}
                        number={note.number}
                        tab="Credit note"
                      />
                    )}
                    {may && note.leftMinor > 0 && <Left note={note} />}
                  </>
                ),
              }}
              alert={
                may && note.state === 'AWAITING_APPROVAL' ? (
                  <Decide note={note} />
                ) : note.state === 'DECLINED' ? (
                  <Alert mb="md" color="gray" title={`Declined by ${note.decidedByName}`}>
                    {note.decisionNote}
                  </Alert>
                ) : undefined
              }
              facts={factsOf(note, own)}
              aside={[<Uses key="uses" note={note} />]}
            />
            <Section title="What is credited" mt="md">
              <FigureTable
                label="What is credited"
                head={['Service', 'Rate', 'Net', 'VAT']}
                numeric={[1, 2, 3]}
                rows={note.lines.map(({ id, description, netMinor, vatMinor, vatRateBp }) => ({
                  key: id,
                  cells: [
                    description,
                    percent(vatRateBp / 10_000),
                    <Money key="net" minor={netMinor} currency={currency} />,
                    <Money key="vat" minor={vatMinor} currency={currency} />,
                  ],
                }))}
              />
              {[...new Set(note.lines.flatMap(({ vatReason }) => vatReason ?? []))].map((reason) => (
                <Text key={reason} fz="xs" c="dimmed" mt="xs">
                  {reason}
                </Text>
              ))}
            </Section>
            {note.state === 'ISSUED' && can('CREDIT_NOTE_WRITE') && (
              <Box mt="md">
                <PassOn note={note} />
              </Box>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function factsOf(note: Note, own: boolean): Fact[] {
  const { number, invoice, currency } = note;
  const facts: (Fact | false)[] = [
    number !== null && ['Number', <CopyText key="number" text={number} label="credit note number" />],
    [
      'Invoice',
      <TextLink key="invoice" to="/invoices/$invoiceId" params={{ invoiceId: invoice.id }} inherit>
        {invoice.number}
      </TextLink>,
    ],
    ['Reason', note.reason],
    note.issuedOn !== null && ['Issued on', <DayText key="issued" day={note.issuedOn} />],
    own && ['Asked for by', note.requestedByName],
    own && note.state === 'ISSUED' && note.decidedByName !== null && ['Approved by', note.decidedByName],
    ['Net', money(note.netMinor, currency)],
    ['VAT', money(note.vatMinor, currency)],
    note.vatSterlingMinor !== null && [
      `VAT in pounds, at ${note.perPound} ${currency} to £1`,
      money(note.vatSterlingMinor, 'GBP'),
    ],
    ['Total', <strong key="total">{money(note.totalMinor, currency)}</strong>],
    note.leftMinor > 0 && ['Not used yet', money(note.leftMinor, currency)],
  ];
  return facts.filter((fact) => fact !== false);
}

const UseDocument = graphql(`
  mutation UseCredit($input: UseCreditInput!) {
    useCredit(input: $input) {
      id
      leftMinor
      invoice {
        id
      }
    }
  }
`);

const RefundDocument = graphql(`
  mutation RefundCredit($input: RefundCreditInput!) {
    refundCredit(input: $input) {
      id
      leftMinor
    }
  }
`);

/** What can be done with what is left of it. */
function Left({ note }: { note: Note }) {
  const [using, use] = useDisclosure();
  const [paying, pay] = useDisclosure();
  const [refunding, toSource] = useDisclosure();
  const spend = useSend(UseDocument, 'Invoice');
  const refund = useSend(RefundDocument);
  return (
    <>
      <Button variant="default" leftSection={<IconCash size={16} />} onClick={pay.open}>
        Paid back by transfer
      </Button>
      <Button variant="default" leftSection={<IconCreditCardRefund size={16} />} onClick={toSource.open}>
        Pay back
      </Button>
      <Button leftSection={<IconArrowForwardUp size={16} />} onClick={use.open}>
        Put against an invoice
      </Button>
      {using && (
        <UseCredit
          credit={note}
          spend={(invoiceId, amountMinor) =>
            spend({ input: { creditNoteId: note.id, invoiceId, amountMinor } })
          }
          onClose={use.close}
        />
      )}
      {refunding && <RefundToSource credit={note} of={{ creditNoteId: note.id }} onClose={toSource.close} />}
      {paying && (
        <RefundCredit
          credit={note}
          refund={(given) => refund({ input: { creditNoteId: note.id, ...given } })}
          onClose={pay.close}
        />
      )}
    </>
  );
}

function Decide({ note }: { note: Note }) {
  const [declining, decline] = useDisclosure();
  const approve = useSend(ApproveDocument, 'Invoice');
  return (
    <Alert mb="md" color="yellow" title="It waits for a second person">
      <Text fz="sm" mb={note.requestedByMe ? 0 : 'sm'}>
        {note.requestedByMe
          ? 'You have asked for it: somebody else of your team approves or declines it.'
          : `${note.requestedByName} has asked for it.`}{' '}
        {note.customerName} sees nothing of it until then.
      </Text>
      {!note.requestedByMe && (
        <Group gap="xs">
          <ConfirmButton
            title="Approve this credit note?"
            consequence={`${money(note.totalMinor, note.currency)} of invoice ${note.invoice.number} is credited, and ${note.customerName} is told. It cannot be taken back.`}
            confirmLabel="Approve"
            onConfirm={async () => {
              const { approveCreditNote } = await approve({ input: { id: note.id } });
              notifications.show({ message: `Credit note ${approveCreditNote.number} is issued.` });
            }}
          >
            Approve
          </ConfirmButton>
          <Button variant="default" onClick={decline.open}>
            Decline
          </Button>
        </Group>
      )}
      {declining && <DeclineCreditNote note={note} onClose={decline.close} />}
    </Alert>
  );
}

function Uses({ note: { uses, currency, state } }: { note: Note }) {
  return (
    <Section title="What became of it">
      {uses.length === 0 ? (
        <Text c="dimmed">
          {state === 'ISSUED' ? 'It is kept for the customer.' : 'Nothing: it is not issued.'}
        </Text>
      ) : (
        <FigureTable
          label="What became of it"
          head={['Use', 'Day', 'Amount']}
          numeric={[2]}
          rows={uses.map(({ id, on, amountMinor, reference, payment }) => ({
            key: id,
            cells: [
              payment ? (
                <TextLink
                  key="invoice"
                  to="/invoices/$invoiceId"
                  params={{ invoiceId: payment.invoice.id }}
                  inherit
                >
                  Invoice {payment.invoice.number}
                </TextLink>
              ) : (
                `Paid back, ${reference}`
              ),
              <DayText key="day" day={on} />,
              <Money key="amount" minor={amountMinor} currency={currency} />,
            ],
          }))}
        />
      )}
    </Section>
  );
}
