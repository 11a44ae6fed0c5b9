import { Button, Select, Stack, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { CONTACT_CHANNELS, mayContact, prose, type SubscriberKind } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { Facts } from '../../../ui/Facts.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { CHANNELS, optionsOf, SUBSCRIBERS } from './consent-words.ts';

const CardDocument = graphql(`
  query CompanySubscriber($id: ID!) {
    company(id: $id) {
      id
      subscriberKind
      subscriberReason
    }
  }
`);
const SetDocument = graphql(`
  mutation SetSubscriberKind($input: SetSubscriberKindInput!) {
    setSubscriberKind(input: $input) {
      id
      subscriberKind
      subscriberReason
    }
  }
`);

interface Said {
  subscriberKind: SubscriberKind | null;
  subscriberReason: string | null;
}

/** On the company's page: what it is to the rules on marketing, what shows it, and what follows for its people [S87]. */
export function SubscriberCard({ companyId }: { companyId: string }) {
  const can = useCan();
  const read = useRead(CardDocument, { id: companyId }, { types: ['Company'] });
  const [saying, say] = useDisclosure();
  return (
    <Section
      title="Marketing"
      actions={
        can('CONSENT_RECORD') && (
          <Button size="compact-sm" variant="default" onClick={say.open}>
            Say what it is
          </Button>
        )
      }
    >
      <Loaded from={read}>
        {({ company }) =>
          company && (
            <Stack gap="sm">
              <Facts
                facts={[
                  [
                    'Kind of subscriber',
                    company.subscriberKind ? SUBSCRIBERS[company.subscriberKind] : 'Not said',
                  ],
                  ['What shows it', company.subscriberReason],
                ]}
              />
              <Text fz="sm" c="dimmed">
                What follows for people who have said nothing:
              </Text>
              <Facts facts={meaning(company.subscriberKind ?? 'UNKNOWN')} />
              {saying && <SayKind companyId={companyId} known={company} onClose={say.close} />}
            </Stack>
          )
        }
      </Loaded>
    </Section>
  );
}

/** Whether they may be written to or called without being asked, by the rule that decides it for each person. */
const meaning = (subscriber: SubscriberKind | 'UNKNOWN') =>
  CONTACT_CHANNELS.map((channel) => {
    const { allowed, rule } = mayContact({ subscriber, channel, state: 'UNASKED' });
    return [CHANNELS[channel], `${allowed ? 'Allowed' : 'Only once they have agreed'} (${rule})`] as const;
  });

function SayKind({
  companyId,
  known: { subscriberKind, subscriberReason },
  onClose,
}: {
  companyId: string;
  known: Said;
  onClose: () => void;
}) {
  const set = useSend(SetDocument, 'Company');
  const form = useSubmitForm({
    initialValues: {
      kind: (subscriberKind ?? '') as SubscriberKind | '',
      reason: subscriberReason ?? '',
    },
    schema: z.object({ kind: z.string().min(1, 'Say which kind it is.'), reason: prose(1_000) }),
    send: ({ kind, reason }) => set({ input: { companyId, kind: kind as SubscriberKind, reason } }),
    onDone: onClose,
  });
  const { values, getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title="What it is to the rules on marketing"
      submitLabel="Save"
      form={form}
      summary={
        <FormSummary
          facts={meaning(values.kind || 'UNKNOWN')}
          effects={[
            'It counts from the next message on. Whoever has said no is left alone, whatever their company is.',
            'Mail of the service itself, such as invoices, goes on.',
          ]}
        />
      }
    >
      <Select
        label="Kind of subscriber"
        description="Who has the contract for the line or mailbox. In doubt, an individual: they are asked first."
        required
        allowDeselect={false}
        data={optionsOf(SUBSCRIBERS)}
        {...getInputProps('kind')}
      />
      <Textarea
        label="What shows it"
        placeholder="Company number 01234567 in the register"
        required
        autosize
        minRows={2}
        maxLength={1_000}
        {...getInputProps('reason')}
      />
    </FormModal>
  );
}
